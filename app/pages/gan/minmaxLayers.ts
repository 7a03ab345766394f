/** What the hero view of the first figure shows, from the ground up. */
import { pointSetFromDrawing, samplePoints } from '../../data/points';
import { createRng } from '../../data/rng';
import type { MinMaxFrame } from '../../runtime/programs/gan/minmax';
import type { DataChoice } from '../../runtime/programs/planeData';
import type { Layer } from '../../viz/Plane';
import type { MinMaxState } from './minmaxState';

/** The data itself, before the engine is there to train on it. */
export function firstLook({ data, strokes }: DataChoice): Float32Array {
  return samplePoints(data === 'drawn' ? pointSetFromDrawing(strokes) : data, 600, createRng('first look'));
}

/** The layers of the hero view, from the ground up. What the reader points at stays; the rest steps back. */
export function planeLayers(
  frame: MinMaxFrame | null,
  first: Float32Array,
  s: MinMaxState,
  lit: string | null,
  drawing: readonly number[][],
): Layer[] {
  const layers: Layer[] = [];
  const dim = (...things: string[]) => (lit && ['z', 'G', 'D', 'x', 'fake', 'pull'].includes(lit) && !things.includes(lit) ? 0.3 : 1);
  if (frame) {
    const n = Math.round(Math.sqrt(frame.surface.length));
    const grid = { values: frame.surface, nx: n, ny: n };
    if (s.surface) {
      layers.push({
        kind: 'heat',
        grid,
        scale: { type: 'diverging', low: 'generated', high: 'data', mid: 0, span: 1 },
        opacity: 0.42 * dim('D'),
      });
      layers.push({ kind: 'contours', grid, levels: [0], colour: 'network', opacity: 0.8 * dim('D'), lineWidth: 1.5, dashed: true });
    }
    if (s.grid)
      layers.push({
        kind: 'mesh',
        points: frame.mesh,
        nx: frame.nx,
        ny: frame.ny,
        colour: 'generated',
        opacity: 0.45 * dim('G', 'z'),
        lineWidth: frame.ny > 1 ? 1 : 2,
      });
    const trace = frame.trace;
    layers.push({ kind: 'points', points: trace?.real ?? frame.real, colour: 'data', radius: 2.4, opacity: 0.7 * dim('x') });
    const fake = trace ? trace.fake : frame.fake;
    if (fake) layers.push({ kind: 'points', points: fake, colour: 'generated', radius: 2.4, opacity: 0.9 * dim('fake', 'G'), halo: true });
    if (s.pull)
      layers.push({
        kind: 'arrows',
        at: frame.fake.subarray(0, frame.sampleGradient.length),
        vectors: frame.sampleGradient,
        colour: 'gradient',
        scale: 0.25,
        maxLength: 34,
        opacity: dim('pull', 'fake'),
        lineWidth: 1.4,
      });
  }
  if (!frame) layers.push({ kind: 'points', points: first, colour: 'data', radius: 2.4, opacity: 0.7 });
  if (drawing.length > 0) layers.push({ kind: 'paths', paths: drawing, colour: 'data', lineWidth: 3, opacity: 0.5 });
  return layers;
}

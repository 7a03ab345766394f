/** What the plane of the score figure shows: the exact density and score, the learned one or the difference, particles and their ways. */
import { components, pointSetFromDrawing } from '../../data/points';
import { gridPoints, noised, scores } from '../../models/diffusion/score';
import type { ScoreFrame } from '../../runtime/programs/diffusion/score';
import type { PlaneData } from '../../shell/planeData';
import type { Layer } from '../../viz/Plane';
import { REACH } from './parts';

const ARROWS = 19;
const CELLS = 52;
/** Particles whose way is drawn. */
const WAYS = 48;
export const arrowsAt = gridPoints(ARROWS, REACH);
const cells = gridPoints(CELLS, REACH);

/** The data as a mixture of Gaussians. */
export const mixtureOf = ({ data, strokes }: PlaneData['config']) => (data === 'drawn' ? pointSetFromDrawing(strokes) : components(data));

/** p_t on the cells and at the arrows, and its score there, in closed form. */
export function exactField(config: PlaneData['config'], alphaBar: number) {
  const p = noised(mixtureOf(config), alphaBar);
  const density = new Float32Array(CELLS * CELLS);
  scores(p, cells, density);
  let peak = 0;
  for (const v of density) peak = Math.max(peak, v);
  const weights = new Float32Array(ARROWS * ARROWS);
  return { density: density.map(Math.sqrt), peak: Math.sqrt(peak), score: scores(p, arrowsAt, weights), weights };
}

export function exactAt(config: PlaneData['config'], alphaBar: number, [x, y]: readonly [number, number]): readonly [number, number] {
  const [sx, sy] = scores(noised(mixtureOf(config), alphaBar), Float32Array.of(x, y));
  return [sx, sy];
}

/** Root mean square of the difference of two fields [n, 2], by weights [n]. */
export function rms(a: Float32Array, b: Float32Array, weights: Float32Array): number {
  let [sum, all] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    sum += weights[i >> 1] * (a[i] - b[i]) ** 2;
    all += weights[i >> 1];
  }
  return Math.sqrt(sum / all);
}

export function layersOf(
  frame: ScoreFrame | null,
  s: { t: number; show: 'exact' | 'learned' | 'difference'; ways: boolean },
  exact: ReturnType<typeof exactField>,
  learned: Float32Array | null,
  spread: number,
): Layer[] {
  const layers: Layer[] = [
    {
      kind: 'heat',
      grid: { values: exact.density, nx: CELLS, ny: CELLS },
      scale: { type: 'sequential', colour: 'data', max: exact.peak * 1.4 },
      opacity: 0.75,
    },
  ];
  const field = s.show === 'exact' ? exact.score : s.show === 'learned' ? learned : learned?.map((v, i) => v - exact.score[i]);
  if (field)
    layers.push({
      kind: 'arrows',
      at: arrowsAt,
      vectors: field,
      colour: s.show === 'exact' ? 'data' : s.show === 'learned' ? 'network' : 'gradient',
      scale: 0.16 * spread,
      maxLength: 24,
      opacity: 0.85,
      lineWidth: 1.3,
    });
  if (!frame) return layers;
  const n = frame.particles;
  const visit = frame.timesteps.reduce((best, v, i) => (Math.abs(v - s.t) < Math.abs(frame.timesteps[best] - s.t) ? i : best), 0);
  if (s.ways) {
    const paths = Array.from({ length: WAYS }, (_, k) => {
      const path = new Float32Array(2 * (visit + 1));
      for (let i = 0; i <= visit; i++) path.set(frame.flow.subarray(2 * (i * n + k), 2 * (i * n + k) + 2), 2 * i);
      return path;
    });
    layers.push({ kind: 'paths', paths, colour: 'generated', opacity: 0.35, lineWidth: 1 });
  }
  layers.push({
    kind: 'points',
    points: frame.flow.subarray(2 * visit * n, 2 * (visit + 1) * n),
    colour: 'generated',
    radius: 2.3,
    opacity: 0.85,
    halo: true,
  });
  return layers;
}

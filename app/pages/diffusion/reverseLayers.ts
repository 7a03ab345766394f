/** What the two planes of the figure on SDE and flow show: the exact density, ways from one place, and two clouds at a time t. */
import type { Clouds, Ways } from '../../runtime/programs/diffusion/reverse';
import type { Layer } from '../../viz/Plane';
import type { exactField } from './scoreLayers';

/** SDE's ways that are drawn of those walked. */
const SHOWN = 24;

/** Index of the visited step nearest to t, not before it on the way. */
export const visitOf = (timesteps: readonly number[], t: number): number =>
  timesteps.reduce((best, v, i) => (Math.abs(v - t) < Math.abs(timesteps[best] - t) ? i : best), 0);

export function densityLayer(exact: ReturnType<typeof exactField>): Layer {
  const n = Math.sqrt(exact.density.length);
  const grid = { values: exact.density, nx: n, ny: n };
  return { kind: 'heat', grid, scale: { type: 'sequential', colour: 'data', max: exact.peak * 1.4 }, opacity: 0.7 };
}

/** One particle's places up to a visit, of places [(visits) · n · 2]. */
function pathOf(places: Float32Array, n: number, k: number, visit: number): Float32Array {
  const path = new Float32Array(2 * (visit + 1));
  for (let i = 0; i <= visit; i++) path.set(places.subarray(2 * (i * n + k), 2 * (i * n + k) + 2), 2 * i);
  return path;
}

export function waysLayers(ways: Ways | undefined, t: number, paths: number): Layer[] {
  if (!ways) return [];
  const visit = visitOf(ways.timesteps, t);
  const ends = ways.sde.subarray(2 * paths * visit, 2 * paths * (visit + 1));
  const rough = Array.from({ length: SHOWN }, (_, k) => pathOf(ways.sde, paths, k, visit));
  return [
    { kind: 'paths', paths: rough, colour: 'noise', opacity: 0.38, lineWidth: 1 },
    { kind: 'points', points: ends, colour: 'noise', radius: 2.2, opacity: 0.8, halo: true },
    { kind: 'paths', paths: [pathOf(ways.ode, 1, 0, visit)], colour: 'generated', opacity: 1, lineWidth: 3 },
    { kind: 'points', points: ways.ode.subarray(2 * visit, 2 * visit + 2), colour: 'generated', radius: 5.5, halo: true },
  ];
}

export function cloudLayers(clouds: Clouds | undefined, t: number, size: number): Layer[] {
  if (!clouds) return [];
  const visit = visitOf(clouds.timesteps, t);
  const cut = (all: Float32Array) => all.subarray(2 * size * visit, 2 * size * (visit + 1));
  return [
    { kind: 'points', points: cut(clouds.sde), colour: 'noise', radius: 2, opacity: 0.75 },
    { kind: 'points', points: cut(clouds.ode), colour: 'generated', radius: 2, opacity: 0.75 },
  ];
}

/** Mean of points [n, 2], and their root mean square distance from it. */
export function spreadOf(points: Float32Array): { readonly mean: readonly [number, number]; readonly spread: number } {
  const n = points.length / 2;
  let [x, y, squares] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    x += points[2 * i] / n;
    y += points[2 * i + 1] / n;
    squares += (points[2 * i] ** 2 + points[2 * i + 1] ** 2) / n;
  }
  return { mean: [x, y], spread: Math.sqrt(Math.max(0, squares - x * x - y * y)) };
}

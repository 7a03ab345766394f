/** The named distributions in the plane, within about [−2, 2]². */
import { checkerboardMixture } from './checkerboard';
import { alongPath, type Component, type Mixture, mixture } from './mixture';

export const POINT_SETS = [
  { key: 'ring', en: 'ring', zh: '圆环' },
  { key: 'moons', en: 'two moons', zh: '双月' },
  { key: 'spiral', en: 'spiral', zh: '螺旋' },
  { key: 'line', en: 'line', zh: '线段' },
  { key: 'gaussians2', en: 'two Gaussians', zh: '两个高斯' },
  { key: 'gaussians8', en: 'eight Gaussians', zh: '八个高斯' },
  { key: 'grid', en: 'grid of 25 Gaussians', zh: '25 个高斯的网格' },
  { key: 'blobs', en: 'disjoint blobs', zh: '互不相连的团' },
  { key: 'checkerboard', en: 'checkerboard', zh: '棋盘' },
  { key: 'pinwheel', en: 'pinwheel', zh: '风车' },
] as const;
export type PointSetKey = (typeof POINT_SETS)[number]['key'];

const TAU = 2 * Math.PI;
const gaussian = (x: number, y: number, sd: number, weight = 1): Component => ({ x, y, sd, weight });

/** An Archimedean spiral r = a·θ from θ0 to θ1 at even speed: arc length ≈ a(θ1² − θ0²)/2, so θ goes with the root of t. */
const spiralAt =
  (a: number, from: number, to: number) =>
  (t: number): [number, number] => {
    const theta = Math.sqrt(from * from + t * (to * to - from * from));
    return [a * theta * Math.cos(theta), a * theta * Math.sin(theta)];
  };

const BUILD: Record<PointSetKey, () => Mixture> = {
  line: () => mixture(alongPath(80, 0.06, (t) => [3.2 * t - 1.6, 1.6 * t - 0.8])),
  ring: () => mixture(alongPath(160, 0.06, (t) => [1.4 * Math.cos(TAU * t), 1.4 * Math.sin(TAU * t)])),
  moons: () =>
    mixture([
      ...alongPath(64, 0.07, (t) => [1.1 * Math.cos(Math.PI * t) - 0.55, 1.1 * Math.sin(Math.PI * t) - 0.3]),
      ...alongPath(64, 0.07, (t) => [0.55 - 1.1 * Math.cos(Math.PI * t), 0.3 - 1.1 * Math.sin(Math.PI * t)]),
    ]),
  spiral: () => mixture(alongPath(240, 0.06, spiralAt(1.75 / (2.25 * TAU), 0.35 * TAU, 2.25 * TAU))),
  gaussians2: () => mixture([gaussian(-1.1, -0.4, 0.28), gaussian(1.1, 0.4, 0.28)]),
  gaussians8: () =>
    mixture(Array.from({ length: 8 }, (_, k) => gaussian(1.5 * Math.cos((TAU * k) / 8), 1.5 * Math.sin((TAU * k) / 8), 0.09))),
  grid: () => mixture(Array.from({ length: 25 }, (_, k) => gaussian(((k % 5) - 2) * 0.8, (Math.floor(k / 5) - 2) * 0.8, 0.06))),
  blobs: () => mixture([gaussian(-1.2, 1, 0.16, 4), gaussian(1.3, 1.1, 0.1, 2), gaussian(0.2, -1.2, 0.2, 4)]),
  checkerboard: checkerboardMixture,
  pinwheel: () =>
    mixture(
      Array.from({ length: 5 }, (_, arm) =>
        Array.from({ length: 34 }, (_, i) => {
          const r = 0.3 + (1.55 * i) / 33; // an arm grows dense towards its middle and turns as it goes out
          const angle = (TAU * arm) / 5 + 0.75 * r;
          return gaussian(r * Math.cos(angle), r * Math.sin(angle), 0.05 + 0.03 * r, Math.exp(-0.5 * ((r - 1.05) / 0.42) ** 2));
        }),
      ).flat(),
    ),
};

const built = new Map<PointSetKey, Mixture>();

/** The set as a mixture of Gaussians: exactly what is sampled, except for the checkerboard, whose edges the mixture softens. */
export function components(key: PointSetKey): Mixture {
  let found = built.get(key);
  if (!found) {
    const build = BUILD[key];
    if (!build) throw new RangeError(`There is no point set "${key}".`);
    found = build();
    built.set(key, found);
  }
  return found;
}

/** Centres of the sets that have countable modes, and within which distance a point counts as belonging to one; null for the others. */
export function modesOf(key: PointSetKey): { centres: Float32Array; radius: number } | null {
  if (key !== 'gaussians2' && key !== 'gaussians8' && key !== 'grid' && key !== 'blobs') return null;
  const { means, variances } = components(key);
  return { centres: means, radius: 4 * Math.sqrt(Math.max(...variances)) };
}

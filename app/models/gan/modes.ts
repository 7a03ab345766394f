/**
 * Eight small Gaussians on a circle: the data set on which mode collapse is usually shown (Metz et al. 2017, 1611.02163, "Unrolled GANs").
 * Because the modes are known, one can count how many of them a generator reaches. Plain numbers.
 */
import type { Rng } from '../../data/rng';
import type { Points } from '../../data/types';

export const MODES = { count: 8, radius: 1.5, sigma: 0.1 } as const;

/** The eight centres x0, y0, … */
export const modeCentres = (): Points =>
  Float32Array.from({ length: 2 * MODES.count }, (_, i) => {
    const angle = (2 * Math.PI * (i >> 1)) / MODES.count;
    return MODES.radius * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  });

/** n draws, every mode equally likely. */
export function sampleModes(n: number, rng: Rng): Points {
  const centres = modeCentres();
  const points = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    const k = rng.int(MODES.count);
    points[2 * i] = centres[2 * k] + MODES.sigma * rng.normal();
    points[2 * i + 1] = centres[2 * k + 1] + MODES.sigma * rng.normal();
  }
  return points;
}

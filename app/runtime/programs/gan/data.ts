/** Real points for a lab: from a named set, or from what the reader drew. */
import { samplePoints } from '../../../data/points';
import type { Rng } from '../../../data/rng';
import type { Points } from '../../../data/types';
import { FigureError } from '../../program';

export type Source = (n: number, rng: Rng) => Points;

/** Drawn points are spread by this much, so that a drawn set is a distribution and not a list. */
const SPREAD = 0.03;

/** Where real points come from. Throws a sentence for the reader when a drawn set has fewer than two points. */
export function sourceOf(data: string, drawn: readonly number[]): Source {
  if (data !== 'drawn') return (n, rng) => samplePoints(data as Parameters<typeof samplePoints>[0], n, rng);
  const count = drawn.length >> 1;
  if (count < 2) {
    throw new FigureError({
      zh: '画的点少于两个，还不成一个分布：请再多画几笔。',
      en: 'Fewer than two points are drawn, and that is not yet a distribution: please draw a little more.',
    });
  }
  return (n, rng) => {
    const points = new Float32Array(2 * n);
    for (let i = 0; i < n; i++) {
      const k = rng.int(count);
      points[2 * i] = drawn[2 * k] + SPREAD * rng.normal();
      points[2 * i + 1] = drawn[2 * k + 1] + SPREAD * rng.normal();
    }
    return points;
  };
}

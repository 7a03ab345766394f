/** How this page writes numbers, and which of measured ones it picks. */
import type { MeasuredGuidance } from '../../runtime/weights';

/** Large counts in few signs: 944k, 15.2M. */
export const short = (n: number): string =>
  n >= 1e6 ? `${(n / 1e6).toFixed(n >= 1e7 ? 0 : 1)}M` : n >= 1e3 ? `${(n / 1e3).toFixed(n >= 1e4 ? 0 : 1)}k` : String(Math.round(n));

/** Pearson's correlation of two lists of equal length. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  const mean = (x: ArrayLike<number>) => Array.from(x).reduce((s, v) => s + v, 0) / n;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    ab += (a[i] - ma) * (b[i] - mb);
    aa += (a[i] - ma) ** 2;
    bb += (b[i] - mb) ** 2;
  }
  return ab / Math.sqrt(aa * bb || 1);
}

/** A share of 1 as per cent. */
export const percent = (share: number, digits = 0): string => `${(100 * share).toFixed(digits)}%`;

/** A strength of guidance with a true minus sign. */
export const strengthName = (strength: number): string => String(strength).replace('-', '−');

/** One standard error of a share of n. */
export const errorOf = (share: number, n: number): number => Math.sqrt(Math.max(share * (1 - share), 0.25 / n) / n);

/** Of each kind the mildest strength whose agreement is within one standard error of the highest; nothing steered comes first. */
export const bestOfEach = (measured: readonly MeasuredGuidance[]): MeasuredGuidance[] =>
  (['none', 'classifier', 'clip', 'free'] as const).flatMap((kind) => {
    const all = measured.filter((one) => one.kind === kind).sort((a, b) => a.strength - b.strength);
    const most = Math.max(...all.map(({ agreement }) => agreement));
    return all.filter(({ agreement, n }) => agreement >= most - errorOf(most, n)).slice(0, 1);
  });

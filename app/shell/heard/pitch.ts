/**
 * A curve as notes: pitch follows the value, time goes along the axis. The lowest value is 220 Hz (a), the highest two octaves above it; equal
 * steps of the value (of its logarithm, on a logarithmic axis) are equal steps of pitch, as an ear counts them. Pure.
 */

export interface Line {
  /** One value for each x; what is not finite is silent. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly xLog: boolean;
  readonly yLog: boolean;
}

export const LOWEST_HZ = 220;
export const OCTAVES = 2;
export const HIGHEST_HZ = LOWEST_HZ * 2 ** OCTAVES;

const heard = (v: number, log: boolean) => Number.isFinite(v) && (!log || v > 0);
const place = (v: number, [lo, hi]: readonly [number, number], log: boolean): number => {
  const [a, b, c] = log ? [Math.log(v), Math.log(lo), Math.log(hi)] : [v, lo, hi];
  return c > b ? Math.max(0, Math.min(1, (a - b) / (c - b))) : 0.5;
};

/** [least, greatest] of the values that can be heard; null where there are none. */
export function boundsOf(values: ArrayLike<number>, log: boolean): readonly [number, number] | null {
  const own = Array.from(values).filter((v) => heard(v, log));
  return own.length > 0 ? own.reduce<[number, number]>(([lo, hi], v) => [Math.min(lo, v), Math.max(hi, v)], [own[0], own[0]]) : null;
}

/** The pitch of a value between the bounds [Hz]; null for what cannot be heard. A curve that is flat stays in the middle. */
export function pitchOf(value: number, bounds: readonly [number, number], log: boolean): number | null {
  return heard(value, log) ? LOWEST_HZ * 2 ** (OCTAVES * place(value, bounds, log)) : null;
}

/** `count` pitches [Hz] at equal times: where many values fall together their mean, between values that are far apart a glide, null where the curve has a gap. */
export function melody({ x, y, xLog, yLog }: Line, count: number): (number | null)[] {
  const bounds = boundsOf(y, yLog);
  const ends = boundsOf(x, xLog);
  if (!bounds || !ends) return Array.from({ length: count }, () => null);
  const at = Array.from({ length: Math.min(x.length, y.length) }, (_, i) => place(x[i], ends, xLog) * (count - 1));
  const pitches = at.map((_, i) => pitchOf(y[i], bounds, yLog));
  if (at.length === 1) return Array.from({ length: count }, () => pitches[0]);
  return Array.from({ length: count }, (_, n) => {
    const near = pitches.filter((hz, i): hz is number => hz !== null && Math.abs(at[i] - n) <= 0.5);
    if (near.length > 0) return near.reduce((sum, hz) => sum + hz, 0) / near.length;
    const next = at.findIndex((t) => t > n);
    const [low, high] = [pitches[next - 1] ?? null, pitches[next] ?? null];
    if (low === null || high === null) return null;
    const share = (n - at[next - 1]) / (at[next] - at[next - 1]);
    return low * (high / low) ** share;
  });
}

/** Reading what the cards say of choosing among many candidates. Plain arithmetic. */
import type { Card } from '../../runtime/weights';

type Metrics = Card['metrics'];

/** A share as per cent with one digit. */
export const shareOf = (metrics: Metrics, key: string): string => (metrics[key] ? `${(100 * metrics[key].value).toFixed(1)}%` : '–');

export interface Parted {
  readonly from: number;
  readonly to: number;
  /** What the choice wins in truth by that doubling, and its standard error; shares of 1. */
  readonly gain: number;
  readonly error: number;
  /** Whether it loses more than chance explains: two standard errors. */
  readonly sure: boolean;
}

/** The doubling of the number of candidates by which CLIP's score rises and its choice loses most; null where it loses by none. */
export function partedAt(clip: Metrics): Parted | null {
  const all: Parted[] = [];
  for (let to = 2; clip[`gain.n${to}`]; to *= 2) {
    const { value: gain, error = 0 } = clip[`gain.n${to}`];
    const rose = clip[`cosine.n${to}`].value > clip[`cosine.n${to / 2}`].value;
    if (gain < 0 && rose) all.push({ from: to / 2, to, gain, error, sure: gain < -2 * error });
  }
  return all.sort((a, b) => a.gain - b.gain)[0] ?? null;
}

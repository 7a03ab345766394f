/** What a line plot on the page shows, for whoever would have it other than seen (heard). By its element; gone with it. */
import type { Series } from './CurvesLines';

export interface Plot {
  readonly title: string;
  readonly series: readonly Pick<Series, 'key' | 'name' | 'y' | 'x'>[];
  readonly x: ArrayLike<number>;
  readonly xLog: boolean;
  readonly yLog: boolean;
}

export const plots = new WeakMap<Element, Plot>();

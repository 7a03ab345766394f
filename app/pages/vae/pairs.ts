/** Few of many places, each with a whole number, as text for the address: `3.45-7.100`. */
export type Pairs = ReadonlyMap<number, number>;

/** Places below `places`, numbers below `numbers`; what is none is left out. */
export function decodePairs(text: string, places: number, numbers: number): Pairs {
  const pairs = new Map<number, number>();
  const within = (v: number, end: number) => Number.isInteger(v) && v >= 0 && v < end;
  for (const part of text.split('-')) {
    const [place, value] = part.split('.').map(Number);
    if (within(place, places) && within(value, numbers)) pairs.set(place, value);
  }
  return pairs;
}

export const encodePairs = (pairs: Pairs): string => [...pairs].map(([place, value]) => `${place}.${value}`).join('-');

export const arePairs = (text: string, places: number, numbers: number): boolean =>
  text === '' || encodePairs(decodePairs(text, places, numbers)) === text;

/** After how much training each generator draws, where it is not all of it, as text for the address: `ddpm:1,gan:0` (name, place among its files). */
export type Trained = Readonly<Record<string, number>>;

export function decodeTrained(text: string): Trained {
  const pairs = text.split(',').map((part) => part.split(':'));
  return Object.fromEntries(
    pairs.filter(([name, at]) => name && at && Number.isInteger(Number(at))).map(([name, at]) => [name, Number(at)]),
  );
}

export const encodeTrained = (trained: Trained): string =>
  Object.entries(trained)
    .map(([name, at]) => `${name}:${at}`)
    .join(',');

export const isTrained = (text: string): boolean => encodeTrained(decodeTrained(text)) === text;

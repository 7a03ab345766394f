/** What attention heads attend to, counted: shares of their attention by kind of place, over all cells of a picture. Plain arithmetic. */

export const KINDS = ['words', 'filler', 'self', 'above', 'cells'] as const;
/**
 * words: the text's own tokens; filler: START, and END that fills up; self: the place that asks (the token written last, the cell's left neighbour);
 * above: the cell right above the one being made; cells: all other cells.
 */
export type Kind = (typeof KINDS)[number];

export interface Head {
  readonly block: number;
  readonly head: number;
  /** Shares of attention by kind, in the order of KINDS; they sum to 1. */
  readonly shares: readonly number[];
  /** The kind it attends to more than other heads do, and by what factor. */
  readonly kind: Kind;
  readonly factor: number;
}

interface Shape {
  readonly cells: number;
  readonly blocks: number;
  readonly heads: number;
  readonly textPlaces: number;
}

/** Attention of one head from the place that guesses a cell to all places. */
export function attentionOf(
  attention: Float32Array,
  s: Shape,
  at: { readonly cell: number; readonly block: number; readonly head: number; readonly picture: number; readonly pictures: number },
): Float32Array {
  const places = s.textPlaces + s.cells;
  const row = ((at.cell * s.blocks + at.block) * at.pictures + at.picture) * s.heads + at.head;
  return attention.subarray(row * places, (row + 1) * places);
}

/** The kind of a place, seen from a cell. `words`: how many text tokens there are. */
export function kindOf(place: number, cell: number, words: number, textPlaces: number): Kind {
  if (place === textPlaces - 1 + cell) return 'self';
  if (place < textPlaces) return place >= 1 && place <= words ? 'words' : 'filler';
  return place - textPlaces === cell - 4 ? 'above' : 'cells';
}

/** All heads with what they attend to, one kind after the other, those that differ most from the others first. */
export function sortedHeads(attention: Float32Array, s: Shape, picture: number, pictures: number, words: number): Head[] {
  const all = Array.from({ length: s.blocks * s.heads }, (_, n) => ({ block: Math.floor(n / s.heads), head: n % s.heads }));
  const shares = all.map((at) => sharesOf(attention, s, { ...at, picture, pictures }, words));
  const mean = KINDS.map((_, k) => shares.reduce((sum, row) => sum + row[k] / all.length, 0));
  const list = all.map((at, n): Head => {
    const factors = shares[n].map((share, k) => share / Math.max(mean[k], 1e-6));
    const most = factors.indexOf(Math.max(...factors));
    return { ...at, shares: shares[n], kind: KINDS[most], factor: factors[most] };
  });
  return list.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || b.factor - a.factor);
}

function sharesOf(attention: Float32Array, s: Shape, at: Omit<Parameters<typeof attentionOf>[2], 'cell'>, words: number): number[] {
  const shares = KINDS.map(() => 0);
  for (let cell = 0; cell < s.cells; cell++) {
    const row = attentionOf(attention, s, { ...at, cell });
    for (let place = 0; place < s.textPlaces + cell; place++)
      shares[KINDS.indexOf(kindOf(place, cell, words, s.textPlaces))] += row[place] / s.cells;
  }
  return shares;
}

/**
 * Who may look at whom: the attention masks of DALL·E (Ramesh et al. 2021, 2102.12092, appendix B.1, fig. 11).
 *
 * Text comes first and is causal; every picture token may look at all the text. Among picture tokens, read row by row on a grid of `side`
 * columns, one of four patterns: all before it; "row", its `side` predecessors (so that the last one seen stands right above it); "column",
 * those above it; "conv", a causal 3 × 3 neighbourhood that wraps round at the edges. Everyone sees itself. The models that ship here
 * were trained with the first. Plain TypeScript, no tensors.
 */
export const MASKS = ['causal', 'row', 'column', 'conv'] as const;
export type MaskKind = (typeof MASKS)[number];

// #region masks
/**
 * Whether place i may look at place j.
 *
 * @param text places of text (START among them); picture tokens follow
 * @param side columns of the picture's grid
 */
export function mayLook(kind: MaskKind, i: number, j: number, text: number, side: number): boolean {
  if (j > i) return false;
  if (j < text) return true;
  const back = i - j; // picture tokens lie in raster order: 0 is the token itself, `side` the one above
  if (kind === 'row') return back <= side;
  if (kind === 'column') return back % side === 0;
  if (kind === 'conv') return back <= 1 || (back >= side - 1 && back <= side + 1);
  return true;
}

/** M [rows, all], as numbers to add to scores: 0 where one may look, a very negative number where not; its rows are the last of `all` places. */
export function maskValues(kind: MaskKind, rows: number, all: number, text: number, side: number): Float32Array {
  return Float32Array.from({ length: rows * all }, (_, n) =>
    mayLook(kind, all - rows + Math.floor(n / all), n % all, text, side) ? 0 : -1e9,
  );
}
// #endregion

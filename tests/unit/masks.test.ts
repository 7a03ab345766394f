/** The masks of DALL·E as its paper draws them: six places of text, then sixteen of a 4 × 4 picture. */
import { describe, expect, it } from 'vitest';
import { MASKS, maskValues, mayLook } from '../../app/models/dalle/masks';

const [TEXT, SIDE] = [6, 4];
/** The picture tokens that picture token a looks at. */
const seen = (kind: (typeof MASKS)[number], a: number) =>
  Array.from({ length: 16 }, (_, b) => b).filter((b) => mayLook(kind, TEXT + a, TEXT + b, TEXT, SIDE));

describe('masks', () => {
  it.each(MASKS)('%s: text is causal, never sees the picture, and is seen whole by it', (kind) => {
    for (let i = 0; i < TEXT + 16; i++)
      for (let j = 0; j < TEXT + 16; j++) {
        if (j > i) expect(mayLook(kind, i, j, TEXT, SIDE)).toBe(false);
        else if (j < TEXT || i === j) expect(mayLook(kind, i, j, TEXT, SIDE)).toBe(true);
      }
  });

  it('row: the last five in raster order, itself among them, so that the farthest stands right above it', () => {
    expect(seen('row', 0)).toEqual([0]);
    expect(seen('row', 3)).toEqual([0, 1, 2, 3]);
    expect(seen('row', 9)).toEqual([5, 6, 7, 8, 9]);
    expect(seen('row', 12)).toEqual([8, 9, 10, 11, 12]);
  });

  it('column: those above it and itself', () => {
    expect(seen('column', 2)).toEqual([2]);
    expect(seen('column', 9)).toEqual([1, 5, 9]);
    expect(seen('column', 15)).toEqual([3, 7, 11, 15]);
  });

  it('conv: the causal half of a 3 × 3 neighbourhood, which wraps round', () => {
    expect(seen('conv', 0)).toEqual([0]);
    expect(seen('conv', 9)).toEqual([4, 5, 6, 8, 9]);
    expect(seen('conv', 8)).toEqual([3, 4, 5, 7, 8]); // the left neighbour of the first column is the end of the row above
    expect(seen('conv', 11)).toEqual([6, 7, 8, 10, 11]);
  });

  it('causal: all before it', () => {
    expect(seen('causal', 9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('are numbers to add to scores, for the last rows asked for', () => {
    const rows = maskValues('column', 2, 22, TEXT, SIDE);
    expect(rows).toHaveLength(44);
    for (let n = 0; n < 44; n++) expect(rows[n] === 0).toBe(mayLook('column', 20 + Math.floor(n / 22), n % 22, TEXT, SIDE));
  });
});

/**
 * What a codebook knows about parts: every code votes for the part it stands for, and a face's token grid becomes a
 * segmentation map.
 *
 * A code at one place of the grid covers a patch of pixels (4×4 of 16×16 for a 4×4 grid). For each code and each pixel of
 * its patch we count which part the exact masks show there; the most frequent part is the code's vote for that pixel. Counted on training
 * faces, judged on held-out ones by mean intersection over union (mIoU, Everingham et al. 2010). No gradient, no label during training of the codes.
 */

/** Votes of K codes: part index of every pixel of the patch, [K, patch, patch]. */
export interface CodeVotes {
  readonly codes: number;
  readonly grid: number;
  readonly patch: number;
  readonly parts: Uint8Array;
}

/**
 * Counts votes.
 * @param tokens code index per cell [n, grid, grid]
 * @param masks part index per pixel [n, size, size]
 * @param codes K  @param partCount number of parts  @param size side of the picture in pixels
 */
export function countVotes(
  tokens: ArrayLike<number>,
  masks: Uint8Array,
  codes: number,
  partCount: number,
  grid: number,
  size = 16,
): CodeVotes {
  const patch = size / grid;
  const n = tokens.length / (grid * grid);
  const counts = new Uint32Array(codes * patch * patch * partCount);
  const overall = new Uint32Array(partCount);
  for (let i = 0; i < n; i++)
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) {
        const part = masks[(i * size + y) * size + x];
        const code = tokens[(i * grid + Math.floor(y / patch)) * grid + Math.floor(x / patch)];
        counts[((code * patch + (y % patch)) * patch + (x % patch)) * partCount + part]++;
        overall[part]++;
      }
  const commonest = overall.indexOf(Math.max(...overall)); // what an unused code falls back to
  const parts = new Uint8Array(codes * patch * patch);
  for (let c = 0; c < parts.length; c++) {
    let best = commonest;
    let most = 0;
    for (let p = 0; p < partCount; p++) {
      if (counts[c * partCount + p] > most) {
        most = counts[c * partCount + p];
        best = p;
      }
    }
    parts[c] = best;
  }
  return { codes, grid, patch, parts };
}

/** The segmentation map of one token grid: part index per pixel [size, size]. */
export function segment(tokens: ArrayLike<number>, votes: CodeVotes): Uint8Array {
  const { grid, patch, parts } = votes;
  const size = grid * patch;
  const map = new Uint8Array(size * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const code = tokens[Math.floor(y / patch) * grid + Math.floor(x / patch)];
      map[y * size + x] = parts[(code * patch + (y % patch)) * patch + (x % patch)];
    }
  return map;
}

export interface IoU {
  /** Intersection over union of each part; NaN where the part occurs in neither. */
  readonly perPart: Float32Array;
  /** Mean over the parts that occur. */
  readonly mean: number;
}

/** mIoU of two part maps of equal length (one face or many in a row). @throws RangeError if lengths differ */
export function meanIoU(predicted: Uint8Array, exact: Uint8Array, partCount: number): IoU {
  if (predicted.length !== exact.length) throw new RangeError(`maps of ${predicted.length} and ${exact.length} pixels`);
  const both = new Uint32Array(partCount);
  const either = new Uint32Array(partCount);
  for (let i = 0; i < exact.length; i++) {
    const a = predicted[i];
    const b = exact[i];
    if (a === b) {
      both[a]++;
      either[a]++;
    } else {
      either[a]++;
      either[b]++;
    }
  }
  const perPart = Float32Array.from(both, (c, p) => (either[p] ? c / either[p] : Number.NaN));
  const present = perPart.filter((v) => !Number.isNaN(v));
  return { perPart, mean: present.length ? present.reduce((s, v) => s + v, 0) / present.length : 0 };
}

/** Border map of a part or token-vote map: 1 where the right or lower neighbour differs. [size, size] */
export function borders(map: Uint8Array, size = 16): Uint8Array {
  const out = new Uint8Array(size * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const here = map[y * size + x];
      const right = x + 1 < size && map[y * size + x + 1] !== here;
      const below = y + 1 < size && map[(y + 1) * size + x] !== here;
      out[y * size + x] = right || below ? 1 : 0;
    }
  return out;
}

/** Precision, recall and F1 of a predicted border map against the exact one (same pixel). */
export function borderScore(predicted: Uint8Array, exact: Uint8Array): { precision: number; recall: number; f1: number } {
  let hit = 0;
  let said = 0;
  let true_ = 0;
  for (let i = 0; i < exact.length; i++) {
    if (predicted[i]) said++;
    if (exact[i]) true_++;
    if (predicted[i] && exact[i]) hit++;
  }
  const precision = said ? hit / said : 0;
  const recall = true_ ? hit / true_ : 0;
  return { precision, recall, f1: precision + recall ? (2 * precision * recall) / (precision + recall) : 0 };
}

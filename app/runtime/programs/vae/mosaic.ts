/** The plane of codes as a mosaic of decoded faces, and the ways of choosing codes in it. Plain arrays. */
import type { Rng } from '../../../data/rng';

/** A square of the plane. */
export interface Square {
  readonly x: number;
  readonly y: number;
  /** Half its side. */
  readonly r: number;
}

/** Middles of tiles × tiles cells of a square, from the top left, row by row: [tiles² · 2]. */
export function tileCentres({ x, y, r }: Square, tiles: number): Float32Array {
  const z = new Float32Array(2 * tiles * tiles);
  for (let i = 0; i < tiles * tiles; i++) {
    z[2 * i] = x - r + (2 * r * ((i % tiles) + 0.5)) / tiles;
    z[2 * i + 1] = y + r - (2 * r * (Math.floor(i / tiles) + 0.5)) / tiles;
  }
  return z;
}

/** The Gaussian fitted to codes [n · dims]: mean, Cholesky factor of the covariance (rows, lower), and the 1% and 99% quantiles of each axis. */
export interface Fit {
  readonly mean: Float64Array;
  readonly factor: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export function fitGaussian(codes: Float32Array, dims: number): Fit {
  const n = codes.length / dims;
  const mean = new Float64Array(dims);
  codes.forEach((v, i) => {
    mean[i % dims] += v / n;
  });
  const covariance = new Float64Array(dims * dims);
  for (let i = 0; i < n; i++) {
    for (let a = 0; a < dims; a++) {
      for (let b = 0; b <= a; b++)
        covariance[a * dims + b] += ((codes[i * dims + a] - mean[a]) * (codes[i * dims + b] - mean[b])) / (n - 1);
    }
  }
  const axis = (j: number) => Float32Array.from({ length: n }, (_, i) => codes[i * dims + j]).sort();
  const sorted = Array.from(mean, (_, j) => axis(j));
  return {
    mean,
    factor: cholesky(covariance, dims),
    low: Float64Array.from(sorted, (s) => s[Math.floor(0.01 * n)]),
    high: Float64Array.from(sorted, (s) => s[Math.floor(0.99 * n)]),
  };
}

/** L with L·Lᵀ = m (lower triangle given); a direction without variance stays 0. */
function cholesky(m: Float64Array, size: number): Float64Array {
  const l = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = m[a * size + b];
      for (let k = 0; k < b; k++) sum -= l[a * size + k] * l[b * size + k];
      if (a === b) l[a * size + a] = Math.sqrt(Math.max(0, sum));
      else l[a * size + b] = l[b * size + b] > 0 ? sum / l[b * size + b] : 0;
    }
  }
  return l;
}

/** box: evenly between the 1% and 99% quantiles. gaussian: the fitted Gaussian. prior: N(0, I). near: codes of real faces, moved by a tenth of the spread. */
export const HOWS = ['box', 'prior', 'gaussian', 'near'] as const;
export type How = (typeof HOWS)[number];

/** n codes [n · dims] drawn in one of these ways. */
export function drawCodes(how: How, codes: Float32Array, dims: number, n: number, rng: Rng): Float32Array {
  const z = new Float32Array(n * dims);
  if (how === 'prior') return rng.fillNormal(z);
  const { mean, factor, low, high } = fitGaussian(codes, dims);
  for (let i = 0; i < n; i++) {
    const real = rng.int(codes.length / dims) * dims;
    const e = rng.fillNormal(new Float32Array(dims));
    for (let a = 0; a < dims; a++) {
      let v = 0;
      if (how === 'box') v = low[a] + (high[a] - low[a]) * rng.uniform();
      else {
        for (let b = 0; b <= a; b++) v += factor[a * dims + b] * e[b];
        v = how === 'near' ? codes[real + a] + 0.1 * v : mean[a] + v;
      }
      z[i * dims + a] = v;
    }
  }
  return z;
}

/** The square round most of the codes [n · 2], with a little room; `old` stays while it still fits, so that a map in training does not tremble. */
export function squareRound(codes: Float32Array, old: Square | null): Square {
  const { low, high } = fitGaussian(codes, 2);
  const r = 0.62 * Math.max(high[0] - low[0], high[1] - low[1], 1e-3);
  const next = { x: (low[0] + high[0]) / 2, y: (low[1] + high[1]) / 2, r };
  if (!old) return next;
  const near = Math.hypot(next.x - old.x, next.y - old.y) < 0.12 * old.r && Math.abs(next.r / old.r - 1) < 0.15;
  return near ? old : next;
}

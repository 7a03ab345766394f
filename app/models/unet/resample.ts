/**
 * Ways down and up a pyramid of pictures, on one channel, written as their definitions: every number of a figure can be followed.
 *
 * Down: pooling, and convolution with a stride. Up: the transposed convolution (Dumoulin & Visin 2016, 1603.07285, ch. 4), which scatters
 * a weighted copy of its kernel for every pixel and adds them up, against interpolation followed by a convolution (Odena et al. 2016,
 * "Deconvolution and Checkerboard Artifacts"). It is the transpose of the strided convolution *as a matrix*, not its inverse, and it
 * interpolates only for kernels chosen to do so. As everywhere in deep learning "convolution" does not flip its kernel.
 */

/** One channel: `values` row by row, h rows of w. */
export interface Channel {
  readonly h: number;
  readonly w: number;
  readonly values: Float32Array;
}

export interface ConvOptions {
  /** Pixels from one window to the next. Default 1. */
  readonly stride?: number;
  /** Rows and columns of zeros around the picture. Default 0. */
  readonly pad?: number;
}

export const channel = (h: number, w: number, at: (i: number, j: number) => number): Channel => ({
  h,
  w,
  values: Float32Array.from({ length: h * w }, (_, n) => at(Math.floor(n / w), n % w)),
});

/** Value at (i, j); zero outside: the padding. */
export const at = ({ h, w, values }: Channel, i: number, j: number): number => (i < 0 || j < 0 || i >= h || j >= w ? 0 : values[i * w + j]);

/** Rows (or columns) that come out of a convolution: ⌊(n + 2·pad − k) / stride⌋ + 1. */
export const convolvedSize = (n: number, k: number, { stride = 1, pad = 0 }: ConvOptions): number =>
  Math.max(0, Math.floor((n + 2 * pad - k) / stride) + 1);

/** … and out of its transpose: (n − 1)·stride − 2·pad + k. */
export const transposedSize = (n: number, k: number, { stride = 1, pad = 0 }: ConvOptions): number =>
  Math.max(0, (n - 1) * stride - 2 * pad + k);

// #region convolve
/** y[i, j] = Σ_uv k[u, v] · x[i·stride − pad + u, j·stride − pad + v]: a window slides, each output is one dot product. */
export function convolve(x: Channel, k: Channel, options: ConvOptions = {}): Channel {
  const { stride = 1, pad = 0 } = options;
  return channel(convolvedSize(x.h, k.h, options), convolvedSize(x.w, k.w, options), (i, j) => {
    let sum = 0;
    for (let u = 0; u < k.h; u++)
      for (let v = 0; v < k.w; v++) sum += k.values[u * k.w + v] * at(x, i * stride - pad + u, j * stride - pad + v);
    return sum;
  });
}
// #endregion

// #region pool
/** The largest, or the mean, of every `size` × `size` window; windows do not overlap. */
export function pool(x: Channel, kind: 'max' | 'mean', size = 2): Channel {
  return channel(Math.floor(x.h / size), Math.floor(x.w / size), (i, j) => {
    const window = Array.from({ length: size * size }, (_, n) => at(x, i * size + Math.floor(n / size), j * size + (n % size)));
    return kind === 'max' ? Math.max(...window) : window.reduce((sum, v) => sum + v, 0) / window.length;
  });
}
// #endregion

// #region transposed
/** y[i·stride − pad + u, j·stride − pad + v] += k[u, v] · x[i, j]: every pixel stamps the kernel, weighted; overlapping stamps add up. */
export function transposedConvolve(x: Channel, k: Channel, options: ConvOptions = {}): Channel {
  const { stride = 1, pad = 0 } = options;
  const out = channel(transposedSize(x.h, k.h, options), transposedSize(x.w, k.w, options), () => 0);
  for (let i = 0; i < x.h; i++) {
    for (let j = 0; j < x.w; j++) {
      for (let u = 0; u < k.h; u++) {
        for (let v = 0; v < k.w; v++) {
          const [row, column] = [i * stride - pad + u, j * stride - pad + v];
          if (row >= 0 && column >= 0 && row < out.h && column < out.w)
            out.values[row * out.w + column] += k.values[u * k.w + v] * x.values[i * x.w + j];
        }
      }
    }
  }
  return out;
}
// #endregion

// #region interpolate
/** Each pixel `factor` times in both directions. */
export function nearest(x: Channel, factor = 2): Channel {
  return channel(x.h * factor, x.w * factor, (i, j) => at(x, Math.floor(i / factor), Math.floor(j / factor)));
}

/** On straight lines between the four nearest centres; pixels are areas, so centres lie at ½ (tfjs: `halfPixelCenters`). Edges repeat. */
export function bilinear(x: Channel, factor = 2): Channel {
  const along = (n: number, size: number) => {
    const place = Math.min(size - 1, Math.max(0, (n + 0.5) / factor - 0.5));
    const low = Math.min(size - 1, Math.floor(place));
    return { low, high: Math.min(size - 1, low + 1), share: place - low };
  };
  return channel(x.h * factor, x.w * factor, (i, j) => {
    const [r, c] = [along(i, x.h), along(j, x.w)];
    const row = (line: number) => (1 - c.share) * at(x, line, c.low) + c.share * at(x, line, c.high);
    return (1 - r.share) * row(r.low) + r.share * row(r.high);
  });
}
// #endregion

// #region overlap
/** How many stamps meet at every output pixel of a transposed convolution. Uneven wherever the kernel is no multiple of the stride: the checkerboard. */
export function overlap(h: number, w: number, k: number, options: ConvOptions): Channel {
  const ones = (rows: number, columns: number) => channel(rows, columns, () => 1);
  return transposedConvolve(ones(h, w), ones(k, k), options);
}

/**
 * How much of a picture's variation is a pattern that repeats every two pixels: the variance of the four means over (even, odd) rows and
 * columns, as a share of the whole variance; 0 for a picture of one colour. Borders, where stamps are missing anyway, are left out.
 */
export function checkerboard({ h, w, values }: Channel, border = 1): number {
  const sums = [0, 0, 0, 0];
  const counts = [0, 0, 0, 0];
  let [total, square, n] = [0, 0, 0];
  for (let i = border; i < h - border; i++) {
    for (let j = border; j < w - border; j++) {
      const value = values[i * w + j];
      sums[2 * (i % 2) + (j % 2)] += value;
      counts[2 * (i % 2) + (j % 2)]++;
      total += value;
      square += value * value;
      n++;
    }
  }
  const mean = total / n;
  const variance = square / n - mean * mean;
  if (variance < 1e-12) return 0;
  return sums.reduce((sum, s, phase) => sum + (counts[phase] / n) * (s / counts[phase] - mean) ** 2, 0) / variance;
}
// #endregion

/** Layers written out as loops over numbers in 64 bits: what the kernels are compared with. Shapes as in models/nn/layers.ts. */

export type Numbers = Float64Array;

export const sizeOf = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);

export const activation: Record<string, (x: number) => number> = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  lrelu: (x) => (x > 0 ? x : 0.2 * x),
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  silu: (x) => x / (1 + Math.exp(-x)),
};

/** a [B, m, k] · b [B, k, n]. */
export function matMul(a: Numbers, b: Numbers, batch: number, m: number, k: number, n: number): Numbers {
  const c = new Float64Array(batch * m * n);
  for (let z = 0; z < batch; z++)
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let p = 0; p < k; p++) sum += a[(z * m + i) * k + p] * b[(z * k + p) * n + j];
        c[(z * m + i) * n + j] = sum;
      }
  return c;
}

/** x [s0, s1, …] with its axes permuted. */
export function transpose(x: Numbers, shape: readonly number[], perm: readonly number[]): Numbers {
  const strides = shape.map((_, i) => sizeOf(shape.slice(i + 1)));
  const outShape = perm.map((axis) => shape[axis]);
  return Float64Array.from({ length: x.length }, (_, flat) => {
    let rest = flat;
    let source = 0;
    for (let axis = perm.length - 1; axis >= 0; axis--) {
      source += (rest % outShape[axis]) * strides[perm[axis]];
      rest = Math.floor(rest / outShape[axis]);
    }
    return x[source];
  });
}

export function dense(x: Numbers, w: Numbers, b: Numbers, m: number, k: number, n: number, act: string): Numbers {
  return matMul(x, w, 1, m, k, n).map((y, i) => activation[act](y + b[i % n]));
}

/** SAME padding as TensorFlow's: the odd pixel of padding goes to the far side. */
export function conv2d(
  x: Numbers,
  w: Numbers,
  b: Numbers | null,
  [B, H, W, I]: readonly number[],
  k: number,
  O: number,
  stride: number,
): Numbers {
  const OH = Math.ceil(H / stride);
  const OW = Math.ceil(W / stride);
  const top = Math.floor(Math.max(0, (OH - 1) * stride + k - H) / 2);
  const left = Math.floor(Math.max(0, (OW - 1) * stride + k - W) / 2);
  const y = new Float64Array(B * OH * OW * O);
  for (let n = 0; n < B; n++)
    for (let r = 0; r < OH; r++)
      for (let s = 0; s < OW; s++)
        for (let o = 0; o < O; o++) {
          let sum = b ? b[o] : 0;
          for (let p = 0; p < k; p++)
            for (let q = 0; q < k; q++) {
              const i = r * stride + p - top;
              const j = s * stride + q - left;
              if (i < 0 || i >= H || j < 0 || j >= W) continue;
              for (let c = 0; c < I; c++) sum += x[((n * H + i) * W + j) * I + c] * w[((p * k + q) * I + c) * O + o];
            }
          y[((n * OH + r) * OW + s) * O + o] = sum;
        }
  return y;
}

/** x [B, P, C]. */
export function groupNorm(
  x: Numbers,
  scale: Numbers,
  bias: Numbers,
  B: number,
  P: number,
  C: number,
  groups: number,
  act = 'linear',
): Numbers {
  const width = C / groups;
  const y = new Float64Array(x.length);
  for (let n = 0; n < B; n++)
    for (let g = 0; g < groups; g++) {
      const places: number[] = [];
      for (let p = 0; p < P; p++) for (let c = g * width; c < (g + 1) * width; c++) places.push((n * P + p) * C + c);
      const mean = places.reduce((sum, i) => sum + x[i], 0) / places.length;
      const variance = places.reduce((sum, i) => sum + (x[i] - mean) ** 2, 0) / places.length;
      for (const i of places) y[i] = activation[act](((x[i] - mean) / Math.sqrt(variance + 1e-5)) * scale[i % C] + bias[i % C]);
    }
  return y;
}

export function softmax(x: Numbers, n: number): Numbers {
  const y = new Float64Array(x.length);
  for (let r = 0; r < x.length; r += n) {
    const row = x.subarray(r, r + n);
    const top = Math.max(...row);
    const total = row.reduce((sum, v) => sum + Math.exp(v - top), 0);
    for (let i = 0; i < n; i++) y[r + i] = Math.exp(row[i] - top) / total;
  }
  return y;
}

/** softmax(q·kᵀ/√D)·v for q, k, v [B, T, D]. */
export function attention(q: Numbers, k: Numbers, v: Numbers, B: number, T: number, D: number): Numbers {
  const scores = matMul(q, transpose(k, [B, T, D], [0, 2, 1]), B, T, D, T).map((s) => s / Math.sqrt(D));
  return matMul(softmax(scores, T), v, B, T, T, D);
}

export function avgPool2(x: Numbers, [B, H, W, C]: readonly number[]): Numbers {
  const y = new Float64Array(x.length / 4);
  for (let i = 0; i < x.length; i++) {
    const [c, w, h, n] = [i % C, Math.floor(i / C) % W, Math.floor(i / (C * W)) % H, Math.floor(i / (C * W * H))];
    y[((n * (H / 2) + (h >> 1)) * (W / 2) + (w >> 1)) * C + c] += x[i] / 4;
  }
  return n4(y, B);
}

export function upsample2(x: Numbers, [B, H, W, C]: readonly number[]): Numbers {
  const y = new Float64Array(x.length * 4);
  for (let i = 0; i < y.length; i++) {
    const [c, w, h, n] = [i % C, Math.floor(i / C) % (2 * W), Math.floor(i / (C * 2 * W)) % (2 * H), Math.floor(i / (C * 4 * W * H))];
    y[i] = x[((n * H + (h >> 1)) * W + (w >> 1)) * C + c];
  }
  return n4(y, B);
}

/** Guards against a shape that does not divide into pictures. */
function n4(y: Numbers, batch: number): Numbers {
  if (y.length % batch !== 0) throw new Error('Not a whole number of pictures.');
  return y;
}

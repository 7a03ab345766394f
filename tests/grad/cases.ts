/**
 * The cases every backend is put through, in Node and in the browser: a function of tensors, and the same in plain numbers. The
 * check compares the values, and tfjs's gradients with finite differences of the plain function in 64 bits.
 */
import { createRng } from '../../app/data/rng';
import * as layers from '../../app/models/nn/layers';
import { Flat, layoutOf, unflatten } from '../../app/models/nn/params';
import { perceptron } from '../../app/models/nn/perceptron';
import * as tf from '../../app/models/tf';
import * as naive from './naive';
import { type Numbers, sizeOf } from './naive';

export interface Case {
  readonly name: string;
  readonly inputs: readonly (readonly number[])[];
  readonly f: (...inputs: tf.Tensor[]) => tf.Tensor;
  readonly plain: (...inputs: Numbers[]) => Numbers;
  /** The largest value and gradient error allowed, relative to the largest number. Default 2e-5. */
  readonly tolerance?: number;
  /** Only the value is compared: tfjs has no gradient here. */
  readonly valueOnly?: boolean;
}

const cases: Case[] = [];
const add = (c: Case) => cases.push(c);

for (const act of ['linear', 'relu', 'lrelu', 'tanh', 'sigmoid', 'silu'] as const) {
  for (const [m, k, n] of [
    [5, 2, 8],
    [6, 8, 1],
    [7, 9, 13],
    ...(act === 'linear' || act === 'tanh' || act === 'relu' ? [[3, 72, 64]] : []), // past what WebGPU does in one launch
  ]) {
    add({
      name: `dense ${act} [${m}, ${k}]·[${k}, ${n}]`,
      inputs: [[m, k], [k, n], [n]],
      f: (x, w, b) => layers.dense(x, w, b, act),
      plain: (x, w, b) => naive.dense(x, w, b, m, k, n, act),
    });
  }
  add({
    name: `activation ${act}`,
    inputs: [[3, 7]],
    f: (x) => layers.activate(x, act),
    plain: (x) => x.map(naive.activation[act]),
  });
}

// Parameters in one vector: one launch a pass on WebGPU.
for (const [units, act, batches] of [
  [[2, 8, 8, 1], 'tanh', [5, 4]],
  [[1, 7, 2], 'relu', [70]],
  [[3, 2, 5, 4, 2], 'sigmoid', [3, 6]],
] as const) {
  const shapes = units.slice(1).flatMap((outputs, k) => [[units[k], outputs], [outputs]]);
  const theta = layoutOf(
    Object.fromEntries(
      shapes.map((shape, i) => [`net.${i >> 1}.${i % 2 ? 'b' : 'w'}`, { shape, values: new Float32Array(sizeOf(shape)) }]),
    ),
  );
  add({
    name: `perceptron ${units} ${act} of ${batches.length} batches`,
    inputs: [[theta.size], ...batches.map((n) => [n, units[0]])],
    f: (t, ...xs) => {
      const ys = perceptron(new Flat(t as tf.Tensor1D, theta), 'net', units.length - 1, xs as tf.Tensor2D[], act);
      return tf.concat(ys.map((y, i) => tf.mul(y, i + 1)));
    },
    plain: (t, ...xs) => {
      const each = xs.map((x, i) => {
        let h = x;
        for (let k = 0; k + 1 < units.length; k++) {
          const [w, b] = theta.entries.slice(2 * k).map(({ offset, size }) => t.subarray(offset, offset + size));
          h = naive.dense(h, w, b, batches[i] as number, units[k], units[k + 1], k + 2 < units.length ? act : 'linear');
        }
        return h.map((y) => y * (i + 1));
      });
      return Float64Array.from(each.flatMap((y) => [...y]));
    },
  });
}
for (const label of [0, 1] as const) {
  add({
    name: `binary cross entropy, label ${label}`,
    inputs: [[301, 1]],
    f: (a) => layers.binaryCrossEntropy(tf.mul(a, 3), label),
    plain: (a) => Float64Array.of(a.reduce((sum, v) => sum + Math.log1p(Math.exp(label ? -3 * v : 3 * v)), 0) / 301),
  });
}

// Sizes for the direct filter gradient (I a multiple of 4, O of 8) and for the other, for Winograd's way (from 16 patches of 2 × 2 on;
// groups of pictures that end with fewer), odd pictures, both strides.
for (const [shape, k, o, stride] of [
  [[2, 6, 6, 4], 3, 8, 1],
  [[2, 6, 6, 4], 3, 8, 2],
  [[2, 5, 7, 3], 3, 5, 1],
  [[2, 5, 7, 3], 3, 5, 2],
  [[1, 4, 4, 8], 1, 16, 1],
  [[2, 1, 1, 4], 3, 8, 1],
  [[1, 8, 8, 4], 4, 8, 2],
  [[1, 8, 8, 4], 3, 8, 1],
  [[2, 8, 8, 8], 3, 4, 1],
  [[5, 8, 8, 4], 3, 4, 1],
  [[3, 5, 7, 4], 3, 12, 1],
] as const) {
  add({
    name: `conv2d [${shape}] ${k}×${k} → ${o}, stride ${stride}`,
    inputs: [shape, [k, k, shape[3], o], [o]],
    f: (x, w, b) => layers.conv2d(x, w, b, stride),
    plain: (x, w, b) => naive.conv2d(x, w, b, shape, k, o, stride),
  });
}
add({
  name: 'conv2d without bias',
  inputs: [
    [2, 4, 4, 4],
    [3, 3, 4, 8],
  ],
  f: (x, w) => layers.conv2d(x, w),
  plain: (x, w) => naive.conv2d(x, w, null, [2, 4, 4, 4], 3, 8, 1),
});

for (const act of ['linear', 'silu'] as const) {
  add({
    name: `dense ${act}, something added before`,
    inputs: [[5, 9], [9, 7], [7], [5, 7]],
    f: (x, w, b, plus) => layers.dense(x, w, b, act, plus),
    plain: (x, w, b, plus) => naive.dense(x, w, b, 5, 9, 7, 'linear').map((v, i) => naive.activation[act](v + plus[i])),
  });
}
add({
  name: 'denseEach, four without bias',
  inputs: [
    [5, 3],
    [3, 7],
    [3, 2],
    [3, 4],
    [3, 1],
  ],
  f: (x, ...ws) =>
    tf.concat(layers.denseEach(x as tf.Tensor2D, ...ws.map((w) => ({ w }))).map((y, i) => tf.mul(tf.reshape(y, [-1]), i + 1))),
  plain: (x, ...ws) =>
    Float64Array.from(
      ws.flatMap((w, i) => [...naive.dense(x, w, new Float64Array(w.length / 3), 5, 3, w.length / 3, 'linear')].map((v) => v * (i + 1))),
    ),
});
add({
  name: 'denseEach, three with bias',
  inputs: [[5, 3], [3, 7], [7], [3, 2], [2], [3, 4], [4]],
  f: (x, w0, b0, w1, b1, w2, b2) => {
    const ys = layers.denseEach(x as tf.Tensor2D, { w: w0, b: b0 }, { w: w1, b: b1 }, { w: w2, b: b2 });
    return tf.concat(ys.map((y) => tf.reshape(y, [-1])));
  },
  plain: (x, w0, b0, w1, b1, w2, b2) =>
    Float64Array.from([
      ...naive.dense(x, w0, b0, 5, 3, 7, 'linear'),
      ...naive.dense(x, w1, b1, 5, 3, 2, 'linear'),
      ...naive.dense(x, w2, b2, 5, 3, 4, 'linear'),
    ]),
});
for (const clip of [undefined, 0.8]) {
  const clipped = (v: number) => (clip === undefined ? v : Math.min(clip, Math.max(-clip, v)));
  add({
    name: `combine by two numbers${clip ? ', clipped' : ''}`,
    inputs: [
      [2, 3, 5],
      [2, 3, 5],
    ],
    f: (x, y) => layers.combine(0.7, x, -0.4, y, clip),
    plain: (x, y) => x.map((v, i) => clipped(0.7 * v - 0.4 * y[i])),
  });
}
add({
  name: 'combine by a number an example',
  inputs: [
    [2, 1, 1],
    [2, 3, 5],
    [2, 1, 1],
    [2, 3, 5],
  ],
  f: (p, x, q, y) => layers.combine(p, x, q, y),
  plain: (p, x, q, y) => x.map((v, i) => p[Math.floor(i / 15)] * v + q[Math.floor(i / 15)] * y[i]),
});

// Convolutions summed: one, two, three, with all that can be added; tiles that end in the middle.
const added = (...all: Numbers[]) => all.reduce((sum, y) => sum.map((v, i) => v + y[i]));
for (const [k, out] of [
  [3, 4],
  [1, 36],
]) {
  add({
    name: `summed: ${k}×${k} → ${out}, a vector, a picture`,
    inputs: [[2, 6, 3, 16], [k, k, 16, out], [out], [2, out], [2, 6, 3, out]],
    f: (x, w, b, shift, plus) => layers.summed({ x: x as tf.Tensor4D, w, b }, shift as tf.Tensor2D, plus as tf.Tensor4D),
    plain: (x, w, b, shift, plus) =>
      added(
        naive.conv2d(x, w, b, [2, 6, 3, 16], k, out, 1),
        plus.map((v, i) => v + shift[Math.floor(i / (18 * out)) * out + (i % out)]),
      ),
  });
}
add({
  name: 'summed: three convolutions, two biases',
  inputs: [[1, 2, 3, 16], [3, 3, 16, 8], [8], [1, 2, 3, 32], [1, 1, 32, 8], [1, 2, 3, 16], [3, 3, 16, 8], [8]],
  f: (x0, w0, b0, x1, w1, x2, w2, b2) =>
    layers.summed(
      { x: x0 as tf.Tensor4D, w: w0, b: b0 },
      undefined,
      { x: x1 as tf.Tensor4D, w: w1 },
      { x: x2 as tf.Tensor4D, w: w2, b: b2 },
    ),
  plain: (x0, w0, b0, x1, w1, x2, w2, b2) =>
    added(
      naive.conv2d(x0, w0, b0, [1, 2, 3, 16], 3, 8, 1),
      naive.conv2d(x1, w1, null, [1, 2, 3, 32], 1, 8, 1),
      naive.conv2d(x2, w2, b2, [1, 2, 3, 16], 3, 8, 1),
    ),
});
add({
  name: 'summed: what no kernel takes',
  inputs: [
    [1, 2, 2, 3],
    [3, 3, 3, 5],
    [1, 5],
  ],
  f: (x, w, shift) => layers.summed({ x: x as tf.Tensor4D, w }, shift as tf.Tensor2D),
  plain: (x, w, shift) => naive.conv2d(x, w, null, [1, 2, 2, 3], 3, 5, 1).map((v, i) => v + shift[i % 5]),
});

for (const [c, groups] of [
  [8, 2],
  [12, 4],
  [6, 3],
]) {
  const inputs = [[2, 3, 3, c], [c], [c]];
  add({
    name: `groupNorm C ${c}, ${groups} groups`,
    inputs,
    f: (x, s, b) => layers.groupNorm(x, s, b, groups),
    plain: (x, s, b) => naive.groupNorm(x, s, b, 2, 9, c, groups),
    tolerance: 1e-4,
  });
  add({
    name: `groupNormSilu C ${c}, ${groups} groups`,
    inputs,
    f: (x, s, b) => layers.groupNormSilu(x, s, b, groups),
    plain: (x, s, b) => naive.groupNorm(x, s, b, 2, 9, c, groups, 'silu'),
    tolerance: 1e-4,
  });
}
for (const c of [8, 20, 5]) {
  add({
    name: `layerNorm C ${c}`,
    inputs: [[2, 3, c], [c], [c]],
    f: (x, s, b) => layers.layerNorm(x, s, b),
    plain: (x, s, b) => naive.groupNorm(x, s, b, 6, 1, c, 1),
    tolerance: 1e-4,
  });
}

for (const c of [4, 3]) {
  add({
    name: `avgPool2 C ${c}`,
    inputs: [[2, 4, 6, c]],
    f: (x) => layers.avgPool2(x),
    plain: (x) => naive.avgPool2(x, [2, 4, 6, c]),
  });
  add({
    name: `upsample2 C ${c}`,
    inputs: [[2, 2, 3, c]],
    f: (x) => layers.upsample2(x),
    plain: (x) => naive.upsample2(x, [2, 2, 3, c]),
  });
}

add({
  name: 'dense on [2, 3, 4]',
  inputs: [[2, 3, 4], [4, 5], [5]],
  f: (x, w, b) => layers.dense(x, w, b, 'relu'),
  plain: (x, w, b) => naive.dense(x, w, b, 6, 4, 5, 'relu'),
});
add({
  name: 'attention [2, 5, 8]',
  inputs: [
    [2, 5, 8],
    [2, 5, 8],
    [2, 5, 8],
  ],
  f: (q, k, v) => layers.attention(q, k, v),
  plain: (q, k, v) => naive.attention(q, k, v, 2, 5, 8),
});
add({
  name: 'attention by heads [2, 2, 3, 4]',
  inputs: [
    [2, 2, 3, 4],
    [2, 2, 3, 4],
    [2, 2, 3, 4],
  ],
  f: (q, k, v) => layers.attention(q, k, v),
  plain: (q, k, v) => naive.attention(q, k, v, 4, 3, 4),
});
add({
  name: 'embedding, ids twice and never',
  inputs: [[5, 6]],
  f: (table) => layers.embedding(table, tf.tensor1d([3, 0, 3, 4], 'int32')),
  plain: (table) => Float64Array.from([3, 0, 3, 4].flatMap((id) => [...table.subarray(id * 6, id * 6 + 6)])),
});
for (const axes of [[0, 1, 2], [0, 2], [1], [2]]) {
  // Σ (or mean) over the axes, squared, so that the gradient differs from place to place.
  const squared = (x: Numbers, divided: boolean) => {
    const sums = new Map<string, number>();
    const key = (i: number) => [Math.floor(i / 20), Math.floor(i / 5) % 4, i % 5].filter((_, a) => !axes.includes(a)).join();
    for (let i = 0; i < 60; i++) sums.set(key(i), (sums.get(key(i)) ?? 0) + x[i]);
    const count = divided ? axes.reduce((n, a) => n * [3, 4, 5][a], 1) : 1;
    return Float64Array.from(sums.values(), (sum) => (sum / count) ** 2);
  };
  add({
    name: `sum over axes ${axes}`,
    inputs: [[3, 4, 5]],
    f: (x) => tf.square(tf.sum(x, axes)),
    plain: (x) => squared(x, false),
  });
  add({
    name: `mean over axes ${axes}, kept`,
    inputs: [[3, 4, 5]],
    f: (x) => tf.square(tf.mean(x, axes, true)),
    plain: (x) => squared(x, true),
  });
}
for (const [name, f] of Object.entries({ relu: tf.relu, tanh: tf.tanh, sigmoid: tf.sigmoid })) {
  add({ name: `tfjs's ${name}`, inputs: [[4, 5]], f: (x) => f(x), plain: (x) => x.map(naive.activation[name]) });
}
const many = layoutOf(
  Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`p${i}`, { shape: [i + 1], values: new Float32Array(i + 1) }])),
);
add({
  name: 'unflatten in nine parts',
  inputs: [[45]],
  f: (theta) => {
    const p = unflatten(theta as tf.Tensor1D, many);
    return tf.concat(Object.values(p).map((part, i) => tf.mul(part, i + 1)));
  },
  plain: (t) => t.map((v, i) => v * (Math.floor((Math.sqrt(8 * i + 1) - 1) / 2) + 1)), // part k holds the numbers from k(k + 1)/2 on
});
const layout = layoutOf(
  Object.fromEntries([[2, 3], [3], [4], [1, 2, 2]].map((shape, i) => [`p${i}`, { shape, values: new Float32Array(sizeOf(shape)) }])),
);
add({
  name: 'unflatten, one part unused',
  inputs: [[17]],
  f: (theta) => {
    const p = unflatten(theta as tf.Tensor1D, layout);
    return tf.add(tf.mul(p.p0, p.p1), tf.sum(p.p3));
  },
  plain: (t) => t.slice(0, 6).map((v, i) => v * t[6 + (i % 3)] + t[13] + t[14] + t[15] + t[16]),
});

for (const transposeA of [false, true]) {
  for (const transposeB of [false, true]) {
    for (const [batch, m, k, n] of [
      [1, 5, 6, 7],
      [3, 4, 2, 9],
      [1, 70, 5, 12],
      [1, 3, 300, 5],
    ]) {
      const a = transposeA ? [batch, k, m] : [batch, m, k];
      const b = transposeB ? [batch, n, k] : [batch, k, n];
      add({
        name: `matMul [${a}]${transposeA ? 'ᵀ' : ''}·[${b}]${transposeB ? 'ᵀ' : ''}`,
        inputs: [a, b],
        f: (x, y) => tf.matMul(x, y, transposeA, transposeB),
        plain: (x, y) =>
          naive.matMul(
            transposeA ? naive.transpose(x, a, [0, 2, 1]) : x,
            transposeB ? naive.transpose(y, b, [0, 2, 1]) : y,
            batch,
            m,
            k,
            n,
          ),
      });
    }
  }
}
add({
  name: 'matMul, one matrix for the whole batch',
  inputs: [
    [3, 4, 5],
    [5, 6],
  ],
  f: (x, y) => tf.matMul(x, y),
  plain: (x, y) => naive.matMul(x, y, 1, 12, 5, 6),
  valueOnly: true,
});

for (const [shape, perm] of [
  [
    [5, 6],
    [1, 0],
  ],
  [
    [2, 5, 7],
    [0, 2, 1],
  ],
  [
    [3, 4, 5],
    [1, 0, 2],
  ],
  [
    [3, 4, 5],
    [2, 1, 0],
  ],
  [
    [2, 3, 4, 5],
    [0, 2, 1, 3],
  ],
  [
    [2, 3, 4, 5],
    [3, 1, 0, 2],
  ],
  [
    [2, 3, 4, 5],
    [1, 2, 0, 3],
  ],
  [
    [2, 1, 4, 5],
    [1, 0, 3, 2],
  ],
  [
    [2, 1, 4],
    [1, 0, 2],
  ],
] as const) {
  add({
    name: `transpose [${shape}] by [${perm}]`,
    inputs: [shape],
    f: (x) => tf.transpose(x, [...perm]),
    plain: (x) => naive.transpose(x, shape, perm),
  });
}

/** Sums x [2, 3, 4, 5] over some axes. */
const sumOver = (x: Numbers, axes: readonly number[]) => {
  const shape = [2, 3, 4, 5];
  const kept = [0, 1, 2, 3].filter((axis) => !axes.includes(axis));
  const moved = naive.transpose(x, shape, [...kept, ...axes]);
  const inner = sizeOf(axes.map((axis) => shape[axis]));
  return Float64Array.from({ length: x.length / inner }, (_, i) => moved.subarray(i * inner, (i + 1) * inner).reduce((p, q) => p + q, 0));
};
for (const axes of [[0], [0, 1], [0, 1, 2], [1], [1, 2], [3], [0, 3], [0, 1, 2, 3]]) {
  add({ name: `sum over [${axes}]`, inputs: [[2, 3, 4, 5]], f: (x) => tf.sum(x, axes), plain: (x) => sumOver(x, axes) });
}
add({ name: 'sum over [0, 1], axes kept', inputs: [[2, 3, 4, 5]], f: (x) => tf.sum(x, [0, 1], true), plain: (x) => sumOver(x, [0, 1]) });

add({
  name: 'concat along the last axis',
  inputs: [
    [2, 3, 4],
    [2, 3, 5],
    [2, 3, 1],
  ],
  f: (a, b, c) => tf.concat([a, b, c], 2),
  plain: (a, b, c) =>
    Float64Array.from([0, 1, 2, 3, 4, 5].flatMap((r) => [...a.subarray(r * 4, r * 4 + 4), ...b.subarray(r * 5, r * 5 + 5), c[r]])),
});
add({
  name: 'concat along the first axis',
  inputs: [
    [2, 3],
    [1, 3],
  ],
  f: (a, b) => tf.concat([a, b], 0),
  plain: (a, b) => Float64Array.from([...a, ...b]),
});
add({
  name: 'slice of one axis',
  inputs: [[2, 5, 3]],
  f: (x) => tf.slice(x, [0, 1, 0], [-1, 3, -1]),
  plain: (x) => Float64Array.from([...x.subarray(3, 12), ...x.subarray(18, 27)]),
});
add({
  name: 'slice of two axes',
  inputs: [[3, 4]],
  f: (x) => tf.slice(x, [1, 1], [2, 2]),
  plain: (x) => Float64Array.from([x[5], x[6], x[9], x[10]]),
});
add({
  name: 'split into three',
  inputs: [[2, 6]],
  f: (x) => {
    const [a, b, c] = tf.split(x, 3, 1);
    return tf.add(tf.mul(a, b), c);
  },
  plain: (x) => Float64Array.from([0, 1, 6, 7].map((i) => x[i] * x[i + 2] + x[i + 4])),
});
add({
  name: 'softmax [3, 7]',
  inputs: [[3, 7]],
  f: (x) => tf.softmax(tf.mul(x, 5)),
  plain: (x) =>
    naive.softmax(
      x.map((v) => v * 5),
      7,
    ),
});
add({ name: 'exp', inputs: [[5, 5]], f: (x) => tf.exp(tf.mul(x, 3)), plain: (x) => x.map((v) => Math.exp(3 * v)) });
add({ name: 'tanh', inputs: [[5, 5]], f: (x) => tf.tanh(tf.mul(x, 3)), plain: (x) => x.map((v) => Math.tanh(3 * v)) });

export { cases };

/** The largest difference, relative to the largest number expected; infinite for numbers that are none. */
export function furthest(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  let scale = 1e-3;
  for (let i = 0; i < expected.length; i++) {
    worst = Math.max(worst, Number.isFinite(actual[i]) ? Math.abs(actual[i] - expected[i]) : Number.POSITIVE_INFINITY);
    scale = Math.max(scale, Math.abs(expected[i]));
  }
  return worst / scale;
}

/** How far values and gradients lie from the plain function's, relative to the largest number. The current backend is used. */
export async function errorsOf(c: Case): Promise<{ value: number; grads: number[] }> {
  const rng = createRng(c.name);
  const values = c.inputs.map((shape) => rng.fillNormal(new Float32Array(sizeOf(shape))));
  const plainInputs = values.map((v) => Float64Array.from(v));
  const plainValue = c.plain(...plainInputs);
  const weights = rng.fillNormal(new Float32Array(plainValue.length)); // the loss is Σ weights·f

  const inputs = values.map((v, i) => tf.tensor(v, [...c.inputs[i]]));
  const value = tf.tidy(() => c.f(...inputs));
  const grads = tf.tidy(() => {
    if (c.valueOnly) return [];
    const r = tf.tensor(weights, value.shape);
    return tf.grads((...x: tf.Tensor[]) => tf.sum(tf.mul(c.f(...x), r)) as tf.Scalar)(inputs);
  });
  const result = {
    value: furthest(await value.data(), plainValue),
    grads: await Promise.all(
      grads.map(async (grad, i) => {
        const h = 1e-6;
        const x = plainInputs[i];
        const differences = Float64Array.from(x, (centre, at) => {
          const loss = (v: number) => {
            x[at] = v;
            return c.plain(...plainInputs).reduce((sum, y, j) => sum + y * weights[j], 0);
          };
          const slope = (loss(centre + h) - loss(centre - h)) / (2 * h);
          x[at] = centre;
          return slope;
        });
        return furthest(await grad.data(), differences);
      }),
    ),
  };
  tf.dispose([...inputs, value, ...grads]);
  return result;
}

/** tfjs kernels that take several launches where one will do, under their own names. What they are not made for goes to the kernel replaced. */
import * as tf from '../../../models/tf';
import { fresh, i32, type Kernel, launch, MOST_BUFFERS, size } from './launch';

type Replacement = (original: Kernel) => Kernel;

/** Multiplications past which tiles in the groups' memory win, whatever they cost in launches. */
const FEW = 1_000_000;

/** a […, m, k]·b […, k, n], either transposed, in equal batches or with one of them unbatched: a thread for each number. */
const batchMatMul: Replacement = (original) => (args) => {
  const {
    inputs: { a, b },
    backend,
    attrs,
  } = args;
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [batchA, batchB] = [outerA, outerB].map((outer) => tf.util.sizeFromShape(outer));
  const [a1, a2] = a.shape.slice(-2);
  const [b1, b2] = b.shape.slice(-2);
  const [m, k] = attrs.transposeA ? [a2, a1] : [a1, a2];
  const n = attrs.transposeB ? b1 : b2;
  const batch = Math.max(batchA, batchB);
  const alike = batchA === 1 || batchB === 1 || tf.util.arraysEqual(outerA, outerB);
  const plain = a.dtype === 'float32' && b.dtype === 'float32' && (attrs.transposeB ? b2 : b1) === k && alike;
  if (!plain || batch * m * k * n > FEW || batch * m * n === 0) return original(args);
  const y = fresh(backend, [...tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB), m, n]);
  const [rowA, columnA] = attrs.transposeA ? [1, m] : [k, 1];
  const [rowB, columnB] = attrs.transposeB ? [1, k] : [n, 1];
  launch(backend, {
    key: 'matMul',
    body: `
      if (index >= u.all) { return; }
      let batch = index / (u.m * u.n);
      let startA = batch * u.batchA + ((index / u.n) % u.m) * u.rowA;
      let startB = batch * u.batchB + (index % u.n) * u.columnB;
      var sum = 0.0;
      for (var i = 0; i < u.k; i++) { sum = fma(a[startA + i * u.columnA], b[startB + i * u.rowB], sum); }
      y[index] = sum;`,
    inputs: { a, b },
    outputs: { y },
    numbers: {
      ...{
        all: i32(batch * m * n),
        m: i32(m),
        k: i32(k),
        n: i32(n),
        rowA: i32(rowA),
        columnA: i32(columnA),
        rowB: i32(rowB),
        columnB: i32(columnB),
      },
      ...{ batchA: i32(batchA === 1 ? 0 : m * k), batchB: i32(batchB === 1 ? 0 : k * n) },
    },
    groups: Math.ceil((batch * m * n) / 64),
  });
  return y;
};

/** As many parts as a shader may have buffers beside the whole. */
const splitV: Replacement = (original) => (args) => {
  const {
    inputs: { x },
    backend,
    attrs,
  } = args;
  const axis = tf.util.parseAxisParam(attrs.axis as number, x.shape)[0];
  const lengths = tf.backend_util.prepareSplitSize(x as tf.Tensor, attrs.numOrSizeSplits as number[], axis);
  if (x.dtype !== 'float32' || lengths.length < 2 || lengths.length >= MOST_BUFFERS || lengths.includes(0)) return original(args);
  const inner = tf.util.sizeFromShape(x.shape.slice(axis + 1));
  const parts = lengths.map((length) =>
    fresh(
      backend,
      x.shape.map((n, a) => (a === axis ? length : n)),
    ),
  );
  const names = parts.map((_, i) => `p${i}`);
  let end = 0;
  const ends = lengths.map((length) => {
    end += length * inner;
    return end;
  });
  launch(backend, {
    key: `split ${parts.length}`,
    body: `
      if (index >= u.n) { return; }
      let row = index / u.row;
      let at = index % u.row;
      ${names.map((name, i) => `if (at < u.e${i}) { ${name}[row * ${i ? `(u.e${i} - u.e${i - 1})` : 'u.e0'} + at${i ? ` - u.e${i - 1}` : ''}] = x[index]; }`).join(' else ')}`,
    inputs: { x },
    outputs: Object.fromEntries(names.map((name, i) => [name, parts[i]])),
    numbers: { n: i32(size(x)), row: i32(end), ...Object.fromEntries(ends.map((e, i) => [`e${i}`, i32(e)])) },
    groups: Math.ceil(size(x) / 64),
  });
  return parts;
};

export const replacements: Readonly<Record<string, Replacement>> = { BatchMatMul: batchMatMul, SplitV: splitV };

/**
 * tfjs kernels that tfjs-wasm lacks or runs slowly, under their own names. Each takes the common cases and hands the rest
 * back to the kernel it replaces.
 */
import * as tf from '../../../models/tf';
import { call, type KernelArgs, release, type WasmBackend } from './call';
import { type ConvAttrs, convBackpropFilter, convBackpropInput, convForward } from './conv';
import { at, memory, packFloats, simd, withScratch } from './module';

type Kernel = (args: KernelArgs) => tf.TensorInfo | tf.TensorInfo[];
type Replacement = (original: Kernel) => Kernel;

const sizeOf = (shape: readonly number[]) => tf.util.sizeFromShape(shape as number[]);
const isFloat = (info: tf.TensorInfo) => info.dtype === 'float32';
/** float32 and int32 alike: kernels that only move numbers. */
const isWord = (info: tf.TensorInfo) => info.dtype === 'float32' || info.dtype === 'int32';

/** a […, m, k] · b […, k, n], either one transposed, in equal batches or with one of them unbatched. */
const batchMatMul: Replacement = (original) => (args) => {
  const {
    inputs: { a, b },
    backend,
    attrs,
  } = args;
  const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const [batchA, batchB] = [sizeOf(outerA), sizeOf(outerB)];
  const [a1, a2] = a.shape.slice(-2);
  const [b1, b2] = b.shape.slice(-2);
  const [m, k] = transposeA ? [a2, a1] : [a1, a2];
  const n = transposeB ? b1 : b2;
  const plain = isFloat(a) && isFloat(b) && (transposeB ? b2 : b1) === k;
  if (!plain || !(batchA === 1 || batchB === 1 || tf.util.arraysEqual(outerA, outerB))) return original(args);
  const batch = Math.max(batchA, batchB);
  const out = backend.makeOutput([...tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB), m, n], 'float32');
  const product = (pb: number, pack: number) => {
    const [rowA, colA] = transposeA ? [1, m] : [k, 1];
    for (let i = 0; i < batch; i++) {
      const pa = at(backend, a) + (batchA === 1 ? 0 : i * m * k * 4);
      simd.gemm(m, n, k, pa, rowA, colA, pb + (batchB === 1 ? 0 : i * k * n * 4), n, at(backend, out) + i * m * n * 4, n, 0, pack);
    }
  };
  const turned = transposeB && k > 1 && n > 1 ? batchB * k * n : 0; // floats of Bᵀ
  const packed = m < 16 ? 0 : packFloats(n, k);
  if (turned + packed === 0) product(at(backend, b), 0);
  else {
    withScratch(backend, turned + packed, (scratch) => {
      const pack = packed ? scratch + turned * 4 : 0;
      if (!turned) return product(at(backend, b), pack);
      const bT = scratch;
      simd.transposeBatch(batchB, n, k, at(backend, b), bT);
      product(bT, pack);
    });
  }
  return out;
};

/** Shape and permutation with axes of size 1 left out and axes that stay together merged. */
function merged(shape: readonly number[], perm: readonly number[]): { sizes: number[]; order: number[] } {
  const kept = perm.filter((axis) => shape[axis] !== 1);
  const runs: number[][] = [];
  for (const axis of kept) {
    const last = runs.at(-1);
    const next = last && shape.findIndex((size, i) => i > (last.at(-1) as number) && size !== 1);
    if (last && next === axis) last.push(axis);
    else runs.push([axis]);
  }
  const byPlace = runs.map((run, i) => ({ i, start: run[0], size: run.reduce((product, axis) => product * shape[axis], 1) }));
  byPlace.sort((p, q) => p.start - q.start);
  const order: number[] = new Array(runs.length);
  byPlace.forEach(({ i }, place) => {
    order[i] = place;
  });
  return { sizes: byPlace.map((run) => run.size), order };
}

const transpose: Replacement = (original) => (args) => {
  const {
    inputs: { x },
    backend,
    attrs,
  } = args;
  const perm = attrs.perm as number[];
  const { sizes, order } = merged(x.shape, perm);
  if (!isWord(x) || sizes.length > 4 || sizeOf(x.shape) === 0) return original(args);
  const y = backend.makeOutput(
    perm.map((axis) => x.shape[axis]),
    x.dtype,
  );
  const [from, to] = [at(backend, x), at(backend, y)];
  const pattern = order.join('');
  const [p = 1, q = 1, r = 1, s = 1] = sizes;
  if (order.length < 2) simd.copyRows(1, sizeOf(x.shape), from, 0, to, 0);
  else if (pattern === '10') simd.transposeBatch(1, p, q, from, to);
  else if (pattern === '021') simd.transposeBatch(p, q, r, from, to);
  else if (pattern === '102') simd.swapMiddle(1, p, q, r, from, to);
  else if (pattern === '0213') simd.swapMiddle(p, q, r, s, from, to);
  else {
    const strides = sizes.map((_, i) => sizeOf(sizes.slice(i + 1)));
    const pad = new Array(4 - order.length);
    simd.gather4(...pad.fill(1), ...order.map((i) => sizes[i]), ...pad.fill(0), ...order.map((i) => strides[i]), from, to);
  }
  return y;
};

/** Sums over leading axes are column sums; other inner axes are first moved to the end, which is fast here and slow in tfjs. */
const sum: Replacement = (original) => (args) => {
  const {
    inputs: { x },
    backend,
    attrs,
  } = args;
  const rank = x.shape.length;
  const axes = tf.util.parseAxisParam(attrs.axis as number[], x.shape).sort((p, q) => p - q);
  const keepDims = attrs.keepDims as boolean;
  const [outShape, reduceShape] = tf.backend_util.computeOutAndReduceShapes(x.shape, axes);
  const shape = keepDims ? tf.backend_util.expandShapeToKeepDim(outShape, axes) : outShape;
  if (!isFloat(x) || sizeOf(x.shape) === 0 || axes.length === 0 || axes.length === rank) return original(args);
  if (axes.every((axis, i) => axis === i)) {
    const out = backend.makeOutput(shape, 'float32');
    simd.columnSum(sizeOf(reduceShape), sizeOf(outShape), at(backend, x), at(backend, out));
    return out;
  }
  const perm = tf.backend_util.getAxesPermutation(axes, rank);
  if (!perm) return original(args);
  const moved = call('Transpose', { x }, backend, { perm });
  const out = original({
    inputs: { x: moved },
    backend,
    attrs: { axis: tf.backend_util.getInnerMostAxes(axes.length, rank), keepDims: false },
  });
  release(backend, moved);
  return { ...(out as tf.TensorInfo), shape };
};

const unary =
  (f: (backend: WasmBackend, x: tf.TensorInfo, y: tf.TensorInfo) => void): Replacement =>
  (original) =>
  (args) => {
    const {
      inputs: { x },
      backend,
    } = args;
    if (!isFloat(x)) return original(args);
    const y = backend.makeOutput(x.shape, 'float32');
    f(backend, x, y);
    return y;
  };

const TANH = 3;
const exp = unary((backend, x, y) => simd.exp(sizeOf(x.shape), at(backend, x), at(backend, y)));
const tanh = unary((backend, x, y) => simd.activate(sizeOf(x.shape), at(backend, x), at(backend, y), TANH));

const softmax: Replacement = (original) => (args) => {
  const {
    inputs: { logits },
    backend,
    attrs,
  } = args;
  const last = logits.shape.length - 1;
  if (!isFloat(logits) || (attrs.dim !== last && attrs.dim !== -1)) return original(args);
  const n = logits.shape[last];
  const y = backend.makeOutput(logits.shape, 'float32');
  simd.softmax(sizeOf(logits.shape) / n, n, at(backend, logits), at(backend, y));
  return y;
};

const concat: Replacement = (original) => (args) => {
  const { backend, attrs } = args;
  const all = args.inputs as unknown as tf.TensorInfo[];
  const parts = all.filter((part) => sizeOf(part.shape) > 0);
  if (parts.length < 2 || !parts.every((part) => isWord(part) && part.dtype === parts[0].dtype)) return original(args);
  const axis = tf.util.parseAxisParam(attrs.axis as number, parts[0].shape)[0];
  const shapes = parts.map((part) => part.shape);
  tf.backend_util.assertParamsConsistent(shapes, axis);
  const out = backend.makeOutput(tf.backend_util.computeOutShape(shapes, axis), parts[0].dtype);
  const rows = sizeOf(out.shape.slice(0, axis));
  const stride = sizeOf(out.shape.slice(axis));
  let to = at(backend, out);
  for (const part of parts) {
    const floats = sizeOf(part.shape.slice(axis));
    simd.copyRows(rows, floats, at(backend, part), floats, to, stride);
    to += floats * 4;
  }
  return out;
};

/** Copies the piece of x that begins at `begin` along `axis`. */
function cut(backend: WasmBackend, x: tf.TensorInfo, axis: number, begin: number, length: number): tf.TensorInfo {
  const inner = sizeOf(x.shape.slice(axis + 1));
  const out = backend.makeOutput([...x.shape.slice(0, axis), length, ...x.shape.slice(axis + 1)], x.dtype);
  const rows = sizeOf(x.shape.slice(0, axis));
  simd.copyRows(rows, length * inner, at(backend, x) + begin * inner * 4, x.shape[axis] * inner, at(backend, out), length * inner);
  return out;
}

/** Slices that cut one axis only. */
const slice: Replacement = (original) => (args) => {
  const {
    inputs: { x },
    backend,
    attrs,
  } = args;
  const [begin, size] = tf.slice_util.parseSliceParams(x, attrs.begin as number[], attrs.size as number[]);
  const cuts = x.shape.flatMap((full, axis) => (size[axis] === full ? [] : [axis]));
  if (!isWord(x) || cuts.length !== 1 || sizeOf(size) === 0) return original(args);
  tf.slice_util.assertParamsValid(x as tf.Tensor, begin, size);
  return cut(backend, x, cuts[0], begin[cuts[0]], size[cuts[0]]);
};

const splitV: Replacement = (original) => (args) => {
  const {
    inputs: { x },
    backend,
    attrs,
  } = args;
  const axis = tf.util.parseAxisParam(attrs.axis as number, x.shape)[0];
  const sizes = tf.backend_util.prepareSplitSize(x as tf.Tensor, attrs.numOrSizeSplits as number[], axis);
  if (!isWord(x) || sizes.includes(0)) return original(args);
  let begin = 0;
  return sizes.map((length) => {
    const part = cut(backend, x, axis, begin, length);
    begin += length;
    return part;
  });
};

/** Undilated convolutions of [B, H, W, C] with the same stride in both directions. */
const conv2d: Replacement = (original) => (args) => {
  const { x, filter } = args.inputs;
  const { strides, pad, dataFormat, dilations, dimRoundingMode } = args.attrs as unknown as Conv2DAttrs;
  const square = typeof strides === 'number' || strides[0] === strides[1];
  const dilated = typeof dilations === 'number' ? dilations !== 1 : dilations[0] !== 1 || dilations[1] !== 1;
  if (!square || dilated || dataFormat === 'NCHW' || typeof pad === 'object' || !isFloat(x)) return original(args);
  return convForward(args.backend, x, filter, null, { strides, pad, dimRoundingMode });
};

interface Conv2DAttrs extends ConvAttrs {
  readonly dataFormat: string;
  readonly dilations: number | [number, number];
}

/** Rows of x by number: a table's first axis, int32 numbers of any shape. */
const gather: Replacement = (original) => (args) => {
  const { x, indices } = args.inputs;
  const { axis, batchDims } = args.attrs as { axis: number; batchDims: number };
  if (axis !== 0 || (batchDims ?? 0) !== 0 || !isWord(x) || indices.dtype !== 'int32') return original(args);
  const { backend } = args;
  const row = sizeOf(x.shape.slice(1));
  const y = backend.makeOutput([...indices.shape, ...x.shape.slice(1)], x.dtype);
  const floats = new Float32Array(memory.buffer);
  const [from, to] = [at(backend, x) / 4, at(backend, y) / 4];
  const numbers = new Int32Array(memory.buffer, at(backend, indices), sizeOf(indices.shape));
  numbers.forEach((i, n) => {
    if (i < 0 || i >= x.shape[0]) throw new Error(`GatherV2: there is no row ${i} of ${x.shape[0]}.`);
    floats.copyWithin(to + n * row, from + i * row, from + (i + 1) * row);
  });
  return y;
};

/** x [n, …], segmentIds int32 [n] → [numSegments, …]. */
const unsortedSegmentSum: Kernel = ({ inputs: { x, segmentIds }, backend, attrs }) => {
  const rank = segmentIds.shape.length;
  const segments = attrs.numSegments as number;
  const inner = x.shape.slice(rank);
  const out = backend.makeOutput([segments, ...inner], 'float32');
  simd.segmentSum(sizeOf(segmentIds.shape), sizeOf(inner), segments, at(backend, x), at(backend, segmentIds), at(backend, out));
  return out;
};

export const replacements: Record<string, Replacement> = {
  BatchMatMul: batchMatMul,
  Concat: concat,
  Conv2D: conv2d,
  Conv2DBackpropFilter: () => convBackpropFilter,
  Conv2DBackpropInput: () => convBackpropInput,
  Exp: exp,
  GatherV2: gather,
  Slice: slice,
  Softmax: softmax,
  SplitV: splitV,
  Sum: sum,
  Tanh: tanh,
  Transpose: transpose,
  UnsortedSegmentSum: () => unsortedSegmentSum,
};

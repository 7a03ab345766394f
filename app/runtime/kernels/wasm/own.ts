/** The fused operations of `models/nn/ops.ts` on WASM: each allocates its results and makes one call into the SIMD module. */
import { own, type StepAttrs, type ValueActivation } from '../../../models/nn/ops';
import type * as tf from '../../../models/tf';
import { ACT, type Kernel, make, size } from './allocate';
import { convForward } from './conv';
import { at, packFloats, simd, withScratch } from './module';
import { binaryCrossEntropy, binaryCrossEntropyGrad, perceptron, perceptronGrad, perceptronInputGrad } from './perceptron';
import { attendNext, draw, embed, filter, normDense } from './writing';

const actOf = (attrs: Record<string, unknown>) => ACT[attrs.act as ValueActivation];

const KIND: Record<StepAttrs['kind'], number> = { adam: 0, sgd: 1, rmsprop: 2 };

const activate: Kernel = ({ inputs: { x }, backend, attrs }) => {
  const y = make(backend, x.shape);
  simd.activate(size(x), at(backend, x), at(backend, y), actOf(attrs));
  return y;
};

const activateGrad: Kernel = ({ inputs: { y, dy }, backend, attrs }) => {
  const dx = make(backend, y.shape);
  simd.activateGrad(size(y), at(backend, y), at(backend, dy), at(backend, dx), actOf(attrs));
  return dx;
};

const silu: Kernel = ({ inputs: { x }, backend }) => {
  const y = make(backend, x.shape);
  simd.activate(size(x), at(backend, x), at(backend, y), ACT.silu);
  return y;
};

const siluGrad: Kernel = ({ inputs: { x, dy }, backend }) => {
  const dx = make(backend, x.shape);
  simd.siluGrad(size(x), at(backend, x), at(backend, dy), at(backend, dx));
  return dx;
};

/** b, t, d of qkv [b·t, 3d] whose batch is told. */
function sequences(qkv: tf.TensorInfo, attrs: Record<string, unknown>): [number, number, number] {
  const b = attrs.batch as number;
  return [b, qkv.shape[0] / b, qkv.shape[1] / 3];
}

const attention: Kernel = ({ inputs: { qkv, mask }, backend, attrs }) => {
  const [b, t, d] = sequences(qkv, attrs);
  const heads = attrs.heads as number;
  if (mask && (mask.shape[0] !== t || mask.shape[1] !== t)) throw new Error(`attention: a mask [${mask.shape}] for ${t} places.`);
  const [found, p] = [make(backend, [b * t, d]), make(backend, [b, heads, t, t])];
  withScratch(backend, (d / heads) * t, (scratch) =>
    simd.attention(b, t, d, heads, at(backend, qkv), mask ? at(backend, mask) : 0, at(backend, found), at(backend, p), scratch),
  );
  return [found, p];
};

const attentionGrad: Kernel = ({ inputs: { qkv, p, dfound }, backend, attrs }) => {
  const [b, t, d] = sequences(qkv, attrs);
  const heads = attrs.heads as number;
  const dqkv = make(backend, qkv.shape);
  withScratch(backend, (d / heads) * t + t * t, (scratch) =>
    simd.attentionGrad(b, t, d, heads, at(backend, qkv), at(backend, p), at(backend, dfound), at(backend, dqkv), scratch),
  );
  return dqkv;
};

const gelu: Kernel = ({ inputs: { x }, backend }) => {
  const y = make(backend, x.shape);
  simd.gelu(size(x), at(backend, x), at(backend, y));
  return y;
};

const geluGrad: Kernel = ({ inputs: { x, dy }, backend }) => {
  const dx = make(backend, x.shape);
  simd.geluGrad(size(x), at(backend, x), at(backend, dy), at(backend, dx));
  return dx;
};

const dense: Kernel = ({ inputs: { x, w, b }, backend, attrs }) => {
  const [m, k] = x.shape;
  const n = w.shape[1];
  if (w.shape[0] !== k || b.shape[0] !== n)
    throw new Error(`dense: x [${x.shape}], w [${w.shape}] and b [${b.shape}] do not fit together.`);
  const y = make(backend, [m, n]);
  const pointers = [at(backend, x), at(backend, w), at(backend, b), at(backend, y)];
  if (m < 16) simd.dense(m, k, n, ...pointers, actOf(attrs), 0);
  else withScratch(backend, packFloats(n, k), (pack) => simd.dense(m, k, n, ...pointers, actOf(attrs), pack));
  return y;
};

const denseGrad: Kernel = ({ inputs: { x, w, y, dy }, backend, attrs }) => {
  const [m, k] = x.shape;
  const n = w.shape[1];
  const [dx, dw, db] = [make(backend, x.shape), make(backend, w.shape), make(backend, [n])];
  withScratch(backend, m * n + k * n + Math.max(packFloats(k, n), packFloats(n, m)), (scratch) =>
    simd.denseGrad(
      ...[m, k, n, at(backend, x), at(backend, w), at(backend, y), at(backend, dy), actOf(attrs)],
      ...[at(backend, dx), at(backend, dw), at(backend, db), scratch],
    ),
  );
  return [dx, dw, db];
};

/** b, p, c of x [b, …, c]. */
function positions(x: tf.TensorInfo): [number, number, number] {
  const [b, c] = [x.shape[0], x.shape[x.shape.length - 1]];
  return [b, size(x) / (b * c), c];
}

const groupNorm: Kernel = ({ inputs: { x, scale, bias }, backend, attrs }) => {
  const [b, p, c] = positions(x);
  const groups = attrs.groups as number;
  const y = make(backend, x.shape);
  const stats = make(backend, [b, groups, 2]);
  withScratch(backend, 4 * c, (scratch) =>
    simd.groupNorm(
      ...[b, p, c, groups, attrs.eps as number, attrs.silu ? 1 : 0],
      ...[at(backend, x), at(backend, scale), at(backend, bias), at(backend, y), at(backend, stats), scratch],
    ),
  );
  return [y, stats];
};

const groupNormGrad: Kernel = ({ inputs: { x, scale, bias, stats, dy }, backend, attrs }) => {
  const [b, p, c] = positions(x);
  const [dx, dscale, dbias] = [make(backend, x.shape), make(backend, [c]), make(backend, [c])];
  withScratch(backend, 4 * c, (scratch) =>
    simd.groupNormGrad(
      ...[b, p, c, attrs.groups as number, attrs.silu ? 1 : 0],
      ...[at(backend, x), at(backend, scale), at(backend, bias), at(backend, stats), at(backend, dy)],
      ...[at(backend, dx), at(backend, dscale), at(backend, dbias), scratch],
    ),
  );
  return [dx, dscale, dbias];
};

const conv: Kernel = ({ inputs: { x, w, b }, backend, attrs }) =>
  convForward(backend, x, w, b, { strides: attrs.stride as number, pad: 'same' });

const upsample2: Kernel = ({ inputs: { x }, backend, attrs }) => {
  const [b, h, w, c] = x.shape;
  const y = make(backend, [b, 2 * h, 2 * w, c]);
  simd.upsample2(b * h, w, c, at(backend, x), at(backend, y), attrs.factor as number);
  return y;
};

const sumPool2: Kernel = ({ inputs: { x }, backend, attrs }) => {
  const [b, h, w, c] = x.shape;
  const y = make(backend, [b, h / 2, w / 2, c]);
  simd.sumPool2((b * h) / 2, w, c, at(backend, x), at(backend, y), attrs.factor as number);
  return y;
};

const unflatten: Kernel = ({ inputs: { theta }, backend, attrs }) => {
  let from = at(backend, theta);
  return (attrs.shapes as readonly (readonly number[])[]).map((shape) => {
    const part = make(backend, shape);
    const floats = size(part);
    simd.copyRows(1, floats, from, 0, at(backend, part), 0);
    from += floats * 4;
    return part;
  });
};

const flatten: Kernel = ({ inputs, backend }) => {
  const parts = Object.values(inputs);
  const out = make(backend, [parts.reduce((sum, part) => sum + size(part), 0)]);
  let to = at(backend, out);
  for (const part of parts) {
    const floats = size(part);
    simd.copyRows(1, floats, at(backend, part), 0, to, 0);
    to += floats * 4;
  }
  return out;
};

const step: Kernel = ({ inputs: { state, grad }, backend, attrs }) => {
  const a = attrs as unknown as StepAttrs;
  const n = state.shape[1];
  if (size(grad) !== n) throw new Error(`Optimizer: a gradient of ${size(grad)} numbers for ${n} parameters.`);
  const [next, theta] = [make(backend, [4, n]), make(backend, [n])];
  simd.optimizerStep(
    ...[n, at(backend, state), at(backend, grad), at(backend, next), at(backend, theta), KIND[a.kind]],
    ...[a.lr, a.beta1, a.beta2, a.eps, a.correct1, a.correct2, a.clipNorm, a.ema],
    ...[1 - a.beta1, 1 - a.beta2, 1 - a.ema],
  );
  return [next, theta];
};

export const ownKernels: Record<string, Kernel> = {
  [own.activate]: activate,
  [own.activateGrad]: activateGrad,
  [own.attendNext]: attendNext,
  [own.attention]: attention,
  [own.attentionGrad]: attentionGrad,
  [own.binaryCrossEntropy]: binaryCrossEntropy,
  [own.binaryCrossEntropyGrad]: binaryCrossEntropyGrad,
  [own.conv]: conv,
  [own.dense]: dense,
  [own.denseGrad]: denseGrad,
  [own.draw]: draw,
  [own.embed]: embed,
  [own.filter]: filter,
  [own.flatten]: flatten,
  [own.gelu]: gelu,
  [own.geluGrad]: geluGrad,
  [own.groupNorm]: groupNorm,
  [own.groupNormGrad]: groupNormGrad,
  [own.normDense]: normDense,
  [own.perceptron]: perceptron,
  [own.perceptronGrad]: perceptronGrad,
  [own.perceptronInputGrad]: perceptronInputGrad,
  [own.silu]: silu,
  [own.siluGrad]: siluGrad,
  [own.step]: step,
  [own.sumPool2]: sumPool2,
  [own.unflatten]: unflatten,
  [own.upsample2]: upsample2,
};

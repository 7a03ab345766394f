/**
 * Fused operations: where the runtime has registered a kernel of our own for the current backend, one launch does the work of
 * many; everywhere else `layers.ts` composes the same function from tfjs operations. Here are their names, their calls and
 * their gradients. Gradients of gradients exist for `Dense`, `Activate`, `Silu`, `Upsample2` and `SumPool2`; not for `GroupNorm`,
 * `Perceptron`, `BinaryCrossEntropy`, `Attention`, `Gelu` and what takes two or three layers at once. What writes a row token by token
 * (`AttendNext`, `Draw`, `Embed`, `Filter`, `NormDense`) has none at all: nothing is learned while writing.
 */
import { shared } from '../tape';
import * as tf from '../tf';

export type Activation = 'linear' | 'relu' | 'lrelu' | 'tanh' | 'sigmoid' | 'silu';

/** Activations whose slope follows from their value. Leaky ReLU's is 0.2 below zero. */
export type ValueActivation = Exclude<Activation, 'silu'>;

/** The numbers one step needs, bias correction included. */
export interface StepAttrs {
  readonly kind: 'adam' | 'rmsprop' | 'sgd';
  readonly lr: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
  /** 1 / (1 − β1ᵗ) and 1 / (1 − β2ᵗ); 1 where nothing is corrected. */
  readonly correct1: number;
  readonly correct2: number;
  /** 0: no clipping. */
  readonly clipNorm: number;
  readonly ema: number;
}

export const own = {
  activate: 'OwnActivate', // x → y; act
  activateGrad: 'OwnActivateGrad', // y, dy → dx; act
  attention: 'OwnAttention', // qkv [B·T, 3D], mask [T, T] or none → found [B·T, D], who looked where [B, heads, T, T]; batch, heads; WASM only
  attentionGrad: 'OwnAttentionGrad', // qkv, p, dfound → dqkv; batch, heads; WASM only
  attend: 'OwnAttend', // q […, T, D], k, v […, K, D] → y […, T, D], weights […, T, K]; scale; WebGPU only
  attendNext: 'OwnAttendNext', // qkv [B, 3D], k, v [B, heads, P, D/heads] → found [B, D], k, v [B, heads, P + 1, D/heads], q [B, heads, 1, D/heads], weights [B, heads, 1, P + 1]
  binaryCrossEntropy: 'OwnBinaryCrossEntropy', // logits → scalar; label
  binaryCrossEntropyGrad: 'OwnBinaryCrossEntropyGrad', // logits, dy [] → da; label
  combine: 'OwnCombine', // x, y, perhaps p, q [B, 1, …] → p·x + q·y; p, q, clip; WebGPU only
  columnSum: 'OwnColumnSum', // x […, C] → [C]; WebGPU only
  conv: 'OwnConv2D', // x, w, b → y; stride
  convSum: 'OwnConvSum', // as `parts` says: x, w, perhaps b, again, shift [B, C], plus [B, H, W, C] → y, their sum; WebGPU only
  dense: 'OwnDense', // x [B, I], w [I, O], b [O] → y [B, O]; act
  denseEach: 'OwnDenseEach', // x [B, I], w, w … or w, b, w, b … → y, y …; biased; WebGPU only
  densePlus: 'OwnDensePlus', // x [B, I], w, b, perhaps plus [B, O] → y [B, O]; act (linear or silu); WebGPU only
  denseGrad: 'OwnDenseGrad', // x, w, y, dy → dx, dw, db; act
  draw: 'OwnDraw', // p [B, K], u [B] → int32 [B]
  embed: 'OwnEmbed', // table [K, D], places [P, D], ids int32 [B, T] → [B, T, D]; from
  filter: 'OwnFilter', // logits [B, K] → p [B, K]; cool, topK, topP
  gelu: 'OwnGelu', // x → x·σ(1.702x); WASM only
  geluGrad: 'OwnGeluGrad', // x, dy → dx; WASM only
  groupNorm: 'OwnGroupNorm', // x [B, …, C], scale [C], bias [C] → y, stats [B, groups, 2]; groups, eps, silu
  groupNormGrad: 'OwnGroupNormGrad', // x, scale, bias, stats, dy → dx, dscale, dbias
  normDense: 'OwnNormDense', // x [B, I], scale, bias [I], w [I, O], b [O] → [B, O]; act (linear or gelu), eps
  perceptron: 'OwnPerceptron', // θ [N], x… [B, I] → hidden units' values [ΣB, Σunits], y… [B, O]; units, act
  perceptronInputGrad: 'OwnPerceptronInputGrad', // θ, hidden, dy [B, O] → dx [B, I]; units, act, row
  perceptronGrad: 'OwnPerceptronGrad', // θ, x…, hidden, dy… → dθ [N]; units, act
  silu: 'OwnSilu', // x → y
  siluGrad: 'OwnSiluGrad', // x, dy → dx
  spread: 'OwnSpread', // y → x of `shape`, y's numbers along the axes where y has 1, times factor; WebGPU only
  step: 'OwnOptimizerStep', // state [4, N], grad [N] → state [4, N] and, on WASM, θ [N]; StepAttrs
  sumPool2: 'OwnSumPool2', // [B, 2H, 2W, C] → [B, H, W, C]; factor
  unflatten: 'OwnUnflatten', // θ [N] → one tensor per shape; shapes
  flatten: 'OwnFlatten', // tensors → [N]: the gradient of unflatten
  upsample2: 'OwnUpsample2', // [B, H, W, C] → [B, 2H, 2W, C]; factor
} as const;

/** Whether the current backend has a kernel of that name. */
export const has = (name: string): boolean => tf.getKernel(name, tf.getBackend()) !== undefined;

/** What the tensors given to `ops.convSum` are, one after the other. */
export type SumPart = 'x' | 'w' | 'b' | 'shift' | 'plus';

type Named = Record<string, tf.Tensor>;

function run<T>(name: string, inputs: Named | tf.Tensor[], attrs: object = {}): T {
  return tf.engine().runKernel(name, inputs as unknown as tf.NamedTensorMap, attrs as tf.NamedAttrMap) as T;
}

export const ops = {
  activate: (x: tf.Tensor, act: ValueActivation) => run<tf.Tensor>(own.activate, { x }, { act }),
  activateGrad: (y: tf.Tensor, dy: tf.Tensor, act: ValueActivation) => run<tf.Tensor>(own.activateGrad, { y, dy }, { act }),
  attention: (qkv: tf.Tensor2D, mask: tf.Tensor | undefined, batch: number, heads: number) =>
    run<tf.Tensor2D[]>(own.attention, mask ? { qkv, mask } : { qkv }, { batch, heads })[0],
  attend: (q: tf.Tensor, k: tf.Tensor, v: tf.Tensor, scale: number) => run<tf.Tensor[]>(own.attend, { q, k, v }, { scale }),
  attendNext: (qkv: tf.Tensor2D, k: tf.Tensor4D, v: tf.Tensor4D) => run<tf.Tensor[]>(own.attendNext, { qkv, k, v }),
  binaryCrossEntropy: (a: tf.Tensor, label: 0 | 1) => run<tf.Scalar>(own.binaryCrossEntropy, { a }, { label }),
  combine: (inputs: tf.Tensor[], attrs: { p?: number; q?: number; clip?: number }) => run<tf.Tensor>(own.combine, inputs, attrs),
  conv: (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor, stride: number) => run<tf.Tensor4D>(own.conv, { x, w, b }, { stride }),
  convSum: (inputs: readonly tf.Tensor[], parts: readonly SumPart[]) => run<tf.Tensor4D>(own.convSum, [...inputs], { parts }),
  dense: (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor, act: ValueActivation) => run<tf.Tensor2D>(own.dense, { x, w, b }, { act }),
  draw: (p: tf.Tensor2D, u: tf.Tensor1D) => run<tf.Tensor1D>(own.draw, { p, u }),
  embed: (table: tf.Tensor, places: tf.Tensor, ids: tf.Tensor2D, from: number) =>
    run<tf.Tensor3D>(own.embed, { table, places, ids }, { from }),
  filter: (logits: tf.Tensor2D, attrs: { cool: number; topK: number; topP: number }) => run<tf.Tensor2D>(own.filter, { logits }, attrs),
  gelu: (x: tf.Tensor) => run<tf.Tensor>(own.gelu, { x }),
  denseEach: (x: tf.Tensor, layers: readonly tf.Tensor[], biased: boolean) => run<tf.Tensor2D[]>(own.denseEach, [x, ...layers], { biased }),
  densePlus: (inputs: tf.Tensor[], act: 'linear' | 'silu') => run<tf.Tensor2D>(own.densePlus, inputs, { act }),
  groupNorm: (x: tf.Tensor, scale: tf.Tensor, bias: tf.Tensor, groups: number, eps: number, silu: boolean) =>
    run<tf.Tensor[]>(own.groupNorm, { x, scale, bias }, { groups, eps, silu })[0],
  normDense: (
    inputs: { x: tf.Tensor; scale: tf.Tensor; bias: tf.Tensor; w: tf.Tensor; b: tf.Tensor },
    act: 'linear' | 'gelu',
    eps: number,
  ) => run<tf.Tensor2D>(own.normDense, inputs, { act, eps }),
  perceptron: (theta: tf.Tensor, xs: readonly tf.Tensor[], units: readonly number[], act: ValueActivation) =>
    run<tf.Tensor2D[]>(own.perceptron, [theta, ...xs], { units, act }).slice(1),
  silu: (x: tf.Tensor) => run<tf.Tensor>(own.silu, { x }),
  siluGrad: (x: tf.Tensor, dy: tf.Tensor) => run<tf.Tensor>(own.siluGrad, { x, dy }),
  step: (state: tf.Tensor2D, grad: tf.Tensor1D, attrs: StepAttrs) => run<[tf.Tensor2D, tf.Tensor1D?]>(own.step, { state, grad }, attrs),
  sumPool2: (x: tf.Tensor, factor: number) => run<tf.Tensor4D>(own.sumPool2, { x }, { factor }),
  unflatten: (theta: tf.Tensor, shapes: readonly (readonly number[])[]) => run<tf.Tensor[]>(own.unflatten, { theta }, { shapes }),
  upsample2: (x: tf.Tensor, factor: number) => run<tf.Tensor4D>(own.upsample2, { x }, { factor }),
};

// biome-ignore lint/suspicious/noExplicitAny: attributes are typed by the callers above
type Gradient = (dy: any, saved: tf.Tensor[], attrs: any) => Record<string, () => tf.Tensor>;

function gradientOf(kernelName: string, inputsToSave: string[], outputsToSave: boolean[], gradFunc: Gradient): void {
  tf.registerGradient({ kernelName, inputsToSave, outputsToSave, gradFunc: gradFunc as tf.GradFunc });
}

/** ∂(g·dy·act′)/∂y, with act′ written as a function of the value y: 1 − y² for tanh, y·(1 − y) for the sigmoid. */
function slopeGrad(y: tf.Tensor, g: tf.Tensor, dy: tf.Tensor, act: ValueActivation): tf.Tensor {
  if (act === 'tanh') return tf.mul(tf.mul(g, dy), tf.mul(y, -2));
  if (act === 'sigmoid') return tf.mul(tf.mul(g, dy), tf.sub(1, tf.mul(y, 2)));
  return tf.zerosLike(y);
}

gradientOf(own.activate, [], [true], (dy, [y], { act }) => ({ x: () => ops.activateGrad(y, dy, act) }));

gradientOf(own.activateGrad, ['y', 'dy'], [], (g, [y, dy], { act }) => ({
  dy: () => ops.activateGrad(y, g, act),
  y: () => slopeGrad(y, g, dy, act),
}));

gradientOf(own.dense, ['x', 'w'], [true], (dy, [x, w, y], { act }) => {
  const [dx, dw, db] = run<tf.Tensor[]>(own.denseGrad, { x, w, y, dy }, { act });
  return { x: () => dx, w: () => dw, b: () => db };
});

// dx = d·wᵀ, dw = xᵀ·d, db = Σ d with d = dy·act′(y); gx, gw, gb are the gradients of what comes after.
gradientOf(own.denseGrad, ['x', 'w', 'y', 'dy'], [], ([gx, gw, gb]: tf.Tensor[], [x, w, y, dy], { act }) => {
  const d = ops.activateGrad(y, dy, act); // [B, O]
  const gd = tf.add(tf.add(tf.matMul(gx as tf.Tensor2D, w as tf.Tensor2D), tf.matMul(x as tf.Tensor2D, gw as tf.Tensor2D)), gb); // [B, O]
  return {
    x: () => tf.matMul(d as tf.Tensor2D, gw as tf.Tensor2D, false, true),
    w: () => tf.matMul(gx as tf.Tensor2D, d as tf.Tensor2D, true, false),
    dy: () => ops.activateGrad(y, gd, act),
    y: () => slopeGrad(y, gd, dy, act),
  };
});

gradientOf(own.binaryCrossEntropy, ['a'], [], (dy, [a], { label }) => ({
  a: () => run<tf.Tensor>(own.binaryCrossEntropyGrad, { a, dy }, { label }),
}));

gradientOf(own.attention, ['qkv'], [false, true], ([dfound]: tf.Tensor[], [qkv, p], { batch, heads }) => ({
  qkv: () => run<tf.Tensor>(own.attentionGrad, { qkv, p, dfound }, { batch, heads }),
}));

gradientOf(own.gelu, ['x'], [], (dy, [x]) => ({ x: () => run<tf.Tensor>(own.geluGrad, { x, dy }) }));
// biome-ignore lint/suspicious/noExplicitAny: attributes are typed by the callers above
type GradientOfMany = (dy: any, saved: tf.Tensor[], attrs: any) => (() => tf.Tensor)[];

/** A kernel whose inputs come as a list: their gradients by their place in it. */
function gradientOfMany(kernelName: string, outputsToSave: boolean[], gradFunc: GradientOfMany): void {
  const byPlace = (...args: Parameters<GradientOfMany>) => Object.fromEntries(gradFunc(...args).map((grad, i) => [`${i}`, grad]));
  tf.registerGradient({ kernelName, saveAllInputs: true, outputsToSave, gradFunc: byPlace as unknown as tf.GradFunc });
}

gradientOf(own.silu, ['x'], [], (dy, [x]) => ({ x: () => ops.siluGrad(x, dy) }));

gradientOf(own.siluGrad, ['x', 'dy'], [], (g, [x, dy]) => ({
  dy: () => ops.siluGrad(x, g),
  x: () => {
    const s = tf.sigmoid(x);
    const bent = tf.mul(tf.mul(s, tf.sub(1, s)), tf.add(2, tf.mul(x, tf.sub(1, tf.mul(s, 2))))); // silu″
    return tf.mul(tf.mul(g, dy), bent);
  },
}));

gradientOf(own.groupNorm, ['x', 'scale', 'bias'], [false, true], ([dy]: tf.Tensor[], [x, scale, bias, stats], { groups, silu }) => {
  const [dx, dscale, dbias] = run<tf.Tensor[]>(own.groupNormGrad, { x, scale, bias, stats, dy }, { groups, silu });
  return { x: () => dx, scale: () => dscale, bias: () => dbias };
});

function convGrad(dy: tf.Tensor, x: tf.Tensor, w: tf.Tensor, stride: number) {
  const attrs = { strides: stride, pad: 'same', dataFormat: 'NHWC' };
  return {
    x: () => run<tf.Tensor>('Conv2DBackpropInput', { dy, filter: w }, { ...attrs, inputShape: x.shape }),
    w: () => run<tf.Tensor>('Conv2DBackpropFilter', { x, dy }, { ...attrs, filterShape: w.shape }),
    b: () => (has(own.columnSum) ? run<tf.Tensor>(own.columnSum, { x: dy }) : tf.sum(dy, [0, 1, 2])),
  };
}
gradientOf(own.conv, ['x', 'w'], [], (dy, [x, w], { stride }) => convGrad(dy, x, w, stride));

gradientOfMany(own.convSum, [], (dy: tf.Tensor, inputs, { parts }: { parts: SumPart[] }) =>
  parts.map((part, i) => {
    if (part === 'shift') return () => tf.sum(dy, [1, 2]);
    if (part === 'plus') return () => shared(dy);
    const at = parts.lastIndexOf('x', i); // of this w's or b's own x
    return convGrad(dy, inputs[at], inputs[at + 1], 1)[part];
  }),
);

gradientOfMany(own.perceptron, [true], ([, ...dys]: tf.Tensor[], [theta, ...saved], { units, act }) => {
  const hidden = saved[saved.length - 1];
  const xs = saved.slice(0, -1);
  const row = (i: number) => xs.slice(0, i).reduce((rows, x) => rows + x.shape[0], 0);
  return [
    () => run<tf.Tensor>(own.perceptronGrad, [theta, ...xs, hidden, ...dys], { units, act }),
    ...dys.map((dy, i) => () => run<tf.Tensor>(own.perceptronInputGrad, { theta, hidden, dy }, { units, act, row: row(i) })),
  ];
});

// SiLU's slope does not follow from its value: the sum before it is made once more.
gradientOfMany(own.densePlus, [], (dy: tf.Tensor, [x, w, b, plus], { act }: { act: 'linear' | 'silu' }) => {
  const before = () => (plus ? ops.densePlus([x, w, b, plus], 'linear') : ops.dense(x, w, b, 'linear'));
  const d = act === 'silu' ? ops.siluGrad(before(), dy) : dy;
  const [dx, dw, db] = run<tf.Tensor[]>(own.denseGrad, { x, w, y: d, dy: d }, { act: 'linear' }); // a linear layer's y is not read
  return [() => dx, () => dw, () => db, ...(plus ? [() => shared(d)] : [])];
});

gradientOfMany(own.denseEach, [], (given: tf.Tensor | tf.Tensor[], [x, ...rest], { biased }: { biased: boolean }) => {
  const dys = [given].flat(); // tfjs gives a single one without its list
  const ws = biased ? rest.filter((_, i) => i % 2 === 0) : rest;
  const dx = () =>
    ws.map((w, i) => tf.matMul(dys[i] as tf.Tensor2D, w as tf.Tensor2D, false, true)).reduce((sum, part) => tf.add(sum, part));
  const dw = (i: number) => () => tf.matMul(x as tf.Tensor2D, dys[i] as tf.Tensor2D, true, false);
  return [dx, ...ws.flatMap((_, i) => (biased ? [dw(i), () => tf.sum(dys[i], 0)] : [dw(i)]))];
});

gradientOfMany(own.combine, [], (dy: tf.Tensor, [x, y, p, q], attrs: { p: number; q: number; clip?: number }) => {
  const [ofX, ofY] = p ? [p, q] : [attrs.p, attrs.q];
  const inside = () => tf.lessEqual(tf.abs(ops.combine(p ? [x, y, p, q] : [x, y], { ...attrs, clip: undefined })), attrs.clip as number);
  const d = attrs.clip === undefined ? dy : tf.mul(dy, tf.cast(inside(), 'float32'));
  const inColumns = (z: tf.Tensor) =>
    tf.sum(
      tf.mul(d, z),
      z.shape.slice(1).map((_, a) => a + 1),
      true,
    );
  return [() => tf.mul(d, ofX), () => tf.mul(d, ofY), ...(p ? [() => inColumns(x), () => inColumns(y)] : [])];
});

gradientOf(own.attend, ['q', 'k', 'v'], [false, true], ([dy]: tf.Tensor[], [q, k, v, weights], { scale }) => {
  const dw = tf.matMul(dy, v, false, true); //                                                  […, T, K]
  const dScores = tf.mul(tf.mul(weights, tf.sub(dw, tf.sum(tf.mul(dw, weights), -1, true))), scale); // […, T, K]
  return {
    q: () => tf.matMul(dScores, k),
    k: () => tf.matMul(dScores, q, true, false),
    v: () => tf.matMul(weights, dy, true, false),
  };
});

gradientOf(own.unflatten, [], [], (dys: tf.Tensor[]) => ({ theta: () => run<tf.Tensor>(own.flatten, dys) }));
gradientOf(own.upsample2, [], [], (dy, _, { factor }) => ({ x: () => ops.sumPool2(dy, factor) }));
gradientOf(own.sumPool2, [], [], (dy, _, { factor }) => ({ x: () => ops.upsample2(dy, factor) }));

/**
 * Gradients of tfjs's own operations, in fewer launches where there are kernels for it: an activation's slope and dy in one, and what a sum or
 * a mean gives back spread without a tensor of ones. Everywhere else, and for gradients of these gradients' sums, tfjs's own.
 */
function shorter(kernelName: string, kernel: string, gradFunc: (own: Gradient) => Gradient): void {
  const given = tf.getGradient(kernelName);
  const short = gradFunc(given.gradFunc as Gradient);
  tf.registerGradient({
    ...given,
    gradFunc: ((dy: tf.Tensor, saved: tf.Tensor[], attrs: object) =>
      (has(kernel) ? short : (given.gradFunc as Gradient))(dy, saved, attrs)) as tf.GradFunc,
  });
}

// Tensors of one shape added: each gets what flows to the sum, without a launch.
const givenAdd = tf.getGradient('Add').gradFunc as Gradient;
gradientOf('Add', ['a', 'b'], [], (dy, [a, b], attrs) =>
  tf.util.arraysEqual(a.shape, b.shape) ? { a: () => shared(dy), b: () => shared(dy) } : givenAdd(dy, [a, b], attrs),
);

shorter('Relu', own.activateGrad, () => (dy, [x]) => ({ x: () => ops.activateGrad(x, dy, 'relu') })); // x > 0 just where relu(x) > 0
shorter('Tanh', own.activateGrad, () => (dy, [y]) => ({ x: () => ops.activateGrad(y, dy, 'tanh') }));
shorter('Sigmoid', own.activateGrad, () => (dy, [y]) => ({ x: () => ops.activateGrad(y, dy, 'sigmoid') }));

const spread = (dy: tf.Tensor, x: tf.Tensor, axis: number | number[] | undefined, mean: boolean): tf.Tensor => {
  const axes = tf.util.parseAxisParam(axis as number, x.shape);
  const factor = mean ? 1 / axes.reduce((n, a) => n * x.shape[a], 1) : 1;
  const kept = x.shape.map((n, a) => (axes.includes(a) ? 1 : n));
  return run<tf.Tensor>(own.spread, { y: tf.reshape(dy, kept) }, { shape: x.shape, factor });
};
const spreads = (x: tf.Tensor) => x.rank <= 4 && x.dtype === 'float32';
shorter(
  'Sum',
  own.spread,
  (given) => (dy, saved, attrs) => (spreads(saved[0]) ? { x: () => spread(dy, saved[0], attrs.axis, false) } : given(dy, saved, attrs)),
);
shorter(
  'Mean',
  own.spread,
  (given) => (dy, saved, attrs) => (spreads(saved[0]) ? { x: () => spread(dy, saved[0], attrs.axis, true) } : given(dy, saved, attrs)),
);
gradientOf(own.spread, ['y'], [], (dx, [y], { factor }) => ({
  y: () => {
    const axes = y.shape.flatMap((n, a) => (n === 1 && dx.shape[a] > 1 ? [a] : []));
    return tf.mul(tf.sum(dx, axes, true), factor);
  },
}));
gradientOf(own.columnSum, ['x'], [], (dy, [x]) => ({ x: () => tf.broadcastTo(dy, x.shape) }));

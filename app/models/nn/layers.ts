/**
 * The few layers all models share. Pure functions of tensors: weights come in as arguments.
 * Pictures are channels-last: [B, H, W, C].
 */
import * as tf from '../tf';
import { type Activation, has, ops, own, type SumPart } from './ops';

export type { Activation };

/** x · sigmoid(x). */
export function silu<T extends tf.Tensor>(x: T): T {
  return has(own.silu) ? (ops.silu(x) as T) : tf.mul(x, tf.sigmoid(x));
}

/** max(x, a·x), written with two ReLUs because tfjs's own leakyRelu has no second-order gradient. */
export function leakyRelu<T extends tf.Tensor>(x: T, a = 0.2): T {
  if (a === 0.2 && has(own.activate)) return ops.activate(x, 'lrelu') as T;
  return tf.sub(tf.relu(x), tf.mul(a, tf.relu(tf.neg(x))));
}

export function activate<T extends tf.Tensor>(x: T, act: Activation): T {
  switch (act) {
    case 'relu':
      return tf.relu(x);
    case 'lrelu':
      return leakyRelu(x);
    case 'tanh':
      return tf.tanh(x);
    case 'sigmoid':
      return tf.sigmoid(x);
    case 'silu':
      return silu(x);
    case 'linear':
      return x;
  }
}

/** act(x·w + b), or act(x·w + b + plus), over the last axis. x […, I], w [I, O], b [O], plus like the result → […, O]. */
export function dense<T extends tf.Tensor = tf.Tensor2D>(
  x: tf.Tensor,
  w: tf.Tensor,
  b: tf.Tensor,
  act: Activation = 'linear',
  plus?: tf.Tensor,
): T {
  if (x.rank !== 2) {
    const rows = dense(tf.reshape(x, [-1, w.shape[0]]), w, b, act, plus && tf.reshape(plus, [-1, b.size])); // tfjs's matMul has no gradient for [B, T, I]·[I, O]
    return tf.reshape(rows, [...x.shape.slice(0, -1), b.size]) as tf.Tensor as T;
  }
  if ((act === 'silu' || (act === 'linear' && plus)) && x.size * b.size <= MOST_PLUS && has(own.densePlus))
    return ops.densePlus(plus ? [x, w, b, plus] : [x, w, b], act) as tf.Tensor as T;
  if (plus) return activate(tf.add(dense(x, w, b), plus), act) as tf.Tensor as T;
  if (has(own.dense)) return (act === 'silu' ? silu(ops.dense(x, w, b, 'linear')) : ops.dense(x, w, b, act)) as tf.Tensor as T;
  return activate(tf.add(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), b), act) as tf.Tensor as T;
}

/** Multiplications past which a matrix product of its own is quicker, whatever is added to it after. */
const MOST_PLUS = 32_000_000;

/** x·w, or x·w + b, for each of several w (and b), where there is a kernel for it two or three of them a launch. x [B, I], w [I, O], b [O] → [B, O] each. */
export function denseEach(x: tf.Tensor2D, ...layers: { readonly w: tf.Tensor; readonly b?: tf.Tensor }[]): tf.Tensor2D[] {
  const biased = layers[0].b !== undefined;
  if (!has(own.denseEach)) return layers.map(({ w, b }) => (b ? dense(x, w, b) : tf.matMul(x, w as tf.Tensor2D)));
  const perLaunch = biased ? 2 : 3;
  const groups = layers.filter((_, i) => i % perLaunch === 0).map((_, g) => layers.slice(g * perLaunch, (g + 1) * perLaunch));
  return groups.flatMap((group) =>
    ops.denseEach(
      x,
      group.flatMap(({ w, b }) => (b ? [w, b] : [w])),
      biased,
    ),
  );
}

/** p·x + q·y of two tensors of one shape, clipped to [−clip, clip] where that is given. p, q: numbers, or one for each example [B, 1, …]. */
export function combine<T extends tf.Tensor>(p: number | tf.Tensor, x: T, q: number | tf.Tensor, y: T, clip?: number): T {
  if (has(own.combine) && tf.util.arraysEqual(x.shape, y.shape) && x.rank > 0) {
    if (typeof p === 'number' && typeof q === 'number') return ops.combine([x, y], { p, q, clip }) as T;
    const columns = (c: number | tf.Tensor) => typeof c !== 'number' && c.size === x.shape[0] && c.shape[0] === x.shape[0];
    if (columns(p) && columns(q)) return ops.combine([x, y, p as tf.Tensor, q as tf.Tensor], { clip }) as T;
  }
  const sum = tf.add(tf.mul(p, x), tf.mul(q, y));
  return (clip === undefined ? sum : tf.clipByValue(sum, -clip, clip)) as T;
}

/** Convolution, SAME padding. x [B, H, W, C], w [k, k, C, O], b [O] → [B, ⌈H/stride⌉, ⌈W/stride⌉, O]. */
export function conv2d(x: tf.Tensor, w: tf.Tensor, b?: tf.Tensor, stride = 1): tf.Tensor4D {
  if (b && has(own.conv)) return ops.conv(x, w, b, stride);
  const y = tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, 'same');
  return b ? tf.add(y, b) : y;
}

/** A convolution still to be done: stride 1, SAME padding, as `conv2d`. */
export interface Conv {
  readonly x: tf.Tensor4D;
  readonly w: tf.Tensor;
  readonly b?: tf.Tensor;
}

/**
 * The sum of convolutions, of pictures [B, H, W, C] and of vectors [B, C], each of which is added at every place of its picture. Where there is a kernel for
 * it, two convolutions and all that is added to them are one launch.
 */
export function summed(...terms: (Conv | tf.Tensor4D | tf.Tensor2D | undefined)[]): tf.Tensor4D {
  const isConv = (term: (typeof terms)[number]): term is Conv => term !== undefined && !(term instanceof tf.Tensor);
  const all = has(own.convSum) && terms.filter(isConv).every(fitsSum) ? summedInPairs(terms.filter(isConv), terms) : terms;
  return all.reduce<tf.Tensor4D | undefined>((sum, term) => {
    if (!term) return sum;
    const next = isConv(term) ? conv2d(term.x, term.w, term.b) : atEveryPlace(term);
    return sum ? tf.add(sum, next) : next;
  }, undefined) as tf.Tensor4D;
}

const atEveryPlace = (x: tf.Tensor4D | tf.Tensor2D): tf.Tensor4D =>
  x.rank === 2 ? tf.reshape(x, [x.shape[0], 1, 1, x.shape[1] as number]) : (x as tf.Tensor4D);

/** The fused sum takes inputs sixteen channels at a time, outputs four. */
const fitsSum = ({ x, w }: Conv) => x.shape[3] % 16 === 0 && (w.shape[3] as number) % 4 === 0 && (w.shape[0] as number) % 2 === 1;

/** Convolutions two by two, each pair onto the sum before it, the last with one picture and one vector; and what is left to add. */
function summedInPairs(convs: readonly Conv[], terms: readonly unknown[]): (tf.Tensor4D | tf.Tensor2D)[] {
  const added = terms.filter((term): term is tf.Tensor4D | tf.Tensor2D => term instanceof tf.Tensor);
  let done: tf.Tensor4D | undefined;
  for (let i = 0; i < convs.length; i += 2) {
    const parts: [SumPart, tf.Tensor][] = convs
      .slice(i, i + 2)
      .flatMap(({ x, w, b }): [SumPart, tf.Tensor][] => [['x', x], ['w', w], ...(b ? [['b', b] as [SumPart, tf.Tensor]] : [])]);
    if (done) parts.push(['plus', done]);
    for (const term of i + 2 < convs.length ? [] : [...added]) {
      const part = term.rank === 2 ? 'shift' : 'plus';
      if (parts.length >= MOST_SUMMED || parts.some(([taken]) => taken === part)) continue;
      parts.push([part, term]);
      added.splice(added.indexOf(term), 1);
    }
    done = ops.convSum(
      parts.map(([, tensor]) => tensor),
      parts.map(([part]) => part),
    );
  }
  return done ? [done, ...added] : added;
}
/** Tensors that the kernel can be given. */
const MOST_SUMMED = 7;

/** Normalises each picture's channels in `groups` groups (Wu & He 2018). x [B, …, C], scale and bias [C] → same shape as x. */
export function groupNorm<T extends tf.Tensor>(x: T, scale: tf.Tensor, bias: tf.Tensor, groups: number, eps = 1e-5): T {
  return fusable(x) ? (ops.groupNorm(x, scale, bias, groups, eps, false) as T) : groupNormComposed(x, scale, bias, groups, eps);
}

/** silu(groupNorm(x)), the pair that opens every half of a residual block. */
export function groupNormSilu<T extends tf.Tensor>(x: T, scale: tf.Tensor, bias: tf.Tensor, groups: number, eps = 1e-5): T {
  return fusable(x) ? (ops.groupNorm(x, scale, bias, groups, eps, true) as T) : silu(groupNormComposed(x, scale, bias, groups, eps));
}

/** The fused norm works on channels four at a time. */
const fusable = (x: tf.Tensor) => x.shape[x.rank - 1] % 4 === 0 && has(own.groupNorm);

/** The same in tfjs operations: slower, but its gradient has a gradient (the fused norm's has none). */
export function groupNormComposed<T extends tf.Tensor>(x: T, scale: tf.Tensor, bias: tf.Tensor, groups: number, eps = 1e-5): T {
  const batch = x.shape[0];
  const channels = x.shape[x.rank - 1];
  const xg = tf.reshape(x, [batch, -1, groups, channels / groups]); // [B, H·W, G, C/G]
  const mean = tf.mean(xg, [1, 3], true); // [B, 1, G, 1]
  const centred = tf.sub(xg, mean);
  const variance = tf.mean(tf.square(centred), [1, 3], true); // [B, 1, G, 1]
  const normal = tf.mul(centred, tf.rsqrt(tf.add(variance, eps)));
  return tf.add(tf.mul(tf.reshape(normal, x.shape), scale), bias) as T;
}

/** Normalises the last axis (Ba et al. 2016). x […, C], scale and bias [C] → same shape as x. */
export function layerNorm<T extends tf.Tensor>(x: T, scale: tf.Tensor, bias: tf.Tensor, eps = 1e-5): T {
  const channels = x.shape[x.rank - 1];
  if (fusable(x)) return tf.reshape(ops.groupNorm(tf.reshape(x, [-1, channels]), scale, bias, 1, eps, false), x.shape) as T;
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true); // […, 1]
  return tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, eps))), scale), bias) as T;
}

/** act(layerNorm(x)·w + b), in one launch where there is a kernel for it. No gradient: for what is written, not learned. x [B, I] → [B, O]. */
export function normDense(
  x: tf.Tensor2D,
  scale: tf.Tensor,
  bias: tf.Tensor,
  w: tf.Tensor,
  b: tf.Tensor,
  act: 'linear' | 'gelu' = 'linear',
  eps = 1e-5,
): tf.Tensor2D {
  if (x.size * b.size <= MOST_PLUS && fusable(x) && has(own.normDense)) return ops.normDense({ x, scale, bias, w, b }, act, eps);
  const y = dense(layerNorm(x, scale, bias, eps), w, b);
  return act === 'gelu' ? gelu(y) : y;
}

/** The fast GELU x·σ(1.702x) = silu(1.702x) / 1.702. */
export function gelu<T extends tf.Tensor>(x: T): T {
  return (has(own.gelu) ? ops.gelu(x) : tf.mul(silu(tf.mul(x, 1.702)), 1 / 1.702)) as T;
}

/** Mean over 2×2 windows. [B, H, W, C] → [B, H/2, W/2, C]. */
export function avgPool2(x: tf.Tensor): tf.Tensor4D {
  return has(own.sumPool2) ? ops.sumPool2(x, 0.25) : tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid');
}

/** Every pixel twice in both directions (nearest neighbour). [B, H, W, C] → [B, 2H, 2W, C]. */
export function upsample2(x: tf.Tensor): tf.Tensor4D {
  if (has(own.upsample2)) return ops.upsample2(x, 1);
  const [b, h, w, c] = x.shape;
  const wide = tf.reshape(tf.concat([x, x], 3), [b, h, 2 * w * c]); // [B, H, 2W·C]: each pixel twice along W
  return tf.reshape(tf.concat([wide, wide], 2), [b, 2 * h, 2 * w, c]); // each row twice along H
}

/** softmax(q·kᵀ / √D + mask)·v. q, k, v [B, T, D] or [B, heads, T, D]; mask broadcasts to [T, T] (0 or −∞-like) → like q. */
export function attention<T extends tf.Tensor>(q: T, k: T, v: T, mask?: tf.Tensor): T {
  const scale = 1 / Math.sqrt(q.shape[q.rank - 1]);
  if (!mask && has(own.attend) && k.shape[k.rank - 2] <= 1_024) return ops.attend(q, k, v, scale)[0] as T;
  const scores = tf.mul(tf.matMul(q, k, false, true), scale); //                                [B, T, T]
  return tf.matMul(tf.softmax(mask ? tf.add(scores, mask) : scores), v);
}

/** −Σ log softmax at the marked entries, in nats: a scalar. logits, marked [N, K]; rows without a mark count nothing. */
export function crossEntropy(logits: tf.Tensor2D, marked: tf.Tensor2D): tf.Scalar {
  return tf.neg(tf.sum(tf.mul(marked, tf.logSoftmax(logits)))) as tf.Scalar;
}

/** Mean of −log σ(a) (label 1) or of −log(1 − σ(a)) = −log σ(−a) (label 0), in nats, without overflow. a: logits of any shape → scalar. */
export function binaryCrossEntropy(a: tf.Tensor, label: 0 | 1): tf.Scalar {
  return has(own.binaryCrossEntropy) ? ops.binaryCrossEntropy(a, label) : tf.mean(tf.softplus(label ? tf.neg(a) : a)); // −log σ(a) = softplus(−a)
}

/** Rows of a table. table [K, D], ids int32 […] → […, D]. */
export function embedding(table: tf.Tensor, ids: tf.Tensor): tf.Tensor {
  return tf.gather(table, ids);
}

/**
 * Time as a vector (Vaswani et al. 2017): dim/2 cosines, then dim/2 sines, of frequencies from 1 down to 1/10,000.
 * Computed here in 64-bit arithmetic, because GPU sines are good to about 1e-4 only. t [B] → [B, dim].
 */
export function sinusoidal(t: ArrayLike<number>, dim: number): tf.Tensor2D {
  const half = dim / 2;
  const values = new Float32Array(t.length * dim);
  for (let b = 0; b < t.length; b++) {
    for (let i = 0; i < half; i++) {
      const angle = t[b] * Math.exp((-Math.log(10_000) * i) / half);
      values[b * dim + i] = Math.cos(angle);
      values[b * dim + half + i] = Math.sin(angle);
    }
  }
  return tf.tensor2d(values, [t.length, dim]);
}

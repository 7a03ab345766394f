/**
 * The U-Net ε_θ(x_t, t, y): looks at a noisy face and says which noise is in it.
 *
 * Shape: Ronneberger et al. 2015, "U-Net" (1505.04597), as in Ho et al. 2020, "DDPM" (2006.11239, appendix B).
 * Down a pyramid of pictures (16 → 8 → 4), through attention at the bottom, and up again; at every level of the way up
 * the features of the way down are put beside those from below: a *skip connection*.
 *
 * Conditions: t by a sinusoidal embedding (Vaswani et al. 2017), y by one learned vector a class, each attribute with a
 * null class for "not said" (classifier-free guidance, Ho & Salimans 2022, 2207.12598).
 *
 * Simplified: one residual block a level, mean pooling on the way down, nearest neighbours on the way up, no dropout.
 * Concatenation: a convolution over two stacked groups of channels is the sum of two convolutions,
 *   [h; s] * [W_h; W_s] = h * W_h + s * W_s,
 * so the skips are computed as that sum and the stacked tensor is never built. The groups of the normalisation never
 * straddle h and s. A unit test holds the equality.
 */
import type { Rng } from '../../data/rng';
import { convInit, denseInit, normInit } from '../nn/init';
import {
  attention,
  avgPool2,
  type Conv,
  combine,
  conv2d,
  dense,
  denseEach,
  groupNorm,
  groupNormSilu,
  silu,
  sinusoidal,
  summed,
  upsample2,
} from '../nn/layers';
import type { ParamInit, Params } from '../nn/params';
import * as tf from '../tf';
import { faceSchedule } from './schedule';

export interface Config {
  /** Channels at 16×16, 8×8 and 4×4; multiples of `groups`. */
  readonly channels: readonly [number, number, number];
  /** Groups of the group normalisation (Wu & He 2018). */
  readonly groups: number;
  /** Frequencies of the time embedding: sine and cosine of half as many each. */
  readonly timeDim: number;
  /** Length E of the vector e that carries time and condition to every block. */
  readonly embedDim: number;
  /** Columns of y: for every attribute its classes and the null class. */
  readonly conditionDim: number;
  /** Off: the way up sees only what came through the bottom. */
  readonly skips: boolean;
  /** Off: the network is not told t. */
  readonly time: boolean;
}

export const defaults: Omit<Config, 'conditionDim'> = {
  channels: [32, 64, 96],
  groups: 8,
  timeDim: 64,
  embedDim: 128,
  skips: true,
  time: true,
};

/** A look at (and, by returning something else, a hand on) the features on their way: `down0`, `skip1`, `middle`, `up2`, …, and within blocks `down0.conv1`, … */
export type ForwardHook = (name: string, h: tf.Tensor4D) => tf.Tensor4D;
const unseen: ForwardHook = (_, h) => h;

/** A fresh network. The last convolution of every block and of the net starts at 0, so that each block begins as the identity. */
export function init(rng: Rng, config: Config): ParamInit {
  const [c0, c1, c2] = config.channels;
  const block = (name: string, from: number, to: number, skip = 0): ParamInit => ({
    ...normInit(`${name}.norm1`, from),
    ...convInit(rng, `${name}.conv1`, 3, from, to),
    ...denseInit(rng, `${name}.embed`, config.embedDim, to),
    ...normInit(`${name}.norm2`, to),
    ...zeroed(convInit(rng, `${name}.conv2`, 3, to, to)),
    ...(from !== to || skip ? convInit(rng, `${name}.short`, 1, from, to) : {}),
    ...(skip ? { ...normInit(`${name}.normS`, skip), ...weightOnly(convInit(rng, `${name}.convS`, 3, skip, to)) } : {}),
    ...(skip ? weightOnly(convInit(rng, `${name}.shortS`, 1, skip, to)) : {}),
  });
  const s = config.skips ? 1 : 0;
  return {
    ...(config.time ? denseInit(rng, 'time1', config.timeDim, config.embedDim) : {}),
    ...(config.time ? denseInit(rng, 'time2', config.embedDim, config.embedDim) : {}),
    ...scaled(weightOnly(denseInit(rng, 'condition', config.conditionDim, config.embedDim)), 0.5),
    ...convInit(rng, 'in', 3, 3, c0),
    ...block('down0', c0, c0),
    ...block('down1', c0, c1),
    ...block('down2', c1, c2),
    ...block('middle', c2, c2),
    ...normInit('attention.norm', c2),
    ...weightOnly(denseInit(rng, 'attention.q', c2, c2, 'xavier')),
    ...weightOnly(denseInit(rng, 'attention.k', c2, c2, 'xavier')),
    ...weightOnly(denseInit(rng, 'attention.v', c2, c2, 'xavier')),
    ...zeroed(denseInit(rng, 'attention.out', c2, c2)),
    ...block('up2', c2, c2, s * c2),
    ...block('up1', c2, c1, s * c1),
    ...block('up0', c1, c0, s * c0),
    ...normInit('out.norm', c0),
    ...zeroed(convInit(rng, 'out', 3, c0, 3)),
  };
}

/**
 * ε_θ(x_t, t, y): the noise that the network sees in x_t.
 *
 * The last layer says v = √ᾱ_t ε − √(1 − ᾱ_t) x₀ (Salimans & Ho 2022, 2202.00512, §4), from which ε follows exactly. Near t = T, where
 * x_t is all noise, naming ε is no work and tells nothing of the picture, while v asks for the picture; near t = 0 it asks for the noise.
 * A network that is not told t cannot be read so: its last layer says ε itself.
 *
 * @param x noisy pictures x_t [B, 16, 16, 3], data in [−1, 1]
 * @param t time of each picture in steps, 0 … 1000, fractions allowed
 * @param y conditions [B, conditionDim]: for every attribute a 1 at its class or at its null class
 * @param hook sees every feature map and may replace it
 * @returns ε̂ [B, 16, 16, 3]
 */
// #region forward
export function forward(p: Params, x: tf.Tensor4D, t: Float32Array, y: tf.Tensor2D, config: Config, hook?: ForwardHook): tf.Tensor4D {
  const modelOutput = network(p, x, t, y, config, hook); //                                          [B, 16, 16, 3]
  if (!config.time) return modelOutput;
  const { signal, noise } = alphaSigma(t); //                                                        √ᾱ_t, √(1 − ᾱ_t): [B, 1, 1, 1]
  return combine(signal, modelOutput, noise, x); //                                                 ε̂ = √ᾱ_t v̂ + √(1 − ᾱ_t) x_t
}

/** What the last layer says, v̂ (or ε̂ without time): the U itself. Arguments as those of `forward`. */
export function network(
  p: Params,
  x: tf.Tensor4D,
  t: Float32Array,
  y: tf.Tensor2D,
  config: Config,
  hook: ForwardHook = unseen,
): tf.Tensor4D {
  const shift = shifts(p, embed(p, t, y, config)); //                                                [B, to] of each block
  const h = conv2d(x, p['in.w'], p['in.b']); //                                                      [B, 16, 16, 32]

  const of = (name: Block, below: tf.Tensor4D, skip?: tf.Tensor4D) => hook(name, block(p, name, below, shift[name], config, skip, hook));

  const s0 = of('down0', h); //                                                                      [B, 16, 16, 32]
  const s1 = of('down1', avgPool2(s0)); //                                                           [B, 8, 8, 64]
  const s2 = of('down2', avgPool2(s1)); //                                                           [B, 4, 4, 96]

  const b = block(p, 'middle', s2, shift.middle, config, undefined, hook);
  const m = hook('middle', attend(p, b, config)); //                                                 [B, 4, 4, 96]

  const u2 = of('up2', m, hook('skip2', s2)); //                                                     [B, 4, 4, 96]
  const u1 = of('up1', upsample2(u2), hook('skip1', s1)); //                                         [B, 8, 8, 64]
  const u0 = of('up0', upsample2(u1), hook('skip0', s0)); //                                         [B, 16, 16, 32]

  const o = groupNormSilu(u0, p['out.norm.scale'], p['out.norm.bias'], config.groups);
  return conv2d(o, p['out.w'], p['out.b']); //                                                       [B, 16, 16, 3]
}
// #endregion

const { alphaBar } = faceSchedule;

/** √ᾱ_t and √(1 − ᾱ_t) of every example, [B, 1, 1, 1] each, of the schedule the faces are noised with; between two steps on a straight line of ᾱ. */
export function alphaSigma(t: Float32Array): { signal: tf.Tensor4D; noise: tf.Tensor4D } {
  const bars = Float64Array.from(t, (step) => {
    const before = Math.floor(step);
    const after = Math.min(alphaBar.length - 1, before + 1);
    return alphaBar[before] + (step - before) * (alphaBar[after] - alphaBar[before]);
  });
  const column = (f: (bar: number) => number) => tf.tensor4d(Float32Array.from(bars, f), [t.length, 1, 1, 1]);
  return { signal: column(Math.sqrt), noise: column((bar) => Math.sqrt(1 - bar)) };
}

/** Time and condition in one vector e: where on the way we are, and what the face should be. */
// #region embed
export function embed(p: Params, t: Float32Array, y: tf.Tensor2D, config: Config): tf.Tensor2D {
  const condition = tf.matMul<tf.Tensor2D>(y, p['condition.w']); //                                  [B, E], a sum of learned vectors
  if (!config.time) return silu(condition);
  const waves = sinusoidal(t, config.timeDim); //                                                    [B, 64]
  const hidden = dense(waves, p['time1.w'], p['time1.b'], 'silu'); //                                [B, E]
  return dense(hidden, p['time2.w'], p['time2.b'], 'silu', condition); //                            [B, E]: silu(time + condition)
}
// #endregion

const BLOCKS = ['down0', 'down1', 'down2', 'middle', 'up2', 'up1', 'up0'] as const;
type Block = (typeof BLOCKS)[number];

/** What time and condition add to the channels of each block, at every place. e [B, E] → [B, to] each. */
function shifts(p: Params, e: tf.Tensor2D): Record<Block, tf.Tensor2D> {
  const all = denseEach(e, ...BLOCKS.map((name) => ({ w: p[`${name}.embed.w`], b: p[`${name}.embed.b`] })));
  return Object.fromEntries(BLOCKS.map((name, i) => [name, all[i]])) as Record<Block, tf.Tensor2D>;
}

/** A residual block (He et al. 2016): two convolutions on top of what comes in; with a skip s, both read [h; s]. */
// #region block
export function block(
  p: Params,
  name: string,
  h: tf.Tensor4D,
  shift: tf.Tensor2D,
  config: Config,
  s?: tf.Tensor4D,
  hook: ForwardHook = unseen,
): tf.Tensor4D {
  const of = (part: string): tf.Tensor => p[`${name}.${part}`];
  const normed = (x: tf.Tensor4D, part: string) =>
    hook(`${name}.${part}`, groupNormSilu(x, of(`${part}.scale`), of(`${part}.bias`), config.groups));
  const conv = (x: tf.Tensor4D, part: string): Conv => ({ x, w: of(`${part}.w`), b: of(`${part}.b`) });
  const seen = (x: tf.Tensor4D, part: string) =>
    hook === unseen ? conv(x, part) : hook(`${name}.${part}`, conv2d(x, of(`${part}.w`), of(`${part}.b`)));
  const skip = config.skips ? s : undefined;

  const a = summed(seen(normed(h, 'norm1'), 'conv1'), skip && conv(normed(skip, 'normS'), 'convS'), shift); // [B, H, W, to]
  const straight = of('short.w') ? conv(h, 'short') : h; //                                          [B, H, W, to]
  return summed(straight, skip && conv(skip, 'shortS'), seen(normed(a, 'norm2'), 'conv2')); //       [B, H, W, to]
}
// #endregion

/** Self-attention (Vaswani et al. 2017) among the 16 places of the 4×4 picture: the left eye asks what the right one is. */
// #region attention
function attend(p: Params, h: tf.Tensor4D, config: Config): tf.Tensor4D {
  const [B, H, W, C] = h.shape;
  const n = groupNorm(h, p['attention.norm.scale'], p['attention.norm.bias'], config.groups);
  const places = tf.reshape(n, [B * H * W, C]) as tf.Tensor2D; //                                                   [B·16, C]
  const projected = denseEach(places, ...['q', 'k', 'v'].map((name) => ({ w: p[`attention.${name}.w`] })));
  const [q, k, v] = projected.map((rows) => tf.reshape(rows, [B, H * W, C])); //                     [B, 16, C] each
  const mixed = tf.reshape(attention(q, k, v), [B * H * W, C]); //                                   [B·16, C]
  const added = dense(mixed, p['attention.out.w'], p['attention.out.b'], 'linear', tf.reshape(h, [B * H * W, C])); // … onto h itself
  return tf.reshape(added, [B, H, W, C]); //                                                         [B, 4, 4, C]
}
// #endregion

/** The layer without its bias: a second convolution onto the same sum needs none. */
function weightOnly(layer: ParamInit): ParamInit {
  return Object.fromEntries(Object.entries(layer).filter(([name]) => name.endsWith('.w')));
}

/** The layer with every value multiplied by k. */
function scaled(layer: ParamInit, k: number): ParamInit {
  return Object.fromEntries(Object.entries(layer).map(([name, { shape, values }]) => [name, { shape, values: values.map((a) => k * a) }]));
}

/** The layer at zero. */
function zeroed(layer: ParamInit): ParamInit {
  return scaled(layer, 0);
}

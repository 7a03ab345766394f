/**
 * The transformer block that GPT, the prior and CLIP's text tower share: every token looks at the tokens it may see, then thinks for itself.
 *
 * Vaswani et al. 2017 (1706.03762), with the normalisation before each half as in GPT-2 (Radford et al. 2019), and the fast
 * GELU x·σ(1.702x) (Hendrycks & Gimpel 2016, 1606.08415, §2) that CLIP uses. Keys and values of tokens read before may be
 * handed in (`past`), so that a sequence grows token by token without reading its beginning again.
 */
import type { Rng } from '../../data/rng';
import * as tf from '../tf';
import { denseInit, normInit } from './init';
import { dense, gelu, layerNorm, normDense } from './layers';
import { has, ops, own } from './ops';
import type { ParamInit, Params } from './params';

/** A fresh block of width D. What it adds to its input starts small, the smaller the more `blocks` there are. */
export function blockInit(rng: Rng, name: string, D: number, blocks: number): ParamInit {
  const small = (layer: ParamInit): ParamInit =>
    Object.fromEntries(
      Object.entries(layer).map(([key, { shape, values }]) => [key, { shape, values: values.map((a) => a / Math.sqrt(2 * blocks)) }]),
    );
  return {
    ...normInit(`${name}.norm1`, D),
    ...denseInit(rng, `${name}.qkv`, D, 3 * D, 'xavier'),
    ...small(denseInit(rng, `${name}.mix`, D, D, 'xavier')),
    ...normInit(`${name}.norm2`, D),
    ...denseInit(rng, `${name}.wide`, D, 4 * D, 'xavier'),
    ...small(denseInit(rng, `${name}.narrow`, 4 * D, D, 'xavier')),
  };
}

/** M [T, past + T]: 0 where token past + i may look at token j ≤ past + i, a very negative number where j lies ahead. */
export function causalMask(T: number, past = 0): tf.Tensor2D {
  const all = past + T;
  return tf.tensor2d(
    Float32Array.from({ length: T * all }, (_, n) => (n % all <= past + Math.floor(n / all) ? 0 : -1e9)),
    [T, all],
  );
}

/** What a block remembers of the tokens it has read: their keys and values [B, heads, T, D/heads]. */
export interface KeysValues {
  readonly k: tf.Tensor4D;
  readonly v: tf.Tensor4D;
}

/** One block: `blockWith` for a whole sequence, attention in one launch where there is a kernel for it. x [B, T, D] → [B, T, D]; mask [T, T]. */
export function block(p: Params, name: string, x: tf.Tensor3D, heads: number, mask?: tf.Tensor): tf.Tensor3D {
  if (!has(own.attention)) return blockWith(p, name, x, heads, mask, null).y;
  const [B, T, D] = x.shape;
  const flat: tf.Tensor2D = tf.reshape(x, [B * T, D]); //                                                 [B·T, D]
  const qkv = asked(p, name, flat); //                                                                    [B·T, 3D]
  return tf.reshape(concluded(p, name, flat, ops.attention(qkv, mask, B, heads)), [B, T, D]);
}

/**
 * One block, and what it saw.
 *
 * @param x the new tokens as vectors [B, T, D]
 * @param heads number of attention heads; divides D
 * @param mask broadcasts to [B, heads, T, past + T]: 0 where one may look, very negative where not
 * @param past keys and values of the tokens before; null: there are none
 * @returns the tokens' new vectors, keys and values with the new tokens' own at the end, and who looked where [B, heads, T, past + T]
 */
// #region block
export function blockWith(
  p: Params,
  name: string,
  x: tf.Tensor3D,
  heads: number,
  mask: tf.Tensor | undefined,
  past: KeysValues | null,
): { y: tf.Tensor3D; seen: KeysValues; attention: tf.Tensor4D; q: tf.Tensor4D } {
  const [B, T, D] = x.shape;
  const flat: tf.Tensor2D = tf.reshape(x, [B * T, D]); //                                                 [B·T, D]
  if (T === 1 && past && !mask && has(own.attendNext)) return next(p, name, flat, past);
  const qkv = asked(p, name, flat); //                                                                    [B·T, 3D]
  const [q, ownK, ownV] = tf.split(qkv, 3, 1).map((part) => byHead(part, B, T, heads)); //                [B, heads, T, D/heads] each
  const k = past ? tf.concat([past.k, ownK], 2) : ownK; //                                                [B, heads, past + T, D/heads]
  const v = past ? tf.concat([past.v, ownV], 2) : ownV;
  const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(D / heads)); //                       [B, heads, T, past + T]
  const attention = tf.softmax(mask ? tf.add(scores, mask) : scores) as tf.Tensor4D;
  const found: tf.Tensor2D = tf.reshape(tf.transpose(tf.matMul(attention, v), [0, 2, 1, 3]), [B * T, D]); //           [B·T, D]
  return { y: tf.reshape(concluded(p, name, flat, found), [B, T, D]), seen: { k, v }, attention, q };
}

/** The same of one new token a row that may look at all before it: five launches, without gradients. flat [B, D]. */
function next(p: Params, name: string, flat: tf.Tensor2D, past: KeysValues): ReturnType<typeof blockWith> {
  const layer = (norm: string, of: string) => [`${norm}.scale`, `${norm}.bias`, `${of}.w`, `${of}.b`].map((key) => p[`${name}.${key}`]);
  const [scale1, bias1, w1, b1] = layer('norm1', 'qkv');
  const [found, k, v, q, attention] = ops.attendNext(normDense(flat, scale1, bias1, w1, b1), past.k, past.v);
  const h = dense(found, p[`${name}.mix.w`], p[`${name}.mix.b`], 'linear', flat); //                       [B, D]
  const [scale2, bias2, w2, b2] = layer('norm2', 'wide');
  const y = dense(normDense(h, scale2, bias2, w2, b2, 'gelu'), p[`${name}.narrow.w`], p[`${name}.narrow.b`], 'linear', h);
  const [B, D] = flat.shape;
  return { y: tf.reshape(y, [B, 1, D]), seen: { k, v } as KeysValues, attention: attention as tf.Tensor4D, q: q as tf.Tensor4D };
}

/** What every token asks, offers and says: queries, keys and values side by side. [B·T, D] → [B·T, 3D]. */
function asked(p: Params, name: string, flat: tf.Tensor2D): tf.Tensor2D {
  return dense(layerNorm(flat, p[`${name}.norm1.scale`], p[`${name}.norm1.bias`]), p[`${name}.qkv.w`], p[`${name}.qkv.b`]);
}

/** The tokens with what they found added, then what each thinks of that. flat, found [B·T, D] → [B·T, D]. */
function concluded(p: Params, name: string, flat: tf.Tensor2D, found: tf.Tensor2D): tf.Tensor2D {
  const h = tf.add(flat, dense(found, p[`${name}.mix.w`], p[`${name}.mix.b`])); //                        [B·T, D]
  const wide = dense(layerNorm(h, p[`${name}.norm2.scale`], p[`${name}.norm2.bias`]), p[`${name}.wide.w`], p[`${name}.wide.b`]); // [B·T, 4D]
  return tf.add(h, dense(gelu(wide), p[`${name}.narrow.w`], p[`${name}.narrow.b`])); //                   [B·T, D]
}
// #endregion

/** The columns of each head apart: [B·T, D] → [B, heads, T, D/heads]. */
function byHead(x: tf.Tensor, B: number, T: number, heads: number): tf.Tensor4D {
  return tf.transpose(tf.reshape(x, [B, T, heads, (x.shape[1] as number) / heads]), [0, 2, 1, 3]);
}

/**
 * The transformer block that GPT and CLIP's text tower share: every token looks at the tokens it may see, then thinks for itself.
 *
 * Vaswani et al. 2017 (1706.03762), with the normalisation before each half as in GPT-2 (Radford et al. 2019), and the fast
 * GELU x·σ(1.702x) (Hendrycks & Gimpel 2016, 1606.08415, §2) that CLIP uses.
 */
import type { Rng } from '../data/rng';
import { denseInit, normInit } from './nn/init';
import { attention, dense, layerNorm } from './nn/layers';
import type { ParamInit, Params } from './nn/params';
import * as tf from './tf';

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

/** M [T, T]: 0 where token i may look at token j ≤ i, a very negative number where j lies ahead. */
export function causalMask(T: number): tf.Tensor2D {
  return tf.tensor2d(
    Float32Array.from({ length: T * T }, (_, k) => (k % T <= Math.floor(k / T) ? 0 : -1e9)),
    [T, T],
  );
}

/**
 * One block.
 *
 * @param x tokens as vectors [B, T, D]
 * @param heads number of attention heads; divides D
 * @param mask broadcasts to [B, heads, T, T]: 0 where one may look, very negative where not
 */
// #region block
export function block(p: Params, name: string, x: tf.Tensor3D, heads: number, mask?: tf.Tensor): tf.Tensor3D {
  const [B, T, D] = x.shape;
  const flat = tf.reshape(x, [B * T, D]); //                                                              [B·T, D]
  const qkv = dense(layerNorm(flat, p[`${name}.norm1.scale`], p[`${name}.norm1.bias`]), p[`${name}.qkv.w`], p[`${name}.qkv.b`]); // [B·T, 3D]
  const [q, k, v] = tf.split(qkv, 3, 1).map((part) => byHead(part, B, T, heads)); //                      [B, heads, T, D/heads] each
  const seen = tf.reshape(tf.transpose(attention(q, k, v, mask), [0, 2, 1, 3]), [B * T, D]); //           [B·T, D]
  const h = tf.add(flat, dense(seen, p[`${name}.mix.w`], p[`${name}.mix.b`])); //                         [B·T, D]

  const wide = dense(layerNorm(h, p[`${name}.norm2.scale`], p[`${name}.norm2.bias`]), p[`${name}.wide.w`], p[`${name}.wide.b`]); // [B·T, 4D]
  const thought = dense(gelu(wide), p[`${name}.narrow.w`], p[`${name}.narrow.b`]); //                     [B·T, D]
  return tf.reshape(tf.add(h, thought), [B, T, D]);
}
// #endregion

/** The columns of each head apart: [B·T, D] → [B, heads, T, D/heads]. */
function byHead(x: tf.Tensor, B: number, T: number, heads: number): tf.Tensor4D {
  return tf.transpose(tf.reshape(x, [B, T, heads, (x.shape[1] as number) / heads]), [0, 2, 1, 3]);
}

/** x·σ(1.702x). */
const gelu = (x: tf.Tensor): tf.Tensor => tf.mul(x, tf.sigmoid(tf.mul(x, 1.702)));

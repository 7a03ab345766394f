/**
 * The prior over a VQ-VAE's tokens: what makes a generator of it (van den Oord et al. 2017, §3.3).
 *
 *   p(k_1 … k_n) = Π_i p(k_i | k_1 … k_{i−1})
 *
 * There a PixelCNN, here a small causal transformer (Vaswani et al. 2017) over the grid read row by row. Beside it the two priors
 * it has to beat: every code equally likely, and every place on its own with the frequencies of its codes.
 */
import type { Rng } from '../../data/rng';
import { denseInit, embeddingInit, normInit } from '../nn/init';
import { dense, embedding, layerNorm } from '../nn/layers';
import type { ParamInit, Params } from '../nn/params';
import { block, blockInit, causalMask } from '../nn/transformer';
import * as tf from '../tf';

export interface Config {
  /** Codes K, and places n of the grid. */
  readonly codes: number;
  readonly places: number;
  readonly width: number;
  readonly heads: number;
  readonly blocks: number;
}

export const prior4Config: Config = { codes: 256, places: 16, width: 96, heads: 4, blocks: 3 };

export function init(rng: Rng, { codes, places, width, blocks }: Config): ParamInit {
  return {
    ...embeddingInit(rng, 'tokens', codes + 1, width), // row `codes` is START
    ...embeddingInit(rng, 'places', places, width),
    ...Object.assign({}, ...Array.from({ length: blocks }, (_, i) => blockInit(rng, `block${i}`, width, blocks))),
    ...normInit('norm', width),
    ...denseInit(rng, 'out', width, codes, 'xavier'),
  };
}

// #region forward
/** Logits of the token at every place, given those before it. tokens int32 [B, T] with T < places → [B, T + 1, K]. */
export function forward(p: Params, tokens: tf.Tensor2D, { codes, width, heads, blocks }: Config): tf.Tensor3D {
  const B = tokens.shape[0];
  const T = tokens.shape[1] + 1;
  const ids = tf.concat([tf.fill([B, 1], codes, 'int32'), tokens], 1); // [B, T]: START, k_1 … k_{T−1}
  const what = tf.reshape(embedding(p.tokens, tf.reshape(ids, [B * T])), [B, T, width]); // [B, T, D]
  let h = tf.add(what, tf.slice(p.places, [0, 0], [T, width])) as tf.Tensor3D; // [B, T, D]
  const mask = causalMask(T); // [T, T]
  for (let i = 0; i < blocks; i++) h = block(p, `block${i}`, h, heads, mask); // [B, T, D]
  const out = tf.reshape(layerNorm(h, p['norm.scale'], p['norm.bias']), [B * T, width]); // [B·T, D]
  return tf.reshape(dense(out, p['out.w'], p['out.b']), [B, T, codes]); // [B, T, K]
}
// #endregion

// #region loss
/** −log p(k) in nats a token. tokens int32 [B, n]. */
export function loss(p: Params, tokens: tf.Tensor2D, config: Config): tf.Scalar {
  const [B, n] = tokens.shape;
  const logits = forward(p, tf.slice(tokens, [0, 0], [B, n - 1]), config); // [B, n, K]
  const logP = tf.logSoftmax(tf.reshape(logits, [B * n, config.codes])); // [B·n, K]
  const hit = tf.oneHot(tf.reshape(tokens, [B * n]) as tf.Tensor1D, config.codes); // [B·n, K]
  return tf.div(tf.sum(tf.mul(logP, hit)), -B * n);
}
// #endregion

/** p(k_i | k_<i) of the next token. tokens int32 [B, T] → [B, K], at a temperature. */
export function nextProbabilities(p: Params, tokens: tf.Tensor2D, config: Config, temperature = 1): tf.Tensor2D {
  const [B, T] = tokens.shape;
  const logits = tf.slice(forward(p, tokens, config), [0, T, 0], [B, 1, config.codes]); // [B, 1, K]
  return tf.softmax(tf.div(tf.reshape(logits, [B, config.codes]), Math.max(temperature, 1e-3)));
}

/**
 * Draws from probabilities, of which only the k largest count (all when topK ≥ K).
 * @param u uniform in [0, 1): the draw.
 */
export function draw(probabilities: ArrayLike<number>, topK: number, u: number): number {
  const order = Array.from(probabilities, (_, k) => k).sort((a, b) => probabilities[b] - probabilities[a] || a - b);
  const kept = order.slice(0, Math.max(1, topK));
  let left = u * kept.reduce((sum, k) => sum + probabilities[k], 0);
  for (const k of kept) {
    left -= probabilities[k];
    if (left < 0) return k;
  }
  return kept[kept.length - 1];
}

export interface SampleOptions {
  readonly temperature?: number;
  /** Of the likeliest how many may be drawn. Default: all. */
  readonly topK?: number;
}

/** What a sampler asks its driver to read: p(k_i | k_<i) of every row [B, K], before token `place` is drawn. */
export interface Step {
  readonly place: number;
  /** The tokens so far. */
  readonly rows: readonly (readonly number[])[];
  readonly probabilities: tf.Tensor2D;
}

/**
 * Rows of tokens, one place a step. The probabilities are yielded as a tensor and sent back as numbers, since only the driver knows how it
 * may read them: `steps.next(values)`. A step's tensor lives until then.
 *
 * @param begun rows of tokens to go on from, all equally long; none drawn: `[]` each. Not changed.
 * @param uniform the draw for row i at a place, in [0, 1)
 * @returns all rows, whole
 */
// #region sample
export function* sample(
  p: Params,
  begun: readonly (readonly number[])[],
  uniform: (place: number, row: number) => number,
  config: Config,
  { temperature = 1, topK = config.codes }: SampleOptions = {},
): Generator<Step, number[][], Float32Array> {
  const rows = begun.map((row) => [...row]);
  for (let place = rows[0].length; place < config.places; place++) {
    const tokens = () => tf.tensor2d(rows.flat(), [rows.length, place], 'int32'); //        [B, T]
    const probabilities = tf.tidy(() => nextProbabilities(p, tokens(), config, temperature)); // [B, K]
    try {
      const values = yield { place, rows, probabilities };
      const of = (row: number) => values.subarray(row * config.codes, (row + 1) * config.codes);
      for (const [i, row] of rows.entries()) row.push(draw(of(i), topK, uniform(place, i)));
    } finally {
      probabilities.dispose();
    }
  }
  return rows;
}
// #endregion

// #region baselines
/** How often each code stands at each place. tokens [N · n] → [n · K], shares of 1. */
export function frequencies(tokens: ArrayLike<number>, { codes, places }: Config): Float32Array {
  const shares = new Float32Array(places * codes);
  const each = places / tokens.length;
  for (let i = 0; i < tokens.length; i++) shares[(i % places) * codes + tokens[i]] += each;
  return shares;
}

/** Tokens with every place on its own, from `frequencies`; uniform over all codes when there are none. u [n] uniform in [0, 1) → [n]. */
export function drawIndependent(u: ArrayLike<number>, codes: number, shares: Float32Array | null): Int32Array {
  return Int32Array.from(u, (v, place) =>
    shares ? draw(shares.subarray(place * codes, (place + 1) * codes), codes, v) : Math.floor(v * codes),
  );
}
// #endregion

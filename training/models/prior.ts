/** The prior over the tokens of `vqvae4`. */

import type { Rng } from '../../app/data/rng';
import type { Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import * as prior from '../../app/models/vae/prior';
import * as vq from '../../app/models/vae/vqvae';
import { drained } from '../drain';
import { drawFaces, firstFaces, inBatches } from '../faces';
import { measureFaces } from '../measure';
import { gradientTraining, type TrainedModel } from '../model';
import { blockMatrices } from '../muon';

const BATCH = 64;
const TEST = 2048;
const CONTROLS = 512;
const VQ = vq.vqvaeConfig(4, 256);
const CONFIG = prior.prior4Config;
const N = CONFIG.places;

const tokensOf = (params: Params, pictures: Float32Array): Int32Array =>
  Int32Array.from(inBatches(pictures, (x) => vq.encodeTokens(params, x, VQ)));

/** n rows of tokens from the prior, [n · 16]. Draws are made place by place for all rows, however many go through the network at once. */
function sampleTokens(params: Params, n: number, rng: Rng): Int32Array {
  const chances = Float64Array.from({ length: N * n }, () => rng.uniform());
  const all: number[][] = [];
  for (let from = 0; from < n; from += 256) {
    const begun = Array.from({ length: Math.min(256, n - from) }, () => []);
    const steps = prior.sample(params, begun, (place, row) => chances[place * n + from + row], CONFIG);
    all.push(...drained(steps, ({ probabilities }) => probabilities));
  }
  return Int32Array.from(all.flat());
}

/** Pictures of rows of tokens. */
function decode(params: Params, tokens: Int32Array): Float32Array {
  const n = tokens.length / N;
  const out = new Float32Array(n * 768);
  for (let from = 0; from < n; from += 256) {
    const some = tokens.subarray(from * N, (from + 256) * N);
    const x = tf.tidy(() => vq.decodeTokens(params, tf.tensor(some, [some.length / N, 4, 4], 'int32')));
    out.set(x.dataSync(), from * 768);
    x.dispose();
  }
  return out;
}

export const prior4: TrainedModel = {
  title: { en: 'Prior over the 4×4 tokens of the VQ-VAE', zh: 'VQ-VAE 的 4×4 词元上的先验' },
  source: ['models/vae/prior.ts', 'models/nn/transformer.ts'],
  config: CONFIG,
  needs: ['vqvae4', 'oracle'],
  steps: 6000,
  lr: 2e-3,
  batch: BATCH,
  dtype: 'I8',
  async start(ctx) {
    const rng = ctx.rng('batches');
    const vqvae = await ctx.weights('vqvae4');
    return gradientTraining({
      init: prior.init(ctx.rng('init'), CONFIG),
      adam: { lr: 2e-3, clipNorm: 1 },
      muon: blockMatrices,
      batch: () => ({
        tokens: tf.tidy(() => tf.reshape(vq.encodeTokens(vqvae, drawFaces(rng, BATCH).x, VQ), [BATCH, N])) as tf.Tensor2D,
      }),
      loss: (p, { tokens }) => prior.loss(p, tokens, CONFIG),
    });
  },
  async sheets(params, ctx) {
    const tokens = sampleTokens(params, 60, ctx.rng('sheet'));
    return { samples: { pictures: decode(await ctx.weights('vqvae4'), tokens), columns: 10 } };
  },
  async evaluate(params, ctx) {
    const vqParams = await ctx.weights('vqvae4');
    const test = tokensOf(vqParams, firstFaces('test', TEST).pictures);
    const nats = tf.tidy(() => prior.loss(params, tf.tensor2d(test.subarray(0, 512 * N), [512, N], 'int32'), CONFIG).dataSync()[0]);
    const rng = ctx.rng('evaluate');
    const learned = decode(vqParams, sampleTokens(params, TEST, rng));
    const control = async (shares: Float32Array | null) => {
      const rows = Array.from({ length: CONTROLS }, () => [
        ...prior.drawIndependent(rng.fillUniform(new Float32Array(N)), CONFIG.codes, shares),
      ]);
      return (await measureFaces(ctx, decode(vqParams, Int32Array.from(rows.flat())), { only: ['fidelity'] })).fidelity;
    };
    return {
      nats: { value: nats, n: 512, note: 'nats a token of test faces' },
      ...(await measureFaces(ctx, learned)),
      'fidelity.independent': { ...(await control(prior.frequencies(test, CONFIG))), note: 'control: every place on its own' },
      'fidelity.uniform': { ...(await control(null)), note: 'control: every code equally likely' },
    };
  },
  probe: (params) =>
    tf.softmax(tf.reshape(prior.forward(params, tf.tensor2d([3, 1, 4, 1, 5], [1, 5], 'int32'), CONFIG), [6, CONFIG.codes])),
};

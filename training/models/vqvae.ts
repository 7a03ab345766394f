/** VQ-VAEs on the training faces: Adam for encoder and decoder, moving averages for the codebook. */
import { compose, faceAt, toUnit } from '../../app/data/faces/index';
import { Adam } from '../../app/models/nn/adam';
import { valueAndGrad } from '../../app/models/nn/grad';
import { flatten, layoutOf } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import * as vq from '../../app/models/vae/vqvae';
import { restoreAdam, saveAdam } from '../adam';
import { drawFaces, firstFaces, inBatches, interleave, meanSquare } from '../faces';
import { measureFaces } from '../measure';
import { type Arrays, type At, named, type TrainContext, type TrainedModel, type Training } from '../model';

const BATCH = 64;
const TEST = 2048;
const REVIVE_EVERY = 20;

export function vqvae(grid: 4 | 8, codes: number): TrainedModel {
  const config = vq.vqvaeConfig(grid, codes);
  return {
    title: { en: `VQ-VAE, ${grid}×${grid} tokens of ${codes} codes`, zh: `VQ-VAE，${grid}×${grid} 个词元，${codes} 个码` },
    source: ['models/vae/vqvae.ts'],
    config,
    steps: 6000,
    lr: 2e-3,
    batch: BATCH,
    dtype: 'I8',
    start: (ctx) => training(config, ctx),
    sheets(params) {
      const { pictures } = firstFaces('test', 40);
      const out = inBatches(pictures, (x) => reconstruct(params, x, config));
      return { reconstructions: { pictures: interleave(pictures, out, 10), columns: 10 } };
    },
    async evaluate(params, ctx) {
      const { pictures } = firstFaces('test', TEST);
      const out = inBatches(pictures, (x) => reconstruct(params, x, config));
      const used = new Float64Array(codes);
      for (const token of inBatches(pictures, (x) => vq.encodeTokens(params, x, config))) used[token]++;
      return {
        mse: { value: meanSquare(pictures, out), n: TEST, note: 'reconstruction of test faces, [−1, 1]' },
        ...(await measureFaces(ctx, out, { only: ['fidelity', 'distance', 'agreement'], originals: pictures })),
        usage: { value: used.filter((n) => n > 0).length / codes, n: TEST, note: 'share of codes that test faces use' },
        perplexity: { value: vq.perplexity(used), n: TEST },
      };
    },
    probe(params) {
      const x = tf.tensor4d(toUnit(compose(faceAt('test', 0))), [1, 16, 16, 3]);
      return reconstruct(params, x, config);
    },
  };
}

const reconstruct = (p: Parameters<typeof vq.encode>[0], x: tf.Tensor4D, config: vq.Config) =>
  vq.decodeTokens(p, vq.encodeTokens(p, x, config));

function training(config: vq.Config, ctx: TrainContext): Training {
  const rng = ctx.rng('batches');
  const { codebook: firstCodes, ...network } = vq.init(ctx.rng('init'), config);
  const layout = layoutOf(network);
  const optimizer = { lr: 2e-3, ema: 0.998, clipNorm: 1 };
  let adam = new Adam(flatten(network), optimizer);
  const [K, D] = [config.codes, config.dim];
  let codebook = tf.keep(tf.tensor2d(firstCodes.values, [K, D]));
  let ema = { counts: tf.keep(tf.ones([K]) as tf.Tensor1D), sums: tf.keep(tf.clone(codebook)) };
  const replace = (next: { counts: tf.Tensor1D; sums: tf.Tensor2D; codebook: tf.Tensor2D }) => {
    tf.dispose([ema.counts, ema.sums, codebook]);
    ema = { counts: tf.keep(next.counts), sums: tf.keep(next.sums) };
    codebook = tf.keep(next.codebook);
  };
  const floats = (t: tf.Tensor) => Float32Array.from(t.dataSync());

  return {
    step({ step, share, lr }: At) {
      const { x } = drawFaces(rng, BATCH);
      let encodings: tf.Tensor | null = null;
      let error = 0;
      const { value, grad } = valueAndGrad(
        (p) => {
          const { loss, ze, reconstruction } = vq.forward({ ...p, codebook }, x, config);
          error = reconstruction.dataSync()[0];
          encodings = tf.keep(tf.reshape(ze, [-1, D]));
          return loss;
        },
        adam.theta(),
        layout,
      );
      adam.step(grad, lr);
      const ze = encodings as unknown as tf.Tensor2D; // [B·g², D]
      replace(tf.tidy(() => vq.emaUpdate(ema, ze, vq.quantize(ze, codebook), share < 0.3 ? 0.97 : 0.99)));
      let revived = 0;
      if (step % REVIVE_EVERY === 0 && share < 0.7) {
        const [counts, sums, rows] = [floats(ema.counts), floats(ema.sums), floats(ze)];
        const least = (0.2 * ze.shape[0]) / K;
        revived = vq.revive(counts, sums, rows, () => rng.int(ze.shape[0]), step === 0 ? Number.POSITIVE_INFINITY : least);
        if (revived) replace(tf.tidy(() => vq.emaFrom(counts, sums)));
      }
      const numbers = { loss: value.dataSync()[0], mse: error, perplexity: vq.perplexity(ema.counts.dataSync()), revived };
      tf.dispose([value, grad, x, ze]);
      return numbers;
    },
    params(): Arrays {
      const theta = Float32Array.from(adam.ema().dataSync());
      return { ...named(theta, network), codebook: { shape: [K, D], values: floats(codebook) } };
    },
    save: () => ({
      ...saveAdam(adam),
      counts: { shape: [K], values: floats(ema.counts) },
      sums: { shape: [K, D], values: floats(ema.sums) },
    }),
    restore(saved) {
      adam.dispose();
      adam = restoreAdam(saved, optimizer);
      replace(tf.tidy(() => vq.emaFrom(saved.counts.values, saved.sums.values)));
    },
    dispose() {
      adam.dispose();
      tf.dispose([ema.counts, ema.sums, codebook]);
    },
  };
}

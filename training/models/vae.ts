/** Autoencoders and VAEs on the training faces. */
import { CLASS_COUNTS, compose, faceAt, toUnit } from '../../app/data/faces/index';
import type { Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import * as ae from '../../app/models/vae/autoencoder';
import { disentanglement } from '../../app/models/vae/disentangle';
import * as vaeModel from '../../app/models/vae/vae';
import { drawFaces, firstFaces, inBatches, interleave, meanSquare, noise } from '../faces';
import { measureFaces } from '../measure';
import { type Arrays, gradientTraining, type Metrics, type Sheet, type TrainContext, type TrainedModel, tensorsOf } from '../model';

const BATCH = 128;
const TEST = 2048;
const OPTIMIZER = { lr: 2e-3 };
const COMMON = { steps: 12_000, lr: 2e-3, batch: BATCH, dtype: 'I8' as const };

/** The plain autoencoder with a bottleneck of `latent` numbers. */
export function autoencoder(latent: number): TrainedModel {
  const config = ae.autoencoderConfig(latent);
  return {
    ...COMMON,
    title: { en: `Autoencoder with a ${latent}-D bottleneck`, zh: `自编码器，${latent} 维瓶颈` },
    source: ['models/vae/autoencoder.ts'],
    config,
    start(ctx) {
      const rng = ctx.rng('batches');
      return gradientTraining({
        init: ae.init(ctx.rng('init'), config),
        adam: OPTIMIZER,
        batch: () => ({ x: drawFaces(rng, BATCH).x }),
        loss: (p, { x }) => ae.loss(p, x),
      });
    },
    sheets: (params, ctx) => sheets(params, ctx, latent, ae.encode),
    async evaluate(params, ctx) {
      const { pictures } = firstFaces('test', TEST);
      const codes = inBatches(pictures, (x) => ae.encode(params, x));
      return {
        ...reconstruction(params, pictures, ae.encode),
        ...(await measureFaces(ctx, decodeAll(params, fromGaussianOf(codes, latent, ctx), latent))),
      };
    },
    probe: (params) =>
      tf.concat([
        tf.reshape(ae.encode(params, firstTestFace()), [-1]),
        tf.reshape(ae.decode(params, ae.encode(params, firstTestFace())), [-1]),
      ]),
  };
}

/** A VAE with `latent` dimensions, trained with weight β on the KL. */
export function vae(latent: number, beta: number): TrainedModel {
  const config = vaeModel.vaeConfig(latent);
  const mean = (p: Params, x: tf.Tensor) => vaeModel.posterior(p, x).mu;
  return {
    ...COMMON,
    title: { en: `VAE with ${latent} dimensions, β = ${beta}`, zh: `VAE，${latent} 维，β = ${beta}` },
    source: ['models/vae/vae.ts', 'models/vae/autoencoder.ts'],
    config: { ...config, beta },
    start(ctx) {
      const rng = ctx.rng('batches');
      const run = gradientTraining({
        init: vaeModel.init(ctx.rng('init'), config),
        adam: OPTIMIZER,
        batch: () => ({ x: drawFaces(rng, BATCH).x, eps: noise(rng, [BATCH, latent]) }),
        loss: (p, { x, eps }) => tf.div(vaeModel.loss(p, x, eps, beta), 768), // nats a number: the scale Adam's ε expects
      });
      return { ...run, params: () => standardised(run.params(), latent) };
    },
    sheets: (params, ctx) => sheets(params, ctx, latent, mean),
    async evaluate(params, ctx) {
      const { pictures, attributes } = firstFaces('test', TEST);
      const kl = inBatches(pictures, (x) => vaeModel.kl(vaeModel.posterior(params, x)));
      const perDimension = Array.from({ length: latent }, (_, j) => kl.reduce((sum, v, i) => sum + (i % latent === j ? v : 0), 0) / TEST);
      const { mig } = disentanglement(
        inBatches(pictures, (x) => mean(params, x)),
        latent,
        attributes,
        CLASS_COUNTS,
      );
      const z = ctx.rng('prior').fillNormal(new Float32Array(TEST * latent));
      return {
        ...reconstruction(params, pictures, mean),
        kl: { value: perDimension.reduce((a, b) => a + b), n: TEST, note: 'nats a face' },
        active: { value: perDimension.filter((v) => v > 0.05).length, n: TEST, note: `dimensions of ${latent} with more than 0.05 nats` },
        mig: { value: mig, n: TEST },
        ...(await measureFaces(ctx, decodeAll(params, z, latent))),
      };
    },
    probe: (params) =>
      tf.concat([
        tf.reshape(mean(params, firstTestFace()), [-1]),
        tf.reshape(vaeModel.decode(params, mean(params, firstTestFace())), [-1]),
      ]),
  };
}

/**
 * The same VAE in latent coordinates z' = (z − m) / s, where m and s are mean and deviation of all faces' z: reconstructions stay as they
 * are, and the aggregated posterior gets the prior's first moments. Gradients find this too, but slowly: against a sharp likelihood the
 * pull of the KL on a common shift is weak.
 */
export function standardised(arrays: Arrays, latent: number): Arrays {
  const params = tensorsOf(arrays);
  const { pictures } = firstFaces('train', 2048);
  const n = pictures.length / 768;
  const mu = inBatches(pictures, (x) => vaeModel.posterior(params, x).mu);
  const variance = inBatches(pictures, (x) => tf.exp(vaeModel.posterior(params, x).logVar));
  tf.dispose(params);
  const m = new Float64Array(latent);
  const s = new Float64Array(latent);
  mu.forEach((v, i) => {
    m[i % latent] += v / n;
  });
  mu.forEach((v, i) => {
    s[i % latent] += ((v - m[i % latent]) ** 2 + variance[i]) / n;
  });
  for (let j = 0; j < latent; j++) s[j] = Math.sqrt(s[j]);

  const copy = (name: string) => arrays[name].values.slice();
  const [outW, outB, inW, inB] = ['enc.out.w', 'enc.out.b', 'dec.narrow.w', 'dec.narrow.b'].map(copy);
  const narrow = inB.length;
  for (let j = 0; j < latent; j++) {
    for (let i = 0; i < narrow; i++) outW[i * 2 * latent + j] /= s[j]; // μ' = (μ − m) / s
    outB[j] = (outB[j] - m[j]) / s[j];
    outB[latent + j] -= 2 * Math.log(s[j]); // log σ'² = log σ² − 2 log s
    for (let i = 0; i < narrow; i++) {
      inB[i] += m[j] * inW[j * narrow + i]; // z = m + s z'
      inW[j * narrow + i] *= s[j];
    }
  }
  const changed = { 'enc.out.w': outW, 'enc.out.b': outB, 'dec.narrow.w': inW, 'dec.narrow.b': inB };
  return {
    ...arrays,
    ...Object.fromEntries(Object.entries(changed).map(([name, values]) => [name, { shape: arrays[name].shape, values }])),
  };
}

const firstTestFace = () => tf.tensor4d(toUnit(compose(faceAt('test', 0))), [1, 16, 16, 3]);

/** Faces painted from codes [n · latent]. */
function decodeAll(params: Params, codes: Float32Array, latent: number): Float32Array {
  const out = new Float32Array((codes.length / latent) * 768);
  for (let i = 0; i < codes.length / latent; i += 256) {
    const part = codes.subarray(i * latent, (i + 256) * latent);
    const x = tf.tidy(() => ae.decode(params, tf.tensor2d(part, [part.length / latent, latent])));
    out.set(x.dataSync(), i * 768);
    x.dispose();
  }
  return out;
}

/** How one samples a plain autoencoder: a Gaussian fitted, axis by axis, to the codes of faces. As many codes as are given. */
function fromGaussianOf(codes: Float32Array, latent: number, ctx: TrainContext): Float32Array {
  const n = codes.length / latent;
  const rng = ctx.rng('prior');
  const mean = new Float64Array(latent);
  const square = new Float64Array(latent);
  codes.forEach((v, i) => {
    mean[i % latent] += v / n;
    square[i % latent] += (v * v) / n;
  });
  return codes.map((_, i) => mean[i % latent] + Math.sqrt(square[i % latent] - mean[i % latent] ** 2) * rng.normal());
}

function reconstruction(params: Params, pictures: Float32Array, code: (p: Params, x: tf.Tensor) => tf.Tensor): Metrics {
  const out = inBatches(pictures, (x) => ae.decode(params, code(params, x)));
  return { mse: { value: meanSquare(pictures, out), n: TEST, note: 'reconstruction of test faces, [−1, 1]' } };
}

function sheets(params: Params, ctx: TrainContext, latent: number, code: (p: Params, x: tf.Tensor) => tf.Tensor): Record<string, Sheet> {
  const { pictures } = firstFaces('test', 40);
  const codes = inBatches(firstFaces('test', 512).pictures, (x) => code(params, x));
  const z = fromGaussianOf(codes, latent, ctx);
  return {
    reconstructions: {
      pictures: interleave(
        pictures,
        inBatches(pictures, (x) => ae.decode(params, code(params, x))),
        10,
      ),
      columns: 10,
    },
    samples: { pictures: decodeAll(params, z.subarray(0, 60 * latent), latent), columns: 10 },
  };
}

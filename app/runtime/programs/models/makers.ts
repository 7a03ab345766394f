/** How each shipped generator turns noise into faces, in the page: all from the same seed. */
import { FACE_BYTES } from '../../../data/faces';
import type { Rng } from '../../../data/rng';
import { faceConfig, guidedEps, NOTHING } from '../../../models/diffusion/faces';
import { step } from '../../../models/diffusion/sampler';
import { cosine, subsequence } from '../../../models/diffusion/schedule';
import { defaults as ganConfig, generate } from '../../../models/ganFaces';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { draw, nextProbabilities, prior4Config } from '../../../models/vae/prior';
import * as vae from '../../../models/vae/vae';
import { decodeTokens } from '../../../models/vae/vqvae';
import type { LoadedWeights, ProgramContext } from '../../program';

/** What a maker works with: the weights of its model (and of others it needs), noise, and leave to pause. */
interface Work {
  readonly weights: LoadedWeights;
  readonly other: (model: string) => Promise<Params>;
  readonly rng: Rng;
  readonly ctx: ProgramContext;
}

/** n faces [n · 768] in [−1, 1]. */
type Maker = (n: number, work: Work) => Promise<Float32Array>;

/** Reads a tensor that a tidy computes, and lets others in. */
async function read(f: () => tf.Tensor, ctx: ProgramContext): Promise<Float32Array> {
  const t = tf.tidy(f);
  const values = Float32Array.from(await t.data());
  t.dispose();
  await ctx.breathe();
  return values;
}

const normals = (rng: Rng, n: number, size: number) => tf.tensor2d(rng.fillNormal(new Float32Array(n * size)), [n, size]);

/** z ~ N(0, I) through the decoder. */
const fromVae =
  (latent: number): Maker =>
  (n, { weights, rng, ctx }) =>
    read(() => vae.decode(weights.params, normals(rng, n, latent)), ctx);

const fromGan: Maker = (n, { weights, rng, ctx }) =>
  read(() => generate(weights.params, normals(rng, n, ganConfig.latent), ganConfig), ctx);

/** Tokens one after the other from the prior, then the VQ-VAE's decoder. */
const fromPrior: Maker = async (n, { weights, other, rng, ctx }) => {
  const { codes, places } = prior4Config;
  const rows = Array.from({ length: n }, (): number[] => []);
  for (let place = 0; place < places && !ctx.signal.aborted; place++) {
    const p = await read(() => nextProbabilities(weights.params, tf.tensor2d(rows.flat(), [n, place], 'int32'), prior4Config), ctx);
    rows.forEach((row, i) => {
      row.push(draw(p.subarray(i * codes, (i + 1) * codes), codes, rng.uniform()));
    });
  }
  const vqvae = await other('vqvae4');
  return read(() => decodeTokens(vqvae, tf.tensor(rows.flat(), [n, 4, 4], 'int32')), ctx);
};

const DDIM_STEPS = 50;
const schedule = cosine();

/** DDIM (η = 0) without guidance. */
const fromDdpm: Maker = async (n, { weights, rng, ctx }) => {
  const visits = subsequence(schedule.T, DDIM_STEPS);
  const nothing = Array.from({ length: n }, () => NOTHING);
  let x = rng.fillNormal(new Float32Array(n * FACE_BYTES));
  for (let i = 0; i + 1 < visits.length && !ctx.signal.aborted; i++) {
    const [t, s] = [visits[i], visits[i + 1]];
    x = await read(() => {
      const xt = tf.tensor4d(x, [n, 16, 16, 3]);
      const eps = guidedEps(weights.params, xt, new Float32Array(n).fill(t), nothing, -1, faceConfig);
      return step(schedule, xt, eps, t, s, null, { eta: 0, clip: 1 }).next;
    }, ctx);
  }
  return x;
};

/** Generators in the order of the notes. */
export const MAKERS: Readonly<Record<string, Maker>> = {
  gan: fromGan,
  'gan-collapsed': fromGan,
  vae2: fromVae(2),
  'vae16-b0.25': fromVae(16),
  'vae16-b1': fromVae(16),
  'vae16-b4': fromVae(16),
  prior4: fromPrior,
  ddpm: fromDdpm,
};

/** Draws n faces from a shipped generator; `file` names a snapshot of its training. Rejects with one sentence when weights are missing. */
export async function makeFaces(
  key: string,
  n: number,
  seed: number,
  file: string | undefined,
  ctx: ProgramContext,
  rng: Rng,
): Promise<Float32Array> {
  const kept: Params[] = [];
  try {
    const weights = await ctx.weights(key, file);
    kept.push(weights.params);
    const other = async (model: string) => {
      const { params } = await ctx.weights(model);
      kept.push(params);
      return params;
    };
    return await MAKERS[key](n, { weights, other, rng: rng.fork(seed), ctx });
  } finally {
    tf.dispose(kept.map((params) => Object.values(params)));
  }
}

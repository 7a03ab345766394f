/** A prior for either kind of code: the one it has of itself, and one fitted to the codes of real faces; samples by each, judged. */
import type { Rng } from '../../../data/rng';
import * as tf from '../../../models/tf';
import * as gridVae from '../../../models/vae/gridVae';
import * as prior from '../../../models/vae/prior';
import { reparameterise } from '../../../models/vae/vae';
import * as vq from '../../../models/vae/vqvae';
import type { ProgramContext } from '../../program';
import type { Net } from '../../trainer';
import { SIDES, type Side } from './discreteSettings';
import { asTensor, drawNoise, inPieces, knownFaces, toBytes } from './faces';
import { judge, limitOf, shareWithin } from './judge';
import type { LiveVq } from './liveVq';
import { drawCodes } from './mosaic';
import { drawnAlone, learner, type PriorTrainer, written } from './tokenPrior';

/**
 * `own`: N(0, I), and every code alike. `places`: each place on its own, by a Gaussian of its numbers and by the shares of its codes: one kind of prior for
 * both. `fitted`: all places together, and here the kinds differ: a Gaussian with all covariances, and a transformer.
 */
const PRIORS = [
  { side: 'vae', how: 'own' },
  { side: 'vae', how: 'places' },
  { side: 'vae', how: 'fitted' },
  { side: 'vq', how: 'own' },
  { side: 'vq', how: 'places' },
  { side: 'vq', how: 'fitted' },
] as const;

export interface PriorRow {
  readonly side: Side;
  readonly how: 'own' | 'places' | 'fitted';
  /** Share as near to a face as 95% of what the same decoder paints from codes of real faces, share of clean faces, median distance. */
  readonly own: number;
  readonly share: number;
  readonly median: number;
  readonly n: number;
  /** The first of them, [8 · 768] bytes. */
  readonly pictures: Uint8ClampedArray;
}

export interface Two {
  readonly continuous: Net;
  readonly discrete: LiveVq;
  readonly model: vq.Config;
  readonly n: number;
  readonly seed: number;
}

/** Faces whose codes the priors are fitted to, and steps of the transformer. */
const FITTED_TO = 2048;
const STEPS = 300;
const SHOWN = 8;

export async function drawPriors({ continuous, discrete, model, n, seed }: Two, call: ProgramContext): Promise<readonly PriorRow[]> {
  const train = knownFaces('train', FITTED_TO).pictures;
  const real = knownFaces('test', n).pictures;
  const dims = gridVae.latents(model);
  const places = model.grid ** 2;
  const stages = PRIORS.length + 3;
  let stage = 0;
  const judged = async (pictures: Float32Array) => {
    const verdicts = await judge(pictures, call, (part) => call.progress((stage + part) / stages, JUDGING));
    stage++;
    return verdicts;
  };
  const gaussian = (pictures: Float32Array, rng: Rng) =>
    inPieces(
      pictures,
      768,
      (part) => reparameterise(gridVae.posterior(continuous.params(), asTensor(part), model), drawNoise(rng, part.length / 768, dims)),
      call.breathe,
    );
  const fromZ = (z: Float32Array) =>
    inPieces(z, dims, (part) => gridVae.decodeRows(continuous.params(), tf.tensor2d(part, [part.length / dims, dims]), model));
  const tokensOf = async (pictures: Float32Array) =>
    Int32Array.from(
      await inPieces(
        pictures,
        768,
        (part) => tf.cast(vq.quantize(vq.encode(discrete.params(), asTensor(part), model), discrete.codebook), 'float32'),
        call.breathe,
      ),
    );
  const fromTokens = (tokens: Int32Array) =>
    inPieces(Float32Array.from(tokens), places, (part) => {
      const rows = tf.tensor(Int32Array.from(part), [part.length / places, model.grid, model.grid], 'int32');
      return vq.decode(discrete.params(), vq.lookup(discrete.codebook, rows));
    });

  const codes = { vae: await gaussian(train, call.rng(`codes/${seed}`)), vq: await tokensOf(train) };
  const limits: Record<Side, number> = { vae: 0, vq: 0 };
  for (const side of SIDES) {
    const back = side === 'vae' ? await fromZ(await gaussian(real, call.rng(`real/${seed}`))) : await fromTokens(await tokensOf(real));
    limits[side] = limitOf((await judged(back)).distances);
  }
  const config: prior.Config = { codes: model.codes, places, width: 48, heads: 4, blocks: 2 };
  const shares = prior.frequencies(codes.vq, config);
  const learned = await transformer(codes.vq, config, call, (part) => call.progress((stage + part) / stages, FITTING));
  stage++;
  const rows: PriorRow[] = [];
  try {
    for (const { side, how } of PRIORS) {
      if (call.signal.aborted) break;
      const rng = call.rng(`${side}/${how}/${seed}`);
      const draw = async (): Promise<Float32Array> => {
        if (side === 'vae' && how === 'places') return fromZ(placesAlone(codes.vae, places, n, rng));
        if (side === 'vae') return fromZ(drawCodes(how === 'own' ? 'prior' : 'gaussian', codes.vae, dims, n, rng));
        if (how === 'fitted') return fromTokens(await writtenBy(learned, config, n, rng, call));
        return fromTokens(drawnAlone(n, rng, config, how === 'places' ? shares : null));
      };
      const pictures = await draw();
      const { share, median, distances } = await judged(pictures);
      rows.push({
        side,
        how,
        own: shareWithin(distances, limits[side]),
        share,
        median,
        n,
        pictures: toBytes(pictures.subarray(0, SHOWN * 768)),
      });
    }
  } finally {
    learned.dispose();
  }
  call.progress(1, JUDGING);
  return rows;
}

/** n codes [n · dims], every place drawn by the Gaussian fitted to its own numbers: nothing joins one place to another. */
function placesAlone(codes: Float32Array, places: number, n: number, rng: Rng): Float32Array {
  const { length } = codes;
  const dims = Math.round(length / FITTED_TO);
  const dim = dims / places;
  const out = new Float32Array(n * dims);
  for (let place = 0; place < places; place++) {
    const own = Float32Array.from({ length: FITTED_TO * dim }, (_, i) => codes[Math.floor(i / dim) * dims + place * dim + (i % dim)]);
    const drawn = drawCodes('gaussian', own, dim, n, rng);
    for (let i = 0; i < n; i++) out.set(drawn.subarray(i * dim, (i + 1) * dim), i * dims + place * dim);
  }
  return out;
}

/** A small causal transformer, trained on rows of tokens. */
async function transformer(
  tokens: Int32Array,
  config: prior.Config,
  { rng, signal, breathe }: ProgramContext,
  report: (share: number) => void,
): Promise<PriorTrainer> {
  const trainer = learner(tokens, config, rng('prior').int(2 ** 31), 3e-3);
  for (let step = 0; step < STEPS && !signal.aborted; step++) {
    trainer.step();
    if (step % 5) continue;
    await trainer.losses();
    report(step / STEPS);
    await breathe();
  }
  return trainer;
}

/** n rows of tokens from it, [n · places]. */
async function writtenBy(trainer: PriorTrainer, config: prior.Config, n: number, rng: Rng, call: ProgramContext): Promise<Int32Array> {
  const params = tf.tidy(() => trainer.nets.prior.params());
  const rows = await written(params, n, rng, config, call);
  tf.dispose(Object.values(params));
  return rows;
}

const FITTING = { zh: '正在给码拟合先验', en: 'Fitting a prior to the codes' };
const JUDGING = { zh: '正在逐个判断样本是不是脸', en: 'Judging the samples one by one' };

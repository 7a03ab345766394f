/** A VAE whose latent is a plane, trained before the reader's eyes: every face an ellipse, β to drag, the prior to fall into. */
import { pictureOf } from '../../../data/faces/ownPicture';
import { drawn, nearestOf, variants } from '../../../data/faces/ownSet';
import { decodePicture } from '../../../data/faces/pictureText';
import type { Rng } from '../../../data/rng';
import { mean } from '../../../models/metrics/mean';
import type { ParamInit } from '../../../models/nn/params';
import { PIXEL_VARIANCE } from '../../../models/vae/vae';
import { defineProgram, type ProgramContext } from '../../program';
import type { Checkpoint } from '../../trainer';
import { History } from '../gan/history';
import { Coder } from './coder';
import { asTensor, type KnownFaces, knownFaces, meanSquare, toBytes } from './faces';
import { meanKl } from './meanKl';
import { type Square, tileCentres } from './mosaic';
import { pretrained } from './pretrained';

export interface GaussianConfig {
  readonly start: 'scratch' | 'shipped';
  /** Weight of the KL; may be dragged while it trains. */
  readonly beta: number;
  readonly tiles: number;
  /** Pictures of the reader's own, as text, to train on in place of faces. */
  readonly own?: readonly string[] | null;
}

const COLUMNS = ['reconstruction', 'kl', 'beta'] as const;

export interface GaussianFrame {
  /** Of faces; none of the reader's own pictures. */
  readonly attributes: Uint8Array;
  /** q(z|x) of the test faces, or of the reader's pictures and then of their variants: μ and σ [n · 2]. */
  readonly mu: Float32Array;
  readonly sigma: Float32Array;
  /** One draw z = μ + σ·ε from each: the aggregated posterior. [n · 2] */
  readonly z: Float32Array;
  readonly square: Square;
  readonly mosaic: Uint8ClampedArray;
  readonly tiles: number;
  /** Nats a face, with z drawn: ‖x − x̂‖² / 2s², and KL; and the β at which the likelihood of a Gaussian decoder with this error is greatest. */
  readonly now: { readonly reconstruction: number; readonly kl: number; readonly mse: number; readonly bestBeta: number };
  /** Trained on the reader's pictures: how far samples are, on the average, from the nearest of them (as training draws them) and of as many faces. */
  readonly near: { readonly own: number; readonly faces: number; readonly n: number } | null;
  readonly history: Readonly<Record<(typeof COLUMNS)[number] | 'step', Float32Array>>;
}

export interface OneFace {
  readonly mu: Float32Array;
  readonly sigma: Float32Array;
  readonly z: Float32Array;
  readonly picture: Uint8ClampedArray;
}

type Methods = {
  decode: (z: Float32Array) => Promise<Uint8ClampedArray>;
  /** One test face, or the reader's own picture: its μ and σ, z = μ + σ·ε, and what that decodes to. */
  one: (args: { face: number; mine?: string; eps: readonly [number, number] }) => Promise<OneFace>;
  /** n faces from the prior. */
  prior: (args: { seed: number; n: number }, ctx: ProgramContext) => Promise<{ z: Float32Array; pictures: Uint8ClampedArray }>;
};

const SHOWN = 2048;
const OWN_SHOWN = 512;
/** Faces whose reconstruction is read. */
const READ = 256;
/** Samples whose nearest picture is looked up where there are the reader's own. */
const NEAR = 16;
/** The prior holds 99.9% of its mass within 3.7; the map shows a little less, and the corners more. */
const SQUARE: Square = { x: 0, y: 0, r: 3.2 };

export default defineProgram<GaussianConfig, GaussianFrame, Methods>({
  async start(initial, ctx, saved) {
    let config = initial;
    const kept = saved as Checkpoint<'coder'> | undefined;
    const from: ParamInit | null = config.start === 'shipped' && !kept ? await pretrained(ctx, 'vae2') : null;
    const seed = ctx.rng('coder').int(2 ** 31);
    const own = config.own?.map(decodePicture);
    const all = own ? variants(own) : null;
    const draw = all ? (rng: Rng, n: number) => asTensor(drawn(all, rng, n)) : undefined;
    const coder = new Coder({ kind: 'vae', latent: 2, seed, lr: config.start === 'shipped' ? 5e-4 : 2e-3, from, draw }, kept);
    coder.beta = config.beta;
    const faces = own && all ? looked(own, all, ctx.rng('own')) : knownFaces('test', SHOWN);
    const others = all && rowsOf(knownFaces('test', all.length).pictures);
    const tried = ctx.rng('near').fillNormal(new Float32Array(2 * NEAR));
    const some = faces.pictures.subarray(0, READ * 768);
    const eps = ctx.rng('look').fillNormal(new Float32Array(2 * SHOWN));
    const history = new History(COLUMNS);
    let readStep = -1;

    return {
      step: () => coder.step(),
      async frame() {
        const { mu, sigma: given } = await coder.encode(faces.pictures);
        const sigma = given as Float32Array;
        const z = mu.map((m, i) => m + sigma[i] * eps[i]);
        const mse = meanSquare(some, await coder.decode(z.subarray(0, 2 * READ)));
        const kl = (await meanKl(mu, sigma, 2)).reduce((a, b) => a + b);
        const reconstruction = (mse * 768) / (2 * PIXEL_VARIANCE);
        if (coder.steps !== readStep) history.add(coder.steps, { reconstruction, kl, beta: coder.beta });
        readStep = coder.steps;
        const made = all && others ? await coder.decode(tried) : null;
        const near = made && all && others && { own: mean(nearestOf(made, all)), faces: mean(nearestOf(made, others)), n: all.length };
        const mosaic = toBytes(await coder.decode(tileCentres(SQUARE, config.tiles)));
        return {
          attributes: faces.attributes.slice(),
          mu,
          sigma,
          z,
          square: SQUARE,
          mosaic,
          tiles: config.tiles,
          now: { reconstruction, kl, mse, bestBeta: mse / PIXEL_VARIANCE },
          near,
          history: history.snapshot(),
        };
      },
      configure(next) {
        if (next.start !== config.start || JSON.stringify(next.own ?? null) !== JSON.stringify(config.own ?? null)) return false;
        config = next;
        coder.beta = next.beta;
        return true;
      },
      methods: {
        decode: async (z) => toBytes(await coder.decode(z)),
        async one({ face, mine, eps: turned }) {
          const { mu, sigma: given } = await coder.encode(pictureOf(face, mine));
          const sigma = given as Float32Array;
          const z = mu.map((m, j) => m + sigma[j] * turned[j]);
          return { mu, sigma, z, picture: toBytes(await coder.decode(z)) };
        },
        async prior({ seed: drawn, n }, { rng }) {
          const z = rng(`prior/${drawn}`).fillNormal(new Float32Array(2 * n));
          return { z, pictures: toBytes(await coder.decode(z)) };
        },
      },
      save: () => coder.save(),
      dispose: () => coder.dispose(),
    };
  },
});

/** Pictures [n · 768], one by one. */
const rowsOf = (pictures: Float32Array): Float32Array[] =>
  Array.from({ length: pictures.length / 768 }, (_, i) => pictures.subarray(i * 768, (i + 1) * 768));

/** What is looked at where the reader's pictures are trained on: first they themselves, then what training draws of them. */
function looked(own: readonly Float32Array[], all: readonly Float32Array[], rng: Rng): KnownFaces {
  const pictures = drawn(all, rng, OWN_SHOWN);
  own.forEach((picture, i) => {
    pictures.set(picture, i * 768);
  });
  return { n: OWN_SHOWN, pictures, attributes: new Uint8Array(0) };
}

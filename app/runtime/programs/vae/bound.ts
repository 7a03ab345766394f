/** The gap of the ELBO: log weights of draws from one face's q, more with every step; the importance-weighted bounds they give; in the plane log p(x) itself. */
import { pictureOf } from '../../../data/faces/ownPicture';
import * as tf from '../../../models/tf';
import { effectiveShare, evidence, FIT, fitted, Ladder, logLikelihood, logWeights, moved } from '../../../models/vae/importance';
import type { Posterior } from '../../../models/vae/vae';
import { valuesOf } from '../../drain';
import { defineProgram, type ProgramContext } from '../../program';
import { asTensor, drawNoise, inPieces } from './faces';
import { asked, DRAWS, HONEST, type HonestName, type Whose } from './honest';

export interface BoundConfig extends Whose {
  readonly model: HonestName;
  /** Which q: the encoder's, or the best Gaussian for this face alone. */
  readonly q: 'encoder' | 'fitted';
}

export interface BoundFrame {
  readonly draws: number;
  /** K = 1, 2, 4, …, L_K and its standard error, as far as there are groups enough. */
  readonly k: Float32Array;
  readonly bound: Float32Array;
  readonly error: Float32Array;
  /** The latest log weights, and the effective sample size among them as a share: (Σw)² / (n Σw²). */
  readonly recent: Float32Array;
  readonly effective: number;
  /** q: μ and σ [latent]. */
  readonly mu: Float32Array;
  readonly sigma: Float32Array;
}

/** log p(x) of a picture in the plane, and the posterior p(z|x) on a window round it and round the encoder's q. */
export interface Exact extends Whose {
  readonly logP: number;
  readonly change: number;
  readonly mean: readonly [number, number];
  readonly spread: readonly [number, number];
  /** Middle and half side of the window; the posterior's density on its cells, the greatest 1. */
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly density: Float32Array;
}

type Methods = {
  /** null where the latent is no plane, or when stopped. */
  exact: (args: Whose, ctx: ProgramContext) => Promise<Exact | null>;
};

/** K up to 2^14, each L_K of at least 8 groups; then there is nothing left to do. */
const HEIGHT = 15;
const LEAST = 8;
const LAST = 2 ** (HEIGHT - 1) * LEAST;
const RECENT = 4096;
const WINDOW = 72;
const LOG_2PI = Math.log(2 * Math.PI);

export default defineProgram<BoundConfig, BoundFrame, Methods>({
  async start(initial, ctx) {
    let config = initial;
    const { weights, s2, dims } = HONEST[config.model];
    const { params } = await ctx.weights(weights);
    let ladder = new Ladder(HEIGHT);
    let draws = 0;
    let recent: number[] = [];
    let own: { readonly of: Whose; readonly ab: Float32Array } | null = null; // one picture's own q
    let known: Exact | null = null; // it does not depend on q
    const waiting: tf.Tensor[] = []; // log weights that only a frame can read

    /** Whether the q that is asked for is there. */
    const ready = () => config.q === 'encoder' || (own !== null && same(own.of, config));
    /** The encoder's q, or the fitted one. Within a tidy. */
    const qOf = (said: Posterior): Posterior => (config.q === 'fitted' && own ? moved(said, tf.tensor1d(own.ab)) : said);

    /** One picture's own q, step by step; with room for others in between. */
    const fitOne = async (of: Whose): Promise<Float32Array> => {
      const given = tf.tidy(() => {
        const { x, q } = asked(params, of);
        return { x, mu: q.mu, logVar: q.logVar };
      });
      const noise = (step: number) => drawNoise(ctx.rng(`fit/${step}`), FIT.draws, dims);
      const steps = fitted(params, given.x, given, noise, s2);
      let now = steps.next();
      while (!now.done) {
        if (now.value % 10 === 0) {
          ctx.progress(now.value / FIT.steps, FITTING);
          await ctx.breathe();
        }
        now = steps.next();
      }
      const ab = await valuesOf(now.value);
      tf.dispose([now.value, given.x, given.mu, given.logVar]);
      ctx.progress(1, FITTING);
      return ab;
    };

    const draw = () => {
      const rng = ctx.rng(`draws/${draws}`);
      draws += DRAWS;
      waiting.push(
        tf.tidy(() => {
          const { x, q } = asked(params, config);
          return logWeights(params, x, qOf(q), drawNoise(rng, DRAWS, dims), s2);
        }),
      );
    };

    /** What the encoder says of a picture. */
    const said = async (of: Whose): Promise<{ mu: Float32Array; sigma: Float32Array }> => {
      const both = tf.tidy(() => {
        const { mu, logVar } = asked(params, of).q;
        return tf.concat([mu, tf.exp(tf.mul(logVar, 0.5))], 1); // [1, 2 · latent]
      });
      const values = await valuesOf(both);
      both.dispose();
      return { mu: values.slice(0, dims), sigma: values.slice(dims) };
    };

    /** log p(x, z) at places of the plane. z [n · 2] → [n]. */
    const joint = (z: Float32Array, { face, mine }: Whose, call: ProgramContext): Promise<Float32Array> => {
      const picture = pictureOf(face, mine);
      return inPieces(
        z,
        2,
        (part) => {
          const at = tf.tensor2d(part, [part.length / 2, 2]);
          return tf.sub(tf.add(logLikelihood(params, asTensor(picture), at, s2), tf.mul(-0.5, tf.sum(tf.square(at), 1))), LOG_2PI); // log p(x, z)
        },
        call.breathe,
        1024,
      );
    };

    return {
      step() {
        if (draws < LAST && ready()) draw();
        return draws >= LAST;
      },
      ended: () => draws >= LAST,
      async frame() {
        if (!ready()) own = { of: config, ab: await fitOne(config) };
        if (draws === 0 && ready()) draw();
        for (const tensor of waiting.splice(0)) {
          const values = await valuesOf(tensor);
          tensor.dispose();
          ladder.add(values);
          recent = [...values, ...recent].slice(0, RECENT);
        }
        const rungs = ladder.read(LEAST);
        const { mu, sigma } = await said(config);
        const ab = config.q === 'fitted' ? own?.ab : undefined;
        return {
          draws,
          k: Float32Array.from(rungs, (rung) => rung.k),
          bound: Float32Array.from(rungs, (rung) => rung.mean),
          error: Float32Array.from(rungs, (rung) => rung.error),
          recent: Float32Array.from(recent),
          effective: effectiveShare(recent),
          mu: ab ? mu.map((m, j) => m + sigma[j] * ab[j]) : mu,
          sigma: ab ? sigma.map((v, j) => v * Math.exp(ab[dims + j] / 2)) : sigma,
        };
      },
      configure(next) {
        if (next.model !== config.model) return false;
        config = next;
        ladder = new Ladder(HEIGHT); // other weights: all sums begin anew
        draws = 0;
        recent = [];
        tf.dispose(waiting.splice(0));
        return true;
      },
      methods: {
        async exact(of, call) {
          if (config.model !== 'two') return null;
          if (known && same(known, of)) return { ...known, density: known.density.slice() };
          const steps = evidence();
          let now = steps.next(new Float32Array(0));
          for (let round = 0; !now.done; round++) {
            if (call.signal.aborted) return null;
            call.progress(round / 7, ADDING);
            now = steps.next(await joint(now.value, of, call));
          }
          const found = now.value;
          const { mu, sigma } = await said(of);
          const [x, y] = [0, 1].map((j) => (found.mean[j] + mu[j]) / 2);
          const r = Math.max(...[0, 1].map((j) => Math.abs(found.mean[j] - mu[j]) / 2 + 4 * Math.max(found.spread[j], sigma[j])));
          const cells = Float32Array.from({ length: 2 * WINDOW * WINDOW }, (_, i) => {
            const at = i % 2 ? Math.floor(i / 2 / WINDOW) : (i / 2) % WINDOW;
            return (i % 2 ? y : x) + ((2 * (at + 0.5)) / WINDOW - 1) * r;
          });
          const values = await joint(cells, of, call);
          const top = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
          call.progress(1, ADDING);
          const exact = { ...of, ...found, x, y, r, density: values.map((v) => Math.exp(v - top)) };
          known = exact;
          return { ...exact, density: exact.density.slice() };
        },
      },
      dispose() {
        tf.dispose([...waiting, ...Object.values(params)]);
      },
    };
  },
});

const same = (a: Whose, b: Whose): boolean => a.face === b.face && a.mine === b.mine;

const FITTING = { zh: '正在为这张脸单独拟合 q', en: 'Fitting a q to this face alone' };
const ADDING = { zh: '正在把平面一格一格加起来', en: 'Adding up the plane, square by square' };

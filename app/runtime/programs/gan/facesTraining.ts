/**
 * The GAN in codes trained in the page, from nothing or from a snapshot of its training, and watched: faces of fixed noises and wishes,
 * D's scores, what D would change in a picture, and how much comes from the noise.
 *
 * G is the one that ships. D is half as wide as the one it was trained with, so that a step is quick, and begins anew: discriminators do
 * not ship. Beside a G that can paint already it first learns alone.
 */
import { ATTRIBUTES, compose, FACE_BYTES, toUnit } from '../../../data/faces';
import { type FacePlay, PENALTY_EVERY, playRound } from '../../../models/gan/faceRound';
import * as latentGan from '../../../models/gan/latentGan';
import { meanApart } from '../../../models/gan/sources';
import { passes } from '../../../models/metrics';
import { mean } from '../../../models/metrics/mean';
import { Adam, type SavedOptimizer } from '../../../models/nn/adam';
import { flatten, type Layout, layoutOf, type Params, unflatten } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { decodeTokens, quantize } from '../../../models/vae/vqvae';
import { valuesOf } from '../../drain';
import { defineProgram, NonFiniteError, type ProgramContext } from '../../program';
import { savedOptimizer } from '../../trainer';
import { ownPictures } from '../ownPictures';
import { LATENT, SHOWN, wishOf } from './draws';
import { classesIn, drawFace, drawWishes, repeated, wishRows } from './faceGenerators';
import { Pool } from './facePool';
import type { FacesTrainingConfig, FacesTrainingFrame } from './facesTrainingSettings';
import { History } from './history';
import { ownTraining } from './ownTraining';

export const BATCH = 128;
export const TESTED = 192;
/** Faces of one wish that are compared. */
const OF_WISH = 24;
const LR = 1e-3;
/** G's step length, which its training had come down to at each start by a cosine; at the end it would stand still, so it is what it was at 80%. */
const LR_G = { fresh: LR, 'at-01': LR, 'at-10': 0.98 * LR, 'at-35': 0.73 * LR, model: 0.1 * LR } as const;
/** Rounds D learns alone beside a G that can paint already. */
export const ALONE = 150;
/** Faces after which half of G's moving average is new. */
const HALF_LIFE = 15_000;
/** Faces encoded before the first round; more come as it goes on. */
const FIRST = 512;
const FRESH_EVERY = 4;
/** How far a picture is pushed along D's gradient: in vectors of length 16 on the average. */
const PUSH = 8;
/** Rounds between two looks. */
const LOOK_EVERY = 8;

const narrow: latentGan.Config = { ...latentGan.defaults, hidden: [latentGan.defaults.hidden[0], 256] };

interface Saved {
  readonly g: SavedOptimizer;
  readonly d: SavedOptimizer;
  readonly rounds: number;
}

export default defineProgram<FacesTrainingConfig, FacesTrainingFrame, Record<never, never>>({
  async start(initial, ctx, saved) {
    const own = ownPictures(initial.own);
    if (own) return ownTraining(own, initial, ctx, saved);
    let asked = initial;
    const config = { ...narrow, spread: initial.spread };
    const [{ params: vqvae }, { params: oracle }] = await Promise.all([ctx.weights('vqvae4'), ctx.weights('oracle')]);
    const train = ctx.rng('train');
    const before = saved as Saved | undefined;
    const [initG, initD] = [latentGan.initG(ctx.rng('g'), config), latentGan.initD(ctx.rng('d'), config)];
    const layout = { g: layoutOf(initG), d: layoutOf(initD) };
    const start = initial.from === 'fresh' ? flatten(initG) : await shippedG(ctx, initial.from, layout.g);
    const ema = 0.5 ** (BATCH / HALF_LIFE);
    const g = new Adam(start, { lr: LR, beta1: 0, beta2: 0.99, ema }, before?.g);
    const d = new Adam(flatten(initD), { lr: LR, beta1: 0, beta2: 0.99 }, before?.d);
    let rounds = before?.rounds ?? 0;
    const waits = () => initial.from !== 'fresh' && rounds < ALONE;

    const pool = new Pool(vqvae, ctx.rng('faces'));
    while (pool.size < FIRST) {
      pool.grow();
      ctx.progress(pool.size / FIRST, { zh: '把真脸编成码', en: 'Coding real faces' });
      await ctx.breathe();
    }
    const shown = ctx.rng('shown');
    const seen = { z: shown.fillNormal(new Float32Array(SHOWN * LATENT)), y: drawWishes(shown, SHOWN) };
    const test = new Pool(vqvae, ctx.rng('test faces'), { split: 'test' });
    while (test.size < TESTED) test.grow();
    const testZ = shown.fillNormal(new Float32Array(TESTED * LATENT));
    const ofWishZ = shown.fillNormal(new Float32Array(OF_WISH * LATENT));
    const realOf = ctx.rng('of wish');

    /** G's parameters as they paint what is shown: now, or averaged (a fresh start leaves the average by its share). */
    const painter = (): Params => {
      if (!asked.averaged || g.steps === 0) return unflatten(g.theta(), layout.g);
      const share = initial.from === 'fresh' ? ema ** g.steps : 0;
      const average = tf.div(tf.sub(g.ema(), tf.mul(share, tf.tensor1d(start))), 1 - share) as tf.Tensor1D;
      return unflatten(average, layout.g);
    };
    const game = (): FacePlay => ({
      g,
      d,
      layout,
      paint: latentGan.paint,
      discriminator: (p, y) => (x) => latentGan.discriminate(p, x, y),
      rules: { ...config, paired: asked.paired, gamma: asked.penalty ? config.gamma : 0 },
    });

    const history = new History(['apart', 'clean', 'gap'] as const);
    let looked: { readonly at: number; readonly asked: FacesTrainingConfig; readonly frame: FacesTrainingFrame } | null = null;

    async function look(): Promise<FacesTrainingFrame> {
      const made = tf.tidy(() => {
        const p = painter();
        const judged = unflatten(d.theta(), layout.d);
        const rows = (z: Float32Array) => tf.tensor2d(z, [z.length / LATENT, LATENT]);
        const [y, wish] = [wishRows(test.wishes(TESTED)), wishRows(repeated(wishOf(asked.wish), OF_WISH))];
        const one = (list: Float32Array | Uint8Array, size: number) => list.slice(asked.watched * size, (asked.watched + 1) * size);
        const yOne = wishRows(one(seen.y, ATTRIBUTES.length) as Uint8Array);
        const x = latentGan.paint(p, rows(one(seen.z, LATENT) as Float32Array), yOne);
        const slope = tf.grad((v: tf.Tensor) => tf.sum(latentGan.discriminate(judged, v, yOne)))(x);
        const push = tf.mul(slope, tf.div(PUSH, tf.add(tf.norm(slope), 1e-12)));
        const picture = (v: tf.Tensor) =>
          decodeTokens(vqvae, quantize(tf.reshape(tf.mul(latentGan.unitOf(vqvae.codebook), v), [1, 4, 4, 16]), vqvae.codebook));
        return {
          faces: latentGan.generate(p, vqvae, rows(seen.z), wishRows(seen.y), config),
          ofWish: latentGan.generate(p, vqvae, rows(ofWishZ), wish, config),
          onReal: latentGan.discriminate(judged, test.first(TESTED), y),
          onPainted: latentGan.discriminate(judged, latentGan.paint(unflatten(g.theta(), layout.g), rows(testZ), y), y),
          watched: picture(x),
          pushed: picture(tf.add(x, push)),
        };
      });
      const read = async (t: tf.Tensor) => {
        const values = await valuesOf(t);
        t.dispose();
        return values;
      };
      const faces = await read(made.faces);
      const [ofWish, onReal, onPainted] = [await read(made.ofWish), await read(made.onReal), await read(made.onPainted)];
      const [watched, pushed] = [await read(made.watched), await read(made.pushed)];
      if (![...faces.subarray(0, FACE_BYTES), ...onReal].every(Number.isFinite)) throw new NonFiniteError();
      const classes = await classesIn(oracle, faces);
      let clean = 0;
      for (let i = 0; i < SHOWN; i++) {
        const [face, read10] = [faces.subarray(i * FACE_BYTES, (i + 1) * FACE_BYTES), classes.subarray(i * 10, (i + 1) * 10)];
        if (passes(face, read10)) clean++;
      }
      const apart = meanApart(ofWish, FACE_BYTES);
      history.add(rounds, { apart, clean, gap: mean(onReal) - mean(onPainted) });
      return {
        faces,
        clean,
        near: null,
        onReal,
        onPainted,
        watched,
        pushed,
        difference: pushed.map((v, i) => v - watched[i]),
        apart,
        realApart: realApart(asked.wish),
        step: rounds,
        images: rounds * BATCH,
        waiting: waits(),
        history: history.snapshot(),
      };
    }

    const kept = new Map<number, number>();
    /** How far two real faces of a wish are apart. */
    function realApart(wish: number): number {
      const known = kept.get(wish);
      if (known !== undefined) return known;
      const rng = realOf.fork(wish);
      const faces = new Float32Array(128 * FACE_BYTES);
      for (let i = 0; i < 128; i++) faces.set(toUnit(compose(drawFace(rng, wishOf(wish)))), i * FACE_BYTES);
      const apart = meanApart(faces, FACE_BYTES);
      kept.set(wish, apart);
      return apart;
    }

    return {
      step() {
        if (rounds % FRESH_EVERY === 0 && !pool.full) pool.grow();
        tf.tidy(() => {
          const { real, wishes } = pool.draw(train, BATCH);
          const noise = (size: number) => tf.tensor2d(train.fillNormal(new Float32Array(BATCH * size)), [BATCH, size]);
          const along = asked.penalty && rounds % PENALTY_EVERY === 0 ? [noise(real.shape[1]), noise(real.shape[1])] : [];
          const lr = { g: waits() ? 0 : LR_G[initial.from] * asked.lead, d: LR };
          playRound(game(), { real, y: wishRows(wishes), z: noise(LATENT), along, lr });
        });
        rounds++;
      },
      async frame() {
        const due = !looked || otherLook(looked.asked, asked) || rounds >= looked.at + LOOK_EVERY || rounds < looked.at;
        if (due) looked = { at: rounds, asked, frame: await look() };
        return structuredClone((looked as NonNullable<typeof looked>).frame);
      },
      methods: {},
      configure(next) {
        if (next.own || next.from !== asked.from || next.spread !== asked.spread) return false;
        asked = next;
        return true;
      },
      async save() {
        return { g: await savedOptimizer(g, layout.g), d: await savedOptimizer(d, layout.d), rounds } satisfies Saved;
      },
      dispose() {
        g.dispose();
        d.dispose();
        pool.dispose();
        test.dispose();
        tf.dispose([...Object.values(vqvae), ...Object.values(oracle)]);
      },
    };
  },
});

/** Whether something else is looked at: how the next rounds go is not to be seen yet. */
const otherLook = (a: FacesTrainingConfig, b: FacesTrainingConfig): boolean =>
  a.averaged !== b.averaged || a.wish !== b.wish || a.watched !== b.watched;

/** The parameters of a snapshot of G [N], in the order of `layout`. */
async function shippedG(ctx: ProgramContext, from: string, { entries, size }: Layout): Promise<Float32Array> {
  const { params } = await ctx.weights('gan-latent', `${from}.safetensors`);
  const theta = new Float32Array(size);
  for (const { name, offset } of entries) theta.set((await params[name].data()) as Float32Array, offset);
  tf.dispose(Object.values(params));
  return theta;
}

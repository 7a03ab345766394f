/**
 * One game in two spaces: the GAN in codes and the GAN in pixels trained side by side from nothing, each given the same time of the processor.
 *
 * What a round of each costs is measured before the clock starts, to the end of the work, so that a graphics card's queue does not hide it;
 * from then on whoever has had less time plays. Both see the same pool of faces. Faces are composed and coded outside of either's time, and
 * so was the VQ-VAE trained.
 */
import { compose, FACE_BYTES, faceAt, TEST_SIZE, toUnit } from '../../../data/faces';
import { type FacePlay, PENALTY_EVERY, playRound } from '../../../models/gan/faceRound';
import * as latentGan from '../../../models/gan/latentGan';
import * as pixelGan from '../../../models/gan/pixelGan';
import { judge } from '../../../models/metrics';
import { features } from '../../../models/metrics/attributeClassifier';
import { fitGaussian, frechetDistance } from '../../../models/metrics/frechet';
import { Adam, type SavedOptimizer } from '../../../models/nn/adam';
import { flatten, type Layout, layoutOf, type ParamInit, type Params, unflatten } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { valuesOf } from '../../drain';
import { defineProgram, NonFiniteError, type ProgramContext } from '../../program';
import { savedOptimizer } from '../../trainer';
import { LATENT, MEASURED, SHOWN } from './draws';
import { asFaces, classesIn, drawWishes, loadInCodes, loadInPixels, reading, wishRows } from './faceGenerators';
import { Pool } from './facePool';
import { History } from './history';
import { SPACES, type Space } from './spacesSettings';

export interface SpacesConfig {
  /** Units of a hidden layer of D in codes. */
  readonly wide: number;
  /** Whether G's moving average paints what is shown. */
  readonly averaged: boolean;
  /** Whether the two that ship, trained equally long on one graphics card, are shown in place of those in training. */
  readonly finished: boolean;
}

/** Of the faces measured for the Fréchet distance those that are looked up. */
const JUDGED = 48;
/** Real faces that both are compared with. */
const REFERENCE = 1024;
const BATCH: Readonly<Record<Space, number>> = { codes: 128, pixels: 64 };
const LR = 1e-3;
/** Faces after which half of G's moving average is new. */
const HALF_LIFE: Readonly<Record<Space, number>> = { codes: 15_000, pixels: 5_000 };
/** Faces in the pool before the first round; 64 more every so many rounds. */
const FIRST = 768;
const FRESH_EVERY = 8;
/** Rounds of each that are timed, after some that are not: a multiple of PENALTY_EVERY, so that the penalty is in as it is later. */
const WARM = 1;
const TIMED = 4;

export interface Standing {
  readonly faces: Float32Array;
  readonly rounds: number;
  readonly images: number;
  /** Of a round, and of all: seconds. */
  readonly cost: number;
  readonly seconds: number;
  readonly frechet: number;
  /** To the nearest composed face: the median; and the share that passes for a face. */
  readonly distance: number;
  readonly clean: number;
  readonly parameters: number;
}

export interface SpacesFrame {
  readonly codes: Standing;
  readonly pixels: Standing;
  /** The Fréchet distance of as many fresh real faces. */
  readonly floor: number;
  readonly seconds: number;
  readonly history: Readonly<Record<`${Space}${'Seconds' | 'Frechet' | 'Distance'}`, Float32Array>>;
}

interface Saved {
  readonly players: Readonly<Record<Space, { g: SavedOptimizer; d: SavedOptimizer; rounds: number; cost: number }>>;
}

export default defineProgram<SpacesConfig, SpacesFrame, Record<never, never>>({
  async start(initial, ctx, saved) {
    let asked = initial;
    const [{ params: vqvae }, { params: oracle }] = await Promise.all([ctx.weights('vqvae4'), ctx.weights('oracle')]);
    const before = (saved as Saved | undefined)?.players;
    const pool = new Pool(vqvae, ctx.rng('faces'), { pictures: true });
    while (pool.size < FIRST) {
      pool.grow();
      ctx.progress(pool.size / FIRST / 2, { zh: '把真脸编成码', en: 'Coding real faces' });
      await ctx.breathe();
    }
    const players = {
      codes: inCodes(ctx, pool, vqvae, initial.wide, before?.codes),
      pixels: inPixels(ctx, pool, before?.pixels),
    };
    const seen = ctx.rng('shown');
    const z = seen.fillNormal(new Float32Array(MEASURED * LATENT));
    const wishes = drawWishes(seen, MEASURED);
    const of = (faces: Float32Array) => gaussianOf(oracle, faces);
    const reference = await of(testFaces(0, REFERENCE));
    const floor = frechetDistance(await of(testFaces(REFERENCE, MEASURED)), reference);

    if (!before)
      for (const [i, space] of SPACES.entries()) {
        const player = players[space];
        let spent = 0;
        for (let k = 0; k < WARM + TIMED; k++) {
          const from = performance.now();
          player.round();
          await player.settled();
          if (k >= WARM) spent += performance.now() - from;
          await ctx.breathe();
        }
        player.cost = Math.max(1, spent) / 1000 / TIMED; // of a coarse clock never nothing
        ctx.progress(0.75 + i / 4, { zh: '量一量各自一轮要多久', en: 'Timing a round of each' });
        await ctx.breathe();
      }
    const secondsOf = (space: Space) => players[space].rounds * players[space].cost;

    const painted: Partial<Record<Space, Float32Array>> = {};
    /** What the one that ships makes of the same noises and wishes. */
    async function finished(space: Space): Promise<Float32Array> {
      const known = painted[space];
      if (known) return known;
      const painter = await (space === 'codes' ? loadInCodes(ctx) : loadInPixels(ctx, 'gan'));
      const faces = await reading(() => painter.paint(z, wishes));
      painter.dispose();
      painted[space] = faces;
      return faces;
    }

    const history = new History([
      'codesSeconds',
      'pixelsSeconds',
      'codesFrechet',
      'pixelsFrechet',
      'codesDistance',
      'pixelsDistance',
    ] as const);
    async function standing(space: Space): Promise<Standing> {
      const player = players[space];
      const faces = asked.finished ? await finished(space) : await player.faces(z, wishes, asked.averaged);
      if (!faces.subarray(0, FACE_BYTES).every(Number.isFinite)) throw new NonFiniteError();
      const some = faces.subarray(0, JUDGED * FACE_BYTES);
      const classes = await classesIn(oracle, some.slice());
      const verdicts = Array.from({ length: JUDGED }, (_, i) =>
        judge(some.subarray(i * FACE_BYTES, (i + 1) * FACE_BYTES), classes.subarray(i * 10, (i + 1) * 10), NONE),
      );
      return {
        faces: faces.slice(0, SHOWN * FACE_BYTES),
        rounds: player.rounds,
        images: player.rounds * BATCH[space],
        cost: player.cost,
        seconds: secondsOf(space),
        frechet: frechetDistance(await of(faces), reference),
        distance: verdicts.map((v) => v.distance).sort((a, b) => a - b)[JUDGED >> 1],
        clean: verdicts.filter((v) => v.clean).length / JUDGED,
        parameters: player.parameters,
      };
    }
    let looked: { readonly at: number; readonly asked: SpacesConfig; readonly frame: SpacesFrame } | null = null;

    return {
      step() {
        const behind = secondsOf('codes') <= secondsOf('pixels') ? 'codes' : 'pixels';
        if (players[behind].rounds % FRESH_EVERY === 0 && !pool.full) pool.grow();
        players[behind].round();
      },
      async frame() {
        const seconds = Math.min(secondsOf('codes'), secondsOf('pixels'));
        if (!looked || looked.asked !== asked || seconds >= 1.08 * looked.at + 0.5 || seconds < looked.at) {
          const [codes, pixels] = [await standing('codes'), await standing('pixels')];
          if (!asked.finished && looked?.at !== seconds)
            history.add(seconds, {
              codesSeconds: codes.seconds,
              pixelsSeconds: pixels.seconds,
              codesFrechet: codes.frechet,
              pixelsFrechet: pixels.frechet,
              codesDistance: codes.distance,
              pixelsDistance: pixels.distance,
            });
          looked = { at: seconds, asked, frame: { codes, pixels, floor, seconds, history: history.snapshot() } };
        }
        return structuredClone(looked.frame);
      },
      methods: {},
      configure(next) {
        if (next.wide !== asked.wide) return false;
        asked = next;
        return true;
      },
      async save() {
        return { players: { codes: await players.codes.save(), pixels: await players.pixels.save() } } satisfies Saved;
      },
      dispose() {
        for (const space of SPACES) players[space].dispose();
        pool.dispose();
        tf.dispose([...Object.values(vqvae), ...Object.values(oracle)]);
      },
    };
  },
});

const NONE: ReadonlySet<number> = new Set();

function testFaces(from: number, n: number): Float32Array {
  const out = new Float32Array(n * FACE_BYTES);
  for (let i = 0; i < n; i++) out.set(toUnit(compose(faceAt('test', (from + i) % TEST_SIZE))), i * FACE_BYTES);
  return out;
}

async function gaussianOf(oracle: Params, faces: Float32Array) {
  const made = tf.tidy(() => features(oracle, asFaces(faces)));
  const [values, size] = [await valuesOf(made), made.shape[1]];
  made.dispose();
  return fitGaussian(values, size);
}

interface Game {
  readonly initG: ParamInit;
  readonly initD: ParamInit;
  readonly paint: FacePlay['paint'];
  readonly discriminator: FacePlay['discriminator'];
  readonly rules: FacePlay['rules'];
  /** A batch as D sees it. */
  draw(): { real: tf.Tensor; wishes: Uint8Array };
  /** Pictures [n, 16, 16, 3] by G's parameters. */
  picture(g: Params, z: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor;
}

/** Both players of one of the two games, and how long they have played. */
function playing(space: Space, ctx: ProgramContext, game: Game, before?: Saved['players'][Space]) {
  const layout: { g: Layout; d: Layout } = { g: layoutOf(game.initG), d: layoutOf(game.initD) };
  const start = flatten(game.initG);
  const [n, train] = [BATCH[space], ctx.rng(`train ${space}`)];
  const ema = 0.5 ** (n / HALF_LIFE[space]);
  const g = new Adam(start, { lr: LR, beta1: 0, beta2: 0.99, ema }, before?.g);
  const d = new Adam(flatten(game.initD), { lr: LR, beta1: 0, beta2: 0.99 }, before?.d);
  const play: FacePlay = { g, d, layout, paint: game.paint, discriminator: game.discriminator, rules: game.rules };
  return {
    rounds: before?.rounds ?? 0,
    cost: before?.cost ?? 0,
    parameters: layout.g.size,
    round(): void {
      tf.tidy(() => {
        const { real, wishes } = game.draw();
        const noise = (shape: number[]) => tf.tensor(train.fillNormal(new Float32Array(shape.reduce((a, b) => a * b, 1))), shape);
        const along = this.rounds % PENALTY_EVERY === 0 ? [noise(real.shape), noise(real.shape)] : [];
        playRound(play, { real, y: wishRows(wishes), z: noise([n, LATENT]) as tf.Tensor2D, along, lr: { g: LR, d: LR } });
      });
      this.rounds++;
    },
    /** Resolves once all that was asked for is done. */
    async settled(): Promise<void> {
      await g.state.data();
    },
    /** Faces [n · 768] for noises and wishes. The average leaves the start out by its share. */
    async faces(z: Float32Array, wishes: Uint8Array, averaged: boolean): Promise<Float32Array> {
      return reading(() => {
        const share = ema ** g.steps;
        const theta = averaged && g.steps > 0 ? tf.div(tf.sub(g.ema(), tf.mul(share, tf.tensor1d(start))), 1 - share) : g.theta();
        return game.picture(unflatten(theta as tf.Tensor1D, layout.g), tf.tensor2d(z, [z.length / LATENT, LATENT]), wishRows(wishes));
      });
    },
    async save() {
      return { g: await savedOptimizer(g, layout.g), d: await savedOptimizer(d, layout.d), rounds: this.rounds, cost: this.cost };
    },
    dispose(): void {
      g.dispose();
      d.dispose();
    },
  };
}

function inCodes(ctx: ProgramContext, pool: Pool, vqvae: Params, wide: number, before?: Saved['players'][Space]) {
  const config: latentGan.Config = { ...latentGan.defaults, hidden: [latentGan.defaults.hidden[0], wide] };
  const batches = ctx.rng('batches codes');
  return playing(
    'codes',
    ctx,
    {
      initG: latentGan.initG(ctx.rng('g codes'), config),
      initD: latentGan.initD(ctx.rng('d codes'), config),
      paint: latentGan.paint,
      discriminator: (p, y) => (x) => latentGan.discriminate(p, x, y),
      rules: config,
      draw: () => pool.draw(batches, BATCH.codes),
      picture: (p, z, y) => latentGan.generate(p, vqvae, z, y, config),
    },
    before,
  );
}

function inPixels(ctx: ProgramContext, pool: Pool, before?: Saved['players'][Space]) {
  const config = pixelGan.defaults;
  const batches = ctx.rng('batches pixels');
  return playing(
    'pixels',
    ctx,
    {
      initG: pixelGan.initG(ctx.rng('g pixels'), config),
      initD: pixelGan.initD(ctx.rng('d pixels'), config),
      paint: (p, z, y) => pixelGan.generate(p, z, y, config),
      discriminator: (p, y) => (x) => pixelGan.discriminate(p, x as tf.Tensor4D, y, config),
      rules: config,
      draw: () => pool.drawPictures(batches, BATCH.pixels),
      picture: (p, z, y) => pixelGan.generate(p, z, y, config),
    },
    before,
  );
}

/**
 * What can be found out about a generator that gives no p(x): how near it comes to given faces by descent on its noise, many faces at once,
 * and which training faces its own draws are nearest to.
 */
import { ATTRIBUTES, attributesOf, compose, FACE_BYTES, faceAt, faceValues, TEST_SIZE, TRAIN_SIZE, toUnit } from '../../../data/faces';
import { pictureOf } from '../../../data/faces/ownPicture';
import { inversionStep, type Kept, keepNearest, nearest, onShell, type Painting, rowDistances } from '../../../models/gan/inversion';
import * as latentGan from '../../../models/gan/latentGan';
import * as pixelGan from '../../../models/gan/pixelGan';
import { Adam, type SavedOptimizer } from '../../../models/nn/adam';
import * as tf from '../../../models/tf';
import { decode, encode, lookup, quantize, vqvaeConfig } from '../../../models/vae/vqvae';
import { valuesOf } from '../../drain';
import { defineProgram, NonFiniteError, type ProgramContext } from '../../program';
import { DRAWS, FACES, type GENERATORS, LOOKED, RESTARTS, STEPS, type TARGETS } from './densitySettings';
import { LATENT } from './draws';
import { asFaces, classesIn, drawWishes, loadInCodes, loadInPixels, reading, wishRows } from './faceGenerators';

export interface DensityConfig {
  readonly generator: (typeof GENERATORS)[number];
  /** What is looked for: faces of the data that G has not seen, or, as the control, faces that G made itself, from noises that are not told. */
  readonly target: (typeof TARGETS)[number];
  /** The first of the test faces; the others are drawn. Of faces that G made, the one that gives the wish. */
  readonly face: number;
  /** The reader's own picture in the place of that first face. */
  readonly mine?: string;
  /** Whether G is told the face's own attributes, or the next face's. */
  readonly own: boolean;
  /** Whether z stays as long as draws are. */
  readonly held: boolean;
}

/** Length of the first steps; from there they shrink to nothing by a cosine. */
const LR = 0.1;
const LOOK_EVERY = 10;

export interface DensityFrame {
  /** The faces, what the VQ-VAE makes of them, the nearest of G's draws, and the nearest it has come to. [FACES · 768] each. */
  readonly faces: Float32Array;
  readonly floor: Float32Array;
  readonly first: Float32Array;
  readonly best: Float32Array;
  /** Their distances to the faces [FACES]; `drawn`: of one draw of G's, on the average. */
  readonly apart: Readonly<Record<'floor' | 'first' | 'best' | 'drawn', Float32Array>>;
  /** How long the noise of the best is [FACES]. */
  readonly length: Float32Array;
  readonly step: number;
  /** After `at[k]` steps: the nearest, and the middle one of the descents, of face f at [k · FACES + f]. */
  readonly history: { readonly at: Float32Array; readonly best: Float32Array; readonly middle: Float32Array };
}

export interface Neighbours {
  /** Draws of G, cleaned up, and test faces: [LOOKED · 768] each, with the nearest training face of each and its distance. */
  readonly drawn: Float32Array;
  readonly ofDrawn: Float32Array;
  readonly test: Float32Array;
  readonly ofTest: Float32Array;
  readonly apartDrawn: Float32Array;
  readonly apartTest: Float32Array;
}

export type DensityMethods = {
  /** The training faces nearest to fresh draws, and to as many faces that are not among them. */
  neighbours(args: { readonly seed: number }, call: ProgramContext): Promise<Neighbours | undefined>;
};

const ROWS = FACES * RESTARTS;

export default defineProgram<DensityConfig, DensityFrame, DensityMethods>({
  async start(config, ctx, saved) {
    const player = await load(ctx, config.generator);
    const [{ params: vqvae }, rng] = [await ctx.weights('vqvae4'), ctx.rng('noises')];
    const others = ctx.rng('faces');
    const chosen = [config.face, ...Array.from({ length: FACES - 1 }, () => others.int(TEST_SIZE))];
    const faces = new Float32Array(FACES * FACE_BYTES);
    const wishes = new Uint8Array(ROWS * ATTRIBUTES.length);
    const picture = pictureOf(config.face, config.mine);
    const read = config.mine && config.own && config.target === 'test' ? await wishIn(ctx, picture) : null;
    chosen.forEach((face, f) => {
      if (config.target === 'test') faces.set(f === 0 ? picture : faceValues(face), f * FACE_BYTES);
      const asked = f === 0 && read ? read : attributesOf(faceAt('test', config.own ? face : (face + 1) % TEST_SIZE));
      for (let r = 0; r < RESTARTS; r++) wishes.set(asked, (f * RESTARTS + r) * ATTRIBUTES.length);
    });
    if (config.target === 'drawn') {
      const truth = ctx.rng('truth').fillNormal(new Float32Array(FACES * LATENT));
      const asked = Uint8Array.from(chosen.flatMap((face) => [...attributesOf(faceAt('test', face))]));
      faces.set(await reading(() => player.picture(player.paint(tf.tensor2d(truth, [FACES, LATENT]), wishRows(asked)))));
    }
    const fixed = tf.tidy(() => {
      const x = asFaces(faces);
      const codes = lookup(vqvae.codebook, quantize(encode(vqvae, x, vqvaeConfig(4, 256)), vqvae.codebook)); // [FACES, 4, 4, 16]
      const floor = decode(vqvae, codes);
      const faceOf = Int32Array.from({ length: ROWS }, (_, row) => Math.floor(row / RESTARTS));
      const each = (t: tf.Tensor) => tf.gather(t, tf.tensor1d(faceOf, 'int32'));
      const pictures = each(x);
      const target = player.inCodes ? each(tf.div(tf.reshape(codes, [FACES, -1]), latentGan.unitOf(vqvae.codebook))) : tf.clone(pictures);
      return { y: wishRows(wishes), target, pictures, floor: tf.clone(floor), floorApart: rowDistances(floor, x) };
    });
    const floor = { pictures: await valuesOf(fixed.floor), apart: await valuesOf(fixed.floorApart) };
    const before = saved as SavedOptimizer | undefined;
    const paint: Painting = (z) => player.paint(z, fixed.y);
    const rows = (z: Float32Array) => tf.tensor2d(z, [ROWS, LATENT]);
    let kept: Kept = { z: rng.fillNormal(new Float32Array(ROWS * LATENT)), apart: new Float32Array(0) };
    const any = kept.z;
    const apartOfDraws = await reading(() => rowDistances(player.picture(paint(rows(any))), fixed.pictures));
    if (!before)
      for (let drawn = 0, all = DRAWS[config.generator]; drawn < all; drawn += RESTARTS) {
        const z = drawn === 0 ? any : rng.fillNormal(new Float32Array(ROWS * LATENT));
        kept = keepNearest(kept, { z, apart: await reading(() => rowDistances(paint(rows(z)), fixed.target)) }, FACES);
        ctx.progress((drawn + RESTARTS) / all, { zh: '先抽几百次，留下最近的', en: 'Drawing a few hundred, keeping the nearest' });
        await ctx.breathe();
      }
    const noises = new Adam(kept.z, { lr: LR, beta1: 0.9, beta2: 0.99 }, before);

    /** What all descents have come to: pictures [ROWS · 768], distances and lengths of z [ROWS]. */
    async function come() {
      const made = tf.tidy(() => {
        const z = onShell(tf.reshape(noises.theta(), [ROWS, LATENT]), config.held);
        const pictures = player.picture(paint(z));
        return { pictures, apart: rowDistances(pictures, fixed.pictures), length: tf.norm(z, 2, 1) };
      });
      const [pictures, apart, length] = [await valuesOf(made.pictures), await valuesOf(made.apart), await valuesOf(made.length)];
      tf.dispose(Object.values(made));
      if (!apart.every(Number.isFinite)) throw new NonFiniteError();
      return { ...nearest(pictures, apart, RESTARTS), length };
    }
    const history = { at: [] as number[], best: [] as number[], middle: [] as number[] };
    let first: Awaited<ReturnType<typeof come>> | null = null;
    let frame: DensityFrame | null = null;

    return {
      step() {
        const lr = (LR * (1 + Math.cos((Math.PI * noises.steps) / STEPS))) / 2;
        tf.tidy(() => inversionStep(noises, paint, fixed.target, LATENT, config.held, lr));
        return noises.steps >= STEPS;
      },
      async frame() {
        const step = noises.steps;
        const due = !frame || step >= frame.step + LOOK_EVERY || step >= STEPS;
        if (due && frame?.step !== step) {
          const now = await come();
          first ??= now;
          history.at.push(step);
          history.best.push(...now.apart);
          history.middle.push(...now.middle);
          const begun = first;
          frame = {
            faces,
            floor: floor.pictures,
            first: begun.pictures,
            best: now.pictures,
            apart: {
              floor: floor.apart,
              first: begun.apart,
              best: now.apart,
              drawn: Float32Array.from({ length: FACES }, (_, f) =>
                apartOfDraws.subarray(f * RESTARTS, (f + 1) * RESTARTS).reduce((sum, v) => sum + v / RESTARTS, 0),
              ),
            },
            length: Float32Array.from(now.which, (row) => now.length[row]),
            step,
            history: {
              at: Float32Array.from(history.at),
              best: Float32Array.from(history.best),
              middle: Float32Array.from(history.middle),
            },
          };
        }
        return structuredClone(frame as DensityFrame);
      },
      methods: {
        async neighbours({ seed }, call) {
          const draws = ctx.rng('neighbours').fork(seed);
          const asked = drawWishes(draws, LOOKED);
          const made = await player.draw(draws.fillNormal(new Float32Array(LOOKED * LATENT)), asked, call);
          if (!made) return undefined;
          const test = new Float32Array(LOOKED * FACE_BYTES);
          for (let i = 0; i < LOOKED; i++) test.set(faceValues(draws.int(TEST_SIZE)), i * FACE_BYTES);
          const found = await nearestTraining([made, test], call);
          return (
            found && {
              drawn: made,
              test,
              ofDrawn: found[0].faces,
              ofTest: found[1].faces,
              apartDrawn: found[0].apart,
              apartTest: found[1].apart,
            }
          );
        },
      },
      network: false,
      async save() {
        return { state: await valuesOf(noises.state), steps: noises.steps };
      },
      dispose() {
        noises.dispose();
        player.dispose();
        tf.dispose([...Object.values(fixed), ...Object.values(vqvae)]);
      },
    };
  },
});

/** The wish that a picture without one is nearest to: what the attribute classifier reads in it [10]. */
async function wishIn(ctx: ProgramContext, picture: Float32Array): Promise<Uint8Array> {
  const { params } = await ctx.weights('oracle');
  const read = await classesIn(params, picture);
  tf.dispose(Object.values(params));
  return read;
}

interface Player {
  readonly inCodes: boolean;
  /** What is compared with the target: vectors of codes, or pictures. */
  paint(z: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor;
  /** The pictures of what is painted [n, 16, 16, 3]. */
  picture(painted: tf.Tensor): tf.Tensor;
  /** Fresh faces [n · 768], from codes to the nearest colours of the place. */
  draw(z: Float32Array, wishes: Uint8Array, call: ProgramContext): Promise<Float32Array | null>;
  dispose(): void;
}

async function load(ctx: ProgramContext, generator: DensityConfig['generator']): Promise<Player> {
  if (generator === 'gan-latent') {
    const painter = await loadInCodes(ctx);
    const { params, vqvae } = painter;
    const { grid, dim } = latentGan.defaults;
    return {
      inCodes: true,
      paint: (z, y) => latentGan.paint(params, z, y),
      picture: (vectors) => {
        const scaled = tf.reshape(tf.mul(latentGan.unitOf(vqvae.codebook), vectors), [-1, grid, grid, dim]);
        return decode(vqvae, lookup(vqvae.codebook, quantize(scaled, vqvae.codebook)));
      },
      draw: (z, wishes, call) => painter.cleaned([z], wishes, { snap: true, again: false }, call),
      dispose: painter.dispose,
    };
  }
  const painter = await loadInPixels(ctx, generator);
  return {
    inCodes: false,
    paint: (z, y) => pixelGan.generate(painter.params, z, y, painter.config),
    picture: (faces) => tf.clone(faces),
    draw: (z, wishes) => reading(() => painter.paint(z, wishes)),
    dispose: painter.dispose,
  };
}

/** Of every picture [n · 768] of each list the nearest face of the training split, all of which are composed for it; nothing when stopped. */
export async function nearestTraining(lists: readonly Float32Array[], call: ProgramContext) {
  const found = lists.map((list) => {
    const n = list.length / FACE_BYTES;
    return { faces: new Float32Array(list.length), apart: new Float32Array(n).fill(Number.POSITIVE_INFINITY), at: new Int32Array(n) };
  });
  const bytes = new Uint8Array(FACE_BYTES);
  for (let i = 0; i < TRAIN_SIZE; i++) {
    compose(faceAt('train', i), bytes);
    lists.forEach((list, k) => {
      for (let j = 0; j < list.length / FACE_BYTES; j++) {
        const d = apartFrom(list, j * FACE_BYTES, bytes, found[k].apart[j]);
        if (d < found[k].apart[j]) [found[k].apart[j], found[k].at[j]] = [d, i];
      }
    });
    if (i % 1024 === 1023) {
      if (call.signal.aborted) return undefined;
      call.progress((i + 1) / TRAIN_SIZE, { zh: '翻遍训练用的脸', en: 'Looking through the training faces' });
      await call.breathe();
    }
  }
  for (const { faces, at } of found)
    for (const [j, face] of at.entries()) faces.set(toUnit(compose(faceAt('train', face), bytes)), j * FACE_BYTES);
  return found;
}

/** Mean squared difference of a picture in [−1, 1] and one in bytes; stops early, with a larger number than `limit`. */
function apartFrom(list: Float32Array, from: number, bytes: Uint8Array, limit: number): number {
  const most = limit * FACE_BYTES;
  let sum = 0;
  for (let row = 0; row < FACE_BYTES && sum <= most; row += 48)
    for (let i = row; i < row + 48; i++) {
      const d = list[from + i] + 1 - bytes[i] / 127.5;
      sum += d * d;
    }
  return sum / FACE_BYTES;
}

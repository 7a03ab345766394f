/** Sixteen faces on their way back from noise, by the shipped network: every step kept, to be looked at, painted on and gone on from. */
import { attributesOf, faceAt } from '../../../data/faces';
import { pictureOf } from '../../../data/faces/ownPicture';
import { createRng, type Rng } from '../../../data/rng';
import { type Condition, nullCondition } from '../../../models/diffusion/condition';
import { sampleFaces } from '../../../models/diffusion/faces';
import { startOf as noisesOf } from '../../../models/diffusion/noise';
import { type Step, slerp } from '../../../models/diffusion/sampler';
import { firstAtOrBelow, subsequence } from '../../../models/diffusion/schedule';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { Stopwatch } from '../stopwatch';
import { type Edit, edited, firstChange, type Inpaint, Known } from './backwardEdits';
import { type Film, Records, type StepRecord } from './backwardRecords';
import { disposeNet, loadNet, PIXELS, readAll, T } from './faces';

export interface BackwardConfig {
  readonly sampler: 'ddpm' | 'ddim';
  /** DDIM's η. */
  readonly eta: number;
  /** Steps visited of the 1,000. */
  readonly steps: number;
  /** 'many': sixteen noises. 'between': one noise turning into another, sixteen stages. 'picture': one picture, under sixteen noises (SDEdit). */
  readonly start: 'many' | 'between' | 'picture';
  /** The seed whose first noise is the other end of 'between'. */
  readonly other: number;
  /** The picture of 'picture': a test face, or the reader's own; and the step it is noised to, to the nearest one visited below. */
  readonly picture: number;
  readonly mine?: string;
  readonly level: number;
  /** Guidance towards attributes of real faces, drawn at random; null: nothing asked. */
  readonly w: number | null;
  /** Whose way is shown as a film. */
  readonly face: number;
  /** Which kept step is opened up; the newest where it is −1, or was not kept. */
  readonly at: number;
  /** Null: everything is invented. */
  readonly inpaint: Inpaint | null;
  /** In the order of their steps: a run meets each on its way. */
  readonly edits: readonly Edit[];
}

export interface BackwardFrame {
  /** How many steps are done of how many. */
  readonly done: number;
  readonly of: number;
  /** The step the run began with: not the first one where it starts from a picture. */
  readonly from: number;
  /** Steps visited, from T to 0. */
  readonly timesteps: readonly number[];
  /** Indices of the steps that were kept. */
  readonly kept: readonly number[];
  /** Where the sixteen stand now [COUNT, 16, 16, 3]. */
  readonly now: Float32Array;
  /** The step that is opened up; null before the first. */
  readonly record: StepRecord | null;
  /** Kept steps of the chosen face. */
  readonly film: Film;
  readonly secondsPerStep: number | null;
}

export const COUNT = 16;
const SHAPE: [number, number, number, number] = [COUNT, 16, 16, 3];

export default defineProgram<BackwardConfig, BackwardFrame, Record<never, never>>({
  async start(initial, ctx) {
    ctx.progress(0.1, { zh: '正在读取网络的权重', en: 'Reading the weights of the network' });
    const net = await loadNet(ctx);
    ctx.progress(1, '');
    const asked = conditionsOf(ctx.rng('asked'));
    const watch = new Stopwatch();
    let config = initial;
    let timesteps = subsequence(T, config.steps);
    let records = new Records(timesteps.length - 1);
    let known = Known.of(config.inpaint);
    let from = firstOf(timesteps, config);
    let x: tf.Tensor4D = tf.tensor4d(startOf(ctx.rng, config, timesteps[from]), SHAPE);
    let done = from;
    /** Algorithm 2 under way, from x on; null until the next step begins it. */
    let steps: Generator<Step, void> | null = null;

    /** The noise of step i: the same however the run came there. Between two seeds all sixteen share it. */
    function noise(i: number, label = 'z'): tf.Tensor {
      const rng = ctx.rng(`${label} ${i}`);
      if (config.start !== 'between') return tf.tensor4d(rng.fillNormal(new Float32Array(COUNT * PIXELS)), SHAPE);
      return tf.tile(tf.tensor4d(rng.fillNormal(new Float32Array(PIXELS)), [1, 16, 16, 3]), [COUNT, 1, 1, 1]);
    }

    /** The way from x_t on, where t is that of step `from`. */
    const wayFrom = (xt: tf.Tensor4D, at: number): Generator<Step, void> =>
      sampleFaces(net.params, xt, timesteps, noise, {
        conditions: config.w === null ? NONE : asked,
        w: config.w ?? -1,
        eta: config.sampler === 'ddim' ? config.eta : 1,
        config: net.config,
        from: at,
        after: (xs, s, index) => known?.keep(xs, s, index, (i) => noise(i, 'known')) ?? xs,
      });

    /** Stands at x_t, as step `at` begins; what is under way is given up. */
    function standAt(xt: tf.Tensor, at: number): void {
      steps?.return();
      steps = null;
      x.dispose();
      x = xt as tf.Tensor4D;
      done = at;
    }

    function restart(): void {
      records.dispose();
      timesteps = subsequence(T, config.steps);
      records = new Records(timesteps.length - 1);
      watch.reset();
      from = firstOf(timesteps, config);
      standAt(tf.tensor4d(startOf(ctx.rng, config, timesteps[from]), SHAPE), from);
    }

    /** x with the reader's edits of this step in it; null where there are none. */
    function withEdits(): tf.Tensor4D | null {
      const here = config.edits.filter((edit) => edit.index === done);
      if (!here.length) return null;
      const stepFrom = (xt: tf.Tensor4D) => wayFrom(xt, done).next().value as Step; // left after one step: the tidy frees it
      return tf.tidy(() => here.reduce((before, edit) => edited(before, edit, stepFrom), x));
    }

    function step(): boolean {
      if (done >= timesteps.length - 1) return true; // at t = 0 there is nothing left to take away
      watch.start(done);
      const came = x.clone();
      const changed = withEdits();
      if (changed) standAt(changed, done);
      steps ??= wayFrom(x, done);
      const taken = steps.next().value as Step;
      records.add(taken, came);
      came.dispose();
      x.dispose();
      x = taken.next.clone() as tf.Tensor4D;
      done++;
      return done === timesteps.length - 1;
    }

    /** Back to where step `index` begins; the rest of the way is forgotten. From the start if that step was not kept. */
    function rewind(index: number): void {
      if (index >= done) return;
      const came = records.backTo(index);
      if (came) {
        standAt(came, index);
        watch.stop();
      } else restart();
    }

    return {
      step,
      async frame() {
        const { now } = await readAll({ now: x });
        watch.stop(done);
        return {
          done,
          of: timesteps.length - 1,
          from,
          timesteps: [...timesteps],
          kept: records.indices,
          now,
          record: await records.read(config.at),
          film: await records.film(config.face),
          secondsPerStep: watch.secondsPerStep,
        };
      },
      configure(next) {
        const before = config;
        config = next;
        const ofPicture = next.start === 'picture' ? (['picture', 'mine', 'level'] as const) : [];
        const all = ['sampler', 'eta', 'steps', 'start', 'other', 'w', ...ofPicture] as const;
        const another = all.some((key) => next[key] !== before[key]);
        const inpaints = [before.inpaint, next.inpaint];
        const unlike = inpaints[0]?.id === inpaints[1]?.id ? [] : inpaints.flatMap((inpaint) => inpaint?.from ?? []);
        if (unlike.length) {
          known?.dispose();
          known = Known.of(next.inpaint);
        }
        if (another) restart();
        else rewind(Math.min(...unlike, firstChange(before.edits, next.edits)));
        return true;
      },
      at: () => done - from,
      ended: () => done === timesteps.length - 1,
      methods: {},
      dispose() {
        steps?.return();
        records.dispose();
        known?.dispose();
        x.dispose();
        disposeNet(net);
      },
    };
  },
});

const NONE: readonly Condition[] = new Array(COUNT).fill(nullCondition);

/** Attributes of sixteen test faces. */
const conditionsOf = (rng: Rng): readonly Condition[] =>
  Array.from({ length: COUNT }, () => Array.from(attributesOf(faceAt('test', rng.int(1_000)))));

/** The step a run begins with, of those it visits. */
const firstOf = (timesteps: readonly number[], { start, level }: BackwardConfig): number =>
  start === 'picture' ? firstAtOrBelow(timesteps, level) : 0;

/** Sixteen noises; one picture noised by them to t; or the stages from the first of them to the first of another seed. [COUNT · 16 · 16 · 3] */
function startOf(rng: (label: string) => Rng, { start, other, picture, mine }: BackwardConfig, t: number): Float32Array {
  const out = noisesOf(rng, COUNT, start === 'picture' ? { x0: pictureOf(picture, mine), t } : undefined);
  if (start !== 'between') return out;
  const first = out.slice(0, PIXELS);
  const last = noisesOf((label) => createRng(other).fork(label), 1);
  for (let i = 0; i < COUNT; i++) out.set(slerp(first, last, i / (COUNT - 1)), i * PIXELS);
  return out;
}

/** Sixteen faces on their way back from noise, by the shipped network: every step kept, to be looked at, painted on and gone on from. */
import { attributesOf, faceAt } from '../../../data/faces';
import { createRng, type Rng } from '../../../data/rng';
import { type Condition, nullCondition } from '../../../models/diffusion/faces';
import { inpaintStep, type Step, step as samplerStep, slerp } from '../../../models/diffusion/sampler';
import { subsequence } from '../../../models/diffusion/schedule';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { disposeNet, epsTheta, faceSchedule, loadNet, PIXELS, readAll, T } from './faces';

/** The reader's hand in a run: one of the sixteen changed as step `index` begins. */
export interface Edit {
  /** The same for the same hand. */
  readonly id: string;
  readonly index: number;
  readonly face: number;
  /** What was painted: x_t itself, or the network's guess x̂₀. */
  readonly what: 'xt' | 'x0';
  /** Where it was painted [16 · 16], and with which colours [16 · 16 · 3]. */
  readonly mask: Uint8Array;
  readonly picture: Float32Array;
}

export interface BackwardConfig {
  readonly sampler: 'ddpm' | 'ddim';
  /** DDIM's η. */
  readonly eta: number;
  /** Steps visited of the 1,000. */
  readonly steps: number;
  /** 'many': sixteen noises. 'between': one noise turning into another, sixteen stages. */
  readonly start: 'many' | 'between';
  /** The seed whose first noise is the other end of 'between'. */
  readonly other: number;
  /** Guidance towards attributes of real faces, drawn at random; null: nothing asked. */
  readonly w: number | null;
  /** Whose way is shown as a film. */
  readonly face: number;
  /** Where to paint anew, from step `from` on: 1 in the mask is to be invented, 0 is known. Null: everything is. */
  readonly inpaint: { readonly id: string; readonly from: number; readonly mask: Uint8Array; readonly known: Float32Array } | null;
  /** In the order of their steps: a run meets each on its way. */
  readonly edits: readonly Edit[];
}

/** One step from t to s, of all sixteen. [COUNT, 16, 16, 3] each. */
export interface StepRecord {
  readonly index: number;
  readonly t: number;
  readonly s: number;
  readonly sigma: number;
  readonly x: Float32Array;
  readonly eps: Float32Array;
  readonly x0: Float32Array;
  readonly mean: Float32Array;
  /** x_s = μ + σ z. */
  readonly next: Float32Array;
}

export interface BackwardFrame {
  /** How many steps are done of how many. */
  readonly done: number;
  readonly of: number;
  /** Steps visited, from T to 0. */
  readonly timesteps: readonly number[];
  /** Indices of the steps that were kept. */
  readonly kept: readonly number[];
  /** Where the sixteen stand now [COUNT, 16, 16, 3]. */
  readonly now: Float32Array;
  /** The last step, opened up; null before the first. */
  readonly last: StepRecord | null;
  /** Up to COLUMNS kept steps of the chosen face: [columns, 16, 16, 3] each. */
  readonly film: {
    readonly index: readonly number[];
    readonly t: readonly number[];
    readonly x: Float32Array;
    readonly eps: Float32Array;
    readonly x0: Float32Array;
  };
  readonly secondsPerStep: number | null;
}

export type BackwardMethods = {
  /** A kept step, or null if it was not kept. */
  at(args: { index: number }): Promise<StepRecord | null>;
};

export const COUNT = 16;
export const COLUMNS = 9;
/** Steps kept at most; of longer runs every k-th is. */
const KEPT = 50;
const SHAPE: [number, number, number, number] = [COUNT, 16, 16, 3];

type Kept = {
  index: number;
  t: number;
  s: number;
  sigma: number;
  /** x_t as the run brought it, before any hand. */
  came: tf.Tensor;
  x: tf.Tensor;
  eps: tf.Tensor;
  x0: tf.Tensor;
  mean: tf.Tensor;
  next: tf.Tensor;
};

export default defineProgram<BackwardConfig, BackwardFrame, BackwardMethods>({
  async start(initial, ctx) {
    ctx.progress(0.1, { zh: '正在读取网络的权重', en: 'Reading the weights of the network' });
    const net = await loadNet(ctx);
    ctx.progress(1, '');
    let config = initial;
    let timesteps: number[] = [];
    let records: Kept[] = [];
    let x: tf.Tensor4D = tf.zeros(SHAPE);
    let done = 0;
    /** Steps timed, the seconds they took by the clock until their result was there, and when the untimed ones began. */
    let timed = 0;
    let seconds = 0;
    let since: { at: number; done: number } | null = null;
    let known: { from: number; mask: tf.Tensor; picture: tf.Tensor } | null = null;
    const conditions = conditionsOf(ctx.rng('asked'));
    restart();
    keep(config.inpaint);

    function restart(): void {
      tf.dispose(records.flatMap(tensorsOf));
      tf.dispose(x);
      records = [];
      done = 0;
      since = null;
      timed = 0;
      seconds = 0;
      timesteps = subsequence(T, config.steps);
      x = tf.tensor4d(startNoise(ctx.rng('x_T'), config), SHAPE);
    }

    /** Takes over what the configuration knows of the faces. */
    function keep(inpaint: BackwardConfig['inpaint']): void {
      if (known) tf.dispose([known.mask, known.picture]);
      known = inpaint && {
        from: inpaint.from,
        mask: tf.tensor4d(Float32Array.from(inpaint.mask), [1, 16, 16, 1]),
        picture: tf.tensor4d(inpaint.known, [1, 16, 16, 3]),
      };
    }

    /** The noise of step i: the same however the run came there. Between two seeds all sixteen share it. */
    function noise(i: number, label = 'z'): tf.Tensor {
      const rng = ctx.rng(`${label} ${i}`);
      if (config.start === 'many') return tf.tensor4d(rng.fillNormal(new Float32Array(COUNT * PIXELS)), SHAPE);
      return tf.tile(tf.tensor4d(rng.fillNormal(new Float32Array(PIXELS)), [1, 16, 16, 3]), [COUNT, 1, 1, 1]);
    }

    /** What the network says about x at step t, and what follows from it. */
    function goBack(x: tf.Tensor4D, i: number): Step {
      const [t, s] = [timesteps[i], timesteps[i + 1]];
      const modelOutput = epsTheta(net, x, t, config.w === null ? NONE : conditions, config.w ?? -1);
      const eta = config.sampler === 'ddim' ? config.eta : 1;
      return samplerStep(faceSchedule, x, modelOutput, t, s, noise(i), { eta, clip: 1 });
    }

    /** x_t with a hand in it. A painted x̂₀ is noised again with the noise that the network sees: x_t = √ᾱ x̂₀ + √(1 − ᾱ) ε̂. */
    function withEdit(x: tf.Tensor4D, { index, face, what, mask, picture }: Edit): tf.Tensor4D {
      const where = new Float32Array(COUNT * 256);
      where.set(mask, face * 256);
      const on = tf.tensor4d(where, [COUNT, 16, 16, 1]);
      const put = (under: tf.Tensor) => tf.add(tf.mul(on, tf.tensor4d(picture, [1, 16, 16, 3])), tf.mul(tf.sub(1, on), under));
      if (what === 'xt') return put(x) as tf.Tensor4D;
      const { x0, eps } = goBack(x, index);
      const alphaBar = faceSchedule.alphaBar[timesteps[index]];
      const noised = tf.add(tf.mul(Math.sqrt(alphaBar), put(x0)), tf.mul(Math.sqrt(1 - alphaBar), eps));
      const only = tf.tensor4d(
        Float32Array.from({ length: COUNT }, (_, i) => (i === face ? 1 : 0)),
        [COUNT, 1, 1, 1],
      );
      return tf.add(tf.mul(only, noised), tf.mul(tf.sub(1, only), x)) as tf.Tensor4D;
    }

    function step(): boolean {
      since ??= { at: performance.now(), done };
      const s = timesteps[done + 1];
      let sigma = 0;
      const came = x;
      const made = tf.tidy(() => {
        let before = came.clone() as tf.Tensor4D;
        for (const edit of config.edits) if (edit.index === done) before = withEdit(before, edit);
        const out = goBack(before, done);
        const next =
          known && done >= known.from ? inpaintStep(faceSchedule, out.next, known.picture, known.mask, s, noise(done, 'known')) : out.next;
        sigma = out.sigma ?? 0;
        return { x: before, eps: out.eps, x0: out.x0, mean: out.mean, next };
      });
      const record: Kept = { index: done, t: timesteps[done], s, sigma, came, ...made };
      const last = records.at(-1);
      if (last && !isKept(last.index)) {
        records.pop();
        tf.dispose(tensorsOf(last));
      }
      records.push(record);
      x = made.next.clone() as tf.Tensor4D;
      done++;
      return done === timesteps.length - 1;
    }

    const isKept = (index: number): boolean => index % Math.ceil((timesteps.length - 1) / KEPT) === 0;

    /** Back to where step `index` begins; the rest of the way is forgotten. From the start if that step was not kept. */
    function rewind(index: number): void {
      if (index >= done) return;
      const at = records.findIndex((r) => r.index === index);
      if (at < 0) {
        restart();
        return;
      }
      const later = records.splice(at);
      tf.dispose(x);
      x = later[0].came.clone() as tf.Tensor4D;
      tf.dispose(later.flatMap(tensorsOf));
      done = index;
      since = null;
    }

    async function read(record: Kept): Promise<StepRecord> {
      const { index, t, s, sigma, x: before, eps, x0, mean, next } = record;
      return { index, t, s, sigma, ...(await readAll({ x: before, eps, x0, mean, next })) };
    }

    async function film(): Promise<BackwardFrame['film']> {
      const n = Math.min(COLUMNS, records.length);
      const chosen = Array.from({ length: n }, (_, i) => records[n === 1 ? 0 : Math.round((i * (records.length - 1)) / (n - 1))]);
      const cut = (key: 'x' | 'eps' | 'x0') => tf.concat(chosen.map((r) => tf.slice(r[key], [config.face, 0, 0, 0], [1, 16, 16, 3])));
      if (n === 0) return { index: [], t: [], x: new Float32Array(0), eps: new Float32Array(0), x0: new Float32Array(0) };
      const strips = tf.tidy(() => ({ x: cut('x'), eps: cut('eps'), x0: cut('x0') }));
      const values = await readAll(strips);
      tf.dispose(strips);
      return { index: chosen.map((r) => r.index), t: chosen.map((r) => r.t), ...values };
    }

    return {
      step,
      async frame() {
        const last = records.at(-1);
        const { now } = await readAll({ now: x });
        if (since) {
          seconds += (performance.now() - since.at) / 1_000;
          timed += done - since.done;
          since = null;
        }
        return {
          done,
          of: timesteps.length - 1,
          timesteps: [...timesteps],
          kept: records.map((r) => r.index),
          now,
          last: last ? await read(last) : null,
          film: await film(),
          secondsPerStep: timed > 0 ? seconds / timed : null,
        };
      },
      configure(next) {
        const before = config;
        config = next;
        const another = (['sampler', 'eta', 'steps', 'start', 'other', 'w'] as const).some((key) => next[key] !== before[key]);
        const inpaint = next.inpaint?.id !== before.inpaint?.id;
        const unlike = inpaint
          ? Math.min(before.inpaint?.from ?? Number.POSITIVE_INFINITY, next.inpaint?.from ?? Number.POSITIVE_INFINITY)
          : Number.POSITIVE_INFINITY;
        if (inpaint) keep(next.inpaint);
        if (another) restart();
        else rewind(Math.min(unlike, firstChange(before.edits, next.edits)));
        return true;
      },
      ended: () => done === timesteps.length - 1,
      methods: {
        async at({ index }) {
          const record = records.find((r) => r.index === index);
          return record ? read(record) : null;
        },
      },
      dispose() {
        tf.dispose(records.flatMap(tensorsOf));
        tf.dispose([x, ...(known ? [known.mask, known.picture] : [])]);
        disposeNet(net);
      },
    };
  },
});

const NONE: readonly Condition[] = new Array(COUNT).fill(nullCondition);
const tensorsOf = (r: Kept): tf.Tensor[] => [r.came, r.x, r.eps, r.x0, r.mean, r.next];

/** The earliest step at which two lists of hands differ; ∞ if they do not. */
function firstChange(a: readonly Edit[], b: readonly Edit[]): number {
  const ids = (edits: readonly Edit[]) => new Set(edits.map((h) => h.id));
  const [inA, inB] = [ids(a), ids(b)];
  return Math.min(Number.POSITIVE_INFINITY, ...[...a, ...b].filter((h) => !inA.has(h.id) || !inB.has(h.id)).map((h) => h.index));
}

/** Attributes of sixteen test faces. */
const conditionsOf = (rng: Rng): readonly Condition[] =>
  Array.from({ length: COUNT }, () => Array.from(attributesOf(faceAt('test', rng.int(1_000)))));

/** Sixteen noises, or the stages from the first of them to the first of another seed. [COUNT · 16 · 16 · 3] */
function startNoise(rng: Rng, { start, other }: BackwardConfig): Float32Array {
  const out = rng.fillNormal(new Float32Array(COUNT * PIXELS));
  if (start === 'many') return out;
  const first = out.slice(0, PIXELS);
  const last = createRng(other).fork('x_T').fillNormal(new Float32Array(PIXELS));
  for (let i = 0; i < COUNT; i++) out.set(slerp(first, last, i / (COUNT - 1)), i * PIXELS);
  return out;
}

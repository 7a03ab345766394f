/** Sixteen faces on their way back from noise, by the shipped network: every step kept, to be looked at, painted on and gone on from. */
import { attributesOf, faceAt } from '../../../data/faces';
import type { Rng } from '../../../data/rng';
import { type Asked, NOTHING } from '../../../models/diffusion/faces';
import { keepKnown, step as samplerStep, slerp } from '../../../models/diffusion/sampler';
import { subsequence } from '../../../models/diffusion/schedule';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { disposeNet, epsTheta, faceSchedule, loadNet, PIXELS, readAll, T } from './faces';

/** The reader's hand in a run. `id` changes with every new one. */
export interface Paint {
  readonly id: number;
  /** The record it was painted on, and the face. */
  readonly index: number;
  readonly face: number;
  /** What was painted: x_t itself, or the network's guess x̂₀. */
  readonly what: 'xt' | 'x0';
  /** The painted picture [16 · 16 · 3]. */
  readonly data: Float32Array;
}

export interface BackwardConfig {
  readonly sampler: 'ddpm' | 'ddim';
  /** DDIM's η. */
  readonly eta: number;
  /** Steps visited of the 1,000. */
  readonly steps: number;
  /** 'many': sixteen noises. 'between': one noise turning into another, sixteen stages. */
  readonly start: 'many' | 'between';
  /** Guidance towards attributes of real faces, drawn at random; null: nothing asked. */
  readonly w: number | null;
  /** Whose way is shown as a film. */
  readonly face: number;
  /** Where to paint anew: 1 in the mask is to be invented, 0 is known. Null: everything is. */
  readonly inpaint: { readonly id: number; readonly mask: Uint8Array; readonly known: Float32Array } | null;
  readonly paint: Paint | null;
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
  readonly visits: readonly number[];
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
    let visits: number[] = [];
    let records: Kept[] = [];
    let x = tf.zeros(SHAPE);
    let done = 0;
    let spent = 0;
    let known: { mask: tf.Tensor; picture: tf.Tensor } | null = null;
    const asked = askedOf(ctx.rng('asked'));
    restart();

    function restart(): void {
      tf.dispose(records.flatMap(tensorsOf));
      tf.dispose([x, ...(known ? [known.mask, known.picture] : [])]);
      records = [];
      done = 0;
      spent = 0;
      visits = subsequence(T, config.steps);
      x = tf.tensor4d(startNoise(ctx.rng('x_T'), config.start), SHAPE);
      const hole = config.inpaint;
      known = hole && { mask: tf.tensor4d(Float32Array.from(hole.mask), [1, 16, 16, 1]), picture: tf.tensor4d(hole.known, [1, 16, 16, 3]) };
    }

    /** The noise of step i: the same however the run came there. Between two seeds all sixteen share it. */
    function noise(i: number, label = 'z'): tf.Tensor {
      const rng = ctx.rng(`${label} ${i}`);
      if (config.start === 'many') return tf.tensor4d(rng.fillNormal(new Float32Array(COUNT * PIXELS)), SHAPE);
      return tf.tile(tf.tensor4d(rng.fillNormal(new Float32Array(PIXELS)), [1, 16, 16, 3]), [COUNT, 1, 1, 1]);
    }

    function step(): boolean {
      const from = performance.now();
      const [t, s] = [visits[done], visits[done + 1]];
      let sigma = 0;
      const made = tf.tidy(() => {
        const said = epsTheta(net, x as tf.Tensor4D, t, config.w === null ? NONE : asked, config.w ?? -1);
        const eta = config.sampler === 'ddim' ? config.eta : 1;
        const out = samplerStep(faceSchedule, x, said, t, s, noise(done), { eta, clip: 1 });
        const next = known ? keepKnown(faceSchedule, out.next, known.picture, known.mask, s, noise(done, 'known')) : out.next;
        sigma = out.sigma ?? 0;
        return { eps: out.eps, x0: out.x0, mean: out.mean, next };
      });
      const record: Kept = { index: done, t, s, sigma, x, ...made };
      const last = records.at(-1);
      if (last && !isKept(last.index)) {
        records.pop();
        tf.dispose(tensorsOf(last));
      }
      records.push(record);
      x = made.next.clone() as tf.Tensor4D;
      done++;
      spent += performance.now() - from;
      return done === visits.length - 1;
    }

    const isKept = (index: number): boolean => index % Math.ceil((visits.length - 1) / KEPT) === 0;

    /** The hand goes in: back to that step, with the painted picture in place of x_t; the rest of the way is forgotten. */
    function paint({ index, face, what, data }: Paint): void {
      const at = records.findIndex((r) => r.index === index);
      if (at < 0) return;
      const record = records[at];
      const later = records.splice(at);
      const painted = tf.tidy(() => {
        const only = tf.tensor4d(
          Float32Array.from({ length: COUNT }, (_, i) => (i === face ? 1 : 0)),
          [COUNT, 1, 1, 1],
        );
        const picture = tf.tensor4d(data, [1, 16, 16, 3]);
        const alphaBar = faceSchedule.alphaBar[record.t];
        // a painted x̂₀ is noised again with the noise the network had seen: x_t = √ᾱ x̂₀ + √(1 − ᾱ) ε̂
        const xt = what === 'xt' ? picture : tf.add(tf.mul(Math.sqrt(alphaBar), picture), tf.mul(Math.sqrt(1 - alphaBar), record.eps));
        return tf.add(tf.mul(only, xt), tf.mul(tf.sub(1, only), record.x)) as tf.Tensor4D;
      });
      tf.dispose(x);
      tf.dispose(later.flatMap(tensorsOf));
      x = painted;
      done = index;
      spent = 0;
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
        return {
          done,
          of: visits.length - 1,
          visits: [...visits],
          kept: records.map((r) => r.index),
          now,
          last: last ? await read(last) : null,
          film: await film(),
          secondsPerStep: done > 0 && spent > 0 ? spent / 1_000 / done : null,
        };
      },
      configure(next) {
        const before = config;
        config = next;
        if (next.paint && next.paint.id !== before.paint?.id) paint(next.paint);
        else if ((['sampler', 'eta', 'steps', 'start', 'w'] as const).some((key) => next[key] !== before[key])) restart();
        else if (next.inpaint?.id !== before.inpaint?.id) restart();
        return true;
      },
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

const NONE: readonly Asked[] = new Array(COUNT).fill(NOTHING);
const tensorsOf = (r: Kept): tf.Tensor[] => [r.x, r.eps, r.x0, r.mean, r.next];

/** Attributes of sixteen test faces. */
const askedOf = (rng: Rng): readonly Asked[] =>
  Array.from({ length: COUNT }, () => Array.from(attributesOf(faceAt('test', rng.int(1_000)))));

/** Sixteen noises, or the stages between two of them. [COUNT · 16 · 16 · 3] */
function startNoise(rng: Rng, start: BackwardConfig['start']): Float32Array {
  if (start === 'many') return rng.fillNormal(new Float32Array(COUNT * PIXELS));
  const [a, b] = [rng.fillNormal(new Float32Array(PIXELS)), rng.fillNormal(new Float32Array(PIXELS))];
  const out = new Float32Array(COUNT * PIXELS);
  for (let i = 0; i < COUNT; i++) out.set(slerp(a, b, i / (COUNT - 1)), i * PIXELS);
  return out;
}

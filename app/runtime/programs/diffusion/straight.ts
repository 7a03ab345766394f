/**
 * Curved and straight: one small network three times on the same points, as a diffusion, on straight lines (flow matching), and on straight
 * lines between pairs that the second has made (reflow). Then: how far are samples from the data, by the number of steps taken?
 */
import * as plane from '../../../models/diffusion/plane';
import { type Step, sampled } from '../../../models/diffusion/sampler';
import { cosine, subsequence } from '../../../models/diffusion/schedule';
import { detour, lines, walk } from '../../../models/diffusion/straight';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { Trainer } from '../../trainer';
import { type DataChoice, dataOf } from '../planeData';
import { initFrom } from '../vae/pretrained';
import { BATCH, floorOf, learner, rateAt, ratioOf, seedOf } from './plane';
import { COUNTS, KINDS, type Kind, LEARN, SHOWN } from './straightSettings';

export interface StraightConfig extends DataChoice {
  /** Steps of the ways that are drawn. */
  readonly steps: number;
}

/** One network's doing. */
export interface Doing {
  /** Where SHOWN particles stand at every step [(steps + 1) · SHOWN · 2]; the first DRAWN of them are drawn with their ways. */
  readonly ways: Float32Array;
  /** Distance of the ways' ends to the data over that of two fresh samples of the data. */
  readonly ratio: number;
  /** The same for samples of each of COUNTS steps. */
  readonly ratios: Float32Array;
  /** Length of its paths over that of their chords; 1 is straight. */
  readonly detour: number;
}

export interface StraightFrame {
  readonly real: Float32Array;
  /** The number of steps that the ways have. */
  readonly steps: number;
  /** By kind; 'again' is not there before its training has begun. */
  readonly nets: Readonly<Partial<Record<Kind, Doing>>>;
  /** Training steps of the first two, and of the third. */
  readonly trained: readonly [number, number];
}

const POOL = 4_096;
/** Steps with which pairs are made, and paths are measured. */
const FINE = 50;
const EVERY_MS = 1_500;
const T = 1_000;
const config = plane.defaults;

export default defineProgram<StraightConfig, StraightFrame, Record<never, never>>({
  start(initial, ctx) {
    const schedule = cosine(T);
    const data = dataOf(initial);
    let { steps } = initial;
    const first = new Trainer<'curved' | 'straight', 'curved' | 'straight'>({
      seed: seedOf(ctx.rng('train')),
      nets: { curved: learner(config), straight: learner(config) },
      update: ({ curved, straight }, rng, step) => {
        const x0 = data.sample(BATCH, rng.fork('data'));
        const batch = plane.noise(schedule, x0, rng.fork('noise'), 'v');
        const line = lines(x0, batch.eps, rng.fork('time')); // the same points, the same noise
        return {
          curved: curved.descend((p) => plane.loss(p, batch, config), rateAt(step)),
          straight: straight.descend((p) => plane.loss(p, line, config), rateAt(step)),
        };
      },
    });
    let second: Trainer<'again', 'again'> | null = null;

    const shown = ctx.rng('start').fillNormal(new Float32Array(2 * SHOWN));
    const real = data.sample(SHOWN, ctx.rng('shown'));
    const floor = floorOf(data, SHOWN, ctx.rng('floor'));
    let nets: Partial<Record<Kind, Doing>> = {};
    let measured = '';
    let at = Number.NEGATIVE_INFINITY;

    const averaged = (kind: Kind): Params =>
      tf.tidy(() => (kind === 'again' ? second?.nets.again : first.nets[kind])?.averaged()) as Params;

    /** Places of a network's particles, from noise to data: all of them, or the last only. */
    async function places(kind: Kind, start: Float32Array, n: number, all: boolean): Promise<Float32Array> {
      const params = averaged(kind);
      const x1 = tf.tensor2d(start, [start.length / 2, 2]);
      const kept: tf.Tensor[] = all ? [x1.clone()] : [];
      if (kind === 'curved') {
        const way = plane.samplePlane(params, x1, subsequence(T, n), () => null, { schedule, target: 'v', config, eta: 0 });
        if (all) for (const { next } of way as Iterable<Step>) kept.push(next.clone());
        else kept.push(sampled(way));
      } else {
        let k = 0;
        for (const x of walk(params, x1, n, config)) if (++k === n || all) kept.push(x.clone());
      }
      const joined = tf.concat(kept);
      const values = Float32Array.from(await joined.data());
      tf.dispose([x1, joined, ...kept, ...Object.values(params)]);
      return values;
    }

    async function doing(kind: Kind): Promise<Doing> {
      const ratios = new Float32Array(COUNTS.length);
      for (const [i, n] of COUNTS.entries()) {
        ratios[i] = ratioOf(await places(kind, shown, n, false), data, ctx.rng('fresh'), floor);
        await ctx.breathe();
      }
      const ways = await places(kind, shown, steps, true);
      const ratio = ratioOf(ways.slice(-2 * SHOWN), data, ctx.rng('fresh'), floor);
      return { ratio, ratios, ways, detour: detour(await places(kind, shown, FINE, true), SHOWN) };
    }

    /** The third network: the second, trained on with pairs of its own making. */
    async function beginAgain(): Promise<void> {
      const noise = ctx.rng('pool').fillNormal(new Float32Array(2 * POOL));
      const made = await places('straight', noise, FINE, false);
      const from = await initFrom(averaged('straight'));
      second = new Trainer<'again', 'again'>({
        seed: seedOf(ctx.rng('train again')),
        nets: { again: learner(config, from) },
        update: ({ again }, rng, step) => {
          const [x0, eps] = [new Float32Array(2 * BATCH), new Float32Array(2 * BATCH)];
          for (let b = 0; b < BATCH; b++) {
            const i = rng.int(POOL);
            x0.set(made.subarray(2 * i, 2 * i + 2), 2 * b);
            eps.set(noise.subarray(2 * i, 2 * i + 2), 2 * b);
          }
          return { again: again.descend((p) => plane.loss(p, lines(x0, eps, rng.fork('time')), config), rateAt(step)) };
        },
      });
    }

    return {
      step() {
        if (first.steps < LEARN) first.step();
        else if (second) second.step();
        else ctx.redraw(); // the next frame makes the third network's pairs
        return second !== null && second.steps >= LEARN;
      },
      async frame() {
        if (first.steps >= LEARN && !second) await beginAgain();
        await first.losses();
        await second?.losses();
        const now = `${first.steps} ${second?.steps ?? -1} ${steps}`;
        const ended = second !== null && second.steps >= LEARN;
        if (now !== measured && (ended || performance.now() - at > EVERY_MS)) {
          const made: Partial<Record<Kind, Doing>> = {};
          // The first two stand still while the third learns.
          for (const kind of KINDS) {
            if (kind === 'again' && !second) continue;
            const still = kind !== 'again' && second !== null && nets.again !== undefined && measured.endsWith(` ${steps}`);
            made[kind] = (still && nets[kind]) || (await doing(kind));
          }
          nets = made;
          measured = now;
          at = performance.now();
        }
        const copies = Object.entries(nets).map(([kind, one]) => [kind, { ...one, ways: one.ways.slice(), ratios: one.ratios.slice() }]);
        return { real: real.slice(), steps, nets: Object.fromEntries(copies), trained: [first.steps, second?.steps ?? 0] as const };
      },
      configure(next) {
        if (next.data !== initial.data || JSON.stringify(next.strokes) !== JSON.stringify(initial.strokes)) return false;
        steps = next.steps;
        at = Number.NEGATIVE_INFINITY;
        return true;
      },
      methods: {},
      dispose() {
        first.dispose();
        second?.dispose();
      },
    };
  },
});

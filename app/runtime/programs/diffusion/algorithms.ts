/**
 * Algorithms 1 and 2 of DDPM, line by line, on the U-Net that ships. A step of this program is one line of the algorithm that is chosen.
 *
 * What runs is what trains and samples everywhere on the page: `trainingRound` and the generator of `sampleFaces`. Each does the work of several
 * lines in one call; the figure then goes through those lines in their order, and shows what the call had at each.
 */
import { nullCondition } from '../../../models/diffusion/condition';
import { noiseErrors, sampleFaces } from '../../../models/diffusion/faces';
import type { Step } from '../../../models/diffusion/sampler';
import { faceSchedule, subsequence } from '../../../models/diffusion/schedule';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { Trainer } from '../../trainer';
import { trainingRound } from './algorithm1';
import { LINES, type LineOfOne, type LineOfTwo } from './algorithmsSettings';
import { readStep, type StepRecord } from './backwardRecords';
import { PIXELS, readAll, shippedInit, T } from './faces';
import { seedOf } from './plane';

export interface AlgorithmsConfig {
  readonly alg: 'one' | 'two';
  /** Steps that algorithm 2 takes of the 1,000. */
  readonly steps: number;
}

/** The first face of the batch, in one round of algorithm 1. Pictures [16 · 16 · 3]. */
export interface RoundSeen {
  readonly t: number;
  readonly x0: Float32Array;
  readonly eps: Float32Array;
  readonly xt: Float32Array;
  readonly epsHat: Float32Array;
  /** Error of v, which training lowers, and of ε; of this face. */
  readonly errorV: number;
  readonly errorEps: number;
  /** Mean error of v over the batch. */
  readonly loss: number;
}

/** One step of algorithm 2, and the noise put back in it. Pictures [16 · 16 · 3]. */
export interface StepSeen extends StepRecord {
  readonly z: Float32Array;
}

export interface AlgorithmsFrame {
  /** Where algorithm 1 stands: its round, from 1 (0: not begun), the line just gone through, and what is known in this round. */
  readonly one: { readonly round: number; readonly line: LineOfOne | null; readonly seen: RoundSeen | null };
  /** Where algorithm 2 stands. Before its first step only x_T is known. */
  readonly two: {
    readonly of: number;
    readonly line: LineOfTwo | null;
    readonly xT: Float32Array | null;
    readonly seen: StepSeen | null;
  };
}

const BATCH = 8;
/** So small that the trained network stays what it is; line 5 is taken nonetheless. */
const RATE = 2e-5;
const SHAPE: [number, number, number, number] = [1, 16, 16, 3];

export default defineProgram<AlgorithmsConfig, AlgorithmsFrame, Record<never, never>>({
  async start(initial, ctx) {
    const pretrained = await shippedInit(ctx);
    let config = initial;
    let pending: { t: number; tensors: Record<'x0' | 'eps' | 'xt' | 'v' | 'errors', tf.Tensor> } | null = null;
    let round: RoundSeen | null = null;
    const trainer = new Trainer<'net', 'loss'>({
      seed: seedOf(ctx.rng('train')),
      nets: { net: { init: () => pretrained, optimizer: { lr: RATE, clipNorm: 1 } } },
      update: ({ net }, rng) => ({
        loss: trainingRound(net, rng, BATCH, (batch, { xt, modelOutput, errors }) => {
          const first = (pictures: tf.Tensor4D) => tf.keep(tf.slice(pictures, [0, 0, 0, 0], SHAPE));
          const tensors = {
            x0: first(batch.x0),
            eps: first(batch.eps),
            xt: first(xt),
            v: first(modelOutput),
            errors: tf.keep(errors.clone()),
          };
          pending = { t: batch.t[0], tensors };
        }),
      }),
    });
    let lineOfOne = -1;
    let lineOfTwo: LineOfTwo | null = null;
    let timesteps = subsequence(T, config.steps);
    let way: Generator<Step, void> | null = null;
    let params: Params = {};
    let start: tf.Tensor4D | null = null;
    let step: Step | null = null;
    let seen: StepSeen | null = null;

    const xT = () => ctx.rng('x_T').fillNormal(new Float32Array(PIXELS));
    /** z of a step: none in the last. */
    const noise = (i: number): Float32Array | null =>
      timesteps[i + 1] === 0 ? null : ctx.rng(`z ${i}`).fillNormal(new Float32Array(PIXELS));

    function begin(): void {
      way?.return();
      tf.dispose(params);
      params = tf.tidy(() => trainer.nets.net.params());
      start?.dispose();
      start = tf.tensor4d(xT(), SHAPE);
      way = sampleFaces(params, start, timesteps, (i) => pictureOf(noise(i)), {
        conditions: [nullCondition],
        w: -1,
      });
      [step, seen] = [null, null];
    }

    const pictureOf = (values: Float32Array | null) => values && tf.tensor4d(values, SHAPE);

    /** Algorithm 2, the next line; true when it has returned. */
    function lineTwo(): boolean {
      if (lineOfTwo === null) {
        begin();
        lineOfTwo = 'xT';
        return false;
      }
      const at = LINES.two.indexOf(lineOfTwo as (typeof LINES.two)[number]);
      const ended = step?.index === timesteps.length - 2;
      if (lineOfTwo === 'return' || (lineOfTwo === 'next' && ended)) {
        lineOfTwo = 'return';
        return true;
      }
      lineOfTwo = LINES.two[lineOfTwo === 'xT' ? 0 : (at + 1) % LINES.two.length];
      if (lineOfTwo === 'for') {
        step = way?.next().value as Step; // the whole step; its lines are gone through one by one
        seen = null;
      }
      return false;
    }

    return {
      step() {
        if (config.alg === 'two') return lineTwo();
        lineOfOne = (lineOfOne + 1) % LINES.one.length;
        if (lineOfOne === 0) {
          if (pending) tf.dispose(Object.values(pending.tensors));
          trainer.step(); // the whole round; likewise
        }
        return false;
      },
      async frame() {
        const { loss } = await trainer.losses();
        if (pending) {
          const { t, tensors } = pending;
          pending = null;
          const { v, errors, ...pictures } = await readAll(tensors);
          tf.dispose(Object.values(tensors));
          const bar = faceSchedule.alphaBar[t];
          const epsHat = pictures.xt.map((x, i) => Math.sqrt(bar) * v[i] + Math.sqrt(1 - bar) * x);
          const [errorV, errorEps] = [errors[0], noiseErrors(errors.slice(0, 1), Float32Array.of(t))[0]];
          round = { t, ...pictures, epsHat, errorV, errorEps, loss: loss ?? Number.NaN };
        }
        if (step && !seen) seen = { ...(await readStep(step)), z: noise(step.index) ?? new Float32Array(PIXELS) };
        return {
          one: { round: trainer.steps, line: lineOfOne < 0 ? null : LINES.one[lineOfOne], seen: structuredClone(round) },
          two: { of: timesteps.length - 1, line: lineOfTwo, xT: lineOfTwo === null ? null : xT(), seen: structuredClone(seen) },
        };
      },
      configure(changed) {
        const another = changed.steps !== config.steps;
        config = changed;
        if (another) {
          timesteps = subsequence(T, config.steps);
          lineOfTwo = null;
          [step, seen] = [null, null];
        }
        return true;
      },
      ended: () => config.alg === 'two' && lineOfTwo === 'return',
      methods: {},
      dispose() {
        way?.return();
        if (pending) tf.dispose(Object.values(pending.tensors));
        tf.dispose(params);
        start?.dispose();
        trainer.dispose();
      },
    };
  },
});

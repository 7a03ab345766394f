/**
 * Sixteen faces sampled under guidance, beside the same sixteen noises without it; and one guided step opened up.
 *
 * The unguided ones depend on the seed and the number of steps alone, so they are made once and kept.
 */
import { type Condition, nullCondition } from '../../../models/diffusion/condition';
import { type Guidance, guide, type Wish } from '../../../models/diffusion/guidance';
import type { GuidanceKind } from '../../../models/diffusion/guidanceCost';
import { type Denoiser, type Step, sample } from '../../../models/diffusion/sampler';
import { faceSchedule, subsequence } from '../../../models/diffusion/schedule';
import * as tf from '../../../models/tf';
import { defineProgram, type ProgramContext } from '../../program';
import { PIXELS, readAll, T } from '../diffusion/faces';
import { type Accuracy, accuracy } from './accuracy';
import { GRID, type Grid, grid } from './grid';
import { disposeNetworks, loadNetworks, SHAPE } from './networks';
import { type Asked, Opened, type Peek } from './peek';
import { judged, type Verdict } from './verdict';

export interface GuidedConfig {
  readonly kind: Exclude<GuidanceKind, 'none'>;
  /** s, or w. */
  readonly strength: number;
  readonly from: number;
  readonly to: number;
  readonly condition: Condition;
  /** What CLIP is told. */
  readonly prompt: string;
  readonly negative: Condition | null;
  readonly steps: number;
  /** Whose way is shown as a film. */
  readonly watched: number;
}

/** Sixteen faces and how they fare. */
export interface Sixteen {
  /** x̂₀ now [16 · 768]. */
  readonly faces: Float32Array;
  /** x̂₀ of the watched one, up to COLUMNS of its steps. */
  readonly film: Float32Array;
  /** At the end: which show all that is asked, by the attribute classifier; which pass for faces. */
  readonly obeys: readonly boolean[] | null;
  readonly clean: readonly boolean[] | null;
}

export interface GuidedFrame {
  readonly done: number;
  readonly of: number;
  readonly t: number;
  /** Steps of the film. */
  readonly film: readonly number[];
  readonly guided: Sixteen;
  readonly plain: Sixteen;
  /** Milliseconds that one step of sixteen guided faces took, on the average; null before the first. */
  readonly msPerStep: number | null;
}

export type GuidedMethods = {
  peek(args: Asked): Promise<Peek>;
  accuracy(_: undefined, call: ProgramContext): Promise<Accuracy>;
  /** What the run's guidance makes of the first GRID noises at every one of STRENGTHS. Stops early when asked to; null then. */
  grid(_: undefined, call: ProgramContext): Promise<Grid | null>;
};

export const COUNT = 16;
export const COLUMNS = 9;

/** A run of sixteen on its way: its generator, the x̂₀ of every step, and what was found at its end. */
interface Way {
  steps: Generator<Step, void>;
  xT: tf.Tensor;
  x0: tf.Tensor[];
  verdict: Verdict | null;
}

export default defineProgram<GuidedConfig, GuidedFrame, GuidedMethods>({
  async start(initial, ctx) {
    ctx.progress(0.1, { zh: '正在读取网络的权重', en: 'Reading the weights of the networks' });
    const { nets, clip } = await loadNetworks(ctx, initial.kind);
    const judgeNet = (await ctx.weights('oracle')).params;
    ctx.progress(1, '');
    const opened = new Opened(nets, clip);
    const noise = ctx.rng('x_T').fillNormal(new Float32Array(COUNT * PIXELS));
    let config = initial;
    let timesteps = subsequence(T, config.steps);
    let text = clip ? clip.point(config.prompt) : undefined;
    let guided = begin(true);
    let plain = begin(false);
    let [ms, timed] = [0, 0];

    function begin(steered: boolean, strength = config.strength, n = COUNT): Way {
      const { kind, from, to, condition, negative } = config;
      const guidance: Guidance = steered ? { kind, strength, interval: [from, to], negative } : { kind: 'none', strength: 0 };
      const wish: Wish = { conditions: new Array(n).fill(steered ? condition : nullCondition), text };
      const model: Denoiser = (x, t) => ({ modelOutput: guide(nets, x as tf.Tensor4D, t, wish, guidance).eps });
      const xT = tf.tensor4d(noise.subarray(0, n * PIXELS), SHAPE(n));
      const steps = sample(model, xT, timesteps, () => null, { schedule: faceSchedule, eta: 0, clip: 1 });
      return { steps, xT, x0: [], verdict: null };
    }

    function end(way: Way): void {
      way.steps.return();
      tf.dispose([way.xT, ...way.x0]);
    }

    /** One step further. False at the end. */
    function advance(way: Way): boolean {
      const { value, done } = way.steps.next();
      if (done || !value) return false;
      way.x0.push(value.x0.clone());
      return true;
    }

    async function sixteen(way: Way, columns: readonly number[]): Promise<Sixteen> {
      const now = way.x0.at(-1);
      if (!now) return { faces: noise.slice(), film: new Float32Array(0), obeys: null, clean: null };
      const made = tf.tidy(() => ({
        faces: now.clone(),
        // None while the guided ones have just begun anew and the unguided, which are kept, have steps already.
        film: columns.length
          ? tf.concat(columns.map((i) => tf.slice(way.x0[i], [config.watched, 0, 0, 0], [1, 16, 16, 3])))
          : tf.tensor1d([]),
      }));
      const { faces, film } = await readAll(made);
      if (way.x0.length === timesteps.length - 1) way.verdict ??= await judged(judgeNet, faces, config.condition);
      tf.dispose(made);
      return { faces, film, obeys: way.verdict?.obeys ?? null, clean: way.verdict?.clean ?? null };
    }

    return {
      step() {
        const at = performance.now();
        const more = advance(guided);
        ms += performance.now() - at;
        timed++;
        advance(plain);
        return !more || guided.x0.length === timesteps.length - 1;
      },
      async frame() {
        const done = guided.x0.length;
        const n = Math.min(COLUMNS, done);
        const columns = Array.from({ length: n }, (_, i) => (n === 1 ? 0 : Math.round((i * (done - 1)) / (n - 1))));
        return {
          done,
          of: timesteps.length - 1,
          t: timesteps[done],
          film: columns.map((i) => timesteps[i]),
          guided: await sixteen(guided, columns),
          plain: await sixteen(
            plain,
            columns.filter((i) => i < plain.x0.length),
          ),
          msPerStep: timed > 0 ? ms / timed : null,
        };
      },
      configure(next) {
        if (next.kind !== config.kind) return false;
        const before = config;
        config = next;
        if (next.prompt !== before.prompt && clip) {
          text?.dispose();
          text = clip.point(next.prompt);
        }
        if (next.steps !== before.steps) {
          timesteps = subsequence(T, next.steps);
          end(plain);
          plain = begin(false);
        }
        const same = (['strength', 'from', 'to', 'prompt', 'steps'] as const).every((key) => next[key] === before[key]);
        if (same && equal(next.condition, before.condition) && equal(next.negative, before.negative)) return true; // another one is watched
        if (!equal(next.condition, before.condition)) plain.verdict = null; // judged by another wish
        end(guided);
        guided = begin(true);
        [ms, timed] = [0, 0];
        return true;
      },
      at: () => guided.x0.length,
      ended: () => guided.x0.length === timesteps.length - 1,
      methods: {
        peek: opened.peek,
        accuracy: (_, call) => accuracy(call, nets.classifier, judgeNet),
        grid: (_, call) => {
          const way = (strength: number, steered: boolean) => {
            const begun = begin(steered, strength, GRID);
            return { steps: begun.steps, end: () => end(begun) };
          };
          return grid({ kind: config.kind, condition: config.condition, clip, text, judgeNet, way }, call);
        },
      },
      dispose() {
        end(guided);
        end(plain);
        text?.dispose();
        opened.dispose();
        disposeNetworks(nets);
        tf.dispose(Object.values(judgeNet));
      },
    };
  },
});

const equal = (a: Condition | null, b: Condition | null): boolean => JSON.stringify(a) === JSON.stringify(b);

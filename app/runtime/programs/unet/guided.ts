/**
 * Sixteen faces sampled under guidance, beside the same sixteen noises without it; and one guided step opened up.
 *
 * The unguided ones depend on the seed and the number of steps alone, so they are made once and kept.
 */
import { ATTRIBUTES, attributesOf, compose, FACE_BYTES, faceAt, faceValues, toUnit, trainingHashes } from '../../../data/faces';
import { type Condition, nullCondition } from '../../../models/diffusion/condition';
import { qSample } from '../../../models/diffusion/faces';
import { type Guidance, guide, markedRows, type Wish } from '../../../models/diffusion/guidance';
import type { GuidanceKind } from '../../../models/diffusion/guidanceCost';
import { exampleNoise } from '../../../models/diffusion/noise';
import { forward as classify } from '../../../models/diffusion/noisyClassifier';
import { x0From } from '../../../models/diffusion/posterior';
import { type Denoiser, type Step, sample } from '../../../models/diffusion/sampler';
import { faceSchedule, subsequence } from '../../../models/diffusion/schedule';
import { judge } from '../../../models/metrics';
import type { forward as readAttributes } from '../../../models/metrics/attributeClassifier';
import { meanSquaredDistance } from '../../../models/metrics/diversity';
import * as tf from '../../../models/tf';
import { walked } from '../../drain';
import { defineProgram, type ProgramContext } from '../../program';
import { PIXELS, readAll, T } from '../diffusion/faces';
import { classesOf, disposeNetworks, loadNetworks, noiseOf, obeys, realSpread, SHAPE } from './networks';

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

/** One noisy face and everything a guided step makes of it. Pictures [768]. */
export interface Peek {
  readonly xt: Float32Array;
  readonly without: Float32Array;
  readonly withY: Float32Array | null;
  readonly gradient: Float32Array | null;
  /** ε̃ − ε of the unguided. */
  readonly push: Float32Array;
  readonly x0Plain: Float32Array;
  readonly x0Guided: Float32Array;
  /** What the guide says of x_t: p(y | x_t) of each asked attribute, or CLIP's cosine; empty for classifier-free guidance. */
  readonly says: readonly number[];
}

export interface Asked {
  readonly face: number;
  readonly noise: number;
  readonly t: number;
  readonly kind: Exclude<GuidanceKind, 'none'>;
  readonly strength: number;
  readonly condition: Condition;
  readonly prompt: string;
  readonly negative: Condition | null;
}

export type GuidedMethods = {
  peek(args: Asked): Promise<Peek>;
  /** Share of attributes read right at steps `t`, by the classifier that knows noise and by the one that knows clean faces only. */
  accuracy(
    _: undefined,
    call: ProgramContext,
  ): Promise<{ t: Float32Array; noisy: Float32Array; clean: Float32Array; chance: number; n: number }>;
  /** What the run's guidance makes of the first GRID noises at every one of STRENGTHS. Stops early when asked to; null then. */
  grid(_: undefined, call: ProgramContext): Promise<Grid | null>;
};

/** Faces from the same noises at several strengths. */
export interface Grid {
  readonly strengths: readonly number[];
  /** [strengths · GRID · 768] */
  readonly faces: Float32Array;
  /** By strength: faces that show all that is asked, that pass for faces; their variety against that of real faces with the wish. */
  readonly obeys: readonly number[];
  readonly clean: readonly number[];
  readonly variety: readonly number[];
  /** CLIP's mean cosine of the finished faces; null where CLIP does not steer. */
  readonly cosine: readonly number[] | null;
}

export const GRID = 8;
/** None, then ever more. */
export const STRENGTHS = {
  classifier: [0, 1, 2, 4, 8, 16],
  clip: [0, 1, 2, 4, 8, 16],
  free: [-1, 0, 1, 2, 4, 8],
} as const;

export const COUNT = 16;
export const COLUMNS = 9;
const ACCURACY_FACES = 128;

/** A run of sixteen on its way: its generator, the x̂₀ of every step, and what was found at its end. */
interface Way {
  steps: Generator<Step, void>;
  xT: tf.Tensor;
  x0: tf.Tensor[];
  verdict: { obeys: boolean[]; clean: boolean[] } | null;
}

export default defineProgram<GuidedConfig, GuidedFrame, GuidedMethods>({
  async start(initial, ctx) {
    ctx.progress(0.1, { zh: '正在读取网络的权重', en: 'Reading the weights of the networks' });
    const { nets, clip } = await loadNetworks(ctx, initial.kind);
    const judgeNet = (await ctx.weights('oracle')).params;
    ctx.progress(1, '');
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
        film: tf.concat(columns.map((i) => tf.slice(way.x0[i], [config.watched, 0, 0, 0], [1, 16, 16, 3]))),
      }));
      const { faces, film } = await readAll(made);
      if (way.x0.length === timesteps.length - 1) way.verdict ??= await judged(faces);
      tf.dispose(made);
      return { faces, film, obeys: way.verdict?.obeys ?? null, clean: way.verdict?.clean ?? null };
    }

    async function judged(faces: Float32Array): Promise<NonNullable<Way['verdict']>> {
      const n = faces.length / PIXELS;
      const x = tf.tensor4d(faces, SHAPE(n));
      const classes = await classesOf(judgeNet, x);
      x.dispose();
      const training = trainingHashes();
      const clean = Array.from({ length: n }, (_, i) => {
        const ten = classes.subarray(i * ATTRIBUTES.length, (i + 1) * ATTRIBUTES.length);
        return judge(faces.subarray(i * PIXELS, (i + 1) * PIXELS), ten, training).clean;
      });
      return { obeys: obeys(classes, config.condition), clean };
    }

    async function grid(call: ProgramContext): Promise<Grid | null> {
      const strengths: readonly number[] = STRENGTHS[config.kind];
      const faces = new Float32Array(strengths.length * GRID * PIXELS);
      const rows: { obeys: number; clean: number; variety: number; cosine: number }[] = [];
      const real = realSpread(config.condition);
      const count = (list: readonly boolean[]) => list.filter(Boolean).length;
      for (const [i, strength] of strengths.entries()) {
        call.progress(i / strengths.length, { zh: `强度 ${strength}`, en: `Strength ${strength}` });
        const way = begin(i > 0, strength, GRID);
        const made = await walked(way.steps, ({ x0 }) => x0, call).finally(() => end(way));
        if (!made) return null;
        faces.set(made, i * made.length);
        const verdict = await judged(made);
        rows.push({
          obeys: count(verdict.obeys),
          clean: count(verdict.clean),
          variety: meanSquaredDistance(made, PIXELS) / real,
          cosine: await meanCosine(made),
        });
      }
      call.progress(1, '');
      const column = (key: keyof (typeof rows)[number]) => rows.map((row) => row[key]);
      return {
        strengths,
        faces,
        obeys: column('obeys'),
        clean: column('clean'),
        variety: column('variety'),
        cosine: clip ? column('cosine') : null,
      };
    }

    /** CLIP's cosine of finished faces (t = 0) with the prompt, on the average. */
    async function meanCosine(faces: Float32Array): Promise<number> {
      if (!clip || !text) return 0;
      const n = faces.length / PIXELS;
      const [of, at] = [clip, text];
      const mean = tf.tidy(() => tf.mean(of.cosine(tf.tensor4d(faces, SHAPE(n)), new Float32Array(n), at)));
      const [value] = await mean.data();
      mean.dispose();
      return value;
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
      methods: {
        async peek(asked) {
          const point = clip ? clip.point(asked.prompt) : undefined;
          const made = tf.tidy((): Record<string, tf.Tensor> => {
            const alphaBar = faceSchedule.alphaBar[asked.t];
            const x0 = tf.tensor4d(faceValues(asked.face), SHAPE(1));
            const xt = qSample(x0, tf.tensor4d([alphaBar], [1, 1, 1, 1]), tf.tensor4d(exampleNoise(asked.noise), SHAPE(1)));
            const wish: Wish = { conditions: [asked.condition], text: point };
            const step = guide(nets, xt, asked.t, wish, { kind: asked.kind, strength: asked.strength, negative: asked.negative });
            const [ofX, ofEps] = x0From('eps', faceSchedule, asked.t);
            const clean = (eps: tf.Tensor) => tf.clipByValue(tf.add(tf.mul(ofX, xt), tf.mul(ofEps, eps)), -1, 1);
            const says = sayings(xt, asked, point);
            return {
              ...(step.withY && { withY: step.withY }),
              ...(step.gradient && { gradient: step.gradient }),
              ...(says && { says }),
              xt,
              without: step.without,
              push: tf.sub(step.eps, step.without),
              x0Plain: clean(step.without),
              x0Guided: clean(step.eps),
            };
          });
          const { says, ...pictures } = await readAll(made);
          tf.dispose(made);
          point?.dispose();
          return { withY: null, gradient: null, ...pictures, says: says ? Array.from(says) : [] } as unknown as Peek;
        },
        accuracy: (_, call) => accuracy(call, nets.classifier, judgeNet),
        grid: (_, call) => grid(call),
      },
      dispose() {
        end(guided);
        end(plain);
        text?.dispose();
        disposeNetworks(nets);
        tf.dispose(Object.values(judgeNet));
      },
    };

    /** p(y | x_t) of every asked attribute in turn, or CLIP's cosine. */
    function sayings(xt: tf.Tensor4D, { t, kind, condition }: Asked, point?: tf.Tensor2D): tf.Tensor1D | null {
      const at = Float32Array.of(t);
      if (kind === 'classifier' && nets.classifier) {
        const marks = markedRows([condition]);
        const each = classify(nets.classifier, xt, at).map((logits, a) => tf.sum(tf.mul(marks[a], tf.softmax(logits))));
        const asked = each.filter((_, a) => condition[a] !== null);
        return asked.length > 0 ? (tf.stack(asked) as tf.Tensor1D) : null;
      }
      if (kind === 'clip' && clip && point) return clip.cosine(xt, at, point);
      return null;
    }
  },
});

const equal = (a: Condition | null, b: Condition | null): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Attributes read right, all ten together, over noised test faces. */
async function accuracy(
  ctx: ProgramContext,
  noisy: Parameters<typeof classify>[0] | undefined,
  clean: Parameters<typeof readAttributes>[0],
) {
  if (!noisy) throw new Error('Only classifier guidance loads the classifier.');
  const times = [1, 50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000];
  const faces = Array.from({ length: ACCURACY_FACES }, (_, i) => faceAt('test', 2_000 + i));
  const pixels = new Uint8Array(ACCURACY_FACES * FACE_BYTES);
  const truth = faces.map((face, i) => {
    compose(face, pixels, i * FACE_BYTES);
    return Array.from(attributesOf(face));
  });
  const out = {
    t: Float32Array.from(times),
    noisy: new Float32Array(times.length),
    clean: new Float32Array(times.length),
    chance: 0,
    n: ACCURACY_FACES,
  };
  out.chance = ATTRIBUTES.reduce((sum, { classes }, a) => {
    const most = Math.max(...classes.map((_, k) => truth.filter((row) => row[a] === k).length));
    return sum + most / ACCURACY_FACES / ATTRIBUTES.length; // always answering the most frequent class
  }, 0);
  for (const [i, t] of times.entries()) {
    if (ctx.signal.aborted) break;
    const made = tf.tidy(() => {
      const eps = tf.tensor4d(noiseOf(`accuracy ${t}`, ACCURACY_FACES), SHAPE(ACCURACY_FACES));
      const bars = tf.fill([ACCURACY_FACES, 1, 1, 1], faceSchedule.alphaBar[t]) as tf.Tensor4D;
      const x = qSample(tf.tensor4d(toUnit(pixels), SHAPE(ACCURACY_FACES)), bars, eps);
      const said = classify(noisy, x, new Float32Array(ACCURACY_FACES).fill(t)).map((logits) => tf.argMax(logits, 1));
      return { x, noisy: tf.cast(tf.stack(said, 1), 'float32') };
    });
    const { noisy: read } = await readAll({ noisy: made.noisy });
    const cleanRead = await classesOf(clean, made.x);
    tf.dispose(made);
    const right = (classes: ArrayLike<number>) =>
      truth.flat().reduce((sum, k, n) => sum + (classes[n] === k ? 1 : 0), 0) / (ACCURACY_FACES * ATTRIBUTES.length);
    out.noisy[i] = right(read);
    out.clean[i] = right(cleanRead);
    ctx.progress((i + 1) / times.length, { zh: '在带噪的脸上考两个分类器', en: 'Examining both classifiers on noised faces' });
    await ctx.breathe();
  }
  return out;
}

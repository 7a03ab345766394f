/**
 * Generating with a VQ-VAE: tokens drawn uniformly, place by place, or by the learned prior, one after the other.
 * The prior is the shipped one, which then writes one token a step; or a fresh one, which then learns a little in every step.
 */
import type { Rng } from '../../../data/rng';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import * as prior from '../../../models/vae/prior';
import { valuesOf } from '../../drain';
import { defineProgram, type ProgramContext } from '../../program';
import type { Checkpoint } from '../../trainer';
import { History } from '../gan/history';
import { knownFaces, toBytes } from './faces';
import { judge, limitOf, shareWithin } from './judge';
import { drawnAlone, learner, written } from './tokenPrior';
import { Tokenizer } from './tokens';

export interface PriorConfig {
  readonly start: 'shipped' | 'scratch';
  readonly temperature: number;
  /** How many of the likeliest codes may be drawn. */
  readonly topK: number;
}

export const WAYS = ['uniform', 'independent', 'learned'] as const;
export type Way = (typeof WAYS)[number];

export interface PriorFrame {
  readonly codes: number;
  readonly cells: number;
  /** Tokens of the face under way; −1 where none has been drawn. [16] */
  readonly tokens: Int32Array;
  /** Next place, 16 when finished; and what the prior says about it: likeliest codes first, with their probabilities. */
  readonly place: number;
  readonly likely: Int32Array;
  readonly probabilities: Float32Array;
  /** The entropy of that choice in nats. */
  readonly entropy: number;
  /** Probability with which each of the drawn tokens was drawn. [16] */
  readonly drawn: Float32Array;
  /** The face so far; places without a token are filled with the code that is commonest there. */
  readonly picture: Uint8ClampedArray;
  /** Nats a token of test faces: by the uniform prior, by frequencies, and by the learned prior so far. */
  readonly nats: Readonly<Record<Way, number>>;
  readonly history: Readonly<Record<'step' | 'learned', Float32Array>>;
  /** What the face would be with each of the likeliest codes at the next place. */
  readonly options: Uint8ClampedArray;
}

export interface Judged {
  readonly way: Way;
  /** Share that is as near to a face as 95% of what the decoder paints from the tokens of real faces. */
  readonly own: number;
  /** Share that passes for a clean face, and the median squared distance to the nearest face. */
  readonly share: number;
  readonly median: number;
}

type Methods = {
  /** n faces in each way. */
  sample: (args: { n: number; seed: number }, ctx: ProgramContext) => Promise<Record<Way, Uint8ClampedArray>>;
  measure: (args: { n: number; seed: number }, ctx: ProgramContext) => Promise<{ rows: Judged[]; n: number }>;
};

const CONFIG = prior.prior4Config;
const { places, codes } = CONFIG;
const OPTIONS = 12;
/** Faces whose tokens give the frequencies. */
const COUNTED = 4096;
/** Test faces whose likelihood is read. */
const READ = 64;

export default defineProgram<PriorConfig, PriorFrame, Methods>({
  async start(initial, ctx, saved) {
    let config = initial;
    const vq = await Tokenizer.load(ctx, 'vqvae4');
    const given = config.start === 'shipped' ? (await ctx.weights('prior4')).params : null;
    const tokens = await vq.quantize(await vq.encode(knownFaces('train', COUNTED).pictures, ctx.breathe));
    const shares = prior.frequencies(tokens, CONFIG);
    const commonest = Int32Array.from({ length: places }, (_, place) => {
      const row = shares.subarray(place * codes, (place + 1) * codes);
      return row.reduce((best, v, k) => (v > row[best] ? k : best), 0);
    });
    const trainer = given ? null : learner(tokens, CONFIG, ctx.rng('prior').int(2 ** 31), 2e-3, saved as Checkpoint<'prior'> | undefined);
    /** The prior's parameters now; called inside a tidy. */
    const params = (): Params => given ?? (trainer as NonNullable<typeof trainer>).nets.prior.params();
    const test = await vq.quantize(await vq.encode(knownFaces('test', READ).pictures));
    const natsOf = async (): Promise<number> => {
      const loss = tf.tidy(() => prior.loss(params(), tf.tensor2d(test, [READ, places], 'int32'), CONFIG));
      const [nats] = await loss.data();
      loss.dispose();
      return nats;
    };
    const known = { uniform: Math.log(codes), independent: independentNats(shares, test) };
    const history = new History(['learned'] as const);
    let readStep = -1;
    let nats = 0;
    let row: readonly number[] = [];
    const drawn: number[] = [];
    /** The shipped prior's sampler under way, from `row` on, and what it asks for: p of the next token, read by the frame. */
    let writing: Generator<prior.Step, number[][], Float32Array> | null = null;
    let asked: prior.Step | null = null;
    let next: Float32Array | null = null;
    /** Numbers drawn for each place beforehand, so that a change of temperature changes the choice and not the chance. */
    const chances = ctx.rng('draw').fillUniform(new Float32Array(places));

    async function learned(n: number, rng: Rng, call: Pick<ProgramContext, 'signal' | 'breathe'>): Promise<Int32Array> {
      const now = given ?? tf.tidy(params);
      const rows = await written(now, n, rng, CONFIG, call, config);
      if (!given) tf.dispose(Object.values(now));
      return rows;
    }

    /** p of the token after `row`, in numbers. */
    async function readNext(): Promise<Float32Array | null> {
      if (!writing) {
        writing = prior.sample(params(), [row], (place) => chances[place], CONFIG, config);
        asked = writing.next(new Float32Array(0)).value as prior.Step;
      }
      return asked && valuesOf(asked.probabilities);
    }

    async function tokensBy(way: Way, n: number, rng: Rng, call: ProgramContext): Promise<Int32Array> {
      if (way === 'learned') return learned(n, rng, call);
      return drawnAlone(n, rng, CONFIG, way === 'independent' ? shares : null);
    }

    return {
      step() {
        if (trainer) return trainer.step();
        if (!next || !writing) return row.length >= places; // drawing takes numbers, and only a frame can read them
        const { done, value } = writing.next(next);
        row = [...(done ? value : value.rows)[0]];
        asked = done ? null : value;
        drawn.push(next[row[row.length - 1]]);
        next = null;
        return done === true;
      },
      async frame() {
        const trained = trainer?.steps ?? 0;
        if (trained !== readStep) {
          nats = await natsOf();
          history.add(trained, { learned: nats });
          readStep = trained;
          if (trainer) row = Array.from(await learned(1, ctx.rng('shown'), ctx));
        }
        const place = row.length;
        if (place < places) next ??= await readNext();
        const p = next ?? new Float32Array(codes);
        const likely = Int32Array.from(p.keys())
          .sort((a, b) => p[b] - p[a])
          .subarray(0, OPTIONS);
        const filled = Int32Array.from({ length: places }, (_, i) => row[i] ?? commonest[i]);
        const options = new Int32Array(OPTIONS * places);
        for (let o = 0; o < OPTIONS; o++) {
          options.set(filled, o * places);
          if (place < places) options[o * places + place] = likely[o];
        }
        const pictures = await vq.decode(Int32Array.from([...filled, ...options]));
        let entropy = 0;
        for (const v of p) if (v > 0) entropy -= v * Math.log(v);
        return {
          codes,
          cells: places,
          tokens: Int32Array.from({ length: places }, (_, i) => row[i] ?? -1),
          place,
          likely: likely.slice(),
          probabilities: Float32Array.from(likely, (k) => p[k]),
          entropy,
          drawn: Float32Array.from({ length: places }, (_, i) => drawn[i] ?? Number.NaN),
          nats: { ...known, learned: nats },
          history: history.snapshot(),
          picture: toBytes(pictures.subarray(0, 768)),
          options: toBytes(pictures.subarray(768)),
        };
      },
      configure(to) {
        if (to.start !== config.start) return false;
        config = to;
        writing?.return([]);
        writing = asked = next = null; // the next token is chosen by the new rules
        return true;
      },
      methods: {
        async sample({ n, seed }, call) {
          const one = async (way: Way) => toBytes(await vq.decode(await tokensBy(way, n, call.rng(`sample/${seed}`), call)));
          return { uniform: await one('uniform'), independent: await one('independent'), learned: await one('learned') };
        },
        async measure({ n, seed }, call) {
          const rows: Judged[] = [];
          const what = { zh: '正在逐个判断样本是不是脸', en: 'Judging the samples one by one' };
          let done = 0;
          const look = async (words: Int32Array) =>
            judge(await vq.decode(words), call, (part) => {
              call.progress((done + part) / (WAYS.length + 1), what);
            }).finally(() => done++);
          const real = await look(await vq.quantize(await vq.encode(knownFaces('test', n).pictures, call.breathe)));
          const limit = limitOf(real.distances);
          for (const way of WAYS) {
            const { share, median, distances } = await look(await tokensBy(way, n, call.rng(`measure/${seed}`), call));
            rows.push({ way, own: shareWithin(distances, limit), share, median });
          }
          call.progress(1, '');
          return { rows, n };
        },
      },
      network: trainer !== null,
      save: async () => trainer?.checkpoint(),
      dispose() {
        writing?.return([]);
        vq.dispose();
        trainer?.dispose();
        if (given) tf.dispose(Object.values(given));
      },
    };
  },
});

/** −log p of tokens [n · 16] under frequencies place by place, in nats a token; a code never counted at a place gets half a count. */
function independentNats(shares: Float32Array, tokens: Int32Array): number {
  let sum = 0;
  tokens.forEach((k, i) => {
    sum -= Math.log(Math.max(shares[(i % places) * codes + k], 0.5 / COUNTED));
  });
  return sum / tokens.length;
}

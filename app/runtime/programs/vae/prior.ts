/**
 * Generating with a VQ-VAE: tokens drawn uniformly, place by place, or by the learned prior, one after the other.
 * The prior is the shipped one, which then writes one token a step; or a fresh one, which then learns a little in every step.
 */
import type { Rng } from '../../../data/rng';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import * as prior from '../../../models/vae/prior';
import { defineProgram, type ProgramContext } from '../../program';
import { type Checkpoint, Trainer } from '../../trainer';
import { History } from '../gan/history';
import { knownFaces, toBytes } from './faces';
import { judge, shareWithin } from './judge';
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
const BATCH = 32;
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
    const trainer = given ? null : learner(tokens, ctx.rng('prior').int(2 ** 31), saved as Checkpoint<'prior'> | undefined);
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
    const drawing = ctx.rng('draw');
    let row: number[] = [];
    const drawn: number[] = [];
    let next: Float32Array | null = null;
    /** Numbers drawn for each place beforehand, so that a change of temperature changes the choice and not the chance. */
    const chances = drawing.fillUniform(new Float32Array(places));

    const probabilities = async (rows: readonly (readonly number[])[], temperature: number): Promise<Float32Array> => {
      const p = tf.tidy(() =>
        prior.nextProbabilities(params(), tf.tensor2d(rows.flat(), [rows.length, rows[0].length], 'int32'), CONFIG, temperature),
      );
      const values = Float32Array.from(await p.data());
      p.dispose();
      return values;
    };

    async function learned(n: number, rng: Rng, breathe: () => Promise<void>): Promise<Int32Array> {
      const rows = Array.from({ length: n }, () => [] as number[]);
      for (let place = 0; place < places; place++) {
        const p = await probabilities(rows, config.temperature);
        rows.forEach((r, i) => {
          r.push(prior.draw(p.subarray(i * codes, (i + 1) * codes), config.topK, rng.uniform()));
        });
        await breathe();
      }
      return Int32Array.from(rows.flat());
    }

    async function tokensBy(way: Way, n: number, rng: Rng, breathe: () => Promise<void>): Promise<Int32Array> {
      if (way === 'learned') return learned(n, rng, breathe);
      const rows = Array.from({ length: n }, () =>
        prior.drawIndependent(rng.fillUniform(new Float32Array(places)), codes, way === 'independent' ? shares : null),
      );
      return Int32Array.from(rows.flatMap((r) => [...r]));
    }

    return {
      step() {
        if (trainer) return trainer.step();
        if (!next || row.length >= places) return row.length >= places;
        const k = prior.draw(next, config.topK, chances[row.length]);
        drawn.push(next[k]);
        row.push(k);
        next = null; // the frame asks the prior anew
        return row.length >= places;
      },
      async frame() {
        const trained = trainer?.steps ?? 0;
        if (trained !== readStep) {
          nats = await natsOf();
          history.add(trained, { learned: nats });
          readStep = trained;
          if (trainer) row = Array.from(await learned(1, ctx.rng('shown'), ctx.breathe));
        }
        const place = row.length;
        if (place < places) next = await probabilities([row], config.temperature);
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
        return true;
      },
      methods: {
        async sample({ n, seed }, call) {
          const one = async (way: Way) => toBytes(await vq.decode(await tokensBy(way, n, call.rng(`sample/${seed}`), call.breathe)));
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
          const limit = real.distances.slice().sort()[Math.floor(0.95 * n)];
          for (const way of WAYS) {
            const { share, median, distances } = await look(await tokensBy(way, n, call.rng(`measure/${seed}`), call.breathe));
            rows.push({ way, own: shareWithin(distances, limit), share, median });
          }
          call.progress(1, '');
          return { rows, n };
        },
      },
      save: async () => trainer?.checkpoint(),
      dispose() {
        vq.dispose();
        trainer?.dispose();
        if (given) tf.dispose(Object.values(given));
      },
    };
  },
});

/** A prior being trained on rows of tokens [n · 16]. */
function learner(tokens: Int32Array, seed: number, saved: Checkpoint<'prior'> | undefined): Trainer<'prior', 'loss'> {
  const faces = tokens.length / places;
  return new Trainer(
    {
      seed,
      nets: { prior: { init: (rng) => prior.init(rng, CONFIG), optimizer: { lr: 2e-3, clipNorm: 1 } } },
      update({ prior: net }, rng) {
        const rows = new Int32Array(BATCH * places);
        for (let i = 0; i < BATCH; i++) {
          const k = rng.int(faces) * places;
          rows.set(tokens.subarray(k, k + places), i * places);
        }
        return { loss: net.descend((p) => prior.loss(p, tf.tensor2d(rows, [BATCH, places], 'int32'), CONFIG)) };
      },
    },
    saved,
  );
}

/** −log p of tokens [n · 16] under frequencies place by place, in nats a token; a code never counted at a place gets half a count. */
function independentNats(shares: Float32Array, tokens: Int32Array): number {
  let sum = 0;
  tokens.forEach((k, i) => {
    sum -= Math.log(Math.max(shares[(i % places) * codes + k], 0.5 / COUNTED));
  });
  return sum / tokens.length;
}

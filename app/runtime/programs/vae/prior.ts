/** Generating with a VQ-VAE: tokens drawn uniformly, place by place, or by the learned prior, one after the other. */
import type { Rng } from '../../../data/rng';
import * as tf from '../../../models/tf';
import * as prior from '../../../models/vae/prior';
import { defineProgram, type ProgramContext } from '../../program';
import { knownFaces, toBytes } from './faces';
import { judge } from './judge';
import { Tokenizer } from './tokens';

export interface PriorConfig {
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
  /** What the face would be with each of the likeliest codes at the next place. */
  readonly options: Uint8ClampedArray;
}

export interface Judged {
  readonly way: Way;
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

export default defineProgram<PriorConfig, PriorFrame, Methods>({
  async start(initial, ctx) {
    let config = initial;
    const vq = await Tokenizer.load(ctx, 'vqvae4');
    const { params } = await ctx.weights('prior4');
    const tokens = await vq.quantize(await vq.encode(knownFaces('train', COUNTED).pictures, ctx.breathe));
    const shares = prior.frequencies(tokens, CONFIG);
    const commonest = Int32Array.from({ length: places }, (_, place) => {
      const row = shares.subarray(place * codes, (place + 1) * codes);
      return row.reduce((best, v, k) => (v > row[best] ? k : best), 0);
    });
    const drawing = ctx.rng('draw');
    const row: number[] = [];
    const drawn: number[] = [];
    let next: Float32Array | null = null;
    /** Numbers drawn for each place beforehand, so that a change of temperature changes the choice and not the chance. */
    const chances = drawing.fillUniform(new Float32Array(places));

    const probabilities = async (rows: readonly (readonly number[])[], temperature: number): Promise<Float32Array> => {
      const p = tf.tidy(() =>
        prior.nextProbabilities(params, tf.tensor2d(rows.flat(), [rows.length, rows[0].length], 'int32'), CONFIG, temperature),
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
        if (!next || row.length >= places) return row.length >= places;
        const k = prior.draw(next, config.topK, chances[row.length]);
        drawn.push(next[k]);
        row.push(k);
        next = null; // the frame asks the prior anew
        return row.length >= places;
      },
      async frame() {
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
          picture: toBytes(pictures.subarray(0, 768)),
          options: toBytes(pictures.subarray(768)),
        };
      },
      configure(to) {
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
          for (const way of WAYS) {
            const pictures = await vq.decode(await tokensBy(way, n, call.rng(`measure/${seed}`), call.breathe));
            const what = { zh: '正在逐个判断样本是不是脸', en: 'Judging the samples one by one' };
            const { share, median } = await judge(pictures, call, (part) => call.progress((rows.length + part) / WAYS.length, what));
            rows.push({ way, share, median });
          }
          call.progress(1, '');
          return { rows, n };
        },
      },
      save: async () => null,
      dispose() {
        vq.dispose();
        tf.dispose(Object.values(params));
      },
    };
  },
});

/** What the codes of a shipped VQ-VAE know about parts: their votes, judged on held-out faces, beside controls that know less. */
import { faceAt, PARTS, partMask } from '../../../data/faces';
import type { Rng } from '../../../data/rng';
import { borderScore, borders, type CodeVotes, countVotes, meanIoU, segment } from '../../../models/vae/segmentation';
import { defineProgram } from '../../program';
import { knownFaces } from './faces';
import { Tokenizer, type VqName } from './tokens';

export interface SegmentationConfig {
  readonly model: VqName;
}

/** learned: the model's own codes. random: as many random vectors in place of them. place: no codes at all, the cell's place votes. */
export const VOTERS = ['learned', 'random', 'place'] as const;
export type Voter = (typeof VOTERS)[number];

export interface Score {
  /** IoU of every part (NaN where it never occurs), and their mean. */
  readonly perPart: Float32Array;
  readonly mean: number;
  /** F1 of the borders, pixel for pixel. */
  readonly f1: number;
}

export interface SegmentationFrame {
  readonly grid: number;
  readonly codes: number;
  /** Faces that voted, and faces that were judged. */
  readonly voted: number;
  readonly judged: number;
  readonly scores: Readonly<Record<Voter, Score>>;
}

export interface Segmented {
  readonly tokens: Int32Array;
  /** Part of every pixel by each voter, and exactly [256]. */
  readonly maps: Readonly<Record<Voter | 'exact', Uint8Array>>;
}

type Methods = {
  /** A test face by number. */
  segment: (face: number) => Promise<Segmented>;
};

const VOTING = 3072;
const JUDGED = 768;

export default defineProgram<SegmentationConfig, SegmentationFrame, Methods>({
  async start({ model }, ctx) {
    const vq = await Tokenizer.load(ctx, model);
    const { grid, codes, dim } = vq.config;
    const what = { zh: '正在让每个码投票', en: 'Letting every code vote' };
    const train = await vq.encode(knownFaces('train', VOTING).pictures, ctx.breathe);
    ctx.progress(0.5, what);
    const test = await vq.encode(knownFaces('test', JUDGED).pictures, ctx.breathe);
    const others = randomCodes(train, codes, dim, ctx.rng('random codes'));
    const tokensOf: Record<Voter, (ze: Float32Array) => Promise<Int32Array>> = {
      learned: (ze) => vq.quantize(ze),
      random: (ze) => vq.quantize(ze, others),
      place: async (ze) => Int32Array.from({ length: ze.length / dim }, (_, i) => i % vq.cells),
    };
    const masks = (split: 'train' | 'test', n: number) => {
      const out = new Uint8Array(n * 256);
      for (let i = 0; i < n; i++) partMask(faceAt(split, i), out, i * 256);
      return out;
    };
    const exact = masks('test', JUDGED);
    const voters = {} as Record<Voter, CodeVotes>;
    const scores = {} as Record<Voter, Score>;
    for (const voter of VOTERS) {
      const count = voter === 'place' ? vq.cells : codes;
      voters[voter] = countVotes(await tokensOf[voter](train), masks('train', VOTING), count, PARTS.length, grid);
      const tokens = await tokensOf[voter](test);
      const maps = new Uint8Array(JUDGED * 256);
      let f1 = 0;
      for (let i = 0; i < JUDGED; i++) {
        const map = segment(tokens.subarray(i * vq.cells, (i + 1) * vq.cells), voters[voter]);
        maps.set(map, i * 256);
        f1 += borderScore(borders(map), borders(exact.subarray(i * 256, (i + 1) * 256))).f1 / JUDGED;
      }
      scores[voter] = { ...meanIoU(maps, exact, PARTS.length), f1 };
      await ctx.breathe();
    }
    ctx.progress(1, what);

    return {
      frame: () => ({
        grid,
        codes,
        voted: VOTING,
        judged: JUDGED,
        scores: {
          learned: { ...scores.learned, perPart: scores.learned.perPart.slice() },
          random: { ...scores.random, perPart: scores.random.perPart.slice() },
          place: { ...scores.place, perPart: scores.place.perPart.slice() },
        },
      }),
      methods: {
        async segment(face) {
          const ze = await vq.encode(knownFaces('test', 1, face).pictures);
          const map = async (voter: Voter) => segment(await tokensOf[voter](ze), voters[voter]);
          return {
            tokens: await tokensOf.learned(ze),
            maps: {
              learned: await map('learned'),
              random: await map('random'),
              place: await map('place'),
              exact: partMask(faceAt('test', face)),
            },
          };
        },
      },
      dispose: () => vq.dispose(),
    };
  },
});

/** Vectors from the Gaussian that has the encodings' mean and spread, axis by axis: [K · D]. */
function randomCodes(ze: Float32Array, codes: number, dim: number, rng: Rng): Float32Array {
  const n = ze.length / dim;
  const mean = new Float64Array(dim);
  const square = new Float64Array(dim);
  for (let i = 0; i < ze.length; i++) {
    mean[i % dim] += ze[i] / n;
    square[i % dim] += ze[i] ** 2 / n;
  }
  return Float32Array.from(
    { length: codes * dim },
    (_, i) => mean[i % dim] + Math.sqrt(square[i % dim] - mean[i % dim] ** 2) * rng.normal(),
  );
}

/** What the codes of a shipped VQ-VAE know about parts: their votes, judged on held-out faces, beside controls that know less. */
import { faceAt, PARTS, partMask } from '../../../data/faces';
import { pictureOf } from '../../../data/faces/ownPicture';
import type { Rng } from '../../../data/rng';
import { borderScore, borders, type CodeVotes, countVotes, meanIoU, segment } from '../../../models/vae/segmentation';
import { defineProgram } from '../../program';
import { knownFaces } from './faces';
import { Tokenizer, type VqName } from './tokens';

export interface SegmentationConfig {
  readonly model: VqName;
}

/**
 * Who votes for the parts of a patch. learned: a code at its place of the grid. alone: a code, wherever it stands.
 * random: at its place, one of as many random vectors. place: the place alone, without any code.
 */
export const VOTERS = ['learned', 'alone', 'random', 'place'] as const;
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
  /** Part of every pixel by each voter [256]. */
  readonly maps: Readonly<Record<Voter, Uint8Array>>;
  /** And as it is [256]; null of a picture of the reader's own, whose parts nobody knows. */
  readonly exact: Uint8Array | null;
}

type Methods = {
  /** A test face by number, or the reader's own picture. */
  segment: (args: { face: number; mine?: string }) => Promise<Segmented>;
};

const VOTING = 6144;
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
    const cellOf = (i: number) => i % vq.cells;
    /** What votes in each cell, as a number: a code, a code at a place, or a place. */
    const labels: Record<Voter, (ze: Float32Array) => Promise<Int32Array>> = {
      learned: async (ze) => (await vq.quantize(ze)).map((k, i) => cellOf(i) * codes + k),
      alone: (ze) => vq.quantize(ze),
      random: async (ze) => (await vq.quantize(ze, others)).map((k, i) => cellOf(i) * codes + k),
      place: async (ze) => Int32Array.from({ length: ze.length / dim }, (_, i) => cellOf(i)),
    };
    const howMany: Record<Voter, number> = { learned: vq.cells * codes, alone: codes, random: vq.cells * codes, place: vq.cells };
    const masks = (split: 'train' | 'test', n: number) => {
      const out = new Uint8Array(n * 256);
      for (let i = 0; i < n; i++) partMask(faceAt(split, i), out, i * 256);
      return out;
    };
    const exact = masks('test', JUDGED);
    const votingMasks = masks('train', VOTING);
    const votesOf = async (voter: Voter) => countVotes(await labels[voter](train), votingMasks, howMany[voter], PARTS.length, grid);
    const place = await votesOf('place');
    const voters = {} as Record<Voter, CodeVotes>;
    const scores = {} as Record<Voter, Score>;
    for (const voter of VOTERS) {
      voters[voter] = await votesOf(voter);
      if (voter === 'learned' || voter === 'random') fillUnseen(voters[voter], await labels[voter](train), place, codes);
      const tokens = await labels[voter](test);
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
        scores: Object.fromEntries(VOTERS.map((v) => [v, { ...scores[v], perPart: scores[v].perPart.slice() }])) as Record<Voter, Score>,
      }),
      methods: {
        async segment({ face, mine }) {
          const ze = await vq.encode(pictureOf(face, mine));
          const maps = {} as Record<Voter, Uint8Array>;
          for (const voter of VOTERS) maps[voter] = segment(await labels[voter](ze), voters[voter]);
          return { tokens: await vq.quantize(ze), maps, exact: mine ? null : partMask(faceAt('test', face)) };
        },
      },
      dispose: () => vq.dispose(),
    };
  },
});

/** A code that was never seen at a place votes as the place does. */
function fillUnseen(votes: CodeVotes, seen: Int32Array, place: CodeVotes, codes: number): void {
  const known = new Set(seen);
  const size = votes.patch ** 2;
  for (let label = 0; label < votes.codes; label++) {
    if (known.has(label)) continue;
    const cell = Math.floor(label / codes);
    votes.parts.set(place.parts.subarray(cell * size, (cell + 1) * size), label * size);
  }
}

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

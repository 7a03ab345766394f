/** The models page: cards as they ship, faces drawn from every generator with the same noise, and the yardstick, run here. */
import { composeMany, FACE_BYTES, faceAt, toUnit, trainingHashes } from '../../../data/faces';
import { createRng } from '../../../data/rng';
import type { Params } from '../../../models/nn/params';
import * as oracle from '../../../models/oracle';
import * as tf from '../../../models/tf';
import { judge, type Reading, type Reference, type Report, referenceFrom, summarise, type Verdict } from '../../../models/yardstick';
import { defineProgram, type ProgramContext } from '../../program';
import type { Card } from '../../weights';
import { asTensor, inPieces, toBytes } from '../vae/faces';
import { readCards } from './cards';
import { MAKERS, makeFaces } from './makers';

export interface Drawn {
  /** [n, 16, 16, 3] bytes. */
  readonly pictures: Uint8ClampedArray;
  /** Seconds a face, network and all. */
  readonly seconds: number;
  /** 1 where the yardstick takes the sample for a face. */
  readonly clean: Uint8Array;
}

export interface DrawArgs {
  readonly key: string;
  readonly seed: number;
  readonly n: number;
  /** A snapshot of the training; the finished weights when left out. */
  readonly file?: string;
}

/** Real faces that samples are compared with: enough for the live numbers, and made in about a second. */
const REFERENCE = 2048;

async function readWith(params: Params, pictures: Float32Array, ctx: ProgramContext): Promise<Reading> {
  return {
    features: await inPieces(pictures, FACE_BYTES, (part) => oracle.features(params, asTensor(part)), ctx.breathe),
    classes: oracle.read(await inPieces(pictures, FACE_BYTES, (part) => oracle.forward(params, asTensor(part)), ctx.breathe)),
  };
}

async function judgeAll(
  pictures: Float32Array,
  reading: Reading,
  training: ReadonlySet<number>,
  ctx: ProgramContext,
  share: (s: number) => void,
): Promise<Verdict[]> {
  const n = pictures.length / FACE_BYTES;
  const verdicts: Verdict[] = [];
  let slice = performance.now();
  for (let i = 0; i < n && !ctx.signal.aborted; i++) {
    verdicts.push(judge(pictures.subarray(i * FACE_BYTES, (i + 1) * FACE_BYTES), reading.classes.subarray(i * 10, (i + 1) * 10), training));
    if (performance.now() - slice < 30) continue;
    share(i / n);
    await ctx.breathe();
    slice = performance.now();
  }
  return verdicts;
}

type Methods = {
  /** The cards of these models; null where none ships. */
  cards(args: { names: readonly string[] }): Promise<(Card | null)[]>;
  draw(args: DrawArgs, ctx: ProgramContext): Promise<Drawn>;
  /** Draws n fresh faces and measures them with everything the cards have; `real` measures fresh real faces: the floor. */
  measure(args: { key: string; n: number; seed: number }, ctx: ProgramContext): Promise<Report>;
};

export default defineProgram<Record<string, never>, { generators: readonly string[] }, Methods>({
  async start(_config, start) {
    const { params } = await start.weights('oracle');
    let reference: Reference | null = null;
    const rng = createRng('models page');
    const nothingKnown: ReadonlySet<number> = new Set();

    return {
      frame: () => ({ generators: Object.keys(MAKERS) }),
      methods: {
        cards: readCards,
        async draw({ key, seed, n, file }, ctx) {
          const from = performance.now();
          const pictures = await makeFaces(key, n, seed, file, ctx, rng);
          const seconds = (performance.now() - from) / 1000 / n;
          const verdicts = await judgeAll(pictures, await readWith(params, pictures, ctx), nothingKnown, ctx, () => {});
          return { pictures: toBytes(pictures), seconds, clean: Uint8Array.from(verdicts, (v) => (v.clean ? 1 : 0)) };
        },
        async measure({ key, n, seed }, ctx) {
          const say = (from: number, zh: string, en: string) => ctx.progress(from, { zh, en });
          if (!reference) {
            say(0, '读真实的脸', 'reading real faces');
            const real = toUnit(composeMany(Array.from({ length: REFERENCE }, (_, i) => faceAt('test', i))));
            reference = referenceFrom(await readWith(params, real, ctx), trainingHashes());
          }
          say(0.1, '采样', 'sampling');
          const pictures =
            key === 'real'
              ? toUnit(composeMany(Array.from({ length: n }, (_, i) => faceAt('test', REFERENCE + i))))
              : await makeFaces(key, n, seed, undefined, ctx, rng.fork('measure'));
          const reading = await readWith(params, pictures, ctx);
          const verdicts = await judgeAll(pictures, reading, reference.training, ctx, (share) => say(0.5 + share / 2, '测量', 'measuring'));
          return summarise(verdicts, reading, reference);
        },
      },
      dispose: () => tf.dispose(Object.values(params)),
    };
  },
});

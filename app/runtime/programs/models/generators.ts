/** The models page: cards as they ship, faces drawn from every generator with the same noise, and the metrics, run here. */
import { composeMany, FACE_BYTES, faceAt, TEST_SIZE, toUnit, trainingHashes } from '../../../data/faces';
import { createRng, type Rng } from '../../../data/rng';
import { judge, type Reading, type Reference, type Report, referenceFrom, summarise, type Verdict } from '../../../models/metrics';
import * as attributeClassifier from '../../../models/metrics/attributeClassifier';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { defineProgram, type ProgramContext } from '../../program';
import type { Card } from '../../weights';
import { asTensor, inPieces, toBytes } from '../vae/faces';
import { readCards } from './cards';
import { REAL } from './modelRegistry';
import { drawSamples } from './samplers';

export interface Drawn {
  /** [n, 16, 16, 3] bytes. */
  readonly pictures: Uint8ClampedArray;
  /** Seconds a face; null for real ones. */
  readonly seconds: number | null;
  /** 1 where the metrics take the sample for a face. */
  readonly clean: Uint8Array;
}

export type Measured = Report & Pick<Drawn, 'seconds'>;

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
    features: await inPieces(pictures, FACE_BYTES, (part) => attributeClassifier.features(params, asTensor(part)), ctx.breathe),
    classes: attributeClassifier.read(
      await inPieces(pictures, FACE_BYTES, (part) => attributeClassifier.forward(params, asTensor(part)), ctx.breathe),
    ),
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

const picturesOf = (n: number, number: (i: number) => number): Float32Array =>
  toUnit(composeMany(Array.from({ length: n }, (_, i) => faceAt('test', number(i)))));

/** Real faces that neither a training nor the reference has seen. */
const freshFaces = (n: number, rng: Rng) => picturesOf(n, () => REFERENCE + rng.int(TEST_SIZE - REFERENCE));

/** Faces of a generator, or real ones. */
async function facesOf(
  { key, n, seed, file }: DrawArgs,
  label: string,
  ctx: ProgramContext,
  share?: (s: number) => void,
): Promise<{ pictures: Float32Array; seconds: number | null }> {
  const rng = createRng(`models page/${label}/${seed}`);
  if (key === REAL) return { pictures: freshFaces(n, rng), seconds: null };
  return drawSamples(key, n, rng, ctx, { file, share });
}

type Methods = {
  /** The cards of these models; null where none ships. */
  cards(args: { names: readonly string[] }): Promise<(Card | null)[]>;
  draw(args: DrawArgs, ctx: ProgramContext): Promise<Drawn>;
  /** Draws n fresh faces and measures them with everything the cards have. */
  measure(args: DrawArgs, ctx: ProgramContext): Promise<Measured>;
};

export default defineProgram<Record<string, never>, null, Methods>({
  async start(_config, start) {
    const { params } = await start.weights('oracle');
    let reference: Reference | null = null;
    const nothingKnown: ReadonlySet<number> = new Set();

    return {
      methods: {
        cards: readCards,
        async draw(args, ctx) {
          const { pictures, seconds } = await facesOf(args, 'draw', ctx);
          const verdicts = await judgeAll(pictures, await readWith(params, pictures, ctx), nothingKnown, ctx, () => {});
          return { pictures: toBytes(pictures), seconds, clean: Uint8Array.from(verdicts, (v) => (v.clean ? 1 : 0)) };
        },
        async measure(args, ctx) {
          const say = (share: number, zh: string, en: string) => ctx.progress(share, { zh, en });
          if (!reference) {
            say(0, '读真实的脸', 'reading real faces');
            reference = referenceFrom(
              await readWith(
                params,
                picturesOf(REFERENCE, (i) => i),
                ctx,
              ),
              trainingHashes(),
            );
          }
          const { pictures, seconds } = await facesOf(args, 'measure', ctx, (share) => say(0.8 * share, '采样', 'sampling'));
          const reading = await readWith(params, pictures, ctx);
          const verdicts = await judgeAll(pictures, reading, reference.training, ctx, (share) => say(0.8 + share / 5, '测量', 'measuring'));
          say(1, '测完', 'measured');
          return { ...summarise(verdicts, reading, reference), seconds };
        },
      },
      dispose: () => tf.dispose(Object.values(params)),
    };
  },
});

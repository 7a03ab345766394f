/** The metrics's numbers for the cards: fidelity, diversity, novelty, Fréchet distance, each with its floor, from the attribute classifier that ships. */
import { ATTRIBUTES, FACE_BYTES, trainingHashes } from '../app/data/faces/index';
import * as attributeClassifier from '../app/models/metrics/attributeClassifier';
import { measure, type Reading, type Reference, type Report, referenceFrom } from '../app/models/metrics/index';
import type { Params } from '../app/models/nn/params';
import { firstFaces, inBatches } from './faces';
import type { Metrics, TrainContext } from './model';

/** Real faces that samples are compared with, and as many fresh ones that give the floors. */
const REFERENCE = 4096;

export type MetricKey = keyof Omit<Report, 'n'> | 'agreement';

/** The attribute classifier's reading of pictures [n, 768]. */
export function readPictures(params: Params, pictures: Float32Array): Reading {
  return {
    features: inBatches(pictures, (x) => attributeClassifier.features(params, x)),
    classes: attributeClassifier.read(inBatches(pictures, (x) => attributeClassifier.forward(params, x))),
  };
}

let known: { params: Params; reference: Reference } | null = null;

async function prepare(ctx: TrainContext) {
  if (!known) {
    const params = await ctx.weights('oracle');
    const real = readPictures(params, firstFaces('test', REFERENCE).pictures);
    known = { params, reference: referenceFrom(real, trainingHashes()) };
  }
  return known;
}

/**
 * Measures pictures [n, 768] in [−1, 1].
 * @param only the numbers wanted (reconstructions have no diversity of their own); default all.
 * @param originals what the pictures are reconstructions of: adds `agreement`, the share of attributes that the attribute classifier reads alike in both.
 */
export async function measureFaces(
  ctx: TrainContext,
  pictures: Float32Array,
  { only, originals }: { only?: readonly MetricKey[]; originals?: Float32Array } = {},
): Promise<Metrics> {
  const { params, reference } = await prepare(ctx);
  const n = pictures.length / FACE_BYTES;
  const reading = readPictures(params, pictures);
  const report = measure(pictures, reading, reference);
  const fresh = firstFaces('train', n).pictures;
  const floor = measure(fresh, readPictures(params, fresh), reference);
  const all: Record<string, { value: number; n: number; floor?: number; note?: string }> = {
    fidelity: { value: report.fidelity, n, note: 'share nearer to a composed face than 99% of lightly noised real ones' },
    distance: { value: report.distance, n, note: 'median squared distance to the nearest composed face' },
    marginals: { value: report.marginals, n, floor: floor.marginals, note: 'Jensen–Shannon distance of attributes' },
    pairs: { value: report.pairs, n, floor: floor.pairs, note: 'Jensen–Shannon distance of pairs of attributes' },
    novelty: { value: report.novelty, n, note: 'share whose nearest composed face is no training face' },
    frechet: { value: report.frechet, n, floor: floor.frechet, note: 'on the oracle’s features' },
  };
  if (originals) {
    const before = readPictures(params, originals).classes;
    const same = before.filter((c, i) => c === reading.classes[i]).length;
    all.agreement = { value: same / before.length, n: n * ATTRIBUTES.length, note: 'attributes that read alike before and after' };
  }
  return Object.fromEntries(Object.entries(all).filter(([key]) => !only || only.includes(key as MetricKey)));
}

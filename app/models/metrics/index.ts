/**
 * Metrics: one way to measure every generator of faces, in training and in the page.
 *
 * - fidelity: the share of samples that are nearer to a composed face than 99% of real faces with a little noise are
 * - diversity: Jensen–Shannon distance of the attributes (and pairs of them) from those of the data
 * - novelty: the share of samples whose nearest composed face is not among the training faces
 * - Fréchet distance on the attribute classifier's features
 * Each number but fidelity and novelty has a floor: what as many fresh real faces score.
 *
 * Pure functions of arrays: whoever measures runs the attribute classifier (models/metrics/attributeClassifier.ts) and hands over what it says.
 */
import { compose, FACE_BYTES, pictureHash } from '../../data/faces/index';
import { diversity } from './diversity';
import { fitGaussian, frechetDistance, type Gaussian } from './frechet';
import { nearestFace } from './nearest';

/** Noise (standard deviation, pictures in [−1, 1]) of "lightly noised": visible when one looks for it, ±13 of 255 levels. */
export const LIGHT_NOISE = 0.1;

/** 99% of lightly noised real faces are at most this far (mean squared error) from the nearest composed face. Measured; tested. */
export const FIDELITY_THRESHOLD = 0.0104;

/** What the attribute classifier says of n pictures: its features [n · F], and the classes it reads [n · 10]. */
export interface Reading {
  readonly features: Float32Array;
  readonly classes: Uint8Array;
}

/** What samples are compared with. */
export interface Reference {
  readonly gaussian: Gaussian;
  readonly classes: Uint8Array;
  /** `pictureHash` of every training face (trainingHashes() of data/faces). */
  readonly training: ReadonlySet<number>;
}

/** The reference from a reading of real faces: take at least 4,000. */
export function referenceFrom(real: Reading, training: ReadonlySet<number>): Reference {
  return { gaussian: fitGaussian(real.features, featureCount(real)), classes: real.classes, training };
}

export interface Report {
  readonly n: number;
  readonly fidelity: number;
  /** Median distance to the nearest composed face. */
  readonly distance: number;
  readonly marginals: number;
  readonly pairs: number;
  readonly novelty: number;
  readonly frechet: number;
}

/** How one sample fares. */
export interface Verdict {
  readonly distance: number;
  /** Whether it passes for a face: distance ≤ FIDELITY_THRESHOLD. */
  readonly clean: boolean;
  readonly novel: boolean;
}

const scratch = new Uint8Array(FACE_BYTES);

const isFace = (distance: number): boolean => distance <= FIDELITY_THRESHOLD;

/** Whether a picture [768], in which the attribute classifier reads the classes [10], passes for a face. */
export const passes = (picture: Float32Array, classes: ArrayLike<number>): boolean => isFace(nearestFace(picture, classes).distance);

/** Judges one picture [768] with the classes [10] that the attribute classifier reads in it. */
export function judge(picture: Float32Array, classes: ArrayLike<number>, training: ReadonlySet<number>): Verdict {
  const { face, distance } = nearestFace(picture, classes);
  return { distance, clean: isFace(distance), novel: !training.has(pictureHash(compose(face, scratch))) };
}

/** Measures n samples. pictures [n · 768] in [−1, 1] and the attribute classifier's reading of them. About 3 ms a sample. */
export function measure(pictures: Float32Array, reading: Reading, reference: Reference): Report {
  const n = pictures.length / FACE_BYTES;
  const verdicts = Array.from({ length: n }, (_, i) =>
    judge(pictures.subarray(i * FACE_BYTES, (i + 1) * FACE_BYTES), reading.classes.subarray(i * 10, (i + 1) * 10), reference.training),
  );
  return summarise(verdicts, reading, reference);
}

/** The report from verdicts that were made one by one (a page judges in slices). */
export function summarise(verdicts: readonly Verdict[], reading: Reading, reference: Reference): Report {
  const n = verdicts.length;
  const share = (f: (v: Verdict) => boolean) => verdicts.filter(f).length / n;
  return {
    n,
    fidelity: share((v) => v.clean),
    distance: verdicts.map((v) => v.distance).sort((a, b) => a - b)[n >> 1],
    ...diversity(reading.classes, reference.classes),
    novelty: share((v) => v.novel),
    frechet: frechetDistance(fitGaussian(reading.features, featureCount(reading)), reference.gaussian),
  };
}

const featureCount = ({ features, classes }: Reading): number => features.length / (classes.length / 10);

/** The metrics in the page: the attribute classifier reads each sample, and the nearest composed face says how far from a face it is. */
import { FACE_BYTES } from '../../../data/faces';
import { FIDELITY_THRESHOLD } from '../../../models/metrics';
import * as attributeClassifier from '../../../models/metrics/attributeClassifier';
import { nearestFace } from '../../../models/metrics/nearest';
import * as tf from '../../../models/tf';
import type { ProgramContext } from '../../program';
import { asTensor, inPieces } from './faces';

/** How samples fared. */
export interface Verdicts {
  readonly n: number;
  /** Share that is as near to a composed face as 99% of lightly noised real faces are. */
  readonly share: number;
  /** Median squared distance to the nearest composed face. */
  readonly median: number;
  /** Squared distance of every sample to the nearest composed face. [n] */
  readonly distances: Float32Array;
}

/** Judges pictures [n, 768] in [−1, 1], a few at a time; `report` hears the share done. Rejects with one sentence when the attribute classifier is missing. */
export async function judge(pictures: Float32Array, ctx: ProgramContext, report: (share: number) => void): Promise<Verdicts> {
  const { params } = await ctx.weights('oracle');
  try {
    const classes = attributeClassifier.read(
      await inPieces(pictures, FACE_BYTES, (part) => attributeClassifier.forward(params, asTensor(part)), ctx.breathe),
    );
    const n = pictures.length / FACE_BYTES;
    const distances = new Float32Array(n);
    let slice = performance.now();
    for (let i = 0; i < n && !ctx.signal.aborted; i++) {
      distances[i] = nearestFace(pictures.subarray(i * FACE_BYTES, (i + 1) * FACE_BYTES), classes.subarray(i * 10, (i + 1) * 10)).distance;
      if (performance.now() - slice < 30) continue;
      report(i / n);
      await ctx.breathe();
      slice = performance.now();
    }
    return { n, share: shareWithin(distances, FIDELITY_THRESHOLD), median: distances.slice().sort()[n >> 1], distances };
  } finally {
    tf.dispose(Object.values(params));
  }
}

/** Share of the distances that are no larger than `limit`. */
export const shareWithin = (distances: Float32Array, limit: number): number =>
  distances.filter((d) => d <= limit).length / distances.length;

/** The limit that 95% of the distances are within: how near to a face a decoder paints the codes of real ones. */
export const limitOf = (distances: Float32Array): number => distances.slice().sort()[Math.floor(0.95 * distances.length)];

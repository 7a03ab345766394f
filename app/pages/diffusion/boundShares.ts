/** What the bound's figure reads off its frame: sums over steps, shares, the step by which half is spent. Plain numbers. */
import { faceSchedule } from '../../models/diffusion/schedule';
import type { BoundFrame, Costs } from '../../runtime/programs/diffusion/bound';

/** Steps in band b. */
const width = (from: Float32Array, b: number): number => from[b + 1] - from[b];

/** Sum over all steps, with its standard error: the bands are independent. */
export function sumOf({ mean, error }: Costs, from: Float32Array): { readonly sum: number; readonly error: number } {
  let [sum, variance] = [0, 0];
  for (let b = 0; b < mean.length; b++) {
    sum += width(from, b) * mean[b];
    variance += (width(from, b) * error[b]) ** 2;
  }
  return { sum, error: Math.sqrt(variance) };
}

/** Share of the sum over steps 1 … t, for t = 1 … T; within a band every step counts alike. */
export function sharesOf({ mean }: Costs, from: Float32Array): Float32Array {
  const out = new Float32Array(faceSchedule.T);
  let sum = 0;
  for (let b = 0; b < mean.length; b++) for (let t = from[b]; t < from[b + 1]; t++) out[t - 1] = sum += mean[b];
  return out.map((v) => v / sum);
}

/** The first t by which half of the sum is reached. */
export const halfOf = (shares: Float32Array): number => shares.findIndex((v) => v >= 0.5) + 1;

/** A step to stand for each band: the middle on the logarithmic axis. */
export const middles = ({ from }: BoundFrame): Float32Array =>
  Float32Array.from({ length: from.length - 1 }, (_, b) => Math.sqrt(from[b] * (from[b + 1] - 1)));

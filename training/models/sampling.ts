/** Faces from a trained U-Net, in one call: for sample sheets and evaluation. The loop is the model's own (`sampleFaces`), run to its end. */
import type { Rng } from '../../app/data/rng';
import type { Condition } from '../../app/models/diffusion/condition';
import { sampleFaces } from '../../app/models/diffusion/faces';
import { sampled } from '../../app/models/diffusion/sampler';
import { faceSchedule, subsequence } from '../../app/models/diffusion/schedule';
import type { Config } from '../../app/models/diffusion/unet';
import type { Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { noise } from '../faces';

const AT_ONCE = 32;

export interface DrawOptions {
  readonly config: Config;
  /** Reverse steps. */
  readonly steps: number;
  /** Guidance weight: 0 conditional, −1 unconditional. */
  readonly w?: number;
  /** 0: DDIM; 1: ancestral. */
  readonly eta?: number;
}

/** One face a row of `conditions`: [n, 16, 16, 3] in [−1, 1], as pixels one after the other. */
export function drawSamples(
  p: Params,
  conditions: readonly Condition[],
  rng: Rng,
  { config, steps, w = 0, eta = 0 }: DrawOptions,
): Float32Array {
  const all = new Float32Array(conditions.length * 768);
  const timesteps = subsequence(faceSchedule.T, steps);
  for (let from = 0; from < conditions.length; from += AT_ONCE) {
    const some = conditions.slice(from, from + AT_ONCE);
    const draw = () => noise(rng, [some.length, 16, 16, 3]) as tf.Tensor4D;
    const xT = draw();
    const x0 = sampled(sampleFaces(p, xT, timesteps, eta > 0 ? draw : () => null, { conditions: some, w, eta, config }));
    all.set(x0.dataSync(), from * 768);
    tf.dispose([xT, x0]);
  }
  return all;
}

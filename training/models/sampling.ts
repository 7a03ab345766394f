/** Faces from a trained U-Net, in one call: for sample sheets and evaluation. (Pages go step by step, asynchronously.) */
import type { Rng } from '../../app/data/rng';
import { type Condition, guidedEps } from '../../app/models/diffusion/faces';
import { step } from '../../app/models/diffusion/sampler';
import { cosine, subsequence } from '../../app/models/diffusion/schedule';
import type { Config } from '../../app/models/diffusion/unet';
import type { Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';

const schedule = cosine();
const AT_ONCE = 32;

export interface SampleOptions {
  readonly config: Config;
  /** Reverse steps. */
  readonly steps: number;
  /** Guidance weight: 0 conditional, −1 unconditional. */
  readonly w?: number;
  /** 0: DDIM; 1: ancestral. */
  readonly eta?: number;
}

/** One face a row of `conditions`: [n, 16, 16, 3] in [−1, 1], as pixels one after the other. */
export function sampleFaces(
  p: Params,
  conditions: readonly Condition[],
  rng: Rng,
  { config, steps, w = 0, eta = 0 }: SampleOptions,
): Float32Array {
  const all = new Float32Array(conditions.length * 768);
  const timesteps = subsequence(schedule.T, steps);
  for (let from = 0; from < conditions.length; from += AT_ONCE) {
    const some = conditions.slice(from, from + AT_ONCE);
    const shape: [number, number, number, number] = [some.length, 16, 16, 3];
    const drawNoise = () => tf.tensor4d(rng.fillNormal(new Float32Array(some.length * 768)), shape);
    let x = drawNoise();
    for (let i = 0; i + 1 < timesteps.length; i++) {
      const [t, s] = [timesteps[i], timesteps[i + 1]];
      const next = tf.tidy(() => {
        const epsHat = guidedEps(p, x, new Float32Array(some.length).fill(t), some, w, config);
        return step(schedule, x, epsHat, t, s, eta > 0 ? drawNoise() : null, { eta, clip: 1 }).next as tf.Tensor4D;
      });
      x.dispose();
      x = next;
    }
    all.set(x.dataSync(), from * 768);
    x.dispose();
  }
  return all;
}

/** Algorithm 1 of DDPM on faces (Ho et al. 2020, 2006.11239), as the figures run it: what is drawn in a round, and the step that is taken. */
import { attributesOf, compose, FACE_BYTES, faceAt, TRAIN_SIZE, toUnit } from '../../../data/faces';
import type { Rng } from '../../../data/rng';
import { CONDITION_DIM, type Condition, conditionRows, dropConditions } from '../../../models/diffusion/condition';
import { type Batch, type Opened, opened } from '../../../models/diffusion/faces';
import { faceSchedule } from '../../../models/diffusion/schedule';
import * as tf from '../../../models/tf';
import type { Net } from '../../trainer';

const { T, alphaBar } = faceSchedule;

export interface Drawn extends Batch {
  /** The noise of each face, its right answer [B, 16, 16, 3]. */
  readonly eps: tf.Tensor4D;
}

/** What training draws from: pictures in [−1, 1] [size · 768], and what is known of each. */
export type Data = (rng: Rng, size: number) => { x0: Float32Array; conditions: readonly Condition[] };

// #region draw
const trainingFaces: Data = (rng, size) => {
  const faces = Array.from({ length: size }, () => faceAt('train', rng.int(TRAIN_SIZE))); //    x₀ ~ q(x₀)
  const pixels = new Uint8Array(size * FACE_BYTES);
  for (const [i, face] of faces.entries()) compose(face, pixels, i * FACE_BYTES);
  return { x0: toUnit(pixels), conditions: faces.map((face) => dropConditions(attributesOf(face), rng)) };
};

/** Lines 2–4. The steps are spread evenly over 1 … T from a random start: each is uniform, the batch misses none. Conditions are dropped at random. */
export function drawBatch(rng: Rng, size: number, data: Data = trainingFaces): Drawn {
  const { x0, conditions } = data(rng, size);
  const start = rng.uniform();
  const t = Float32Array.from({ length: size }, (_, i) => 1 + Math.floor((T * (i + start)) / size)); // t ~ Uniform({1, …, T})
  const eps = rng.fillNormal(new Float32Array(size * FACE_BYTES)); //                           ε ~ N(0, I)
  const bars = Float32Array.from(t, (step) => alphaBar[step]);
  return {
    t,
    x0: tf.tensor4d(x0, [size, 16, 16, 3]),
    alphaBar: tf.tensor4d(bars, [size, 1, 1, 1]),
    y: tf.tensor2d(conditionRows(conditions), [size, CONDITION_DIM]),
    eps: tf.tensor4d(eps, [size, 16, 16, 3]),
  };
}
// #endregion

// #region round
/** One round: draw, and go one step down the loss. `see` is shown what was drawn and what the loss laid open, within the tape. */
export function trainingRound(
  net: Net,
  rng: Rng,
  size: number,
  see: (drawn: Drawn, opened: Opened) => void,
  data: Data = trainingFaces,
): tf.Scalar {
  const batch = drawBatch(rng, size, data);
  return net.descend((p) => {
    const one = opened(p, batch, batch.eps);
    see(batch, one);
    return tf.mean(one.errors); //                                                              the mean of ‖v − v̂‖²
  });
}
// #endregion

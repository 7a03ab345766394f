/** Runs a sampler that asks for numbers (tokens are drawn outside the device) to its end, reading at once: Node has nothing else to do. */
import type * as tf from '../app/models/tf';

/** @param of what of a step is to be read */
export function drained<Step, Result>(steps: Generator<Step, Result, Float32Array>, of: (step: Step) => tf.Tensor): Result {
  let now = steps.next(new Float32Array(0)); // the first `next` only starts
  while (!now.done) now = steps.next(of(now.value).dataSync() as Float32Array);
  return now.value;
}

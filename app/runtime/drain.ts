/** Runs samplers of the models to their end, letting others in between their steps. */
import type * as tf from '../models/tf';
import type { ProgramContext } from './program';

type Between = Pick<ProgramContext, 'signal' | 'breathe'>;

/** Reads a tensor into an array of its own. */
export const valuesOf = async (t: tf.Tensor): Promise<Float32Array> => Float32Array.from(await t.data());

/**
 * What a sampler ends with. Every step is read, so that no more than one waits on the device; null when stopped before the end.
 *
 * @param of what of a step is read; the last one's values are returned
 */
export async function walked<Step>(
  steps: Generator<Step, void>,
  of: (step: Step) => tf.Tensor,
  { signal, breathe }: Between,
): Promise<Float32Array | null> {
  let values: Float32Array | null = null;
  for (const step of steps) {
    if (signal.aborted) return null;
    values = await valuesOf(of(step));
    await breathe();
  }
  return values;
}

/** The same for a sampler that asks for the numbers of each step and returns its result. */
export async function answered<Step, Result>(
  steps: Generator<Step, Result, Float32Array>,
  of: (step: Step) => tf.Tensor,
  { signal, breathe }: Between,
): Promise<Result | null> {
  let now = steps.next(new Float32Array(0)); // the first `next` only starts
  while (!now.done) {
    if (signal.aborted) {
      steps.return(null as never); // frees the step
      return null;
    }
    const values = await valuesOf(of(now.value));
    await breathe();
    now = steps.next(values);
  }
  return now.value;
}

/** Reading tensors, for programs of any page: a file that names no model, so that no page seems to need one by it. */
import type * as tf from '../../models/tf';

/** Reads tensors into arrays of their own. */
export async function readAll<K extends string>(tensors: Readonly<Record<K, tf.Tensor>>): Promise<Record<K, Float32Array>> {
  const entries = Object.entries<tf.Tensor>(tensors).map(async ([key, tensor]) => [key, Float32Array.from(await tensor.data())] as const);
  return Object.fromEntries(await Promise.all(entries)) as Record<K, Float32Array>;
}

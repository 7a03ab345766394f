/**
 * Parameters as plain named tensors, and as one flat vector.
 *
 * A model's `init` returns named arrays; a trainer keeps them in one vector θ [N] so that an optimizer step is one
 * kernel launch; a model's `forward` receives them as named tensors (`Params`), cut out of θ by `unflatten`.
 */
import * as tf from '../tf';
import { has, ops, own } from './ops';

/** Named parameter tensors, as every `forward` receives them. Names are `layer.w`, `layer.b`. */
export type Params = Readonly<Record<string, tf.Tensor>>;

/** Named initial values, as every `init` returns them. */
export type ParamInit = Readonly<Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>>;

/** Where each named parameter lies in the flat vector. */
export interface Layout {
  readonly entries: readonly { readonly name: string; readonly shape: readonly number[]; readonly offset: number; readonly size: number }[];
  readonly size: number;
}

/** Parameters that still lie in one vector θ [N]: for networks that a kernel can read from there. */
export class Flat {
  constructor(
    readonly theta: tf.Tensor1D,
    readonly layout: Layout,
  ) {}
}

/** The named tensors, cut out where they are not yet. */
export const named = (p: Params | Flat): Params => (p instanceof Flat ? unflatten(p.theta, p.layout) : p);

/** Parameters laid out one after the other in the order of `init`. */
export function layoutOf(init: ParamInit): Layout {
  let offset = 0;
  const entries = Object.entries(init).map(([name, { shape, values }]) => {
    const entry = { name, shape, offset, size: values.length };
    offset += values.length;
    return entry;
  });
  return { entries, size: offset };
}

/** All values in one vector [N], in layout order. */
export function flatten(init: ParamInit): Float32Array {
  const layout = layoutOf(init);
  const theta = new Float32Array(layout.size);
  for (const { name, offset } of layout.entries) theta.set(init[name].values, offset);
  return theta;
}

/** θ [N] → named tensors. Differentiable: the gradient of every part flows back into θ. */
export function unflatten(theta: tf.Tensor1D, layout: Layout): Params {
  const parts = has(own.unflatten) ? ops.unflatten(theta, shapesOf(layout)) : composedUnflatten(theta, layout);
  return Object.fromEntries(layout.entries.map((e, i) => [e.name, parts[i]]));
}

const shapesOf = (layout: Layout) => layout.entries.map((e) => e.shape);

function composedUnflatten(theta: tf.Tensor1D, layout: Layout): tf.Tensor[] {
  if (layout.entries.length === 1) return [tf.reshape(theta, [...layout.entries[0].shape])]; // tfjs's gradient of a split in one part throws
  const sizes = layout.entries.map((e) => e.size);
  return tf.split(theta, sizes).map((part, i) => tf.reshape(part, [...layout.entries[i].shape]));
}

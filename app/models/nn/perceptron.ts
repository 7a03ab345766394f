/**
 * A multilayer perceptron: dense layers with one activation between them and none after the last.
 *
 * Small networks are bound by launches, not by arithmetic. Where the parameters still lie in one vector (`Flat`) and the runtime has a kernel
 * for it, all layers are one launch, and each gradient one more; elsewhere layer follows layer. Gradients of gradients have the named parameters only.
 */
import * as tf from '../tf';
import { dense } from './layers';
import { has, ops, own, type ValueActivation } from './ops';
import { Flat, named, type Params } from './params';

/** The fused kernel gives an example to a thread: parameters and units of a layer at most. */
const MOST_PARAMETERS = 4_096;
const MOST_UNITS = 64;

/**
 * @param p layers `name.0.w` [I, U], `name.0.b` [U], `name.1.w` [U, …] …: of a `Flat`, from its beginning to its end
 * @param layers how many there are
 * @param xs batches [B₁, I], [B₂, I], at most two, in one pass
 * @returns [B₁, O], [B₂, O]
 */
export function perceptron(
  p: Params | Flat,
  name: string,
  layers: number,
  xs: readonly tf.Tensor2D[],
  act: ValueActivation,
): tf.Tensor2D[] {
  if (p instanceof Flat && has(own.perceptron)) {
    const units = [xs[0].shape[1], ...p.layout.entries.flatMap(({ shape }) => (shape.length === 1 ? [...shape] : []))];
    const fits = p.layout.size <= MOST_PARAMETERS && Math.max(...units) <= MOST_UNITS && layers > 1 && units.length === layers + 1;
    if (fits) return ops.perceptron(p.theta, xs, units, act);
  }
  const parts = named(p);
  let h = xs.length === 1 ? xs[0] : tf.concat([...xs]); //                                       [ΣB, I]
  for (let i = 0; i < layers; i++) {
    h = dense(h, parts[`${name}.${i}.w`], parts[`${name}.${i}.b`], i < layers - 1 ? act : 'linear'); // [ΣB, U], at last [ΣB, O]
  }
  return xs.length === 1
    ? [h]
    : tf.split(
        h,
        xs.map((x) => x.shape[0]),
      );
}

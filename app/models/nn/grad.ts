/** The loss and its gradient with respect to the flat parameter vector. */
import * as tf from '../tf';
import { Flat, type Layout, named, type Params } from './params';

/** A loss and its gradient in the flat parameters [N]; the caller (or its tidy) disposes both. */
export type LossAndGrad = { value: tf.Scalar; grad: tf.Tensor1D };

/** f's value and ∇θ f, f reading the parameters where they lie. θ [N] → scalar and [N]. */
export function flatValueAndGrad(f: (p: Flat) => tf.Scalar, theta: tf.Tensor1D, layout: Layout): LossAndGrad {
  const { value, grad } = tf.valueAndGrad((flat: tf.Tensor) => f(new Flat(flat as tf.Tensor1D, layout)))(theta);
  return { value: value as tf.Scalar, grad: grad as tf.Tensor1D };
}

/** The same of a function of named parameters. */
export const valueAndGrad = (f: (p: Params) => tf.Scalar, theta: tf.Tensor1D, layout: Layout): LossAndGrad =>
  flatValueAndGrad((p) => f(named(p)), theta, layout);

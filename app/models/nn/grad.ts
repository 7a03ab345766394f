/** The loss and its gradient with respect to the flat parameter vector. */
import * as tf from '../tf';
import { type Layout, type Params, unflatten } from './params';

/** f's value and ∇θ f. θ [N] → scalar and [N]; the caller (or its tidy) disposes both. */
export function valueAndGrad(f: (p: Params) => tf.Scalar, theta: tf.Tensor1D, layout: Layout): { value: tf.Scalar; grad: tf.Tensor1D } {
  const { value, grad } = tf.valueAndGrad((flat: tf.Tensor) => f(unflatten(flat as tf.Tensor1D, layout)))(theta);
  return { value: value as tf.Scalar, grad: grad as tf.Tensor1D };
}

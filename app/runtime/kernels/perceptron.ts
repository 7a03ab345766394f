/** How the numbers of a perceptron lie in its vector θ: layer after layer, each with its weights [I, O] and then its biases [O]. */
import type { ValueActivation } from '../../models/nn/ops';

/** Attributes of the perceptron's three kernels. */
export interface PerceptronAttrs {
  readonly units: readonly number[];
  readonly act: ValueActivation;
  /** Of the input's first example among all. */
  readonly row: number;
}

/** Layers of given units: where each one's numbers begin in θ, among an example's hidden values, and among its deltas. */
export function layersOf(units: readonly number[]) {
  let [theta, hidden, delta] = [0, 0, 0];
  return units.slice(1).map((outputs, k) => {
    const layer = { k, inputs: units[k], outputs, theta, bias: theta + units[k] * outputs, hidden, before: hidden - units[k], delta };
    theta = layer.bias + outputs;
    hidden += outputs;
    delta += outputs;
    return layer;
  });
}

export const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
export const hiddenOf = (units: readonly number[]) => sum(units.slice(1, -1));

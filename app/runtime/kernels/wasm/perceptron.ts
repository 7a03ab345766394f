/**
 * A small multilayer perceptron whose numbers stay in one vector θ: one launch forward, one back to θ, one back to its input. What the hidden units
 * gave lies layer by layer, [ΣB, U] each, in a tensor as large as all of them.
 */
import type * as tf from '../../../models/tf';
import { hiddenOf, layersOf, type PerceptronAttrs, sum } from '../perceptron';
import { ACT, type Kernel, make, size } from './allocate';
import type { WasmBackend } from './call';
import { at, packFloats, simd, withScratch } from './module';

/** Floats that `denseGrad` needs for any of the layers with n examples. */
const gradFloats = (units: readonly number[], n: number) =>
  Math.max(...layersOf(units).map(({ inputs: k, outputs: o }) => (n + k) * o + Math.max(packFloats(k, o), packFloats(o, n))));

/** θ, x… → hidden [ΣB, Σ hidden units], y…. */
export const perceptron: Kernel = ({ inputs, backend, attrs }) => {
  const [theta, ...xs] = Object.values(inputs);
  const { units, act } = attrs as unknown as PerceptronAttrs;
  const layers = layersOf(units);
  const rows = xs.map((x) => x.shape[0]);
  const n = sum(rows);
  const hidden = make(backend, [n, hiddenOf(units)]);
  const ys = rows.map((count) => make(backend, [count, units[units.length - 1]]));
  const floats = (info: tf.TensorInfo, from: number) => at(backend, info) + 4 * from;
  withScratch(backend, Math.max(...layers.map((layer) => packFloats(layer.outputs, layer.inputs))), (pack) => {
    for (const { k, inputs: I, outputs: O, theta: w, bias, hidden: to, before } of layers) {
      const last = k === layers.length - 1;
      const dense = (m: number, x: number, y: number) =>
        simd.dense(m, I, O, x, floats(theta, w), floats(theta, bias), y, last ? ACT.linear : ACT[act], pack);
      let row = 0;
      if (k > 0 && !last) dense(n, floats(hidden, n * before), floats(hidden, n * to));
      else
        for (const [i, count] of rows.entries()) {
          dense(
            count,
            k === 0 ? at(backend, xs[i]) : floats(hidden, n * before + row * I),
            last ? at(backend, ys[i]) : floats(hidden, n * to + row * O),
          );
          row += count;
        }
    }
  });
  return [hidden, ...ys];
};

/** Where the n examples from `row` on of what the layer before gave begin. */
const valuesBefore = (backend: WasmBackend, hidden: tf.TensorInfo, layer: ReturnType<typeof layersOf>[number], row: number) =>
  at(backend, hidden) + 4 * (hidden.shape[0] * layer.before + row * layer.inputs);

/** θ, hidden, dy [B, O] → dx [B, I]: the examples from `row` on. */
export const perceptronInputGrad: Kernel = ({ inputs: { theta, hidden, dy }, backend, attrs }) => {
  const { units, act, row } = attrs as unknown as PerceptronAttrs;
  const n = dy.shape[0];
  const dx = make(backend, [n, units[0]]);
  const widest = n * Math.max(...units);
  withScratch(backend, 2 * widest + gradFloats(units, n), (scratch) => {
    let d = at(backend, dy);
    for (const layer of layersOf(units).reverse()) {
      const into = layer.k === 0 ? at(backend, dx) : scratch + 4 * widest * (layer.k % 2);
      const weights = at(backend, theta) + 4 * layer.theta;
      simd.denseGrad(n, layer.inputs, layer.outputs, 0, weights, 0, d, ACT.linear, into, 0, 0, scratch + 8 * widest);
      if (layer.k > 0) simd.activateGrad(n * layer.inputs, valuesBefore(backend, hidden, layer, row), into, into, ACT[act]);
      d = into;
    }
  });
  return dx;
};

/** θ, x…, hidden, dy… → dθ [N]. */
export const perceptronGrad: Kernel = ({ inputs, backend, attrs }) => {
  const all = Object.values(inputs);
  const { units, act } = attrs as unknown as PerceptronAttrs;
  const batches = (all.length - 2) / 2;
  const [theta, xs, hidden, dys] = [all[0], all.slice(1, 1 + batches), all[1 + batches], all.slice(2 + batches)];
  const n = hidden.shape[0];
  const dtheta = make(backend, theta.shape);
  const widest = n * Math.max(...units);
  withScratch(backend, 4 * widest + gradFloats(units, n), (scratch) => {
    const inOne = (parts: tf.TensorInfo[], place: number) => {
      if (parts.length === 1) return at(backend, parts[0]);
      let to = place;
      for (const part of parts) {
        simd.copyRows(1, size(part), at(backend, part), 0, to, 0);
        to += 4 * size(part);
      }
      return place;
    };
    const x = inOne(xs, scratch + 8 * widest);
    let d = inOne(dys, scratch + 12 * widest);
    for (const layer of layersOf(units).reverse()) {
      const { k, inputs: I, outputs: O } = layer;
      const into = k === 0 ? 0 : scratch + 4 * widest * (k % 2);
      const values = k === 0 ? x : valuesBefore(backend, hidden, layer, 0);
      const [w, b] = [4 * layer.theta, 4 * layer.bias];
      simd.denseGrad(
        ...[n, I, O, values, at(backend, theta) + w, 0, d, ACT.linear],
        ...[into, at(backend, dtheta) + w, at(backend, dtheta) + b, scratch + 16 * widest],
      );
      if (k > 0) simd.activateGrad(n * I, values, into, into, ACT[act]);
      d = into;
    }
  });
  return dtheta;
};

/** Mean of softplus(−a) or softplus(a). */
export const binaryCrossEntropy: Kernel = ({ inputs: { a }, backend, attrs }) => {
  const mean = make(backend, []);
  simd.binaryCrossEntropy(size(a), at(backend, a), signOf(attrs), at(backend, mean));
  return mean;
};

/** (σ(a) − label) · dy / n, small numbers without the difference: σ(a) or −σ(−a). */
export const binaryCrossEntropyGrad: Kernel = ({ inputs: { a, dy }, backend, attrs }) => {
  const da = make(backend, a.shape);
  simd.binaryCrossEntropyGrad(size(a), at(backend, a), signOf(attrs), at(backend, dy), at(backend, da));
  return da;
};

/** Of a in the softplus. */
const signOf = (attrs: Record<string, unknown>) => (attrs.label === 1 ? -1 : 1);

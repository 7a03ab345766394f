/**
 * A small multilayer perceptron, all layers in one launch: an example to a thread. Back: the examples' gradients in one launch, the parameters' in
 * another, by a single group, for what each example gives has to be there before the sums over examples begin.
 * Layer k has its weights [I, O] and then its biases [O] in θ, one layer after the other.
 */
import type { ValueActivation } from '../../../models/nn/ops';
import type * as tf from '../../../models/tf';
import { type PerceptronAttrs as Attrs, hiddenOf, layersOf, sum } from '../perceptron';
import { applyOf, hyperbolic, slopeOf } from './activation';
import { fresh, i32, type Kernel, launch, size, totals } from './launch';

const THREADS = 256;

/** `name(row, i)`: the i-th number of an example, in the first batch or the second; `width` numbers each. */
const inBatches = (name: string, width: number, batches: number) =>
  `fn ${name}(row : i32, i : i32) -> f32 {
    ${batches > 1 ? `if (row >= u.n0) { return ${name}1[(row - u.n0) * ${width} + i]; }` : ''}
    return ${name}0[row * ${width} + i];
  }`;
const numbered = (name: string, tensors: readonly tf.TensorInfo[]) =>
  Object.fromEntries(tensors.map((tensor, i) => [`${name}${i}`, tensor]));

/** θ, x… → hidden [ΣB, Σ hidden units], y…. */
export const perceptron: Kernel = ({ inputs, backend, attrs }) => {
  const [theta, ...xs] = Object.values(inputs);
  const { units, act } = attrs as unknown as Attrs;
  const layers = layersOf(units);
  const [H, O] = [hiddenOf(units), units[units.length - 1]];
  const rows = xs.map((x) => x.shape[0]);
  const hidden = fresh(backend, [sum(rows), H]);
  const ys = rows.map((n) => fresh(backend, [n, O]));
  const layer = ({ k, inputs: I, outputs, theta: w, bias, hidden: to, before }: (typeof layers)[number]) => `
    for (var j = 0; j < ${outputs}; j++) {
      var sum = theta[${bias} + j];
      for (var i = 0; i < ${I}; i++) {
        sum = fma(${k === 0 ? 'x(index, i)' : `hidden[index * ${H} + ${before} + i]`}, theta[${w} + i * ${outputs} + j], sum);
      }
      ${
        k < layers.length - 1
          ? `hidden[index * ${H} + ${to} + j] = ${applyOf(act, 'sum')};`
          : `${ys.length > 1 ? `if (index >= u.n0) { y1[(index - u.n0) * ${O} + j] = sum; continue; }` : ''} y0[index * ${O} + j] = sum;`
      }
    }`;
  launch(backend, {
    key: `perceptron ${units} ${act} ${xs.length}`,
    head: hyperbolic + inBatches('x', units[0], xs.length),
    body: `if (index >= u.n) { return; }${layers.map(layer).join('')}`,
    inputs: { theta, ...numbered('x', xs) },
    outputs: { hidden, ...numbered('y', ys) },
    numbers: { n: i32(sum(rows)), n0: i32(rows[0]) },
    groups: Math.ceil(sum(rows) / 64),
  });
  return [hidden, ...ys];
};

/** What flows back to one example, from `d` = ∂/∂y on: at every layer `use` may take `d`, ∂/∂ what its outputs were before the activation. */
function backwards(
  units: readonly number[],
  act: ValueActivation,
  row: string,
  use: (layer: ReturnType<typeof layersOf>[number]) => string,
) {
  const H = hiddenOf(units);
  return layersOf(units)
    .reverse()
    .map(
      (layer) => `
      ${use(layer)}
      ${
        layer.k === 0
          ? ''
          : `for (var i = 0; i < ${layer.inputs}; i++) {
        var sum = 0.0;
        for (var j = 0; j < ${layer.outputs}; j++) { sum = fma(d[j], theta[${layer.theta} + i * ${layer.outputs} + j], sum); }
        let v = hidden[(${row}) * ${H} + ${layer.before} + i];
        e[i] = sum * ${slopeOf(act, 'v')};
      }
      d = e;`
      }`,
    )
    .join('');
}
const workspace = (units: readonly number[]) => {
  const widest = Math.max(...units);
  return `var d : array<f32, ${widest}>; var e : array<f32, ${widest}>;`;
};

/** θ, hidden, dy [B, O] → dx [B, I]: the examples from `row` on. */
export const perceptronInputGrad: Kernel = ({ inputs: { theta, hidden, dy }, backend, attrs }) => {
  const { units, act, row } = attrs as unknown as Attrs;
  const [n, I, O] = [dy.shape[0], units[0], units[units.length - 1]];
  const dx = fresh(backend, [n, I]);
  const last = ({ k, theta: w, outputs }: { k: number; theta: number; outputs: number }) =>
    k > 0
      ? ''
      : `for (var i = 0; i < ${I}; i++) {
          var sum = 0.0;
          for (var j = 0; j < ${outputs}; j++) { sum = fma(d[j], theta[${w} + i * ${outputs} + j], sum); }
          dx[index * ${I} + i] = sum;
        }`;
  launch(backend, {
    key: `perceptronInputGrad ${units} ${act}`,
    body: `
      if (index >= u.n) { return; }
      ${workspace(units)}
      for (var j = 0; j < ${O}; j++) { d[j] = dy[index * ${O} + j]; }
      ${backwards(units, act, 'u.row + index', last)}`,
    inputs: { theta, hidden, dy },
    outputs: { dx },
    numbers: { n: i32(n), row: i32(row) },
    groups: Math.ceil(n / 64),
  });
  return dx;
};

/** θ, x…, hidden, dy… → dθ [N]. */
export const perceptronGrad: Kernel = ({ inputs, backend, attrs }) => {
  const all = Object.values(inputs);
  const { units, act } = attrs as unknown as Attrs;
  const batches = (all.length - 2) / 2;
  const theta = all[0];
  const [xs, hidden, dys] = [all.slice(1, 1 + batches), all[1 + batches], all.slice(2 + batches)];
  const layers = layersOf(units);
  const [H, D, O] = [hiddenOf(units), sum(units.slice(1)), units[units.length - 1]];
  const n = hidden.shape[0];
  const dtheta = fresh(backend, theta.shape);
  const deltas = fresh(backend, [n, D]);
  const store = ({ outputs, delta }: (typeof layers)[number]) =>
    `for (var j = 0; j < ${outputs}; j++) { deltas[row * ${D} + ${delta} + j] = d[j]; }`;
  // A thread for each number of θ: q = i · O + j is a weight of the layer, or past them all its bias.
  const gather = ({ k, inputs: I, outputs, theta: w, delta, before }: (typeof layers)[number]) => `
    if (p < ${w + (I + 1) * outputs}) {
      let i = (p - ${w}) / ${outputs};
      let j = (p - ${w}) % ${outputs};
      if (i < ${I}) {
        for (var row = 0; row < u.n; row++) {
          sum = fma(${k === 0 ? 'x(row, i)' : `hidden[row * ${H} + ${before} + i]`}, deltas[row * ${D} + ${delta} + j], sum);
        }
      } else {
        for (var row = 0; row < u.n; row++) { sum += deltas[row * ${D} + ${delta} + j]; }
      }
    }`;
  launch(backend, {
    key: `perceptronGrad ${units} ${act} ${batches}`,
    head: inBatches('x', units[0], batches) + inBatches('dy', O, batches),
    body: `
      for (var row = lane; row < u.n; row += ${THREADS}) {
        ${workspace(units)}
        for (var j = 0; j < ${O}; j++) { d[j] = dy(row, j); }
        ${backwards(units, act, 'row', store)}
      }
      storageBarrier();
      for (var p = lane; p < ${size(theta)}; p += ${THREADS}) {
        var sum = 0.0;
        ${layers.map(gather).join(' else ')}
        dtheta[p] = sum;
      }`,
    inputs: { theta, ...numbered('x', xs), hidden, ...numbered('dy', dys) },
    outputs: { dtheta, deltas },
    numbers: { n: i32(n), n0: i32(xs[0].shape[0]) },
    groups: 1,
    threads: THREADS,
  });
  backend.disposeData(deltas.dataId);
  return dtheta;
};

/** Mean of softplus(−a) or softplus(a), by a single group. */
export const binaryCrossEntropy: Kernel = ({ inputs: { a }, backend, attrs }) => {
  const mean = fresh(backend, []);
  launch(backend, {
    key: 'binaryCrossEntropy',
    head: totals(THREADS),
    body: `
      var sum = 0.0;
      for (var i = lane; i < u.n; i += ${THREADS}) {
        let v = select(a[i], -a[i], u.label == 1);
        sum += max(v, 0.0) + log(1.0 + exp(-abs(v)));
      }
      let all = total(sum, lane);
      if (lane == 0) { mean[0] = all / f32(u.n); }`,
    inputs: { a },
    outputs: { mean },
    numbers: { n: i32(size(a)), label: i32(attrs.label as number) },
    groups: 1,
    threads: THREADS,
  });
  return mean;
};

/** (σ(a) − label) · dy / n, small numbers without the difference: σ(a) or −σ(−a). */
export const binaryCrossEntropyGrad: Kernel = ({ inputs: { a, dy }, backend, attrs }) => {
  const da = fresh(backend, a.shape);
  launch(backend, {
    key: 'binaryCrossEntropyGrad',
    body: `
      let sign = 1.0 - 2.0 * f32(u.label);
      if (index < u.n) { da[index] = sign / (1.0 + exp(-sign * a[index])) * dy[0] / f32(u.n); }`,
    inputs: { a, dy },
    outputs: { da },
    numbers: { n: i32(size(a)), label: i32(attrs.label as number) },
    groups: Math.ceil(size(a) / 64),
  });
  return da;
};

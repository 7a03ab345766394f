/**
 * act(x·w + b) and its gradients. Small layers take one launch there and one back, each number by a thread or a group of its own; larger ones go
 * through tfjs's matrix products, which hold tiles in the groups' memory.
 */
import type { ValueActivation } from '../../../models/nn/ops';
import type * as tf from '../../../models/tf';
import { applyOf, hyperbolic, slopeOf } from './activation';
import { call, fresh, i32, type Kernel, launch, release, totals, type WebGpuBackend } from './launch';
import { sumOfRows } from './reduce';

/** Weights of a small layer at most; and multiplications, past which tiles win whatever they cost in launches. */
const SMALL = 4_096;
const FEW = 4_000_000;
const small = (m: number, k: number, n: number) => k * n <= SMALL && m * k * n <= FEW;
/** On the way there weights may be more, if rows are few: a thread for each number has them all to read, but no group waits. */
const smallThere = (m: number, k: number, n: number) => small(m, k, n) || m * k * n <= FEW / 4;

/** act of what lies in `x`, into a new tensor. */
function activated(backend: WebGpuBackend, x: tf.TensorInfo, act: ValueActivation): tf.TensorInfo {
  if (act === 'linear') return x;
  const y = call('OwnActivate', { x }, backend, { act });
  release(backend, x);
  return y;
}

export const dense: Kernel = ({ inputs: { x, w, b }, backend, attrs }) => {
  const [m, k] = x.shape;
  const n = w.shape[1];
  const act = attrs.act as ValueActivation;
  if (w.shape[0] !== k || b.shape[0] !== n)
    throw new Error(`dense: x [${x.shape}], w [${w.shape}] and b [${b.shape}] do not fit together.`);
  if (!smallThere(m, k, n)) {
    const within = act === 'relu' || act === 'sigmoid' ? act : 'linear';
    const product = call('_FusedMatMul', { a: x, b: w, bias: b }, backend, { transposeA: false, transposeB: false, activation: within });
    return within === act ? product : activated(backend, product, act);
  }
  const y = fresh(backend, [m, n]);
  launch(backend, {
    key: `dense ${act}`,
    head: hyperbolic,
    body: `
      if (index >= u.m * u.n) { return; }
      let column = index % u.n;
      let row = (index / u.n) * u.k;
      var sum = b[column];
      for (var i = 0; i < u.k; i++) { sum = fma(x[row + i], w[i * u.n + column], sum); }
      y[index] = ${applyOf(act, 'sum')};`,
    inputs: { x, w, b },
    outputs: { y },
    numbers: { m: i32(m), k: i32(k), n: i32(n) },
    groups: Math.ceil((m * n) / 64),
  });
  return y;
};

/** act(x·w + b), or of x·w + b + plus: x, w, b, perhaps plus [B, O]; act also SiLU. */
export const densePlus: Kernel = ({ inputs, backend, attrs }) => {
  const act = attrs.act as 'linear' | 'silu';
  const [x, w, b, plus] = Object.values(inputs);
  const [m, k] = x.shape;
  const n = w.shape[1];
  const y = fresh(backend, [m, n]);
  launch(backend, {
    key: `densePlus ${act} ${plus ? 'plus' : ''}`,
    body: `
      if (index >= u.m * u.n) { return; }
      let column = index % u.n;
      let row = (index / u.n) * u.k;
      var sum = b[column] ${plus ? '+ plus[index]' : ''};
      for (var i = 0; i < u.k; i++) { sum = fma(x[row + i], w[i * u.n + column], sum); }
      y[index] = ${applyOf(act, 'sum')};`,
    inputs: plus ? { x, w, b, plus } : { x, w, b },
    outputs: { y },
    numbers: { m: i32(m), k: i32(k), n: i32(n) },
    groups: Math.ceil((m * n) / 64),
  });
  return y;
};

/** x·w for each w, or x·w + b: x, then w, w … or w, b, w, b …, as many as a shader may have buffers. → y, y … */
export const denseEach: Kernel = ({ inputs, backend, attrs }) => {
  const [x, ...rest] = Object.values(inputs);
  const [m, k] = x.shape;
  const biased = attrs.biased as boolean;
  const ws = biased ? rest.filter((_, i) => i % 2 === 0) : rest;
  const bs = biased ? rest.filter((_, i) => i % 2 === 1) : [];
  const ys = ws.map((w) => fresh(backend, [m, w.shape[1]]));
  const layer = (i: number) => `
    if (at < u.m * u.n${i}) {
      let column = at % u.n${i};
      let row = (at / u.n${i}) * u.k;
      var sum = ${biased ? `b${i}[column]` : '0.0'};
      for (var j = 0; j < u.k; j++) { sum = fma(x[row + j], w${i}[j * u.n${i} + column], sum); }
      y${i}[at] = sum;
      return;
    }
    at = at - u.m * u.n${i};`;
  const all = ys.reduce((sum, y) => sum + m * y.shape[1], 0);
  const named = (name: string, tensors: readonly tf.TensorInfo[]) =>
    Object.fromEntries(tensors.map((tensor, i) => [`${name}${i}`, tensor]));
  launch(backend, {
    key: `denseEach ${ws.length} ${biased}`,
    body: `var at = index; ${ws.map((_, i) => layer(i)).join('')}`,
    inputs: { x, ...named('w', ws), ...named('b', bs) },
    outputs: named('y', ys),
    numbers: { m: i32(m), k: i32(k), ...Object.fromEntries(ws.map((w, i) => [`n${i}`, i32(w.shape[1])])) },
    groups: Math.ceil(all / 64),
  });
  return ys;
};

export const denseGrad: Kernel = ({ inputs: { x, w, y, dy }, backend, attrs }) => {
  const [m, k] = x.shape;
  const n = w.shape[1];
  const act = attrs.act as ValueActivation;
  if (!small(m, k, n)) {
    const d = act === 'linear' ? dy : call('OwnActivateGrad', { y, dy }, backend, { act });
    const dx = call('BatchMatMul', { a: d, b: w }, backend, { transposeA: false, transposeB: true });
    const dw = call('BatchMatMul', { a: x, b: d }, backend, { transposeA: true, transposeB: false });
    const db = sumOfRows(backend, d);
    if (d !== dy) release(backend, d);
    return [dx, dw, db];
  }
  const [dx, dw, db] = [fresh(backend, x.shape), fresh(backend, w.shape), fresh(backend, [n])];
  // Groups in three kinds: 64 numbers of dx each; one number of dw each, its rows shared among the lanes; one of db likewise.
  const groupsOfX = Math.ceil((m * k) / 64);
  launch(backend, {
    key: `denseGrad ${act}`,
    head: `${totals(64)}
      fn d(at : i32) -> f32 { let v = y[at]; return dy[at] * ${slopeOf(act, 'v')}; }`,
    body: `
      let column = block - u.groupsOfX;
      if (column < 0) {
        if (index < u.m * u.k) {
          let row = (index / u.k) * u.n;
          let weight = (index % u.k) * u.n;
          var sum = 0.0;
          for (var j = 0; j < u.n; j++) { sum = fma(d(row + j), w[weight + j], sum); }
          dx[index] = sum;
        }
        return;
      }
      let bias = column - u.k * u.n;
      var sum = 0.0;
      if (bias < 0) {
        let i = column / u.n;
        let j = column % u.n;
        for (var r = lane; r < u.m; r += 64) { sum = fma(x[r * u.k + i], d(r * u.n + j), sum); }
      } else {
        for (var r = lane; r < u.m; r += 64) { sum += d(r * u.n + bias); }
      }
      let all = total(sum, lane);
      if (lane == 0) {
        if (bias < 0) { dw[column] = all; } else if (bias < u.n) { db[bias] = all; }
      }`,
    inputs: { x, w, y, dy },
    outputs: { dx, dw, db },
    numbers: { m: i32(m), k: i32(k), n: i32(n), groupsOfX: i32(groupsOfX) },
    groups: groupsOfX + (k + 1) * n,
  });
  return [dx, dw, db];
};

/** The optimizer step: one launch, a thread for each parameter; the norm, where gradients are clipped, takes one more. */
import type { StepAttrs } from '../../../models/nn/ops';
import { f32, fresh, i32, type Kernel, launch, release, size, totals } from './launch';

const THREADS = 256;
/** Groups that sum up the squares of the gradient, a part each. */
const SUMS = 256;

const MOMENTS: Record<StepAttrs['kind'], string> = {
  sgd: 'm = u.beta1 * m + g; let delta = m;',
  rmsprop: `v = u.beta2 * v + u.rest2 * g * g;
    let delta = g / (sqrt(v * u.correct2) + u.eps);`,
  adam: `m = u.beta1 * m + u.rest1 * g;
    v = u.beta2 * v + u.rest2 * g * g;
    let delta = m * u.correct1 / (sqrt(v * u.correct2) + u.eps);`,
};

/** state [4, N], grad [N] → state [4, N] and θ [N]. */
export const step: Kernel = ({ inputs: { state, grad }, backend, attrs }) => {
  const a = attrs as unknown as StepAttrs;
  const n = state.shape[1];
  if (size(grad) !== n) throw new Error(`Optimizer: a gradient of ${grad.shape} numbers for ${n} parameters.`);
  const clip = a.clipNorm > 0;
  const squares = fresh(backend, [SUMS]);
  if (clip)
    launch(backend, {
      key: 'squares',
      head: totals(THREADS),
      body: `
        var sum = 0.0;
        for (var i = index; i < u.n; i += ${SUMS * THREADS}) { sum = fma(grad[i], grad[i], sum); }
        let all = total(sum, lane);
        if (lane == 0) { squares[block] = all; }`,
      inputs: { grad },
      outputs: { squares },
      numbers: { n: i32(n) },
      groups: SUMS,
      threads: THREADS,
    });
  const [next, theta] = [fresh(backend, [4, n]), fresh(backend, [n])];
  const { lr, beta1, beta2, eps, correct1, correct2, clipNorm, ema } = a;
  // 1 − β in 64 bits: 1 − 0.999 in 32 is off by 1e-5.
  const numbers = { lr, beta1, beta2, eps, correct1, correct2, clipNorm, ema, rest1: 1 - beta1, rest2: 1 - beta2, restEma: 1 - ema };
  launch(backend, {
    key: `step ${a.kind} ${clip ? 'clipped' : ''}`,
    head: clip ? totals(THREADS) : '',
    body: `
      ${clip ? 'let norm = sqrt(total(squares[lane], lane));' : ''}
      if (index >= u.n) { return; }
      var g = grad[index];
      ${clip ? 'g = g * min(1.0, u.clipNorm / (norm + 1e-12));' : ''}
      var m = state[index + u.n];
      var v = state[index + 2 * u.n];
      ${MOMENTS[a.kind]}
      let now = state[index] - u.lr * delta;
      theta[index] = now;
      next[index] = now;
      next[index + u.n] = m;
      next[index + 2 * u.n] = v;
      next[index + 3 * u.n] = u.ema * state[index + 3 * u.n] + u.restEma * now;`,
    inputs: clip ? { state, grad, squares } : { state, grad },
    outputs: { next, theta },
    numbers: { n: i32(n), ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, f32(value)])) },
    lasting: false,
    groups: Math.ceil(n / THREADS),
    threads: THREADS,
  });
  release(backend, squares);
  return [next, theta];
};

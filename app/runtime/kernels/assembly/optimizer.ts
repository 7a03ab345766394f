/** One optimizer step over a flat vector. state and next [4, n]: rows θ, m, v, EMA; theta [n] is a copy of next's first row. */
import { loadTail, storeTail, sum4 } from './math';

const SGD: i32 = 1;
const RMSPROP: i32 = 2;

/** Σ g², in 64 bits across blocks. */
function squares(n: i32, g: usize): f64 {
  let sum: f64 = 0;
  let i = 0;
  while (i + 4 <= n) {
    const end = min(n - 3, i + 4096);
    let s = f32x4.splat(0);
    for (; i < end; i += 4) {
      const x = v128.load(g);
      s = f32x4.add(s, f32x4.mul(x, x));
      g += 16;
    }
    sum += <f64>sum4(s);
  }
  for (; i < n; i++) {
    const x = load<f32>(g);
    sum += <f64>(x * x);
    g += 4;
  }
  return sum;
}

/**
 * kind: 0 adam, 1 sgd with momentum beta1, 2 rmsprop. clipNorm 0: no clipping. correct1, correct2: 1/(1 − βᵗ).
 * rest1, rest2, restEma: 1 − beta1, … computed in 64 bits, because 1 − 0.999 in 32 bits is off by 1e-5.
 */
export function optimizerStep(
  n: i32, state: usize, g: usize, next: usize, theta: usize, kind: i32,
  lr: f32, beta1: f32, beta2: f32, eps: f32, correct1: f32, correct2: f32, clipNorm: f32, ema: f32, rest1: f32, rest2: f32, restEma: f32,
): void {
  let clip: f32 = 1;
  if (clipNorm > 0) {
    const norm = <f32>sqrt(squares(n, g));
    if (norm > clipNorm) clip = clipNorm / norm;
  }
  const row = <usize>n << 2;
  for (let i = 0; i < n; i += 4) {
    const left = n - i;
    const whole = left >= 4;
    const grad = f32x4.mul(whole ? v128.load(g) : loadTail(g, left), f32x4.splat(clip));
    let t = whole ? v128.load(state) : loadTail(state, left);
    let m = whole ? v128.load(state + row) : loadTail(state + row, left);
    let v = whole ? v128.load(state + row * 2) : loadTail(state + row * 2, left);
    let e = whole ? v128.load(state + row * 3) : loadTail(state + row * 3, left);
    let delta = grad;
    if (kind == SGD) {
      m = f32x4.add(f32x4.mul(m, f32x4.splat(beta1)), grad);
      delta = m;
    } else {
      v = f32x4.add(f32x4.mul(v, f32x4.splat(beta2)), f32x4.mul(f32x4.mul(grad, grad), f32x4.splat(rest2)));
      if (kind != RMSPROP) {
        m = f32x4.add(f32x4.mul(m, f32x4.splat(beta1)), f32x4.mul(grad, f32x4.splat(rest1)));
        delta = f32x4.mul(m, f32x4.splat(correct1));
      }
      delta = f32x4.div(delta, f32x4.add(f32x4.sqrt(f32x4.mul(v, f32x4.splat(correct2))), f32x4.splat(eps)));
    }
    t = f32x4.sub(t, f32x4.mul(delta, f32x4.splat(lr)));
    e = f32x4.add(f32x4.mul(e, f32x4.splat(ema)), f32x4.mul(t, f32x4.splat(restEma)));
    if (whole) {
      v128.store(next, t);
      v128.store(next + row, m);
      v128.store(next + row * 2, v);
      v128.store(next + row * 3, e);
      v128.store(theta, t);
    } else {
      storeTail(next, t, left);
      storeTail(next + row, m, left);
      storeTail(next + row * 2, v, left);
      storeTail(next + row * 3, e, left);
      storeTail(theta, t, left);
    }
    state += 16;
    next += 16;
    g += 16;
    theta += 16;
  }
}

/** Element-wise work that tfjs-wasm does one float at a time. */
import { exp4, fma, loadTail, sigmoid16, sigmoid4, storeTail, sum4 } from './math';

/** How steep the fast GELU is. */
const GELU: f32 = 1.702;

/** y = eˣ, n floats. */
export function exp(n: i32, x: usize, y: usize): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    v128.store(y, exp4(v128.load(x)));
    x += 16;
    y += 16;
  }
  if (i < n) storeTail(y, exp4(loadTail(x, n - i)), n - i);
}

/** dx = dy · silu′(x), n floats. */
export function siluGrad(n: i32, x: usize, dy: usize, dx: usize): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    v128.store(dx, f32x4.mul(v128.load(dy), slope(v128.load(x))));
    x += 16;
    dy += 16;
    dx += 16;
  }
  if (i < n) storeTail(dx, f32x4.mul(loadTail(dy, n - i), slope(loadTail(x, n - i))), n - i);
}

/** y = x·σ(1.702x), n floats. */
export function gelu(n: i32, x: usize, y: usize): void {
  const steep = f32x4.splat(GELU);
  const flat = f32x4.splat(1 / GELU);
  let i = 0;
  for (; i + 16 <= n; i += 16) {
    sigmoid16(
      f32x4.mul(v128.load(x), steep), f32x4.mul(v128.load(x, 16), steep),
      f32x4.mul(v128.load(x, 32), steep), f32x4.mul(v128.load(x, 48), steep), y, true,
    );
    v128.store(y, f32x4.mul(v128.load(y), flat));
    v128.store(y, f32x4.mul(v128.load(y, 16), flat), 16);
    v128.store(y, f32x4.mul(v128.load(y, 32), flat), 32);
    v128.store(y, f32x4.mul(v128.load(y, 48), flat), 48);
    x += 64;
    y += 64;
  }
  for (; i < n; i += 4) {
    const left = n - i;
    const z = left >= 4 ? v128.load(x) : loadTail(x, left);
    const value = f32x4.mul(z, sigmoid4(f32x4.mul(z, steep)));
    if (left >= 4) v128.store(y, value);
    else storeTail(y, value, left);
    x += 16;
    y += 16;
  }
}

/** dx = dy·gelu′(x) = dy·silu′(1.702x), n floats. */
export function geluGrad(n: i32, x: usize, dy: usize, dx: usize): void {
  const steep = f32x4.splat(GELU);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    v128.store(dx, f32x4.mul(v128.load(dy), slope(f32x4.mul(v128.load(x), steep))));
    x += 16;
    dy += 16;
    dx += 16;
  }
  if (i < n) storeTail(dx, f32x4.mul(loadTail(dy, n - i), slope(f32x4.mul(loadTail(x, n - i), steep))), n - i);
}

function slope(x: v128): v128 {
  const one = f32x4.splat(1);
  const s = sigmoid4(x);
  return f32x4.mul(s, fma(x, f32x4.sub(one, s), one));
}

/** out = mean of softplus(±a), n floats. */
export function binaryCrossEntropy(n: i32, a: usize, sign: f32, out: usize): void {
  let sums = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    sums = f32x4.add(sums, softplus(f32x4.mul(v128.load(a), f32x4.splat(sign))));
    a += 16;
  }
  let sum = sum4(sums);
  for (; i < n; i++) {
    sum += f32x4.extract_lane(softplus(f32x4.splat(load<f32>(a) * sign)), 0);
    a += 4;
  }
  store<f32>(out, sum / <f32>n);
}

/** da = ±σ(±a)·dy / n, n floats; dy is one. */
export function binaryCrossEntropyGrad(n: i32, a: usize, sign: f32, dy: usize, da: usize): void {
  const signs = f32x4.splat(sign);
  const factor = f32x4.splat(sign * load<f32>(dy) / <f32>n);
  for (let i = 0; i < n; i += 4) {
    const left = n - i;
    const z = left >= 4 ? v128.load(a) : loadTail(a, left);
    const value = f32x4.mul(sigmoid4(f32x4.mul(z, signs)), factor);
    if (left >= 4) v128.store(da, value);
    else storeTail(da, value, left);
    a += 16;
    da += 16;
  }
}

/** log(1 + eᶻ) = max(z, 0) + 2·artanh(s), s = u / (2 + u) ≤ 1/3, u = e^−|z|: a sum of odd powers to s¹⁵, to about 1e-7 relative. */
function softplus(z: v128): v128 {
  const u = exp4(f32x4.neg(f32x4.abs(z)));
  const s = f32x4.div(u, f32x4.add(u, f32x4.splat(2)));
  const t = f32x4.mul(s, s);
  let p = f32x4.splat(2.0 / 15);
  p = fma(p, t, f32x4.splat(2.0 / 13));
  p = fma(p, t, f32x4.splat(2.0 / 11));
  p = fma(p, t, f32x4.splat(2.0 / 9));
  p = fma(p, t, f32x4.splat(2.0 / 7));
  p = fma(p, t, f32x4.splat(2.0 / 5));
  p = fma(p, t, f32x4.splat(2.0 / 3));
  p = fma(p, t, f32x4.splat(2));
  return fma(p, s, f32x4.pmax(z, f32x4.splat(0)));
}

/** y [rows, n] = softmax of each row of x. */
export function softmax(rows: i32, n: i32, x: usize, y: usize): void {
  for (let r = 0; r < rows; r++) {
    let top: f32 = load<f32>(x);
    for (let j = 1; j < n; j++) top = max<f32>(top, load<f32>(x + (<usize>j << 2)));
    const shift = f32x4.splat(top);
    let sum4 = f32x4.splat(0);
    let sum: f32 = 0;
    let j = 0;
    for (; j + 4 <= n; j += 4) {
      const e = exp4(f32x4.sub(v128.load(x + (<usize>j << 2)), shift));
      v128.store(y + (<usize>j << 2), e);
      sum4 = f32x4.add(sum4, e);
    }
    for (; j < n; j++) {
      const e = f32x4.extract_lane(exp4(f32x4.splat(load<f32>(x + (<usize>j << 2)) - top)), 0);
      store<f32>(y + (<usize>j << 2), e);
      sum += e;
    }
    sum += f32x4.extract_lane(sum4, 0) + f32x4.extract_lane(sum4, 1) + f32x4.extract_lane(sum4, 2) + f32x4.extract_lane(sum4, 3);
    const inverse: f32 = 1 / sum;
    for (j = 0; j < n; j++) store<f32>(y + (<usize>j << 2), load<f32>(y + (<usize>j << 2)) * inverse);
    x += <usize>n << 2;
    y += <usize>n << 2;
  }
}

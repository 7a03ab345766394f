/** A small dense layer in one launch: y = act(x·w + b), and all three of its gradients in another. */
import { gemm, gemmFrom } from './gemm';
import { transpose2d } from './layout';
import { act4, LINEAR, loadTail, SIGMOID, SILU, sigmoid16, slope4, storeTail } from './math';

/** x [m, k], w [k, n], b [n] → y [m, n]. `pack`: see `gemm`. */
export function dense(m: i32, k: i32, n: i32, x: usize, w: usize, b: usize, y: usize, act: i32, pack: usize): void {
  gemmFrom(m, n, k, x, k, 1, w, n, y, n, b, 0, pack);
  activate(m * n, y, y, act);
}

/** y = act(x), n floats. */
export function activate(n: i32, x: usize, y: usize, act: i32): void {
  if (act == LINEAR && x == y) return;
  let i = 0;
  if (act == SILU || act == SIGMOID) {
    for (; i + 16 <= n; i += 16) {
      sigmoid16(v128.load(x), v128.load(x, 16), v128.load(x, 32), v128.load(x, 48), y, act == SILU);
      x += 64;
      y += 64;
    }
  }
  for (; i + 4 <= n; i += 4) {
    v128.store(y, act4(v128.load(x), act));
    x += 16;
    y += 16;
  }
  if (i < n) storeTail(y, act4(loadTail(x, n - i), act), n - i);
}

/** out = dy · act′(y), n floats. */
export function activateGrad(n: i32, y: usize, dy: usize, out: usize, act: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    v128.store(out, f32x4.mul(v128.load(dy), slope4(v128.load(y), act)));
    y += 16;
    dy += 16;
    out += 16;
  }
  if (i < n) storeTail(out, f32x4.mul(loadTail(dy, n - i), slope4(loadTail(y, n - i), act)), n - i);
}

/** out [n] = sum over the m rows of x [m, n], even rows and odd ones apart: sixteen columns, a whole line of the cache, at a time. */
export function columnSum(m: i32, n: i32, x: usize, out: usize): void {
  const row = <usize>n << 2;
  let j = 0;
  for (; j + 16 <= n; j += 16) {
    let p = x + (<usize>j << 2);
    let e0 = f32x4.splat(0);
    let e1 = e0;
    let e2 = e0;
    let e3 = e0;
    let o0 = e0;
    let o1 = e0;
    let o2 = e0;
    let o3 = e0;
    let i = 0;
    for (; i + 2 <= m; i += 2) {
      const q = p + row;
      e0 = f32x4.add(e0, v128.load(p));
      e1 = f32x4.add(e1, v128.load(p, 16));
      e2 = f32x4.add(e2, v128.load(p, 32));
      e3 = f32x4.add(e3, v128.load(p, 48));
      o0 = f32x4.add(o0, v128.load(q));
      o1 = f32x4.add(o1, v128.load(q, 16));
      o2 = f32x4.add(o2, v128.load(q, 32));
      o3 = f32x4.add(o3, v128.load(q, 48));
      p = q + row;
    }
    if (i < m) {
      e0 = f32x4.add(e0, v128.load(p));
      e1 = f32x4.add(e1, v128.load(p, 16));
      e2 = f32x4.add(e2, v128.load(p, 32));
      e3 = f32x4.add(e3, v128.load(p, 48));
    }
    const to = out + (<usize>j << 2);
    v128.store(to, f32x4.add(e0, o0));
    v128.store(to, f32x4.add(e1, o1), 16);
    v128.store(to, f32x4.add(e2, o2), 32);
    v128.store(to, f32x4.add(e3, o3), 48);
  }
  for (; j + 4 <= n; j += 4) {
    let p = x + (<usize>j << 2);
    let even = f32x4.splat(0);
    let odd = even;
    let i = 0;
    for (; i + 2 <= m; i += 2) {
      even = f32x4.add(even, v128.load(p));
      odd = f32x4.add(odd, v128.load(p + row));
      p += row * 2;
    }
    if (i < m) even = f32x4.add(even, v128.load(p));
    v128.store(out + (<usize>j << 2), f32x4.add(even, odd));
  }
  for (; j < n; j++) {
    let p = x + (<usize>j << 2);
    let sum: f32 = 0;
    for (let i = 0; i < m; i++) {
      sum += load<f32>(p);
      p += row;
    }
    store<f32>(out + (<usize>j << 2), sum);
  }
}

/**
 * dx [m, k] = d·wᵀ, dw [k, n] = xᵀ·d, db [n] = column sums of d, where d [m, n] = dy · act′(y). Without dx (0), or without dw and db (dw 0).
 * `scratch` holds m·n + k·n floats, d and wᵀ, and then what `gemm` packs.
 */
export function denseGrad(
  m: i32, k: i32, n: i32, x: usize, w: usize, y: usize, dy: usize, act: i32, dx: usize, dw: usize, db: usize, scratch: usize,
): void {
  const pack = scratch + (<usize>(m * n + k * n) << 2);
  let d = dy;
  if (act != LINEAR) {
    d = scratch;
    activateGrad(m * n, y, dy, d, act);
  }
  if (dx != 0 && n == 1) {
    gemm(m, k, 1, d, 1, 1, w, k, dx, k, false, 0); // w [k, 1] read as its transpose [1, k]
  } else if (dx != 0) {
    const wT = scratch + (<usize>(m * n) << 2);
    transpose2d(k, n, w, wT);
    gemm(m, k, n, d, n, 1, wT, k, dx, k, false, pack);
  }
  if (dw == 0) return;
  gemm(k, n, m, x, 1, k, d, n, dw, n, false, pack);
  columnSum(m, n, d, db);
}

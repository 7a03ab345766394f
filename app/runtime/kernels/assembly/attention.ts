/**
 * Attention of a whole sequence in one launch, softmax(q·kᵀ/√h + mask)·v in every head, and its gradient. Queries, keys and values lie
 * side by side in qkv [b, t, 3·d], a head's h columns one after the other; results are written in the same order, so nothing is transposed.
 */
import { gemm } from './gemm';
import { transposeRows } from './layout';
import { exp4, fma, sum4 } from './math';

/** found [b, t, d]; p [b, heads, t, t] is who looked where. mask [t, t], 0: none. `scratch` holds h·t floats, h = d / heads. */
export function attention(b: i32, t: i32, d: i32, heads: i32, qkv: usize, mask: usize, found: usize, p: usize, scratch: usize): void {
  const h = d / heads;
  const scale: f32 = 1 / sqrt<f32>(<f32>h);
  const row = <usize>d * 12;
  for (let n = 0; n < b; n++) {
    for (let k = 0; k < heads; k++) {
      const q = qkv + <usize>(k * h) * 4;
      transposeRows(t, h, q + <usize>d * 4, row, scratch);
      gemm(t, t, h, q, 3 * d, 1, scratch, t, p, t, false, 0);
      softmaxRows(t, p, mask, scale);
      gemm(t, h, t, p, t, 1, q + <usize>d * 8, 3 * d, found + <usize>(k * h) * 4, d, false, 0);
      p += <usize>(t * t) << 2;
    }
    qkv += row * t;
    found += <usize>(t * d) << 2;
  }
}

/** Each row of s [t, t] becomes softmax(scale·row + mask's row). */
function softmaxRows(t: i32, s: usize, mask: usize, scale: f32): void {
  const by = f32x4.splat(scale);
  const whole = t & ~3;
  for (let r = 0; r < t; r++) {
    let j = 0;
    let most = f32x4.splat(-3.4e38);
    let top: f32 = -3.4e38;
    for (; j < whole; j += 4) {
      const at = <usize>j << 2;
      let z = f32x4.mul(v128.load(s + at), by);
      if (mask) z = f32x4.add(z, v128.load(mask + at));
      v128.store(s + at, z);
      most = f32x4.max(most, z); // lets NaN through
    }
    for (; j < t; j++) {
      const at = <usize>j << 2;
      const z = load<f32>(s + at) * scale + (mask ? load<f32>(mask + at) : 0);
      store<f32>(s + at, z);
      top = max<f32>(top, z);
    }
    top = max<f32>(top, max<f32>(max<f32>(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)), max<f32>(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3))));
    const shift = f32x4.splat(top);
    let sums = f32x4.splat(0);
    for (j = 0; j < whole; j += 4) {
      const at = <usize>j << 2;
      const e = exp4(f32x4.sub(v128.load(s + at), shift));
      v128.store(s + at, e);
      sums = f32x4.add(sums, e);
    }
    let sum = sum4(sums);
    for (; j < t; j++) {
      const at = <usize>j << 2;
      const e = f32x4.extract_lane(exp4(f32x4.splat(load<f32>(s + at) - top)), 0);
      store<f32>(s + at, e);
      sum += e;
    }
    scaleRow(t, s, 1 / sum);
    s += <usize>t << 2;
    if (mask) mask += <usize>t << 2;
  }
}

function scaleRow(t: i32, s: usize, by: f32): void {
  let j = 0;
  for (; j + 4 <= t; j += 4) {
    v128.store(s, f32x4.mul(v128.load(s), f32x4.splat(by)));
    s += 16;
  }
  for (; j < t; j++) {
    store<f32>(s, load<f32>(s) * by);
    s += 4;
  }
}

/** dqkv [b, t, 3·d] from dfound [b, t, d]. `scratch` holds h·t + t·t floats. */
export function attentionGrad(
  b: i32, t: i32, d: i32, heads: i32, qkv: usize, p: usize, dfound: usize, dqkv: usize, scratch: usize,
): void {
  const h = d / heads;
  const scale: f32 = 1 / sqrt<f32>(<f32>h);
  const row = <usize>d * 12;
  const one = <usize>d << 2;
  const two = <usize>d << 3;
  const ds = scratch + (<usize>(h * t) << 2);
  for (let n = 0; n < b; n++) {
    for (let k = 0; k < heads; k++) {
      const head = <usize>(k * h) << 2;
      const q = qkv + head;
      const dq = dqkv + head;
      const flow = dfound + head;
      transposeRows(t, h, q + two, row, scratch);
      gemm(t, t, h, flow, d, 1, scratch, t, ds, t, false, 0); //              dP = dO·Vᵀ
      gemm(t, h, t, p, 1, t, flow, d, dq + two, 3 * d, false, 0); //          dV = Pᵀ·dO
      scoreGrad(t, p, ds, scale);
      gemm(t, h, t, ds, t, 1, q + one, 3 * d, dq, 3 * d, false, 0); //        dQ = dS·K
      gemm(t, h, t, ds, 1, t, q, 3 * d, dq + one, 3 * d, false, 0); //        dK = dSᵀ·Q
      p += <usize>(t * t) << 2;
    }
    qkv += row * t;
    dqkv += row * t;
    dfound += one * t;
  }
}

/** Rows of dP become rows of dS = scale·P∘(dP − Σ P∘dP). */
function scoreGrad(t: i32, p: usize, ds: usize, scale: f32): void {
  const whole = t & ~3;
  for (let r = 0; r < t; r++) {
    let sums = f32x4.splat(0);
    let j = 0;
    for (; j < whole; j += 4) sums = fma(v128.load(p + (<usize>j << 2)), v128.load(ds + (<usize>j << 2)), sums);
    let sum = sum4(sums);
    for (; j < t; j++) sum += load<f32>(p + (<usize>j << 2)) * load<f32>(ds + (<usize>j << 2));
    for (j = 0; j < whole; j += 4) {
      const at = <usize>j << 2;
      const centred = f32x4.sub(v128.load(ds + at), f32x4.splat(sum));
      v128.store(ds + at, f32x4.mul(f32x4.mul(v128.load(p + at), centred), f32x4.splat(scale)));
    }
    for (; j < t; j++) {
      const at = <usize>j << 2;
      store<f32>(ds + at, scale * load<f32>(p + at) * (load<f32>(ds + at) - sum));
    }
    p += <usize>t << 2;
    ds += <usize>t << 2;
  }
}

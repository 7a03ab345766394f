/**
 * Four floats at a time: exp, sigmoid, tanh, and the activations of a layer by number. Memory is reached by raw pointers (bytes).
 * pmin and pmax are one instruction where min and max are many; with the variable first they too let NaN through.
 */

/** a·b + c: one operation, rounded once, in the module for machines that have it (tools/kernels.ts); two operations in the other. */
// @ts-ignore: decorators of functions are AssemblyScript's
@inline
export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}

export const LINEAR: i32 = 0;
export const RELU: i32 = 1;
export const LRELU: i32 = 2;
export const TANH: i32 = 3;
export const SIGMOID: i32 = 4;
export const SILU: i32 = 5;

/** eˣ, to about 1e-7 relative: 2ⁿ·eʳ with |r| ≤ ln 2 / 2 and a polynomial for eʳ (Cephes). */
export function exp4(x: v128): v128 {
  const clamped = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87.3)), f32x4.splat(88.3));
  const shifted = fma(clamped, f32x4.splat(1.44269504088896341), f32x4.splat(12582912)); // + 1.5·2²³: n in the lowest bits
  const n = f32x4.sub(shifted, f32x4.splat(12582912));
  let r = fma(n, f32x4.splat(-0.693359375), clamped);
  r = fma(n, f32x4.splat(2.12194440e-4), r);
  let p = f32x4.splat(1.9875691500e-4);
  p = fma(p, r, f32x4.splat(1.3981999507e-3));
  p = fma(p, r, f32x4.splat(8.3334519073e-3));
  p = fma(p, r, f32x4.splat(4.1665795894e-2));
  p = fma(p, r, f32x4.splat(1.6666665459e-1));
  p = fma(p, r, f32x4.splat(5.0000001201e-1));
  p = f32x4.add(fma(f32x4.mul(p, r), r, r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23); // 2ⁿ as bits; what lies above n is shifted out
  return f32x4.mul(p, power);
}

/**
 * sigmoid(z) of sixteen floats, bit by bit what `sigmoid4` makes of them, or silu: z·sigmoid(z). Four times four in step: each
 * constant serves four times where it would be spelt out anew, and no sum waits for the one before it.
 */
export function sigmoid16(z0: v128, z1: v128, z2: v128, z3: v128, y: usize, silu: bool): void {
  const least = f32x4.splat(-87.3);
  const most = f32x4.splat(88.3);
  const x0 = f32x4.pmin(f32x4.pmax(f32x4.neg(z0), least), most);
  const x1 = f32x4.pmin(f32x4.pmax(f32x4.neg(z1), least), most);
  const x2 = f32x4.pmin(f32x4.pmax(f32x4.neg(z2), least), most);
  const x3 = f32x4.pmin(f32x4.pmax(f32x4.neg(z3), least), most);
  const log2e = f32x4.splat(1.44269504088896341);
  const round = f32x4.splat(12582912);
  const s0 = fma(x0, log2e, round);
  const s1 = fma(x1, log2e, round);
  const s2 = fma(x2, log2e, round);
  const s3 = fma(x3, log2e, round);
  const high = f32x4.splat(-0.693359375);
  const low = f32x4.splat(2.12194440e-4);
  const r0 = fma(f32x4.sub(s0, round), low, fma(f32x4.sub(s0, round), high, x0));
  const r1 = fma(f32x4.sub(s1, round), low, fma(f32x4.sub(s1, round), high, x1));
  const r2 = fma(f32x4.sub(s2, round), low, fma(f32x4.sub(s2, round), high, x2));
  const r3 = fma(f32x4.sub(s3, round), low, fma(f32x4.sub(s3, round), high, x3));
  let k = f32x4.splat(1.9875691500e-4);
  let p0 = k;
  let p1 = k;
  let p2 = k;
  let p3 = k;
  k = f32x4.splat(1.3981999507e-3);
  p0 = fma(p0, r0, k);
  p1 = fma(p1, r1, k);
  p2 = fma(p2, r2, k);
  p3 = fma(p3, r3, k);
  k = f32x4.splat(8.3334519073e-3);
  p0 = fma(p0, r0, k);
  p1 = fma(p1, r1, k);
  p2 = fma(p2, r2, k);
  p3 = fma(p3, r3, k);
  k = f32x4.splat(4.1665795894e-2);
  p0 = fma(p0, r0, k);
  p1 = fma(p1, r1, k);
  p2 = fma(p2, r2, k);
  p3 = fma(p3, r3, k);
  k = f32x4.splat(1.6666665459e-1);
  p0 = fma(p0, r0, k);
  p1 = fma(p1, r1, k);
  p2 = fma(p2, r2, k);
  p3 = fma(p3, r3, k);
  k = f32x4.splat(5.0000001201e-1);
  p0 = fma(p0, r0, k);
  p1 = fma(p1, r1, k);
  p2 = fma(p2, r2, k);
  p3 = fma(p3, r3, k);
  const one = f32x4.splat(1);
  p0 = f32x4.add(fma(f32x4.mul(p0, r0), r0, r0), one);
  p1 = f32x4.add(fma(f32x4.mul(p1, r1), r1, r1), one);
  p2 = f32x4.add(fma(f32x4.mul(p2, r2), r2, r2), one);
  p3 = f32x4.add(fma(f32x4.mul(p3, r3), r3, r3), one);
  const bias = i32x4.splat(127);
  p0 = f32x4.mul(p0, i32x4.shl(i32x4.add(s0, bias), 23));
  p1 = f32x4.mul(p1, i32x4.shl(i32x4.add(s1, bias), 23));
  p2 = f32x4.mul(p2, i32x4.shl(i32x4.add(s2, bias), 23));
  p3 = f32x4.mul(p3, i32x4.shl(i32x4.add(s3, bias), 23));
  p0 = f32x4.div(one, f32x4.add(one, p0));
  p1 = f32x4.div(one, f32x4.add(one, p1));
  p2 = f32x4.div(one, f32x4.add(one, p2));
  p3 = f32x4.div(one, f32x4.add(one, p3));
  if (silu) {
    p0 = f32x4.mul(z0, p0);
    p1 = f32x4.mul(z1, p1);
    p2 = f32x4.mul(z2, p2);
    p3 = f32x4.mul(z3, p3);
  }
  v128.store(y, p0);
  v128.store(y, p1, 16);
  v128.store(y, p2, 32);
  v128.store(y, p3, 48);
}

/** 1 / (1 + e⁻ˣ). */
export function sigmoid4(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp4(f32x4.neg(x))));
}

/** tanh by a rational function (odd degree 13 over even degree 6), a few ulp; exactly ±1 in float from |x| ≥ 9. */
export function tanh4(x: v128): v128 {
  const c = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-9)), f32x4.splat(9));
  const s = f32x4.mul(c, c);
  let p = f32x4.splat(-2.76076847742355e-16);
  p = fma(p, s, f32x4.splat(2.00018790482477e-13));
  p = fma(p, s, f32x4.splat(-8.60467152213735e-11));
  p = fma(p, s, f32x4.splat(5.12229709037114e-8));
  p = fma(p, s, f32x4.splat(1.48572235717979e-5));
  p = fma(p, s, f32x4.splat(6.37261928875436e-4));
  p = fma(p, s, f32x4.splat(4.89352455891786e-3));
  p = f32x4.mul(p, c);
  let q = f32x4.splat(1.19825839466702e-6);
  q = fma(q, s, f32x4.splat(1.18534705686654e-4));
  q = fma(q, s, f32x4.splat(2.268434632439e-3));
  q = fma(q, s, f32x4.splat(4.89352518554385e-3));
  return f32x4.div(p, q);
}

/** act(x). */
export function act4(x: v128, act: i32): v128 {
  if (act == RELU) return f32x4.pmax(x, f32x4.splat(0));
  if (act == LRELU) return f32x4.pmax(x, f32x4.mul(x, f32x4.splat(0.2)));
  if (act == TANH) return tanh4(x);
  if (act == SIGMOID) return sigmoid4(x);
  if (act == SILU) return f32x4.mul(x, sigmoid4(x));
  return x;
}

/** act′ from the value y = act(x); not for silu, whose value does not determine it. */
export function slope4(y: v128, act: i32): v128 {
  const one = f32x4.splat(1);
  if (act == RELU) return v128.and(f32x4.gt(y, f32x4.splat(0)), one);
  if (act == LRELU) return v128.bitselect(one, f32x4.splat(0.2), f32x4.gt(y, f32x4.splat(0)));
  if (act == TANH) return f32x4.sub(one, f32x4.mul(y, y));
  if (act == SIGMOID) return f32x4.mul(y, f32x4.sub(one, y));
  return one;
}

/** Loads n < 4 floats, zeros behind them. */
export function loadTail(p: usize, n: i32): v128 {
  let x = v128.load32_zero(p);
  if (n > 1) x = f32x4.replace_lane(x, 1, load<f32>(p, 4));
  if (n > 2) x = f32x4.replace_lane(x, 2, load<f32>(p, 8));
  return x;
}

/** Stores the first n < 4 floats. */
export function storeTail(p: usize, x: v128, n: i32): void {
  store<f32>(p, f32x4.extract_lane(x, 0));
  if (n > 1) store<f32>(p, f32x4.extract_lane(x, 1), 4);
  if (n > 2) store<f32>(p, f32x4.extract_lane(x, 2), 8);
}

/** Sum of the four lanes. */
export function sum4(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}

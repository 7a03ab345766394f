/**
 * Group normalisation with an optional SiLU behind it, x [b, p, c] (p positions), c a multiple of 4; with p = 1 and one group it is
 * layer normalisation. stats [b, groups, 2] = mean and 1/σ, kept for the backward pass. `scratch` holds 4·c floats.
 */
import { fma, sigmoid4, sigmoid16, sum4 } from './math';

/** sums [c] = Σ over positions of (x − shift)^power, power 1 or 2. */
function channelSums(p: i32, c: i32, x: usize, shift: usize, squared: bool, sums: usize): void {
  const row = <usize>c << 2;
  for (let k = 0; k < c; k += 4) {
    const at = <usize>k << 2;
    const m = squared ? v128.load(shift + at) : f32x4.splat(0);
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let src = x + at;
    let i = 0;
    if (squared) {
      for (; i + 4 <= p; i += 4) {
        const a = f32x4.sub(v128.load(src), m);
        const b = f32x4.sub(v128.load(src + row), m);
        const d = f32x4.sub(v128.load(src + row * 2), m);
        const e = f32x4.sub(v128.load(src + row * 3), m);
        s0 = fma(a, a, s0);
        s1 = fma(b, b, s1);
        s2 = fma(d, d, s2);
        s3 = fma(e, e, s3);
        src += row * 4;
      }
      for (; i < p; i++) {
        const a = f32x4.sub(v128.load(src), m);
        s0 = fma(a, a, s0);
        src += row;
      }
    } else {
      for (; i + 4 <= p; i += 4) {
        s0 = f32x4.add(s0, v128.load(src));
        s1 = f32x4.add(s1, v128.load(src + row));
        s2 = f32x4.add(s2, v128.load(src + row * 2));
        s3 = f32x4.add(s3, v128.load(src + row * 3));
        src += row * 4;
      }
      for (; i < p; i++) {
        s0 = f32x4.add(s0, v128.load(src));
        src += row;
      }
    }
    v128.store(sums + at, f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
  }
}

/** Σ of `n` floats. */
function total(x: usize, n: i32): f32 {
  let sum: f32 = 0;
  for (let i = 0; i < n; i++) sum += load<f32>(x + (<usize>i << 2));
  return sum;
}

function fill(x: usize, n: i32, value: f32): void {
  for (let i = 0; i < n; i++) store<f32>(x + (<usize>i << 2), value);
}

export function groupNorm(
  b: i32, p: i32, c: i32, groups: i32, eps: f32, silu: bool, x: usize, scale: usize, bias: usize, y: usize, stats: usize, scratch: usize,
): void {
  if (p == 1 && groups == 1 && !silu) return layerNorm(b, c, eps, x, scale, bias, y, stats);
  const row = <usize>c << 2;
  const width = c / groups;
  const count = <f32>(p * width);
  const sums = scratch;
  const shift = scratch + row; // mean, then the offset of the affine map
  const gain = scratch + row * 2;
  for (let n = 0; n < b; n++) {
    channelSums(p, c, x, 0, false, sums);
    for (let g = 0; g < groups; g++) {
      const at = <usize>(g * width) << 2;
      const mean = total(sums + at, width) / count;
      store<f32>(stats + (<usize>g << 3), mean);
      fill(shift + at, width, mean);
    }
    channelSums(p, c, x, shift, true, sums);
    for (let g = 0; g < groups; g++) {
      const at = <usize>(g * width) << 2;
      const inverse: f32 = 1 / sqrt<f32>(total(sums + at, width) / count + eps);
      store<f32>(stats + (<usize>g << 3), inverse, 4);
      fill(gain + at, width, inverse);
    }
    for (let k = 0; k < c; k += 4) {
      const at = <usize>k << 2;
      const a = f32x4.mul(v128.load(gain + at), v128.load(scale + at));
      v128.store(gain + at, a);
      v128.store(shift + at, f32x4.sub(v128.load(bias + at), f32x4.mul(v128.load(shift + at), a)));
    }
    for (let i = 0; i < p; i++) {
      let k = 0;
      if (silu) {
        for (; k + 16 <= c; k += 16) {
          const a = gain + (<usize>k << 2);
          const o = shift + (<usize>k << 2);
          sigmoid16(
            fma(v128.load(x), v128.load(a), v128.load(o)),
            fma(v128.load(x, 16), v128.load(a, 16), v128.load(o, 16)),
            fma(v128.load(x, 32), v128.load(a, 32), v128.load(o, 32)),
            fma(v128.load(x, 48), v128.load(a, 48), v128.load(o, 48)),
            y, true,
          );
          x += 64;
          y += 64;
        }
      }
      for (; k < c; k += 4) {
        const at = <usize>k << 2;
        const z = fma(v128.load(x), v128.load(gain + at), v128.load(shift + at));
        v128.store(y, silu ? f32x4.mul(z, sigmoid4(z)) : z);
        x += 16;
        y += 16;
      }
    }
    stats += <usize>groups << 3;
  }
}

/** dx like x, dscale [c], dbias [c] from dy. `scratch` holds 4·c floats. */
export function groupNormGrad(
  b: i32, p: i32, c: i32, groups: i32, silu: bool, x: usize, scale: usize, bias: usize, stats: usize, dy: usize,
  dx: usize, dscale: usize, dbias: usize, scratch: usize,
): void {
  const row = <usize>c << 2;
  const width = c / groups;
  const count = <f32>(p * width);
  const mean = scratch;
  const inverse = scratch + row;
  const sum1 = scratch + row * 2; // Σ d, then the mean of scale·d in the group
  const sum2 = scratch + row * 3; // Σ d·x̂, then the mean of scale·d·x̂ in the group
  const one = f32x4.splat(1);
  memory.fill(dscale, 0, row);
  memory.fill(dbias, 0, row);
  if (p == 1 && groups == 1 && !silu) return layerNormGrad(b, c, x, scale, stats, dy, dx, dscale, dbias);
  for (let n = 0; n < b; n++) {
    for (let g = 0; g < groups; g++) {
      const at = <usize>(g * width) << 2;
      fill(mean + at, width, load<f32>(stats + (<usize>g << 3)));
      fill(inverse + at, width, load<f32>(stats + (<usize>g << 3), 4));
    }
    // d = dL/dz of the affine output z, kept in dx; its sums by channel.
    for (let k = 0; k < c; k += 4) {
      const at = <usize>k << 2;
      const m = v128.load(mean + at);
      const r = v128.load(inverse + at);
      const a = v128.load(scale + at);
      const o = v128.load(bias + at);
      let s1 = f32x4.splat(0);
      let s2 = s1;
      let src = x + at;
      let from = dy + at;
      let to = dx + at;
      for (let i = 0; i < p; i++) {
        const hat = f32x4.mul(f32x4.sub(v128.load(src), m), r);
        let d = v128.load(from);
        if (silu) {
          const z = fma(hat, a, o);
          const s = sigmoid4(z);
          d = f32x4.mul(d, f32x4.mul(s, fma(z, f32x4.sub(one, s), one)));
        }
        v128.store(to, d);
        s1 = f32x4.add(s1, d);
        s2 = fma(d, hat, s2);
        src += row;
        from += row;
        to += row;
      }
      v128.store(dbias + at, f32x4.add(v128.load(dbias + at), s1));
      v128.store(dscale + at, f32x4.add(v128.load(dscale + at), s2));
      v128.store(sum1 + at, f32x4.mul(s1, a));
      v128.store(sum2 + at, f32x4.mul(s2, a));
    }
    for (let g = 0; g < groups; g++) {
      const at = <usize>(g * width) << 2;
      fill(sum1 + at, width, total(sum1 + at, width) / count);
      fill(sum2 + at, width, total(sum2 + at, width) / count);
    }
    // dx = (scale·d − mean(scale·d) − x̂·mean(scale·d·x̂)) / σ
    for (let i = 0; i < p; i++) {
      for (let k = 0; k < c; k += 4) {
        const at = <usize>k << 2;
        const r = v128.load(inverse + at);
        const hat = f32x4.mul(f32x4.sub(v128.load(x), v128.load(mean + at)), r);
        const flow = f32x4.sub(f32x4.mul(v128.load(dx), v128.load(scale + at)), v128.load(sum1 + at));
        v128.store(dx, f32x4.mul(r, f32x4.sub(flow, f32x4.mul(hat, v128.load(sum2 + at)))));
        x += 16;
        dx += 16;
      }
    }
    dy += p * row;
    stats += <usize>groups << 3;
  }
}

/** `groupNorm` of one position and one group, a row at a time: nothing goes through tables by channel. */
function layerNorm(b: i32, c: i32, eps: f32, x: usize, scale: usize, bias: usize, y: usize, stats: usize): void {
  const row = <usize>c << 2;
  for (let n = 0; n < b; n++) {
    let sum0 = f32x4.splat(0);
    let sum1 = sum0;
    let at: usize = 0;
    for (; at + 32 <= row; at += 32) {
      sum0 = f32x4.add(sum0, v128.load(x + at));
      sum1 = f32x4.add(sum1, v128.load(x + at, 16));
    }
    if (at < row) sum0 = f32x4.add(sum0, v128.load(x + at));
    const mean = sum4(f32x4.add(sum0, sum1)) / <f32>c;
    const m = f32x4.splat(mean);
    sum0 = f32x4.splat(0);
    sum1 = sum0;
    for (at = 0; at + 32 <= row; at += 32) {
      const u = f32x4.sub(v128.load(x + at), m);
      const v = f32x4.sub(v128.load(x + at, 16), m);
      sum0 = fma(u, u, sum0);
      sum1 = fma(v, v, sum1);
    }
    if (at < row) {
      const u = f32x4.sub(v128.load(x + at), m);
      sum0 = fma(u, u, sum0);
    }
    const inverse: f32 = 1 / sqrt<f32>(sum4(f32x4.add(sum0, sum1)) / <f32>c + eps);
    store<f32>(stats, mean);
    store<f32>(stats, inverse, 4);
    const r = f32x4.splat(inverse);
    for (at = 0; at < row; at += 16) {
      const hat = f32x4.mul(f32x4.sub(v128.load(x + at), m), r);
      v128.store(y + at, fma(hat, v128.load(scale + at), v128.load(bias + at)));
    }
    x += row;
    y += row;
    stats += 8;
  }
}

/** `groupNormGrad` of the same; dscale and dbias begin as zeros. */
function layerNormGrad(b: i32, c: i32, x: usize, scale: usize, stats: usize, dy: usize, dx: usize, dscale: usize, dbias: usize): void {
  const row = <usize>c << 2;
  for (let n = 0; n < b; n++) {
    const m = f32x4.splat(load<f32>(stats));
    const r = f32x4.splat(load<f32>(stats, 4));
    let sum1 = f32x4.splat(0); // Σ scale·d
    let sum2 = sum1; //           Σ scale·d·x̂
    for (let at: usize = 0; at < row; at += 16) {
      const d = v128.load(dy + at);
      const hat = f32x4.mul(f32x4.sub(v128.load(x + at), m), r);
      const flow = f32x4.mul(d, v128.load(scale + at));
      v128.store(dbias + at, f32x4.add(v128.load(dbias + at), d));
      v128.store(dscale + at, fma(d, hat, v128.load(dscale + at)));
      sum1 = f32x4.add(sum1, flow);
      sum2 = fma(flow, hat, sum2);
    }
    const mean1 = f32x4.splat(sum4(sum1) / <f32>c);
    const mean2 = f32x4.splat(sum4(sum2) / <f32>c);
    for (let at: usize = 0; at < row; at += 16) {
      const hat = f32x4.mul(f32x4.sub(v128.load(x + at), m), r);
      const flow = f32x4.sub(f32x4.mul(v128.load(dy + at), v128.load(scale + at)), mean1);
      v128.store(dx + at, f32x4.mul(r, f32x4.sub(flow, f32x4.mul(hat, mean2))));
    }
    x += row;
    dy += row;
    dx += row;
    stats += 8;
  }
}

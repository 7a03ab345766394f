/**
 * Convolutions with 3×3 filters and stride 1 by minimal filtering, F(2×2, 3×3) of Lavin & Gray 2016 (1509.09308, §4.1):
 * Y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A makes four neighbouring outputs from a patch d of 4×4 inputs with 16 products a channel, not 36.
 * Summed over channels, each of the 16 places ξ is one matrix product over the patches of `group` pictures:
 * V [ξ, patches, i] · U [ξ, i, o] = M [ξ, patches, o].
 * Pictures [b, h, w, c] with c a multiple of 4, filters [3, 3, i, o]. Sums differ from the plain ones in the last bits.
 */
import { gemm } from './gemm';

/** Bytes from one ξ of V or M to the next: 16 floats more than it holds, or all 16 would fall on the same lines of the cache. */
function planeOf(patches: i32, channels: i32): usize {
  return (<usize>(patches * channels) << 2) + 64;
}

/** U [ξ, i·o] = G g Gᵀ. n = i·o. */
function transformFilter(n: i32, g: usize, u: usize): void {
  const plane = <usize>n << 2;
  const half = f32x4.splat(0.5);
  for (let k = 0; k < n; k += 4) {
    for (let p = 0; p < 4; p++) {
      let to = u + plane * (p << 2);
      const a = filterRow(p, g, plane * 3);
      const b = filterRow(p, g + plane, plane * 3);
      const c = filterRow(p, g + plane * 2, plane * 3);
      const ends = f32x4.add(a, c);
      v128.store(to, a);
      v128.store(to + plane, f32x4.mul(half, f32x4.add(ends, b)));
      v128.store(to + plane * 2, f32x4.mul(half, f32x4.sub(ends, b)));
      v128.store(to + plane * 3, c);
    }
    g += 16;
    u += 16;
  }
}

/** Row p of G times a column of the filter, whose elements are `step` bytes apart. */
function filterRow(p: i32, g: usize, step: usize): v128 {
  if (p == 0) return v128.load(g);
  if (p == 3) return v128.load(g + step * 2);
  const ends = f32x4.add(v128.load(g), v128.load(g + step * 2));
  const middle = v128.load(g + step);
  return f32x4.mul(f32x4.splat(0.5), p == 1 ? f32x4.add(ends, middle) : f32x4.sub(ends, middle));
}

/** dg [3, 3, n] = Gᵀ dU G. */
function filterFromTransform(n: i32, u: usize, dg: usize): void {
  const plane = <usize>n << 2;
  const half = f32x4.splat(0.5);
  for (let k = 0; k < n; k += 4) {
    for (let q = 0; q < 3; q++) {
      const r0 = gradColumn(q, u, plane);
      const r1 = gradColumn(q, u + plane * 4, plane);
      const r2 = gradColumn(q, u + plane * 8, plane);
      const r3 = gradColumn(q, u + plane * 12, plane);
      const middle = f32x4.mul(half, f32x4.add(r1, r2));
      v128.store(dg + plane * q, f32x4.add(r0, middle));
      v128.store(dg + plane * (3 + q), f32x4.mul(half, f32x4.sub(r1, r2)));
      v128.store(dg + plane * (6 + q), f32x4.add(r3, middle));
    }
    u += 16;
    dg += 16;
  }
}

/** A row of dU times column q of G. */
function gradColumn(q: i32, u: usize, plane: usize): v128 {
  const b = v128.load(u + plane);
  const c = v128.load(u + plane * 2);
  const half = f32x4.splat(0.5);
  if (q == 1) return f32x4.mul(half, f32x4.sub(b, c));
  return f32x4.add(v128.load(q == 0 ? u : u + plane * 3), f32x4.mul(half, f32x4.add(b, c)));
}

/** Four places of V: a row (a, b, c, d) times B. */
// @ts-ignore: decorators of functions are AssemblyScript's
@inline
function storePatchRow(to: usize, plane: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(to, f32x4.sub(a, c));
  v128.store(to + plane, f32x4.add(b, c));
  v128.store(to + plane * 2, f32x4.sub(c, b));
  v128.store(to + plane * 3, f32x4.sub(b, d));
}

/** V of one picture that has zeros around it, `width` pixels wide: Bᵀ d B for rows · columns patches d, two pixels apart. */
function transformPicture(rows: i32, columns: i32, width: i32, i: i32, x: usize, v: usize, plane: usize): void {
  const pixel = <usize>i << 2;
  const row = <usize>width * pixel;
  const plane4 = plane * 4;
  for (let r = 0; r < rows; r++) {
    for (let s = 0; s < columns; s++) {
      let p0 = x + <usize>(r * 2) * row + <usize>(s * 2) * pixel;
      for (let k = 0; k < i; k += 4) {
        const p1 = p0 + pixel;
        const p2 = p1 + pixel;
        const p3 = p2 + pixel;
        storePatchRow(v, plane,
          f32x4.sub(v128.load(p0), v128.load(p0 + row * 2)), f32x4.sub(v128.load(p1), v128.load(p1 + row * 2)),
          f32x4.sub(v128.load(p2), v128.load(p2 + row * 2)), f32x4.sub(v128.load(p3), v128.load(p3 + row * 2)));
        storePatchRow(v + plane4, plane,
          f32x4.add(v128.load(p0 + row), v128.load(p0 + row * 2)), f32x4.add(v128.load(p1 + row), v128.load(p1 + row * 2)),
          f32x4.add(v128.load(p2 + row), v128.load(p2 + row * 2)), f32x4.add(v128.load(p3 + row), v128.load(p3 + row * 2)));
        storePatchRow(v + plane4 * 2, plane,
          f32x4.sub(v128.load(p0 + row * 2), v128.load(p0 + row)), f32x4.sub(v128.load(p1 + row * 2), v128.load(p1 + row)),
          f32x4.sub(v128.load(p2 + row * 2), v128.load(p2 + row)), f32x4.sub(v128.load(p3 + row * 2), v128.load(p3 + row)));
        storePatchRow(v + plane4 * 3, plane,
          f32x4.sub(v128.load(p0 + row), v128.load(p0 + row * 3)), f32x4.sub(v128.load(p1 + row), v128.load(p1 + row * 3)),
          f32x4.sub(v128.load(p2 + row), v128.load(p2 + row * 3)), f32x4.sub(v128.load(p3 + row), v128.load(p3 + row * 3)));
        p0 += 16;
        v += 16;
      }
    }
  }
}

/** One picture's y [oh, ow, o] = Aᵀ M A + bias (0: none). */
function pictureFromTransform(oh: i32, ow: i32, o: i32, m: usize, plane: usize, bias: usize, y: usize): void {
  const pixel = <usize>o << 2;
  const row = <usize>ow * pixel;
  for (let r = 0; r < oh; r += 2) {
    const below = r + 1 < oh;
    for (let s = 0; s < ow; s += 2) {
      const right = s + 1 < ow;
      let to = y + <usize>r * row + <usize>s * pixel;
      for (let k = 0; k < o; k += 4) {
        let y00 = bias ? v128.load(bias + (<usize>k << 2)) : f32x4.splat(0);
        let y01 = y00;
        let y10 = y00;
        let y11 = y00;
        let from = m;
        for (let p = 0; p < 4; p++) {
          const b = v128.load(from + plane);
          const c = v128.load(from + plane * 2);
          const left0 = f32x4.add(f32x4.add(v128.load(from), b), c);
          const right0 = f32x4.sub(f32x4.sub(b, c), v128.load(from + plane * 3));
          if (p < 3) {
            y00 = f32x4.add(y00, left0);
            y01 = f32x4.add(y01, right0);
          }
          if (p == 1) {
            y10 = f32x4.add(y10, left0);
            y11 = f32x4.add(y11, right0);
          } else if (p > 1) {
            y10 = f32x4.sub(y10, left0);
            y11 = f32x4.sub(y11, right0);
          }
          from += plane * 4;
        }
        v128.store(to, y00);
        if (right) v128.store(to + pixel, y01);
        if (below) v128.store(to + row, y10);
        if (below && right) v128.store(to + row + pixel, y11);
        to += 16;
        m += 16;
      }
    }
  }
}

/** One picture's dM = A dy Aᵀ, dy [oh, ow, o]. */
function transformFlow(oh: i32, ow: i32, o: i32, dy: usize, m: usize, plane: usize): void {
  const pixel = <usize>o << 2;
  const row = <usize>ow * pixel;
  const zero = f32x4.splat(0);
  for (let r = 0; r < oh; r += 2) {
    const below = r + 1 < oh;
    for (let s = 0; s < ow; s += 2) {
      const right = s + 1 < ow;
      let from = dy + <usize>r * row + <usize>s * pixel;
      for (let k = 0; k < o; k += 4) {
        const a = v128.load(from);
        const b = right ? v128.load(from + pixel) : zero;
        const c = below ? v128.load(from + row) : zero;
        const d = below && right ? v128.load(from + row + pixel) : zero;
        storeFlowRow(m, plane, a, b);
        storeFlowRow(m + plane * 4, plane, f32x4.add(a, c), f32x4.add(b, d));
        storeFlowRow(m + plane * 8, plane, f32x4.sub(a, c), f32x4.sub(b, d));
        storeFlowRow(m + plane * 12, plane, f32x4.neg(c), f32x4.neg(d));
        from += 16;
        m += 16;
      }
    }
  }
}

/** Four places of dM: a row (a, b) times Aᵀ. */
// @ts-ignore: decorators of functions are AssemblyScript's
@inline
function storeFlowRow(to: usize, plane: usize, a: v128, b: v128): void {
  v128.store(to, a);
  v128.store(to + plane, f32x4.add(a, b));
  v128.store(to + plane * 2, f32x4.sub(a, b));
  v128.store(to + plane * 3, f32x4.neg(b));
}

/** V of `pictures` pictures x; `padded`, zeros at first, holds one with its border. */
function transformPictures(
  pictures: i32, h: i32, w: i32, i: i32, rows: i32, columns: i32, top: i32, left: i32, x: usize, padded: usize, v: usize, plane: usize,
): void {
  const pixel = <usize>i << 2;
  const width = columns * 2 + 2;
  for (let n = 0; n < pictures; n++) {
    for (let r = 0; r < h; r++) {
      memory.copy(padded + <usize>((top + r) * width + left) * pixel, x + <usize>((n * h + r) * w) * pixel, <usize>w * pixel);
    }
    transformPicture(rows, columns, width, i, padded, v + <usize>(n * rows * columns) * pixel, plane);
  }
}

/**
 * y [b, oh, ow, o] = conv(x, filter) + bias (0: none), `group` pictures at a time. h + top and w + left must not exceed the padded
 * picture of 2⌈oh/2⌉ + 2 by 2⌈ow/2⌉ + 2. With P patches in a group, `scratch` holds padded·i + 16·(i·o + P·(i + o) + 32) floats and then
 * what `gemm` packs.
 */
export function convWinograd(
  b: i32, h: i32, w: i32, i: i32, oh: i32, ow: i32, o: i32, top: i32, left: i32,
  x: usize, filter: usize, bias: usize, y: usize, group: i32, scratch: usize,
): void {
  const rows = (oh + 1) >> 1;
  const columns = (ow + 1) >> 1;
  const planeU = <usize>(i * o) << 2;
  const planeV = planeOf(group * rows * columns, i);
  const planeM = planeOf(group * rows * columns, o);
  const padded = <usize>((rows * 2 + 2) * (columns * 2 + 2) * i) << 2;
  const u = scratch + padded;
  const v = u + planeU * 16;
  const m = v + planeV * 16;
  const pack = m + planeM * 16;
  memory.fill(scratch, 0, padded);
  transformFilter(i * o, filter, u);
  for (let n = 0; n < b; n += group) {
    const pictures = min(group, b - n);
    transformPictures(pictures, h, w, i, rows, columns, top, left, x + (<usize>(n * h * w * i) << 2), scratch, v, planeV);
    for (let e = 0; e < 16; e++) gemm(pictures * rows * columns, o, i, v + planeV * e, i, 1, u + planeU * e, o, m + planeM * e, o, false, pack);
    for (let k = 0; k < pictures; k++) {
      const out = y + (<usize>((n + k) * oh * ow * o) << 2);
      pictureFromTransform(oh, ow, o, m + (<usize>(k * rows * columns * o) << 2), planeM, bias, out);
    }
  }
}

/** dw [3, 3, i, o] from x [b, h, w, i] and dy [b, oh, ow, o]; everything else as in `convWinograd`. */
export function filterGradWinograd(
  b: i32, h: i32, w: i32, i: i32, oh: i32, ow: i32, o: i32, top: i32, left: i32,
  x: usize, dy: usize, dw: usize, group: i32, scratch: usize,
): void {
  const rows = (oh + 1) >> 1;
  const columns = (ow + 1) >> 1;
  const planeU = <usize>(i * o) << 2;
  const planeV = planeOf(group * rows * columns, i);
  const planeM = planeOf(group * rows * columns, o);
  const padded = <usize>((rows * 2 + 2) * (columns * 2 + 2) * i) << 2;
  const u = scratch + padded;
  const v = u + planeU * 16;
  const m = v + planeV * 16;
  const pack = m + planeM * 16;
  memory.fill(scratch, 0, padded);
  for (let n = 0; n < b; n += group) {
    const pictures = min(group, b - n);
    transformPictures(pictures, h, w, i, rows, columns, top, left, x + (<usize>(n * h * w * i) << 2), scratch, v, planeV);
    for (let k = 0; k < pictures; k++) {
      const flow = dy + (<usize>((n + k) * oh * ow * o) << 2);
      transformFlow(oh, ow, o, flow, m + (<usize>(k * rows * columns * o) << 2), planeM);
    }
    for (let e = 0; e < 16; e++) gemm(i, o, pictures * rows * columns, v + planeV * e, 1, i, m + planeM * e, o, u + planeU * e, o, n > 0, pack);
  }
  filterFromTransform(i * o, u, dw);
}

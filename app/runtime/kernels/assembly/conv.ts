/** What the gradients of a convolution need beside XNNPACK's forward pass. Pictures [b, h, w, c], filters [kh, kw, i, o]. */
import { gemm } from './gemm';
import { addRun, transpose2d } from './layout';
import { fma } from './math';

/** The first output position whose input position (·stride + k − pad) is not negative. */
function firstInside(k: i32, stride: i32, pad: i32): i32 {
  const missing = pad - k;
  return missing > 0 ? (missing + stride - 1) / stride : 0;
}

/** One past the last output position whose input position is inside `size`. */
function endInside(k: i32, stride: i32, pad: i32, size: i32, outSize: i32): i32 {
  const room = size - 1 + pad - k;
  if (room < 0) return 0;
  const end = room / stride + 1;
  return end < outSize ? end : outSize;
}

/**
 * C [4, 8] += Σ over `rows` rows of `k` positions of a column of 4 floats at a times a row of 8 floats at b: a piece of the filter
 * gradient, straight from the picture. Steps and jumps (from the end of a row to the start of the next) in bytes.
 */
function tileRows(
  rows: i32, k: i32, a: usize, stepA: usize, jumpA: usize, b: usize, stepB: usize, jumpB: usize, c: usize, ldc: usize,
): void {
  let c00 = v128.load(c);
  let c01 = v128.load(c, 16);
  let c10 = v128.load(c + ldc);
  let c11 = v128.load(c + ldc, 16);
  let c20 = v128.load(c + ldc * 2);
  let c21 = v128.load(c + ldc * 2, 16);
  let c30 = v128.load(c + ldc * 3);
  let c31 = v128.load(c + ldc * 3, 16);
  for (let r = 0; r < rows; r++) {
    for (let p = 0; p < k; p++) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const a0 = v128.load32_splat(a);
      const a1 = v128.load32_splat(a, 4);
      const a2 = v128.load32_splat(a, 8);
      const a3 = v128.load32_splat(a, 12);
      c00 = fma(a0, b0, c00);
      c01 = fma(a0, b1, c01);
      c10 = fma(a1, b0, c10);
      c11 = fma(a1, b1, c11);
      c20 = fma(a2, b0, c20);
      c21 = fma(a2, b1, c21);
      c30 = fma(a3, b0, c30);
      c31 = fma(a3, b1, c31);
      a += stepA;
      b += stepB;
    }
    a += jumpA;
    b += jumpB;
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  v128.store(c + ldc, c10);
  v128.store(c + ldc, c11, 16);
  v128.store(c + ldc * 2, c20);
  v128.store(c + ldc * 2, c21, 16);
  v128.store(c + ldc * 3, c30);
  v128.store(c + ldc * 3, c31, 16);
}

/** dw [kh, kw, i, o] from x [b, h, w, i] and dy [b, oh, ow, o], with no copy of x. Only for i a multiple of 4 and o of 8. */
export function filterGradDirect(
  b: i32, h: i32, w: i32, i: i32, oh: i32, ow: i32, o: i32, kh: i32, kw: i32, stride: i32, top: i32, left: i32, x: usize, dy: usize, dw: usize,
): void {
  const pixelX = <usize>i << 2;
  const pixelY = <usize>o << 2;
  const stepX = pixelX * stride;
  memory.fill(dw, 0, kh * kw * i * pixelY);
  for (let n = 0; n < b; n++) {
    const xn = x + n * h * w * pixelX;
    const yn = dy + n * oh * ow * pixelY;
    for (let p = 0; p < kh; p++) {
      const y0 = firstInside(p, stride, top);
      const rows = endInside(p, stride, top, h, oh) - y0;
      if (rows <= 0) continue;
      for (let q = 0; q < kw; q++) {
        const x0 = firstInside(q, stride, left);
        const columns = endInside(q, stride, left, w, ow) - x0;
        if (columns <= 0) continue;
        const a = xn + ((y0 * stride + p - top) * w + x0 * stride + q - left) * pixelX;
        const d = yn + (y0 * ow + x0) * pixelY;
        const jumpX = stride * w * pixelX - columns * stepX;
        const jumpY = (ow - columns) * pixelY;
        const c = dw + (p * kw + q) * i * pixelY;
        for (let j = 0; j < o; j += 8) {
          const offset = <usize>j << 2;
          for (let k = 0; k < i; k += 4) {
            tileRows(rows, columns, a + (<usize>k << 2), stepX, jumpX, d + offset, pixelY, jumpY, c + k * pixelY + offset, pixelY);
          }
        }
      }
    }
  }
}

/** cols [oh·ow, kh·kw·i]: for one picture x [h, w, i], each output position's field, zeros outside the picture. */
export function im2col(h: i32, w: i32, i: i32, oh: i32, ow: i32, kh: i32, kw: i32, stride: i32, top: i32, left: i32, x: usize, cols: usize): void {
  const pixel = <usize>i << 2;
  for (let r = 0; r < oh; r++) {
    for (let s = 0; s < ow; s++) {
      for (let p = 0; p < kh; p++) {
        const y = r * stride + p - top;
        for (let q = 0; q < kw; q++) {
          const z = s * stride + q - left;
          if (<u32>y < <u32>h && <u32>z < <u32>w) memory.copy(cols, x + (y * w + z) * pixel, pixel);
          else memory.fill(cols, 0, pixel);
          cols += pixel;
        }
      }
    }
  }
}

/**
 * y [b, oh, ow, o] = conv(x, filter) + bias (0: none). Wide pictures are padded once, and a row of outputs is one product per filter
 * row: the fields of neighbouring pixels overlap in memory, so nothing is copied. Small ones go by columns, four pictures at a time.
 * `scratch` holds max(padded height · padded width · i, 4·oh·ow·kh·kw·i) floats and then what `gemm` packs.
 */
export function conv(
  b: i32, h: i32, w: i32, i: i32, oh: i32, ow: i32, o: i32, kh: i32, kw: i32, stride: i32, top: i32, left: i32,
  x: usize, filter: usize, bias: usize, y: usize, scratch: usize,
): void {
  const pixelY = <usize>o << 2;
  if (bias) for (let n = 0; n < b * oh * ow; n++) memory.copy(y + n * pixelY, bias, pixelY);
  if (kh * kw * stride == 1) gemm(b * h * w, o, i, x, i, 1, filter, o, y, o, bias != 0, scratch);
  else if (ow < 8) convColumns(b, h, w, i, oh, ow, o, kh, kw, stride, top, left, x, filter, y, scratch, bias != 0);
  else convRows(b, h, w, i, oh, ow, o, kh, kw, stride, top, left, x, filter, y, scratch, bias != 0);
}

function convColumns(
  b: i32, h: i32, w: i32, i: i32, oh: i32, ow: i32, o: i32, kh: i32, kw: i32, stride: i32, top: i32, left: i32,
  x: usize, filter: usize, y: usize, scratch: usize, add: bool,
): void {
  const field = kh * kw * i;
  const positions = oh * ow;
  for (let n = 0; n < b; n += 4) {
    const pictures = min(4, b - n);
    for (let m = 0; m < pictures; m++) {
      const cols = scratch + (<usize>(m * positions * field) << 2);
      im2col(h, w, i, oh, ow, kh, kw, stride, top, left, x + (<usize>((n + m) * h * w * i) << 2), cols);
    }
    const pack = scratch + (<usize>(4 * positions * field) << 2);
    gemm(pictures * positions, o, field, scratch, field, 1, filter, o, y + (<usize>(n * positions * o) << 2), o, add, pack);
  }
}

function convRows(
  b: i32, h: i32, w: i32, i: i32, oh: i32, ow: i32, o: i32, kh: i32, kw: i32, stride: i32, top: i32, left: i32,
  x: usize, filter: usize, y: usize, scratch: usize, add: bool,
): void {
  const pixelX = <usize>i << 2;
  const width = max((ow - 1) * stride + kw, left + w); // of the padded picture
  const height = max((oh - 1) * stride + kh, top + h);
  const row = <usize>width * pixelX;
  const tap = <usize>(kw * i * o) << 2;
  memory.fill(scratch, 0, <usize>height * row);
  for (let n = 0; n < b; n++) {
    for (let r = 0; r < h; r++) {
      memory.copy(scratch + <usize>(top + r) * row + <usize>left * pixelX, x + <usize>((n * h + r) * w) * pixelX, <usize>w * pixelX);
    }
    for (let r = 0; r < oh; r++) {
      const out = y + (<usize>((n * oh + r) * ow * o) << 2);
      for (let p = 0; p < kh; p++) {
        const from = scratch + <usize>(r * stride + p) * row;
        gemm(ow, o, kw * i, from, stride * i, 1, filter + <usize>p * tap, o, out, o, add || p > 0, 0);
      }
    }
  }
}

/** The same as `filterGradDirect` for any sizes, one picture's columns at a time. `scratch` holds oh·ow·kh·kw·i floats and then what `gemm` packs. */
export function filterGradColumns(
  b: i32, h: i32, w: i32, i: i32, oh: i32, ow: i32, o: i32, kh: i32, kw: i32, stride: i32, top: i32, left: i32,
  x: usize, dy: usize, dw: usize, scratch: usize,
): void {
  const field = kh * kw * i;
  const positions = oh * ow;
  const pack = scratch + (<usize>(positions * field) << 2);
  for (let n = 0; n < b; n++) {
    im2col(h, w, i, oh, ow, kh, kw, stride, top, left, x + (<usize>(n * h * w * i) << 2), scratch);
    gemm(field, o, positions, scratch, 1, field, dy + (<usize>(n * positions * o) << 2), o, dw, o, n > 0, pack);
  }
}

/** dx [h, w, i] += the gradients of one picture's columns [oh·ow, kh·kw·i], added back where they came from. */
function col2im(h: i32, w: i32, i: i32, oh: i32, ow: i32, kh: i32, kw: i32, stride: i32, top: i32, left: i32, cols: usize, dx: usize): void {
  const pixel = <usize>i << 2;
  for (let r = 0; r < oh; r++) {
    for (let s = 0; s < ow; s++) {
      for (let p = 0; p < kh; p++) {
        const y = r * stride + p - top;
        for (let q = 0; q < kw; q++) {
          const z = s * stride + q - left;
          if (<u32>y < <u32>h && <u32>z < <u32>w) addRun(dx + (y * w + z) * pixel, cols, i);
          cols += pixel;
        }
      }
    }
  }
}

/**
 * dx [b, h, w, i] from dy [b, oh, ow, o] and the filter, any stride: the columns' gradients dy·wᵀ of one picture at a time, added
 * back. `scratch` holds (oh·ow + o)·kh·kw·i floats.
 */
export function inputGradColumns(
  b: i32, h: i32, w: i32, i: i32, oh: i32, ow: i32, o: i32, kh: i32, kw: i32, stride: i32, top: i32, left: i32,
  dy: usize, filter: usize, dx: usize, scratch: usize,
): void {
  const field = kh * kw * i;
  const positions = oh * ow;
  const picture = <usize>(h * w * i) << 2;
  const cols = scratch + (<usize>(o * field) << 2);
  transpose2d(field, o, filter, scratch); // [o, kh·kw·i]
  memory.fill(dx, 0, b * picture);
  for (let n = 0; n < b; n++) {
    gemm(positions, field, o, dy + (<usize>(n * positions * o) << 2), o, 1, scratch, field, cols, field, false, 0);
    col2im(h, w, i, oh, ow, kh, kw, stride, top, left, cols, dx + n * picture);
  }
}

/** y [kh, kw, o, i] = w [kh, kw, i, o] rotated by 180°, for the input gradient. */
export function rotateFilter(kh: i32, kw: i32, i: i32, o: i32, w: usize, y: usize): void {
  const taps = kh * kw;
  const size = <usize>(i * o) << 2;
  for (let t = 0; t < taps; t++) transpose2d(i, o, w + t * size, y + (taps - 1 - t) * size);
}


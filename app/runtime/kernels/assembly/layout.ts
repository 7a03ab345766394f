/** Moving numbers about: transposes, 2×2 upsampling and pooling, columns of convolutions. Sizes in floats, pointers in bytes. */

/** y [n, m] = xᵀ, x [m, n]. */
export function transpose2d(m: i32, n: i32, x: usize, y: usize): void {
  transposeRows(m, n, x, <usize>n << 2, y);
}

/** The same of an x whose rows lie `rx` bytes apart. */
export function transposeRows(m: i32, n: i32, x: usize, rx: usize, y: usize): void {
  const ry = <usize>m << 2;
  let i = 0;
  for (; i + 4 <= m; i += 4) {
    let src = x + i * rx;
    let dst = y + (<usize>i << 2);
    let j = 0;
    for (; j + 4 <= n; j += 4) {
      const a = v128.load(src);
      const b = v128.load(src + rx);
      const c = v128.load(src + rx * 2);
      const d = v128.load(src + rx * 3);
      const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      v128.store(dst, v128.shuffle<f64>(ab0, cd0, 0, 2));
      v128.store(dst + ry, v128.shuffle<f64>(ab0, cd0, 1, 3));
      v128.store(dst + ry * 2, v128.shuffle<f64>(ab1, cd1, 0, 2));
      v128.store(dst + ry * 3, v128.shuffle<f64>(ab1, cd1, 1, 3));
      src += 16;
      dst += ry * 4;
    }
    for (; j < n; j++) {
      store<f32>(dst, load<f32>(src));
      store<f32>(dst, load<f32>(src + rx), 4);
      store<f32>(dst, load<f32>(src + rx * 2), 8);
      store<f32>(dst, load<f32>(src + rx * 3), 12);
      src += 4;
      dst += ry;
    }
  }
  for (; i < m; i++) {
    let src = x + i * rx;
    let dst = y + (<usize>i << 2);
    for (let j = 0; j < n; j++) {
      store<f32>(dst, load<f32>(src));
      src += 4;
      dst += ry;
    }
  }
}

/** y [b, n, m] = each of the b matrices x [b, m, n] transposed. */
export function transposeBatch(b: i32, m: i32, n: i32, x: usize, y: usize): void {
  const size = <usize>(m * n) << 2;
  for (let i = 0; i < b; i++) transpose2d(m, n, x + i * size, y + i * size);
}

/** Copies `floats` floats, in vectors: cheaper than a call for the short runs that layouts are made of. */
function run(dst: usize, src: usize, floats: i32): void {
  let i = 0;
  for (; i + 4 <= floats; i += 4) {
    v128.store(dst, v128.load(src));
    dst += 16;
    src += 16;
  }
  for (; i < floats; i++) {
    store<f32>(dst, load<f32>(src));
    dst += 4;
    src += 4;
  }
}

/** y [a, c, b, d] = x [a, b, c, d] with the middle axes exchanged; d floats stay together. */
export function swapMiddle(a: i32, b: i32, c: i32, d: i32, x: usize, y: usize): void {
  const bytes = <usize>d << 2;
  for (let i = 0; i < a; i++) {
    for (let k = 0; k < c; k++) {
      let src = x + (<usize>(i * b * c + k) * bytes);
      for (let j = 0; j < b; j++) {
        run(y, src, d);
        y += bytes;
        src += c * bytes;
      }
    }
  }
}

/** y of sizes n0…n3, whose element (i0…i3) is x's at i0·s0 + … + i3·s3: any permutation of up to four axes. */
export function gather4(n0: i32, n1: i32, n2: i32, n3: i32, s0: i32, s1: i32, s2: i32, s3: i32, x: usize, y: usize): void {
  const step = <usize>s3 << 2;
  for (let i0 = 0; i0 < n0; i0++) {
    for (let i1 = 0; i1 < n1; i1++) {
      for (let i2 = 0; i2 < n2; i2++) {
        let src = x + (<usize>(i0 * s0 + i1 * s1 + i2 * s2) << 2);
        for (let i3 = 0; i3 < n3; i3++) {
          store<f32>(y, load<f32>(src));
          y += 4;
          src += step;
        }
      }
    }
  }
}

/** Copies `rows` runs of `floats` floats between two strided places (strides in floats): concat and slice along any axis. */
export function copyRows(rows: i32, floats: i32, src: usize, srcStride: i32, dst: usize, dstStride: i32): void {
  const from = <usize>srcStride << 2;
  const to = <usize>dstStride << 2;
  for (let i = 0; i < rows; i++) {
    run(dst, src, floats);
    src += from;
    dst += to;
  }
}

/** y [b, 2h, 2w, c] = s · every pixel of x [b, h, w, c] four times. `rows` = b·h. */
export function upsample2(rows: i32, w: i32, c: i32, x: usize, y: usize, s: f32): void {
  const pixel = <usize>c << 2;
  const wide = pixel * w * 2;
  const factor = f32x4.splat(s);
  for (let r = 0; r < rows; r++) {
    let out = y;
    for (let j = 0; j < w; j++) {
      let k = 0;
      for (; k + 4 <= c; k += 4) {
        const v = f32x4.mul(v128.load(x), factor);
        v128.store(out, v);
        v128.store(out + pixel, v);
        x += 16;
        out += 16;
      }
      for (; k < c; k++) {
        const v = load<f32>(x) * s;
        store<f32>(out, v);
        store<f32>(out + pixel, v);
        x += 4;
        out += 4;
      }
      out += pixel;
    }
    memory.copy(y + wide, y, wide);
    y += wide * 2;
  }
}

/** y [b, h/2, w/2, c] = s · the sum of each 2×2 window of x [b, h, w, c]. `rows` = b·h/2, w even. */
export function sumPool2(rows: i32, w: i32, c: i32, x: usize, y: usize, s: f32): void {
  const pixel = <usize>c << 2;
  const wide = pixel * w;
  const factor = f32x4.splat(s);
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < w; j += 2) {
      let k = 0;
      for (; k + 4 <= c; k += 4) {
        const top = f32x4.add(v128.load(x), v128.load(x + pixel));
        const bottom = f32x4.add(v128.load(x + wide), v128.load(x + wide + pixel));
        v128.store(y, f32x4.mul(f32x4.add(top, bottom), factor));
        x += 16;
        y += 16;
      }
      for (; k < c; k++) {
        store<f32>(y, (load<f32>(x) + load<f32>(x + pixel) + load<f32>(x + wide) + load<f32>(x + wide + pixel)) * s);
        x += 4;
        y += 4;
      }
      x += pixel;
    }
    x += wide;
  }
}

/** out [segments, d] = sums of the rows of x [n, d] that carry the same id; ids outside [0, segments) are left out. `out` starts at zero. */
export function segmentSum(n: i32, d: i32, segments: i32, x: usize, ids: usize, out: usize): void {
  const row = <usize>d << 2;
  memory.fill(out, 0, row * segments);
  for (let i = 0; i < n; i++) {
    const id = load<i32>(ids + (<usize>i << 2));
    if (<u32>id >= <u32>segments) continue;
    addRun(out + id * row, x + i * row, d);
  }
}

/** dst += src, n floats. */
export function addRun(dst: usize, src: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    v128.store(dst, f32x4.add(v128.load(dst), v128.load(src)));
    dst += 16;
    src += 16;
  }
  for (; i < n; i++) {
    store<f32>(dst, load<f32>(dst) + load<f32>(src));
    dst += 4;
    src += 4;
  }
}

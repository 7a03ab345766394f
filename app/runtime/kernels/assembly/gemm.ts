/**
 * Matrix products in tiles of 4 rows by 8 columns held in registers.
 * C [m, n] = A·B + F, where F is C itself, rows elsewhere (all of them one row where they lie 0 apart: a bias), or nothing, and A's element (i, p) lies at a + 4·(i·rowA + p·colA): A and Aᵀ cost the same.
 * B and C are row-major with rows `ldb`, `ldc` floats long. A tile is given where its part of F begins (0: none) and, in bytes, how far its rows lie apart.
 */
import { fma, loadTail, storeTail } from './math';

function tile4x8(k: i32, a: usize, rowA: usize, colA: usize, b: usize, ldb: usize, c: usize, ldc: usize, f: usize, ldf: usize): void {
  let c00 = f32x4.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const row2 = rowA * 2;
  const row3 = rowA * 3;
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    const a1 = v128.load32_splat(a + rowA);
    const a2 = v128.load32_splat(a + row2);
    const a3 = v128.load32_splat(a + row3);
    c00 = fma(a0, b0, c00);
    c01 = fma(a0, b1, c01);
    c10 = fma(a1, b0, c10);
    c11 = fma(a1, b1, c11);
    c20 = fma(a2, b0, c20);
    c21 = fma(a2, b1, c21);
    c30 = fma(a3, b0, c30);
    c31 = fma(a3, b1, c31);
    a += colA;
    b += ldb;
  }
  if (f != 0) {
    c00 = f32x4.add(c00, v128.load(f));
    c01 = f32x4.add(c01, v128.load(f, 16));
    c10 = f32x4.add(c10, v128.load(f + ldf));
    c11 = f32x4.add(c11, v128.load(f + ldf, 16));
    c20 = f32x4.add(c20, v128.load(f + ldf * 2));
    c21 = f32x4.add(c21, v128.load(f + ldf * 2, 16));
    c30 = f32x4.add(c30, v128.load(f + ldf * 3));
    c31 = f32x4.add(c31, v128.load(f + ldf * 3, 16));
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

function tile1x8(k: i32, a: usize, colA: usize, b: usize, ldb: usize, c: usize, f: usize): void {
  let c0 = f != 0 ? v128.load(f) : f32x4.splat(0);
  let c1 = f != 0 ? v128.load(f, 16) : f32x4.splat(0);
  for (let p = 0; p < k; p++) {
    const x = v128.load32_splat(a);
    c0 = fma(x, v128.load(b), c0);
    c1 = fma(x, v128.load(b, 16), c1);
    a += colA;
    b += ldb;
  }
  v128.store(c, c0);
  v128.store(c, c1, 16);
}

function tile4x4(k: i32, a: usize, rowA: usize, colA: usize, b: usize, ldb: usize, c: usize, ldc: usize, f: usize, ldf: usize): void {
  let c0 = f32x4.splat(0);
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b);
    c0 = fma(v128.load32_splat(a), b0, c0);
    c1 = fma(v128.load32_splat(a + rowA), b0, c1);
    c2 = fma(v128.load32_splat(a + rowA * 2), b0, c2);
    c3 = fma(v128.load32_splat(a + rowA * 3), b0, c3);
    a += colA;
    b += ldb;
  }
  if (f != 0) {
    c0 = f32x4.add(c0, v128.load(f));
    c1 = f32x4.add(c1, v128.load(f + ldf));
    c2 = f32x4.add(c2, v128.load(f + ldf * 2));
    c3 = f32x4.add(c3, v128.load(f + ldf * 3));
  }
  v128.store(c, c0);
  v128.store(c + ldc, c1);
  v128.store(c + ldc * 2, c2);
  v128.store(c + ldc * 3, c3);
}

function tile1x4(k: i32, a: usize, colA: usize, b: usize, ldb: usize, c: usize, f: usize): void {
  let c0 = f != 0 ? v128.load(f) : f32x4.splat(0);
  for (let p = 0; p < k; p++) {
    c0 = fma(v128.load32_splat(a), v128.load(b), c0);
    a += colA;
    b += ldb;
  }
  v128.store(c, c0);
}

/** Four rows of the last columns, fewer than 4, from a panel of B that has zeros behind them. */
function tile4xRest(
  rest: i32, k: i32, a: usize, rowA: usize, colA: usize, panel: usize, c: usize, ldc: usize, f: usize, ldf: usize,
): void {
  let c0 = f != 0 ? loadTail(f, rest) : f32x4.splat(0);
  let c1 = f != 0 ? loadTail(f + ldf, rest) : f32x4.splat(0);
  let c2 = f != 0 ? loadTail(f + ldf * 2, rest) : f32x4.splat(0);
  let c3 = f != 0 ? loadTail(f + ldf * 3, rest) : f32x4.splat(0);
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(panel);
    c0 = fma(v128.load32_splat(a), b0, c0);
    c1 = fma(v128.load32_splat(a + rowA), b0, c1);
    c2 = fma(v128.load32_splat(a + rowA * 2), b0, c2);
    c3 = fma(v128.load32_splat(a + rowA * 3), b0, c3);
    a += colA;
    panel += 16;
  }
  storeTail(c, c0, rest);
  storeTail(c + ldc, c1, rest);
  storeTail(c + ldc * 2, c2, rest);
  storeTail(c + ldc * 3, c3, rest);
}

/** Four rows of one column: the last columns when n is no multiple of 4. */
function tile4x1(k: i32, a: usize, rowA: usize, colA: usize, b: usize, ldb: usize, c: usize, ldc: usize, f: usize, ldf: usize): void {
  let c0: f32 = f != 0 ? load<f32>(f) : 0;
  let c1: f32 = f != 0 ? load<f32>(f + ldf) : 0;
  let c2: f32 = f != 0 ? load<f32>(f + ldf * 2) : 0;
  let c3: f32 = f != 0 ? load<f32>(f + ldf * 3) : 0;
  for (let p = 0; p < k; p++) {
    const x = load<f32>(b);
    c0 += load<f32>(a) * x;
    c1 += load<f32>(a + rowA) * x;
    c2 += load<f32>(a + rowA * 2) * x;
    c3 += load<f32>(a + rowA * 3) * x;
    a += colA;
    b += ldb;
  }
  store<f32>(c, c0);
  store<f32>(c + ldc, c1);
  store<f32>(c + ldc * 2, c2);
  store<f32>(c + ldc * 3, c3);
}

function tile1x1(k: i32, a: usize, colA: usize, b: usize, ldb: usize, c: usize, f: usize): void {
  let sum: f32 = f != 0 ? load<f32>(f) : 0;
  for (let p = 0; p < k; p++) {
    sum += load<f32>(a) * load<f32>(b);
    a += colA;
    b += ldb;
  }
  store<f32>(c, sum);
}

/** Rows of A and depth of the product taken at a time, so that a block of A and a panel of B stay in the caches. */
const ROWS: i32 = 64;
const DEPTH: i32 = 256;

/**
 * With a place to copy to (`pack`, 0: none), many rows read B in panels of 8 columns that lie in one piece (rows a power of two apart
 * fall on the same few lines of the cache), and Aᵀ likewise in pieces of 4 rows. The place holds min(k, 256)·(n + 3) floats, and
 * 64·256 more where A is transposed.
 */
export function gemm(
  m: i32, n: i32, k: i32, a: usize, rowA: i32, colA: i32, b: usize, ldb: i32, c: usize, ldc: i32, add: bool, pack: usize,
): void {
  gemmFrom(m, n, k, a, rowA, colA, b, ldb, c, ldc, add ? c : 0, add ? ldc : 0, pack);
}

/** The same where what is added (`f`, 0: nothing) has rows `ldf` floats apart. */
export function gemmFrom(
  m: i32, n: i32, k: i32, a: usize, rowA: i32, colA: i32, b: usize, ldb: i32, c: usize, ldc: i32, f: usize, ldf: i32, pack: usize,
): void {
  const ra = <usize>rowA << 2;
  const ca = <usize>colA << 2;
  const lb = <usize>ldb << 2;
  const lc = <usize>ldc << 2;
  let lf = <usize>ldf << 2;
  const panels: usize = m >= 16 ? pack : 0;
  const pieces: usize = panels != 0 && rowA == 1 && colA != 1 && n >= 16 ? pack + (<usize>(min(k, DEPTH) * (n + 3)) << 2) : 0;
  for (let p = 0; p < k; p += DEPTH) {
    const depth = min(DEPTH, k - p);
    const from = b + p * lb;
    if (panels) packPanels(n, depth, from, lb, panels);
    for (let i = 0; i < m; i += ROWS) {
      const rows = min(ROWS, m - i);
      const block = a + i * ra + p * ca;
      if (pieces) packPieces(rows, depth, block, ca, pieces);
      product(rows, n, depth, block, ra, ca, from, lb, c + i * lc, lc, f + i * lf, lf, panels, pieces);
    }
    f = c;
    lf = lc;
  }
}

/** B [k, n] as panels [n/8, k, 8], and what columns are left as panels of 4, zeros behind the last. */
function packPanels(n: i32, k: i32, b: usize, lb: usize, to: usize): void {
  let j = 0;
  for (; j + 8 <= n; j += 8) {
    let from = b + (<usize>j << 2);
    for (let p = 0; p < k; p++) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += lb;
      to += 32;
    }
  }
  for (; j < n; j += 4) {
    let from = b + (<usize>j << 2);
    for (let p = 0; p < k; p++) {
      v128.store(to, j + 4 <= n ? v128.load(from) : loadTail(from, n - j));
      from += lb;
      to += 16;
    }
  }
}

/** The block A [m, k], stored transposed, as pieces [m/4, k, 4]. */
function packPieces(m: i32, k: i32, a: usize, ca: usize, to: usize): void {
  for (let i = 0; i + 4 <= m; i += 4) {
    let from = a + (<usize>i << 2);
    for (let p = 0; p < k; p++) {
      v128.store(to, v128.load(from));
      from += ca;
      to += 16;
    }
  }
}

/** A block of at most ROWS rows and DEPTH products; see `gemm`. */
function product(
  m: i32, n: i32, k: i32, a: usize, ra: usize, ca: usize, b: usize, lb: usize, c: usize, lc: usize, f: usize, lf: usize,
  panels: usize, pieces: usize,
): void {
  const first = pieces ? pieces : a;
  const step = pieces ? <usize>k << 4 : ra << 2; // from four rows to the next four
  const row: usize = pieces ? 4 : ra;
  const column: usize = pieces ? 16 : ca;
  const one: usize = f != 0 ? 4 : 0; // from a column of what is added to the next
  let j = 0;
  for (; j + 8 <= n; j += 8) {
    const panel = panels ? panels + (<usize>(j * k) << 2) : b;
    const rowB = panels ? 32 : lb;
    let i = 0;
    let four = first;
    for (; i + 4 <= m; i += 4) {
      tile4x8(k, four, row, column, panel, rowB, c + i * lc, lc, f + i * lf, lf);
      four += step;
    }
    for (; i < m; i++) tile1x8(k, a + i * ra, ca, panel, rowB, c + i * lc, f + i * lf);
    b += 32;
    c += 32;
    f += one * 8;
  }
  if (j + 4 <= n) {
    let i = 0;
    let four = first;
    for (; i + 4 <= m; i += 4) {
      tile4x4(k, four, row, column, b, lb, c + i * lc, lc, f + i * lf, lf);
      four += step;
    }
    for (; i < m; i++) tile1x4(k, a + i * ra, ca, b, lb, c + i * lc, f + i * lf);
    j += 4;
    b += 16;
    c += 16;
    f += one * 4;
  }
  if (panels != 0 && j < n) {
    let i = 0;
    let four = first;
    for (; i + 4 <= m; i += 4) {
      tile4xRest(n - j, k, four, row, column, panels + (<usize>(j * k) << 2), c + i * lc, lc, f + i * lf, lf);
      four += step;
    }
    a += i * ra;
    c += i * lc;
    f += i * lf;
    m -= i;
  }
  for (; j < n; j++) {
    let i = 0;
    for (; i + 4 <= m; i += 4) tile4x1(k, a + i * ra, ra, ca, b, lb, c + i * lc, lc, f + i * lf, lf);
    for (; i < m; i++) tile1x1(k, a + i * ra, ca, b, lb, c + i * lc, f + i * lf);
    b += 4;
    c += 4;
    f += one;
  }
}

/**
 * What writes a row token by token (`models/dalle/gpt.ts`), one launch each, from what the SIMD module has: the token as a vector, a norm and the dense
 * layer after it, attention to what is remembered, the codes that may be drawn, the draw. Rows are few, so what is left to JavaScript costs little.
 */
import { ACT, type Kernel, make, size } from './allocate';
import { at, memory, packFloats, simd, withScratch } from './module';

/** Floats from a byte offset on. What allocates may move the memory: take views after it. */
const floats = (from: number, n: number) => new Float32Array(memory.buffer, from, n);

/** Tokens' rows of a table, and their places' added. table [K, D], places [P, D], ids int32 [B, T] → [B, T, D]. */
export const embed: Kernel = ({ inputs: { table, places, ids }, backend, attrs }) => {
  const [rows, d] = table.shape;
  const y = make(backend, [...ids.shape, d]);
  const [all, what, where] = [y, table, places].map((x) => floats(at(backend, x), size(x)));
  new Int32Array(memory.buffer, at(backend, ids), size(ids)).forEach((id, n) => {
    if (id < 0 || id >= rows) throw new Error(`embed: there is no row ${id} of ${rows}.`);
    const place = ((attrs.from as number) + (n % ids.shape[1])) * d;
    for (let i = 0; i < d; i++) all[n * d + i] = what[id * d + i] + where[place + i];
  });
  return y;
};

/** act(layerNorm(x)·w + b). x [B, I], I a multiple of 4 → [B, O]. */
export const normDense: Kernel = ({ inputs: { x, scale, bias, w, b }, backend, attrs }) => {
  const [m, k] = x.shape;
  const n = w.shape[1];
  const y = make(backend, [m, n]);
  withScratch(backend, m * k + 2 * m + 4 * k + packFloats(n, k), (normal) => {
    const stats = normal + 4 * m * k;
    const sums = stats + 8 * m;
    const [from, to] = [at(backend, x), at(backend, y)];
    simd.groupNorm(m, 1, k, 1, attrs.eps as number, 0, from, at(backend, scale), at(backend, bias), normal, stats, sums);
    simd.dense(m, k, n, normal, at(backend, w), at(backend, b), to, ACT.linear, sums + 16 * k);
    if (attrs.act === 'gelu') simd.gelu(m * n, to, to);
  });
  return y;
};

/**
 * The new token of each row looks at those before it and at itself.
 * qkv [B, 3D], k and v [B, heads, P, D/heads] → found [B, D], k and v with the new token's at the end, q, the weights [B, heads, 1, P + 1].
 */
export const attendNext: Kernel = ({ inputs: { qkv, k, v }, backend }) => {
  const [b, heads, past, d] = k.shape;
  const places = past + 1;
  const found = make(backend, [b, heads * d]);
  const [nextK, nextV] = [k, v].map(() => make(backend, [b, heads, places, d]));
  const q = make(backend, [b, heads, 1, d]);
  const weights = make(backend, [b, heads, 1, places]);
  const [ask, keys, values, w, out] = [q, nextK, nextV, weights, found].map((x) => at(backend, x));
  simd.copyRows(b * heads, past * d, at(backend, k), past * d, keys, places * d);
  simd.copyRows(b * heads, past * d, at(backend, v), past * d, values, places * d);
  for (let row = 0; row < b; row++) {
    const own = at(backend, qkv) + 12 * row * heads * d;
    const last = 4 * (row * heads * places + past) * d;
    simd.copyRows(heads, d, own, d, ask + 4 * row * heads * d, d);
    simd.copyRows(heads, d, own + 4 * heads * d, d, keys + last, places * d);
    simd.copyRows(heads, d, own + 8 * heads * d, d, values + last, places * d);
  }
  for (let i = 0; i < b * heads; i++)
    simd.gemm(places, 1, d, keys + 4 * i * places * d, d, 1, ask + 4 * i * d, 1, w + 4 * i * places, 1, 0, 0);
  scaled(w, b * heads * places, 1 / Math.sqrt(d));
  simd.softmax(b * heads, places, w, w);
  for (let i = 0; i < b * heads; i++)
    simd.gemm(1, d, places, w + 4 * i * places, places, 1, values + 4 * i * places * d, d, out + 4 * i * d, d, 0, 0);
  return [found, nextK, nextV, q, weights];
};

function scaled(from: number, n: number, by: number): void {
  const x = floats(from, n);
  for (let i = 0; i < n; i++) x[i] *= by;
}

/** Probabilities after temperature, top-k and top-p; codes that are equal to the last one kept are kept too. logits [B, K] → [B, K]. */
export const filter: Kernel = ({ inputs: { logits }, backend, attrs }) => {
  const { cool, topK, topP } = attrs as { cool: number; topK: number; topP: number };
  const [rows, n] = logits.shape;
  const y = make(backend, [rows, n]);
  const [from, to] = [at(backend, logits), at(backend, y)];
  simd.copyRows(1, rows * n, from, 0, to, 0);
  scaled(to, rows * n, 1 / cool);
  simd.softmax(rows, n, to, to);
  if (topK >= n && topP >= 1) return y;
  for (let row = 0; row < rows; row++) {
    const p = floats(to + 4 * row * n, n);
    if (topK < n) keep(p, Float32Array.from(p).sort()[n - topK]);
    if (topP < 1) {
      const rising = Float32Array.from(p).sort();
      let [i, before] = [n - 1, 0];
      while (i > 0 && before + rising[i] < topP) before += rising[i--];
      keep(p, rising[i]);
    }
  }
  return y;
};

/** Probabilities from `least` on, renormalised. */
function keep(p: Float32Array, least: number): void {
  let sum = 0;
  for (const v of p) if (v >= least) sum += v;
  for (let i = 0; i < p.length; i++) p[i] = p[i] >= least ? p[i] / sum : 0;
}

/** How many codes' whole share lies at or below u of all. p [B, K], u [B] → int32 [B]. */
export const draw: Kernel = ({ inputs: { p, u }, backend }) => {
  const [rows, n] = p.shape;
  const z = backend.makeOutput([rows], 'int32');
  const [drawn, chance] = [new Int32Array(memory.buffer, at(backend, z), rows), floats(at(backend, u), rows)];
  for (let row = 0; row < rows; row++) {
    const share = floats(at(backend, p) + 4 * row * n, n);
    const below = chance[row] * share.reduce((sum, v) => sum + v, 0);
    let [passed, sum] = [0, 0];
    while (passed < n && sum + share[passed] <= below) sum += share[passed++];
    drawn[row] = passed;
  }
  return z;
};

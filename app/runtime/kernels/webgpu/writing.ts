/**
 * What writes a row token by token (`models/dalle/gpt.ts`): the token as a vector, a norm and the dense layer after it, attention to what is remembered, the
 * codes that may be drawn, the draw. One launch each; a row has few numbers, so a group does more than once what would cost a launch to share.
 */
import { applyOf } from './activation';
import { f32, fresh, i32, type Kernel, launch, size, totals } from './launch';

/** Places a row may have, and codes: a group holds a number for each. */
const MOST = 1_024;

/** Tokens' rows of a table, and their places' added. table [K, D], places [P, D], ids [B, T] → [B, T, D]. */
export const embed: Kernel = ({ inputs: { table, places, ids }, backend, attrs }) => {
  const [t, d] = [ids.shape[1], table.shape[1]];
  const y = fresh(backend, [...ids.shape, d]);
  launch(backend, {
    key: 'embed',
    body: `
      if (index >= u.n) { return; }
      let token = index / u.d;
      let i = index % u.d;
      y[index] = table[ids[token] * u.d + i] + places[(u.start + token % u.t) * u.d + i];`,
    inputs: { table, places, ids },
    outputs: { y },
    numbers: { n: i32(size(y)), t: i32(t), d: i32(d), start: i32(attrs.from as number) },
    groups: Math.ceil(size(y) / 64),
  });
  return y;
};

/** act(layerNorm(x)·w + b): a thread for each number, a group within one row. x [B, I] → [B, O]. */
export const normDense: Kernel = ({ inputs: { x, scale, bias, w, b }, backend, attrs }) => {
  const [m, k] = x.shape;
  const n = w.shape[1];
  const act = attrs.act as 'linear' | 'gelu';
  const pieces = Math.ceil(n / 64);
  const y = fresh(backend, [m, n]);
  launch(backend, {
    key: `normDense ${act}`,
    head: totals(64),
    body: `
      let row = block / u.pieces;
      if (row >= u.m) { return; }
      var sum = 0.0;
      for (var i = lane; i < u.k; i += 64) { sum += x[row * u.k + i]; }
      let mean = total(sum, lane) / f32(u.k);
      sum = 0.0;
      for (var i = lane; i < u.k; i += 64) { let away = x[row * u.k + i] - mean; sum = fma(away, away, sum); }
      let rest = 1.0 / sqrt(total(sum, lane) / f32(u.k) + u.eps);
      let column = (block % u.pieces) * 64 + lane;
      if (column >= u.n) { return; }
      var v = b[column];
      for (var i = 0; i < u.k; i++) {
        let normal = fma((x[row * u.k + i] - mean) * rest, scale[i], bias[i]);
        v = fma(normal, w[i * u.n + column], v);
      }
      y[row * u.n + column] = ${applyOf(act, 'v')};`,
    inputs: { x, scale, bias, w, b },
    outputs: { y },
    numbers: { m: i32(m), k: i32(k), n: i32(n), pieces: i32(pieces), eps: f32(attrs.eps as number) },
    groups: m * pieces,
  });
  return y;
};

/**
 * The new token of each row looks at those before it and at itself: a group for each row and head.
 * qkv [B, 3D], k and v [B, heads, P, D/heads] → found [B, D], k and v with the new token's at the end, q, the weights [B, heads, 1, P + 1].
 */
export const attendNext: Kernel = ({ inputs: { qkv, k, v }, backend }) => {
  const [b, heads, past, d] = k.shape;
  if (past >= MOST) throw new Error(`attendNext: ${past} places before, ${MOST - 1} at most.`);
  const found = fresh(backend, [b, heads * d]);
  const [nextK, nextV] = [k, v].map(() => fresh(backend, [b, heads, past + 1, d]));
  const q = fresh(backend, [b, heads, 1, d]);
  const weights = fresh(backend, [b, heads, 1, past + 1]);
  launch(backend, {
    key: 'attendNext',
    head: `var<workgroup> w : array<f32, ${MOST}>;`,
    body: `
      if (block >= u.all) { return; }
      let width = u.heads * u.d;
      let own = (block / u.heads) * 3 * width + (block % u.heads) * u.d;
      let before = block * u.past * u.d;
      let after = before + block * u.d;
      for (var i = lane; i < u.past * u.d; i += 64) {
        nextK[after + i] = k[before + i];
        nextV[after + i] = v[before + i];
      }
      for (var i = lane; i < u.d; i += 64) {
        q[block * u.d + i] = qkv[own + i];
        nextK[after + u.past * u.d + i] = qkv[own + width + i];
        nextV[after + u.past * u.d + i] = qkv[own + 2 * width + i];
      }
      for (var j = lane; j <= u.past; j += 64) {
        var score = 0.0;
        if (j < u.past) {
          for (var i = 0; i < u.d; i++) { score = fma(qkv[own + i], k[before + j * u.d + i], score); }
        } else {
          for (var i = 0; i < u.d; i++) { score = fma(qkv[own + i], qkv[own + width + i], score); }
        }
        w[j] = score * u.scale;
      }
      workgroupBarrier();
      var top = w[0];
      for (var j = 1; j <= u.past; j++) { top = max(top, w[j]); }
      var all = 0.0;
      for (var j = 0; j <= u.past; j++) { all += exp(w[j] - top); }
      workgroupBarrier();
      for (var j = lane; j <= u.past; j += 64) {
        w[j] = exp(w[j] - top) / all;
        weights[block * (u.past + 1) + j] = w[j];
      }
      workgroupBarrier();
      for (var i = lane; i < u.d; i += 64) {
        var sum = w[u.past] * qkv[own + 2 * width + i];
        for (var j = 0; j < u.past; j++) { sum = fma(w[j], v[before + j * u.d + i], sum); }
        found[block * u.d + i] = sum;
      }`,
    inputs: { qkv, k, v },
    outputs: { found, nextK, nextV, q, weights },
    numbers: { all: i32(b * heads), heads: i32(heads), past: i32(past), d: i32(d), scale: f32(1 / Math.sqrt(d)) },
    groups: b * heads,
  });
  return [found, nextK, nextV, q, weights];
};

/**
 * Probabilities after temperature, top-k and top-p: a group for each row. A code is among the k most likely if fewer than k are likelier, and in the
 * nucleus if the likelier ones have less than p together: what sorting would say, and codes that are equal share their fate.
 */
export const filter: Kernel = ({ inputs: { logits }, backend, attrs }) => {
  const [rows, k] = logits.shape;
  const y = fresh(backend, [rows, k]);
  const renormalise = (keeps: string) => `
      sum = 0.0;
      for (var n = 0; n < ${MOST / 256}; n++) {
        let i = lane + n * 256;
        mine[n] = 0.0;
        if (i < u.k) {
          var likelier = 0.0;
          var before = 0;
          for (var j = 0; j < u.k; j++) { if (p[j] > p[i]) { likelier += p[j]; before++; } }
          if (${keeps}) { mine[n] = p[i]; }
        }
        sum += mine[n];
      }
      all = total(sum, lane);
      for (var n = 0; n < ${MOST / 256}; n++) { if (lane + n * 256 < u.k) { p[lane + n * 256] = mine[n] / all; } }
      workgroupBarrier();`;
  launch(backend, {
    key: 'filter',
    head: `${totals(256)} var<workgroup> p : array<f32, ${MOST}>;`,
    body: `
      if (block >= u.rows) { return; }
      for (var i = lane; i < u.k; i += 256) { p[i] = logits[block * u.k + i] / u.cool; }
      workgroupBarrier();
      var top = p[0];
      for (var j = 1; j < u.k; j++) { top = max(top, p[j]); }
      workgroupBarrier();
      var mine : array<f32, ${MOST / 256}>;
      var sum = 0.0;
      for (var i = lane; i < u.k; i += 256) { p[i] = exp(p[i] - top); sum += p[i]; }
      var all = total(sum, lane);
      for (var i = lane; i < u.k; i += 256) { p[i] = p[i] / all; }
      workgroupBarrier();
      if (u.topK < u.k) { ${renormalise('before < u.topK')} }
      if (u.topP < 1.0) { ${renormalise('likelier < u.topP')} }
      for (var i = lane; i < u.k; i += 256) { y[block * u.k + i] = p[i]; }`,
    inputs: { logits },
    outputs: { y },
    numbers: {
      rows: i32(rows),
      k: i32(k),
      topK: i32(attrs.topK as number),
      topP: f32(attrs.topP as number),
      cool: f32(attrs.cool as number),
    },
    lasting: false,
    groups: rows,
    threads: 256,
  });
  return y;
};

/** How many codes' whole share lies at or below u of all. One thread of a group sums up, in order: sums in pieces could step back by a rounding. p [B, K], u [B] → int32 [B]. */
export const draw: Kernel = ({ inputs: { p, u: chance }, backend }) => {
  const [rows, k] = p.shape;
  const z = backend.makeTensorInfo([rows], 'int32');
  launch(backend, {
    key: 'draw',
    head: `var<workgroup> share : array<f32, ${MOST}>;`,
    body: `
      if (block >= u.rows) { return; }
      for (var i = lane; i < u.k; i += 64) { share[i] = p[block * u.k + i]; }
      workgroupBarrier();
      if (lane > 0) { return; }
      var all = 0.0;
      for (var i = 0; i < u.k; i++) { all += share[i]; }
      let below = all * chance[block];
      var sum = 0.0;
      var passed = 0;
      for (var i = 0; i < u.k; i++) {
        sum += share[i];
        if (sum <= below) { passed++; }
      }
      z[block] = passed;`,
    inputs: { p, chance },
    outputs: { z },
    numbers: { rows: i32(rows), k: i32(k) },
    groups: rows,
  });
  return z;
};

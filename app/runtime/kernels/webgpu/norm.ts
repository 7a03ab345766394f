/** GroupNorm, with SiLU after it where asked, there in one launch and back in another. Over rows (one group, one place) it is LayerNorm. */
import type * as tf from '../../../models/tf';
import { applyOf, hyperbolic, siluSlope } from './activation';
import { f32, fresh, i32, type Kernel, launch, size, totals } from './launch';

const THREADS = 128;

/** Pictures, places and channels of x [b, …, c]. */
function positions(x: tf.TensorInfo): [b: number, p: number, c: number] {
  const [b, c] = [x.shape[0], x.shape[x.shape.length - 1]];
  return [b, size(x) / (b * c), c];
}

/** Where the i-th number of a group lies, and its channel: `at` and `ch`. */
const inGroup = `
  let ch = first + i % each;
  let at = (picture * u.p + i / each) * u.c + ch;`;
/** The group that a block of threads has. */
const ofBlock = `
  let picture = block / u.groups;
  let each = u.c / u.groups;
  let first = (block % u.groups) * each;
  let n = u.p * each;`;

export const groupNorm: Kernel = ({ inputs: { x, scale, bias }, backend, attrs }) => {
  const [b, p, c] = positions(x);
  const groups = attrs.groups as number;
  const [y, stats] = [fresh(backend, x.shape), fresh(backend, [b, groups, 2])];
  launch(backend, {
    key: `groupNorm ${attrs.silu ? 'silu' : ''}`,
    head: totals(THREADS) + hyperbolic,
    body: `
      if (block >= u.b * u.groups) { return; }
      ${ofBlock}
      var sum = 0.0;
      for (var i = lane; i < n; i += ${THREADS}) { ${inGroup} sum += x[at]; }
      let mean = total(sum, lane) / f32(n);
      sum = 0.0;
      for (var i = lane; i < n; i += ${THREADS}) { ${inGroup} let away = x[at] - mean; sum = fma(away, away, sum); }
      let rest = 1.0 / sqrt(total(sum, lane) / f32(n) + u.eps);
      for (var i = lane; i < n; i += ${THREADS}) {
        ${inGroup}
        let h = fma((x[at] - mean) * rest, scale[ch], bias[ch]);
        y[at] = ${applyOf(attrs.silu ? 'silu' : 'linear', 'h')};
      }
      if (lane == 0) { stats[2 * block] = mean; stats[2 * block + 1] = rest; }`,
    inputs: { x, scale, bias },
    outputs: { y, stats },
    numbers: { b: i32(b), p: i32(p), c: i32(c), groups: i32(groups), eps: f32(attrs.eps as number) },
    groups: b * groups,
    threads: THREADS,
  });
  return [y, stats];
};

export const groupNormGrad: Kernel = ({ inputs: { x, scale, bias, stats, dy }, backend, attrs }) => {
  const [b, p, c] = positions(x);
  const groups = attrs.groups as number;
  const [dx, dscale, dbias] = [fresh(backend, x.shape), fresh(backend, [c]), fresh(backend, [c])];
  const slope = attrs.silu ? 'siluSlope(fma(normal, scale[ch], bias[ch]))' : '1.0 + 0.0 * bias[ch]';
  // Blocks in two kinds: a group of channels of a picture each, for dx; a channel of all pictures each, for dscale and dbias.
  launch(backend, {
    key: `groupNormGrad ${attrs.silu ? 'silu' : ''}`,
    head: totals(THREADS) + siluSlope,
    body: `
      let channel = block - u.b * u.groups;
      if (channel >= 0) {
        if (channel >= u.c) { return; }
        let ch = channel;
        let group = ch / (u.c / u.groups);
        var sum = 0.0;
        var normed = 0.0;
        for (var r = lane; r < u.b * u.p; r += ${THREADS}) {
          let s = 2 * ((r / u.p) * u.groups + group);
          let at = r * u.c + ch;
          let normal = (x[at] - stats[s]) * stats[s + 1];
          let d = dy[at] * (${slope});
          sum += d;
          normed = fma(d, normal, normed);
        }
        let all = total(sum, lane);
        let allNormed = total(normed, lane);
        if (lane == 0) { dbias[ch] = all; dscale[ch] = allNormed; }
        return;
      }
      ${ofBlock}
      let mean = stats[2 * block];
      let rest = stats[2 * block + 1];
      var sum = 0.0;
      var normed = 0.0;
      for (var i = lane; i < n; i += ${THREADS}) {
        ${inGroup}
        let normal = (x[at] - mean) * rest;
        let d = dy[at] * (${slope}) * scale[ch];
        sum += d;
        normed = fma(d, normal, normed);
      }
      let share = total(sum, lane) / f32(n);
      let shareNormed = total(normed, lane) / f32(n);
      for (var i = lane; i < n; i += ${THREADS}) {
        ${inGroup}
        let normal = (x[at] - mean) * rest;
        let d = dy[at] * (${slope}) * scale[ch];
        dx[at] = rest * (d - share - normal * shareNormed);
      }`,
    inputs: { x, scale, bias, stats, dy },
    outputs: { dx, dscale, dbias },
    numbers: { b: i32(b), p: i32(p), c: i32(c), groups: i32(groups) },
    groups: b * groups + c,
    threads: THREADS,
  });
  return [dx, dscale, dbias];
};

/**
 * The sum of one or two convolutions (stride 1, SAME), their biases, a vector for each picture and another picture, in one launch: as one matrix
 * product of windows [B·H·W, k²·C] and filters [k²·C, O], the second convolution's windows and filters set after the first's.
 * A group makes a tile of 32 places × 32 channels, a thread 4 × 4 of it, from 16 input channels of one place of the window at a time.
 */
import type { SumPart } from '../../../models/nn/ops';
import type * as tf from '../../../models/tf';
import { fresh, i32, type Kernel, launch } from './launch';

const TILE = 32;
const DEPTH = 16;

/** What one convolution adds to the tile. */
const convolution = (i: number, k: number) => `
  for (var tap = 0; tap < ${k * k}; tap++) {
    let r = row + tap / ${k} - ${k >> 1};
    let s = column + tap % ${k} - ${k >> 1};
    let inside = place < u.places && r >= 0 && r < u.h && s >= 0 && s < u.w;
    let start = (((picture * u.h + r) * u.w + s) * u.c${i} + 8 * (lane % 2)) / 4;
    for (var c = 0; c < u.c${i}; c += ${DEPTH}) {
      var low = vec4<f32>(0.0);
      var high = vec4<f32>(0.0);
      if (inside) {
        low = x${i}[start + c / 4];
        high = x${i}[start + c / 4 + 1];
      }
      let to = 8 * (lane % 2) * ${TILE} + lane / 2;
      for (var j = 0; j < 4; j++) {
        windows[to + j * ${TILE}] = low[j];
        windows[to + (j + 4) * ${TILE}] = high[j];
      }
      for (var q = lane; q < ${DEPTH * (TILE / 4)}; q += 64) {
        let o = firstOut + q % ${TILE / 4};
        filters[q] = vec4<f32>(0.0);
        if (o < u.o4) { filters[q] = w${i}[(tap * u.c${i} + c + q / ${TILE / 4}) * u.o4 + o]; }
      }
      workgroupBarrier();
      for (var d = 0; d < ${DEPTH}; d++) {
        let f = filters[d * ${TILE / 4} + lane % 8];
        let at = d * ${TILE} + 4 * (lane / 8);
        sum0 = fma(vec4<f32>(windows[at]), f, sum0);
        sum1 = fma(vec4<f32>(windows[at + 1]), f, sum1);
        sum2 = fma(vec4<f32>(windows[at + 2]), f, sum2);
        sum3 = fma(vec4<f32>(windows[at + 3]), f, sum3);
      }
      workgroupBarrier();
    }
  }`;

/** Tensors as `parts` says: x, w, perhaps b of each convolution; shift [B, O]; plus [B, H, W, O]. → [B, H, W, O]. */
export const convSum: Kernel = ({ inputs: given, backend, attrs }) => {
  const parts = attrs.parts as readonly SumPart[];
  const all = Object.values(given);
  let convs = -1;
  const inputs: Record<string, tf.TensorInfo> = {};
  parts.forEach((part, i) => {
    if (part === 'x') convs++;
    inputs[part === 'shift' || part === 'plus' ? part : `${part}${convs}`] = all[i];
  });
  const indices = Array.from({ length: convs + 1 }, (_, i) => i);
  const [b, h, w] = inputs.x0.shape;
  const out = inputs.w0.shape[3];
  for (const i of indices) {
    const [x, filter] = [inputs[`x${i}`].shape, inputs[`w${i}`].shape];
    if (x[0] !== b || x[1] !== h || x[2] !== w || filter[2] !== x[3] || filter[3] !== out)
      throw new Error(`convSum: x [${x}] and w [${filter}] do not fit together.`);
  }
  const y = fresh(backend, [b, h, w, out]);
  const sizes = indices.map((i) => inputs[`w${i}`].shape[0]);
  const added = [
    ...indices.flatMap((i) => (inputs[`b${i}`] ? [`b${i}[o]`] : [])),
    ...(inputs.shift ? ['shift[(at / (u.h * u.w)) * u.o4 + o]'] : []),
    ...(inputs.plus ? ['plus[at * u.o4 + o]'] : []),
  ];
  launch(backend, {
    key: `convSum ${sizes} ${parts}`,
    head: `
      var<workgroup> windows : array<f32, ${DEPTH * TILE}>; // [channel, place]
      var<workgroup> filters : array<vec4<f32>, ${DEPTH * (TILE / 4)}>;`,
    body: `
      let across = (u.o4 + ${TILE / 4 - 1}) / ${TILE / 4};
      let firstPlace = (block / across) * ${TILE};
      let firstOut = (block % across) * ${TILE / 4};
      let place = firstPlace + lane / 2;
      let picture = place / (u.h * u.w);
      let row = (place / u.w) % u.h;
      let column = place % u.w;
      var sum0 = vec4<f32>(0.0);
      var sum1 = vec4<f32>(0.0);
      var sum2 = vec4<f32>(0.0);
      var sum3 = vec4<f32>(0.0);
      ${indices.map((i) => convolution(i, sizes[i])).join('')}
      let o = firstOut + lane % 8;
      if (o >= u.o4) { return; }
      let sums = array<vec4<f32>, 4>(sum0, sum1, sum2, sum3);
      for (var j = 0; j < 4; j++) {
        let at = firstPlace + 4 * (lane / 8) + j;
        if (at < u.places) { y[at * u.o4 + o] = ${['sums[j]', ...added].join(' + ')}; }
      }`,
    inputs,
    outputs: { y },
    numbers: {
      ...{ places: i32(b * h * w), h: i32(h), w: i32(w), o4: i32(out / 4) },
      ...Object.fromEntries(indices.map((i) => [`c${i}`, i32(inputs[`x${i}`].shape[3])])),
    },
    groups: Math.ceil((b * h * w) / TILE) * Math.ceil(out / TILE),
    inFours: true,
  });
  return y;
};

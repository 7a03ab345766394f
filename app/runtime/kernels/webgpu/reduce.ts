/** Sums over all but the last axis, and the way back of any sum: numbers spread over the axes that were summed. One launch each. */
import type * as tf from '../../../models/tf';
import { f32, fresh, i32, type Kernel, launch, size, totals, type WebGpuBackend } from './launch';

/** x […, c] → its sums over everything but the last axis [c]: a group for each column. */
export function sumOfRows(backend: WebGpuBackend, x: tf.TensorInfo): tf.TensorInfo {
  const c = x.shape[x.shape.length - 1];
  const sums = fresh(backend, [c]);
  launch(backend, {
    key: 'columnSum',
    head: totals(256),
    body: `
      if (block >= u.c) { return; }
      var sum = 0.0;
      for (var r = lane; r < u.rows; r += 256) { sum += x[r * u.c + block]; }
      let all = total(sum, lane);
      if (lane == 0) { sums[block] = all; }`,
    inputs: { x },
    outputs: { sums },
    numbers: { rows: i32(size(x) / c), c: i32(c) },
    groups: c,
    threads: 256,
  });
  return sums;
}

export const columnSum: Kernel = ({ inputs: { x }, backend }) => sumOfRows(backend, x);

/** y, with 1 along some axes, → x of `shape`. At most four axes. */
export const spread: Kernel = ({ inputs: { y }, backend, attrs }) => {
  const shape = attrs.shape as number[];
  const x = fresh(backend, shape);
  const four = (list: readonly number[]) => [...new Array(4 - list.length).fill(1), ...list];
  const [long, short] = [four(shape), four(y.shape)];
  // How far apart neighbours along an axis lie in y: 0 where it has one number for all of them.
  const steps = [0, 1, 2, 3].map((a) => (short[a] === 1 ? 0 : short.slice(a + 1).reduce((n, m) => n * m, 1)));
  launch(backend, {
    key: 'spread',
    body: `
      if (index >= u.n) { return; }
      let d3 = index % u.n3;
      let d2 = (index / u.n3) % u.n2;
      let d1 = (index / (u.n3 * u.n2)) % u.n1;
      let d0 = index / (u.n3 * u.n2 * u.n1);
      x[index] = u.factor * y[d0 * u.s0 + d1 * u.s1 + d2 * u.s2 + d3 * u.s3];`,
    inputs: { y },
    outputs: { x },
    numbers: {
      ...{ n: i32(size(x)), n1: i32(long[1]), n2: i32(long[2]), n3: i32(long[3]) },
      ...{ s0: i32(steps[0]), s1: i32(steps[1]), s2: i32(steps[2]), s3: i32(steps[3]), factor: f32(attrs.factor as number) },
    },
    groups: Math.ceil(size(x) / 64),
  });
  return x;
};

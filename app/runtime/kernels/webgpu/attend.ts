/** softmax(q·kᵀ·scale)·v in one launch: a group for each query. */
import { f32, fresh, i32, type Kernel, launch, size } from './launch';

/** Keys at most: a group holds a weight for each. */
const MOST_KEYS = 1_024;

/** q [N…, T, D], k and v [N…, K, D] → like q, and the weights [N…, T, K]. */
export const attend: Kernel = ({ inputs: { q, k, v }, backend, attrs }) => {
  const rank = q.shape.length;
  const [t, d, keys] = [q.shape[rank - 2], q.shape[rank - 1], k.shape[rank - 2]];
  const y = fresh(backend, q.shape);
  const weights = fresh(backend, [...q.shape.slice(0, -1), keys]);
  launch(backend, {
    key: 'attend',
    head: `var<workgroup> w : array<f32, ${MOST_KEYS}>;`,
    body: `
      if (block >= u.queries) { return; }
      let first = (block / u.t) * u.keys * u.d;
      for (var j = lane; j < u.keys; j += 64) {
        var score = 0.0;
        for (var i = 0; i < u.d; i++) { score = fma(q[block * u.d + i], k[first + j * u.d + i], score); }
        w[j] = score * u.scale;
      }
      workgroupBarrier();
      var top = w[0];
      for (var j = 1; j < u.keys; j++) { top = max(top, w[j]); }
      var all = 0.0;
      for (var j = 0; j < u.keys; j++) { all += exp(w[j] - top); }
      workgroupBarrier();
      for (var j = lane; j < u.keys; j += 64) {
        w[j] = exp(w[j] - top) / all;
        weights[block * u.keys + j] = w[j];
      }
      workgroupBarrier();
      for (var i = lane; i < u.d; i += 64) {
        var found = 0.0;
        for (var j = 0; j < u.keys; j++) { found = fma(w[j], v[first + j * u.d + i], found); }
        y[block * u.d + i] = found;
      }`,
    inputs: { q, k, v },
    outputs: { y, weights },
    numbers: { queries: i32(size(q) / d), t: i32(t), d: i32(d), keys: i32(keys), scale: f32(attrs.scale as number) },
    groups: size(q) / d,
  });
  return [y, weights];
};

/** p·x + q·y, clipped where asked: one launch, a thread for each number. */
import { f32, fresh, i32, type Kernel, launch, size } from './launch';

/** [x, y], or with p and q as a number for each example [x, y, p, q]. */
export const combine: Kernel = ({ inputs, backend, attrs }) => {
  const [x, y, p, q] = Object.values(inputs);
  const clip = attrs.clip as number | undefined;
  const z = fresh(backend, x.shape);
  const sum = p ? 'p[index / u.each] * x[index] + q[index / u.each] * y[index]' : 'u.p * x[index] + u.q * y[index]';
  launch(backend, {
    key: `combine ${p ? 'columns' : ''} ${clip === undefined ? '' : 'clipped'}`,
    body: `if (index < u.n) { z[index] = ${clip === undefined ? sum : `clamp(${sum}, -u.clip, u.clip)`}; }`,
    inputs: p ? { x, y, p, q } : { x, y },
    outputs: { z },
    numbers: {
      ...{ n: i32(size(x)), each: i32(size(x) / x.shape[0]), clip: f32(clip ?? 0) },
      ...(p ? {} : { p: f32(attrs.p as number), q: f32(attrs.q as number) }),
    },
    lasting: p !== undefined,
    groups: Math.ceil(size(x) / 64),
  });
  return z;
};

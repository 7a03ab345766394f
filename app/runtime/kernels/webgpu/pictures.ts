/** Convolution with its bias, and pictures doubled and halved: one launch each. */
import { call, f32, fresh, i32, type Kernel, launch, size } from './launch';

/** tfjs's convolution, the bias within. */
export const conv: Kernel = ({ inputs: { x, w, b }, backend, attrs }) => {
  const rest = { pad: 'same', dataFormat: 'NHWC', dilations: [1, 1], activation: 'linear' };
  return call('FusedConv2D', { x, filter: w, bias: b }, backend, { strides: attrs.stride, ...rest });
};

export const upsample2: Kernel = ({ inputs: { x }, backend, attrs }) => {
  const [b, h, w, c] = x.shape;
  const y = fresh(backend, [b, 2 * h, 2 * w, c]);
  launch(backend, {
    key: 'upsample2',
    body: `
      if (index >= u.n) { return; }
      let ch = index % u.c;
      let place = index / u.c;
      let column = place % (2 * u.w);
      let row = place / (2 * u.w);
      y[index] = u.factor * x[((row / 2) * u.w + column / 2) * u.c + ch];`, // rows of all pictures in one count: each has an even number
    inputs: { x },
    outputs: { y },
    numbers: { n: i32(4 * size(x)), w: i32(w), c: i32(c), factor: f32(attrs.factor as number) },
    groups: Math.ceil(size(y) / 64),
  });
  return y;
};

export const sumPool2: Kernel = ({ inputs: { x }, backend, attrs }) => {
  const [b, h, w, c] = x.shape;
  const y = fresh(backend, [b, h / 2, w / 2, c]);
  launch(backend, {
    key: 'sumPool2',
    body: `
      if (index >= u.n) { return; }
      let ch = index % u.c;
      let place = index / u.c;
      let at = ((2 * (place / u.half)) * 2 * u.half + 2 * (place % u.half)) * u.c + ch;
      let below = at + 2 * u.half * u.c;
      y[index] = u.factor * (x[at] + x[at + u.c] + x[below] + x[below + u.c]);`,
    inputs: { x },
    outputs: { y },
    numbers: { n: i32(size(y)), half: i32(w / 2), c: i32(c), factor: f32(attrs.factor as number) },
    groups: Math.ceil(size(y) / 64),
  });
  return y;
};

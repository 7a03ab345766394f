/** Ways down and up against tfjs, against their definitions as matrices, and the checkerboard against counting. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import * as tf from '../../app/models/tf';
import {
  bilinear,
  type Channel,
  channel,
  checkerboard,
  convolve,
  nearest,
  overlap,
  pool,
  transposedConvolve,
} from '../../app/models/unet/resample';

beforeAll(() => tf.setBackend('cpu'));

const rng = createRng('resample');
const noise = (h: number, w: number): Channel => channel(h, w, () => rng.normal());
const dot = (a: Channel, b: Channel) => a.values.reduce((sum, v, i) => sum + v * b.values[i], 0);
const close = (a: ArrayLike<number>, b: ArrayLike<number>, digits = 5) => {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++) expect(a[i]).toBeCloseTo(b[i], digits);
};

describe.each([
  { k: 3, stride: 1, pad: 0 },
  { k: 3, stride: 1, pad: 1 },
  { k: 3, stride: 2, pad: 1 },
  { k: 2, stride: 2, pad: 0 },
  { k: 4, stride: 2, pad: 1 },
  { k: 5, stride: 3, pad: 2 },
])('kernel $k, stride $stride, padding $pad', ({ k, stride, pad }) => {
  it('convolves as tfjs does', () => {
    const [x, w] = [noise(9, 11), noise(k, k)];
    const y = convolve(x, w, { stride, pad });
    const padded = tf.pad(tf.tensor4d(x.values, [1, 9, 11, 1]), [
      [0, 0],
      [pad, pad],
      [pad, pad],
      [0, 0],
    ]) as tf.Tensor4D;
    const theirs = tf.conv2d(padded, tf.tensor4d(w.values, [k, k, 1, 1]), stride, 'valid');
    expect([y.h, y.w]).toEqual(theirs.shape.slice(1, 3));
    close(y.values, theirs.dataSync());
  });

  it('is transposed as a matrix: ⟨conv(x), y⟩ = ⟨x, transposed(y)⟩', () => {
    const w = noise(k, k);
    const y = noise(4, 5);
    const back = transposedConvolve(y, w, { stride, pad });
    const x = noise(back.h, back.w);
    const forth = convolve(x, w, { stride, pad });
    expect([forth.h, forth.w]).toEqual([4, 5]);
    expect(dot(forth, y)).toBeCloseTo(dot(x, back), 4);
  });

  it('stamps overlap as counted', () => {
    const counted = overlap(5, 5, k, { stride, pad });
    for (let i = 0; i < counted.h; i++) {
      for (let j = 0; j < counted.w; j++) {
        let n = 0;
        for (let a = 0; a < 5; a++)
          for (let b = 0; b < 5; b++) {
            const [u, v] = [i + pad - a * stride, j + pad - b * stride];
            if (u >= 0 && v >= 0 && u < k && v < k) n++;
          }
        expect(counted.values[i * counted.w + j]).toBe(n);
      }
    }
  });
});

it('pools as tfjs does', () => {
  const x = noise(6, 8);
  const t = tf.tensor4d(x.values, [1, 6, 8, 1]);
  close(pool(x, 'max').values, tf.maxPool(t, 2, 2, 'valid').dataSync());
  close(pool(x, 'mean').values, tf.avgPool(t, 2, 2, 'valid').dataSync());
});

it('interpolates as tfjs does', () => {
  const x = noise(5, 4);
  const t = tf.tensor4d(x.values, [1, 5, 4, 1]);
  close(nearest(x).values, tf.image.resizeNearestNeighbor(t, [10, 8]).dataSync());
  close(bilinear(x).values, tf.image.resizeBilinear(t, [10, 8], false, true).dataSync());
});

it('a transposed convolution interpolates for one kernel and not for another', () => {
  const x = noise(6, 6);
  const tent = channel(4, 4, (i, j) => [0.25, 0.75, 0.75, 0.25][i] * [0.25, 0.75, 0.75, 0.25][j]);
  const inner = (c: Channel) => Array.from({ length: 8 * 8 }, (_, n) => c.values[(2 + Math.floor(n / 8)) * c.w + 2 + (n % 8)]);
  close(inner(transposedConvolve(x, tent, { stride: 2, pad: 1 })), inner(bilinear(x)));
  close(
    transposedConvolve(
      x,
      channel(2, 2, () => 1),
      { stride: 2 },
    ).values,
    nearest(x).values,
  );
  const box = channel(3, 3, () => 1);
  expect(
    transposedConvolve(
      channel(6, 6, () => 1),
      box,
      { stride: 2, pad: 1 },
    ).values.slice(24, 30),
  ).not.toEqual(new Float32Array(6).fill(1));
});

it('the checkerboard: nothing in flat and smooth pictures, everything in one that alternates', () => {
  expect(checkerboard(channel(16, 16, () => 3))).toBe(0);
  expect(checkerboard(channel(16, 16, (i, j) => (i + j) % 2))).toBeCloseTo(1, 6);
  const flat = channel(8, 8, () => 1);
  expect(
    checkerboard(
      transposedConvolve(
        flat,
        channel(3, 3, () => 1),
        { stride: 2, pad: 1 },
      ),
      2,
    ),
  ).toBeCloseTo(1, 6);
  expect(
    checkerboard(
      transposedConvolve(
        flat,
        channel(4, 4, () => 1),
        { stride: 2, pad: 1 },
      ),
      2,
    ),
  ).toBe(0);
  expect(checkerboard(channel(16, 16, (i, j) => Math.sin(i / 3) + Math.cos(j / 4)))).toBeLessThan(0.01);
});

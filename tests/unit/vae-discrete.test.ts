/** The Gaussian twin of the VQ-VAE, and the noise of a gradient, against vae.ts, brute force and closed forms. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { valueAndGrad } from '../../app/models/nn/grad';
import { noiseAndSignal, noiseRatio } from '../../app/models/nn/noiseScale';
import { flatten, layoutOf } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import * as gridVae from '../../app/models/vae/gridVae';
import * as vae from '../../app/models/vae/vae';
import * as vq from '../../app/models/vae/vqvae';
import { initNode } from '../../app/runtime/kernels/node';

beforeAll(initNode);

const rng = createRng('discrete tests');
const normal = (...shape: number[]) => tf.tensor(rng.fillNormal(new Float32Array(shape.reduce((a, b) => a * b, 1))), shape);
const config: vq.Config = { grid: 4, codes: 8, dim: 3, width: 12, mix: 1, hidden: 0 };
const tensors = (init: ReturnType<typeof gridVae.init>) =>
  Object.fromEntries(Object.entries(init).map(([k, { shape, values }]) => [k, tf.tensor(values, [...shape])]));

describe('the Gaussian twin', () => {
  it('begins with the weights of the VQ-VAE, but for the encoder’s last layer and the codebook', () => {
    const [one, two] = [gridVae.init(createRng('twins'), config), vq.init(createRng('twins'), config)];
    const differ = Object.keys(two).filter((name) => !(name in one) || one[name].values.join() !== two[name].values.join());
    expect(differ.sort()).toEqual(['codebook', 'enc.out.b', 'enc.out.w']);
    expect(one['enc.out.w'].shape).toEqual([1, 1, 12, 6]);
  });

  it('splits what the encoder says at each place, and decodes rows as the VQ-VAE decodes its grid', () => {
    const p = tensors(gridVae.init(createRng('split'), config));
    const x = normal(2, 16, 16, 3);
    const { mu, logVar } = gridVae.posterior(p, x, config);
    expect([mu.shape, logVar.shape]).toEqual([
      [2, 48],
      [2, 48],
    ]);
    const said = vq.encode(p, x, config).dataSync(); // [2, 4, 4, 6]
    for (const [face, place, d] of [
      [0, 0, 0],
      [1, 7, 2],
      [1, 15, 1],
    ]) {
      expect(mu.dataSync()[face * 48 + place * 3 + d]).toBeCloseTo(said[(face * 16 + place) * 6 + d], 6);
      expect(logVar.dataSync()[face * 48 + place * 3 + d]).toBeCloseTo(said[(face * 16 + place) * 6 + 3 + d], 6);
    }
    const z = normal(2, 48);
    const direct = vq.decode(p, tf.reshape(z, [2, 4, 4, 3])).dataSync();
    gridVae
      .decodeRows(p, z, config)
      .dataSync()
      .forEach((v, i) => {
        expect(v).toBeCloseTo(direct[i], 6);
      });
  });

  it('its loss is reconstruction / 2s² + β KL of vae.ts, by hand, and its gradient is the finite difference', () => {
    const init = gridVae.init(createRng('loss'), config);
    const p = tensors(init);
    const [x, eps] = [normal(2, 16, 16, 3), normal(2, 48)];
    const q = gridVae.posterior(p, x, config);
    const back = gridVae.decodeRows(p, vae.reparameterise(q, eps), config).dataSync();
    const squares = Array.from(x.dataSync()).reduce((sum, v, i) => sum + (v - back[i]) ** 2, 0);
    const kl = Array.from(vae.kl(q).dataSync()).reduce((a, b) => a + b, 0) / 2;
    const wanted = squares / (2 * vae.PIXEL_VARIANCE * 2) + 3 * kl;
    expect(gridVae.loss(p, x, eps, 3, config).dataSync()[0] / wanted).toBeCloseTo(1, 4);

    const layout = layoutOf(init);
    const theta = flatten(init);
    const f = (values: Float32Array) => valueAndGrad((params) => gridVae.loss(params, x, eps, 1, config), tf.tensor1d(values), layout);
    const grad = f(theta).grad.dataSync();
    const entry = layout.entries.find(({ name }) => name === 'enc.out.b');
    if (!entry) throw new Error('no bias');
    for (const at of [entry.offset, entry.offset + 4]) {
      const shifted = (h: number) => f(theta.map((v, i) => (i === at ? v + h : v))).value.dataSync()[0];
      expect(Math.abs((shifted(0.01) - shifted(-0.01)) / 0.02 - grad[at])).toBeLessThan(0.02 * Math.abs(grad[at]) + 0.2);
    }
  });
});

describe('the noise of a gradient', () => {
  it('is the textbook’s sample variance over the squared mean, less what noise adds to it', () => {
    const rows = Array.from({ length: 5 }, () => normal(7) as tf.Tensor1D);
    const values = rows.map((r) => Array.from(r.dataSync()));
    const mean = values[0].map((_, j) => values.reduce((sum, v) => sum + v[j], 0) / 5);
    const variance = values.reduce((sum, v) => sum + v.reduce((a, c, j) => a + (c - mean[j]) ** 2, 0), 0) / 4;
    const [s, g] = noiseAndSignal(rows).dataSync();
    expect(s).toBeCloseTo(variance, 4);
    expect(g).toBeCloseTo(mean.reduce((a, m) => a + m * m, 0) - variance / 5, 4);
  });

  it('both are right on average: N(m, σ² I) in 40 dimensions', () => {
    let [s, g] = [0, 0];
    for (let i = 0; i < 300; i++) {
      const found = tf
        .tidy(() => noiseAndSignal(Array.from({ length: 4 }, () => tf.add(tf.mul(normal(40), 2), 0.5) as tf.Tensor1D)))
        .dataSync();
      s += found[0] / 300;
      g += found[1] / 300;
    }
    expect(s / (40 * 4)).toBeCloseTo(1, 1);
    expect(Math.abs(g - 40 * 0.25)).toBeLessThan(4.5 * Math.sqrt((2 * 40) / 300)); // Var of ‖ḡ‖² with ḡ ~ N(½, 1) a coordinate
  });

  it('gives no number where the signal is not positive', () => {
    expect(noiseRatio([4, 2])).toBe(2);
    expect(noiseRatio([4, -1])).toBeNaN();
  });
});

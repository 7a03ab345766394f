/** The VAE's and the VQ-VAE's formulas against closed forms, Monte Carlo, brute force and finite differences. */
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { valueAndGrad } from '../../app/models/nn/grad';
import { flatten, layoutOf } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { decode, encode, init as initAe } from '../../app/models/vae/autoencoder';
import * as prior from '../../app/models/vae/prior';
import * as vae from '../../app/models/vae/vae';
import * as vq from '../../app/models/vae/vqvae';
import { firstFaces } from '../../training/faces';
import { standardised } from '../../training/models/vae';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const rng = createRng('vae tests');
const normal = (...shape: number[]) => tf.tensor(rng.fillNormal(new Float32Array(shape.reduce((a, b) => a * b, 1))), shape);
const tensors = (init: ReturnType<typeof initAe>) =>
  Object.fromEntries(Object.entries(init).map(([k, { shape, values }]) => [k, tf.tensor(values, [...shape])]));

describe('VAE', () => {
  it('KL is ½ Σ (μ² + σ² − log σ² − 1)', () => {
    const q = { mu: tf.tensor2d([[0, 1, -2]]), logVar: tf.tensor2d([[0, Math.log(4), Math.log(0.25)]]) };
    const got = vae.kl(q).dataSync();
    expect(got[0]).toBeCloseTo(0, 6);
    expect(got[1]).toBeCloseTo(0.5 * (1 + 4 - Math.log(4) - 1), 5);
    expect(got[2]).toBeCloseTo(0.5 * (4 + 0.25 - Math.log(0.25) - 1), 5);
  });

  it('KL agrees with Monte Carlo: E_q[log q − log p]', () => {
    const [mu, logVar] = [0.7, -0.9];
    const closed = vae.kl({ mu: tf.tensor2d([[mu]]), logVar: tf.tensor2d([[logVar]]) }).dataSync()[0];
    const draws = createRng('monte carlo');
    const n = 200_000;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const eps = draws.normal();
      const z = mu + Math.exp(logVar / 2) * eps;
      sum += -0.5 * eps * eps - 0.5 * logVar + 0.5 * z * z;
    }
    expect(Math.abs(sum / n - closed)).toBeLessThan(0.01);
  });

  it('z = μ + σ·ε, with ∂z/∂μ = 1 and ∂z/∂log σ² = ½ σ ε', () => {
    const [mu, logVar, eps] = [normal(3, 2), normal(3, 2), normal(3, 2)] as tf.Tensor2D[];
    const f = (m: tf.Tensor, l: tf.Tensor) => vae.reparameterise({ mu: m as tf.Tensor2D, logVar: l as tf.Tensor2D }, eps);
    const [dMu, dLogVar] = tf.grads((m: tf.Tensor, l: tf.Tensor) => tf.sum(f(m, l)))([mu, logVar]);
    const [z, m, l, e] = [f(mu, logVar), mu, logVar, eps].map((t) => t.dataSync());
    for (let i = 0; i < 6; i++) {
      expect(z[i]).toBeCloseTo(m[i] + Math.exp(l[i] / 2) * e[i], 5);
      expect(dMu.dataSync()[i]).toBeCloseTo(1, 6);
      expect(dLogVar.dataSync()[i]).toBeCloseTo(0.5 * Math.exp(l[i] / 2) * e[i], 5);
    }
  });

  it('the loss is reconstruction / 2s² + β KL, and β = 0 leaves the reconstruction', () => {
    const p = tensors(vae.init(rng, vae.vaeConfig(2)));
    const x = normal(4, 16, 16, 3);
    const eps = normal(4, 2);
    const q = vae.posterior(p, x);
    const xHat = decode(p, vae.reparameterise(q, eps));
    const reconstruction = tf.sum(tf.squaredDifference(x, xHat)).dataSync()[0] / (2 * vae.PIXEL_VARIANCE * 4);
    const kl = tf.sum(vae.kl(q)).dataSync()[0] / 4;
    expect(vae.loss(p, x, eps, 0).dataSync()[0] / reconstruction).toBeCloseTo(1, 4);
    expect(vae.loss(p, x, eps, 3).dataSync()[0] / (reconstruction + 3 * kl)).toBeCloseTo(1, 4);
  });

  it('the autoencoder has the same decoder and half the outputs', () => {
    const p = initAe(rng, { latent: 5, hidden: [12, 8], outputs: 1 });
    const t = tensors(p);
    expect(encode(t, normal(2, 16, 16, 3)).shape).toEqual([2, 5]);
    expect(decode(t, normal(2, 5)).shape).toEqual([2, 16, 16, 3]);
    const ours = Object.keys(vae.init(rng, { latent: 5, hidden: [12, 8], outputs: 2 })).filter((k) => k.startsWith('dec'));
    expect(ours).toEqual(Object.keys(p).filter((k) => k.startsWith('dec')));
  });
});

describe('standardised coordinates', () => {
  it('leave reconstructions and σ/μ alike, and centre the posterior of the data', () => {
    const config = vae.vaeConfig(3);
    const before = vae.init(createRng('coordinates'), { ...config, hidden: [24, 12] });
    const after = standardised(before, 3);
    const [p, q] = [tensors(before), tensors(after)];
    const x = tf.tensor4d(firstFaces('train', 2048).pictures, [2048, 16, 16, 3]);
    const eps = normal(2048, 3);
    const [a, b] = [p, q].map((params) => {
      const posterior = vae.posterior(params, x);
      const z = vae.reparameterise(posterior, eps);
      return { z, xHat: vae.decode(params, z).dataSync(), variance: tf.exp(posterior.logVar), mu: posterior.mu };
    });
    let worst = 0;
    a.xHat.forEach((v, i) => {
      worst = Math.max(worst, Math.abs(v - b.xHat[i]));
    });
    expect(worst).toBeLessThan(1e-3);
    expect(tf.max(tf.abs(tf.mean(b.mu, 0))).dataSync()[0]).toBeLessThan(1e-3);
    const spread = tf.add(tf.moments(b.mu, 0).variance, tf.mean(b.variance, 0)).dataSync();
    for (const v of spread) expect(v).toBeCloseTo(1, 3);
    expect(tf.max(tf.abs(tf.mean(a.mu, 0))).dataSync()[0]).toBeGreaterThan(0.01); // it was not so before
  });
});

describe('VQ-VAE', () => {
  const codebook = normal(11, 3) as tf.Tensor2D;

  it('quantises to the nearest code, as brute force does', () => {
    const ze = normal(2, 4, 4, 3);
    const tokens = vq.quantize(ze, codebook);
    expect(tokens.shape).toEqual([2, 4, 4]);
    const [z, e, got] = [ze.dataSync(), codebook.dataSync(), tokens.dataSync()];
    for (let i = 0; i < 32; i++) {
      let best = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let k = 0; k < 11; k++) {
        const d = [0, 1, 2].reduce((sum, c) => sum + (z[i * 3 + c] - e[k * 3 + c]) ** 2, 0);
        if (d < least) [best, least] = [k, d];
      }
      expect(got[i]).toBe(best);
    }
  });

  it('straight-through: forward the code, backward the identity', () => {
    const [ze, code, w] = [normal(5, 3), normal(5, 3), normal(5, 3)];
    expect(Array.from(vq.straightThrough(ze, code).dataSync())).toEqual(Array.from(code.dataSync()));
    const grad = tf.grad((z: tf.Tensor) => tf.sum(tf.mul(w, vq.straightThrough(z, code))))(ze);
    expect(Array.from(grad.dataSync())).toEqual(Array.from(w.dataSync()));
  });

  it('the gradient of the loss is that of the decoder at z_q plus the commitment, and none reaches the codes', () => {
    const config: vq.Config = { grid: 4, codes: 7, dim: 3, width: 5, mix: 1, hidden: 6 };
    const { codebook: codes, ...network } = vq.init(createRng('vq'), config);
    const layout = layoutOf(network);
    const theta = tf.tensor1d(flatten(network));
    const book = tf.tensor2d(codes.values, [7, 3]);
    const x = normal(2, 16, 16, 3);
    const { grad } = valueAndGrad((p) => vq.loss({ ...p, codebook: book }, x, config), theta, layout);
    // the bias of the encoder's last layer moves z_e alone: ∂L/∂b = Σ (∂L/∂z_q + 2β (z_e − e_k) / size)
    const p = tensors(network);
    const ze = vq.encode(p, x, config);
    const zq = vq.lookup(book, vq.quantize(ze, book));
    const atCode = tf.grad((z: tf.Tensor) => tf.mean(tf.squaredDifference(x, vq.decode(p, z))))(zq);
    const expected = tf.sum(tf.add(atCode, tf.mul((2 * vq.COMMITMENT) / ze.size, tf.sub(ze, zq))), [0, 1, 2]).dataSync();
    const bias = layout.entries.find((e) => e.name === 'enc.out.b');
    if (!bias) throw new Error('no bias');
    const got = grad.dataSync().slice(bias.offset, bias.offset + bias.size);
    expected.forEach((value, i) => {
      expect(got[i]).toBeCloseTo(value, 5);
    });
    const toCodes = tf.grad((b: tf.Tensor) => vq.loss({ ...p, codebook: b }, x, config));
    expect(() => toCodes(book)).toThrow(); // tfjs says so when nothing connects them
  });

  it('EMA: N ← γN + (1 − γ)n, m ← γm + (1 − γ)Σ z_e, e = m / N', () => {
    const state = {
      counts: tf.tensor1d([2, 4]),
      sums: tf.tensor2d([
        [2, 2],
        [4, 8],
      ]),
    };
    const next = vq.emaUpdate(
      state,
      tf.tensor2d([
        [1, 0],
        [3, 2],
        [5, 5],
      ]),
      tf.tensor1d([0, 0, 1], 'int32'),
      0.9,
    );
    expect(Array.from(next.counts.dataSync())).toEqual(
      [2 * 0.9 + 0.2, 4 * 0.9 + 0.1].map((v) => Math.fround(v)).map((v) => expect.closeTo(v, 5)),
    );
    expect(Array.from(next.sums.dataSync())).toEqual([2.2, 2, 4.1, 7.7].map((v) => expect.closeTo(v, 5)));
    expect(Array.from(next.codebook.dataSync())).toEqual([2.2 / 2, 2 / 2, 4.1 / 3.7, 7.7 / 3.7].map((v) => expect.closeTo(v, 4)));
  });

  it('revives only codes that are hit too rarely', () => {
    const counts = Float32Array.of(3, 0.01);
    const sums = Float32Array.of(3, 6, 0, 0);
    expect(vq.revive(counts, sums, Float32Array.of(7, 8, 9, 10), () => 1, 0.1)).toBe(1);
    expect([...counts]).toEqual([3, 1]);
    expect([...sums]).toEqual([3, 6, 9, 10]);
  });

  it('perplexity counts codes in even use', () => {
    expect(vq.perplexity([1, 1, 1, 1, 0])).toBeCloseTo(4, 9);
    expect(vq.perplexity([5, 0, 0])).toBeCloseTo(1, 9);
  });

  it('patches and pictures are each other’s inverse, and a patch is a patch', () => {
    const x = normal(2, 16, 16, 3);
    for (const grid of [4, 8]) expect(Array.from(vq.fromPatches(vq.toPatches(x, grid)).dataSync())).toEqual(Array.from(x.dataSync()));
    const cut = tf.slice(x, [1, 4, 8, 0], [1, 4, 4, 3]); // rows 4–7, columns 8–11: patch (1, 2)
    expect(Array.from(tf.slice(vq.toPatches(x, 4), [1, 1, 2, 0], [1, 1, 1, 48]).dataSync())).toEqual(Array.from(cut.dataSync()));
  });
});

describe('prior', () => {
  const config: prior.Config = { codes: 6, places: 5, width: 8, heads: 2, blocks: 2 };
  const p = () => tensors(prior.init(createRng('prior'), config));

  it('a place sees only the places before it', () => {
    const params = p();
    const logits = (tokens: number[]) => prior.forward(params, tf.tensor2d(tokens, [1, 4], 'int32'), config).dataSync();
    const [a, b] = [logits([1, 2, 3, 4]), logits([1, 2, 5, 0])];
    for (let i = 0; i < 3 * 6; i++) expect(a[i]).toBeCloseTo(b[i], 6); // places 0, 1, 2
    expect(Math.abs(a[3 * 6] - b[3 * 6])).toBeGreaterThan(1e-4);
  });

  it('one place at a time gives the same as all at once', () => {
    const params = p();
    const all = tf.softmax(prior.forward(params, tf.tensor2d([1, 2, 3, 4], [1, 4], 'int32'), config)).dataSync();
    for (let t = 0; t <= 4; t++) {
      const next = prior.nextProbabilities(params, tf.tensor2d([1, 2, 3, 4].slice(0, t), [1, t], 'int32'), config).dataSync();
      for (let k = 0; k < 6; k++) expect(next[k]).toBeCloseTo(all[t * 6 + k], 5);
    }
  });

  it('draws by probability among the k largest', () => {
    const probabilities = [0.1, 0.6, 0.3];
    expect([0, 0.59, 0.61, 0.89, 0.91].map((u) => prior.draw(probabilities, 3, u))).toEqual([1, 1, 2, 2, 0]);
    expect([0, 0.66, 0.67, 0.999].map((u) => prior.draw(probabilities, 2, u))).toEqual([1, 1, 2, 2]);
    expect(prior.draw(probabilities, 1, 0.999)).toBe(1);
  });

  it('independent draws follow the frequencies of each place', () => {
    const shares = prior.frequencies([0, 1, 2, 3, 4, 0, 1, 2, 3, 5], config); // place 4: half 4, half 5
    expect([...prior.drawIndependent([0.3, 0.3, 0.3, 0.3, 0.3], 6, shares)]).toEqual([0, 1, 2, 3, 4]);
    expect(prior.drawIndependent([0, 0, 0, 0, 0.7], 6, shares)[4]).toBe(5);
    expect([...prior.drawIndependent([0, 0.5, 0.99], 6, null)]).toEqual([0, 3, 5]);
  });
});

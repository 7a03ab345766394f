/** Eigenvalues and covariances against matrices whose answers are known. */
import { describe, expect, it } from 'vitest';
import { compose, faceAt } from '../../app/data/faces';
import { createRng } from '../../app/data/rng';
import { covariance, eigenvalues, noisedSpectrum } from '../../app/models/diffusion/spectrum';
import { FACES, facesSpectrum, prepare } from '../../app/pages/diffusion/facesSpectrum';

describe('spectrum', () => {
  it('the second-difference matrix has eigenvalues 2 − 2 cos(kπ/(d+1))', () => {
    const d = 40;
    const m = new Float64Array(d * d);
    for (let i = 0; i < d; i++) {
      m[i * d + i] = 2;
      if (i > 0) m[i * d + i - 1] = m[(i - 1) * d + i] = -1;
    }
    const expected = Array.from({ length: d }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (d + 1))).reverse();
    for (const [i, v] of eigenvalues(m, d).entries()) expect(v).toBeCloseTo(expected[i], 10);
  });

  it('a dense symmetric matrix: trace and sum of squares are kept, a rotated diagonal is found again', () => {
    const d = 12;
    const rng = createRng('rotated');
    let m = new Float64Array(d * d);
    for (let i = 0; i < d; i++) m[i * d + i] = i * i;
    for (let turn = 0; turn < 200; turn++) {
      const [p, q] = [rng.int(d), rng.int(d)];
      if (p === q) continue;
      const angle = 6.28 * rng.uniform();
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      const next = Float64Array.from(m);
      for (let k = 0; k < d; k++) {
        next[p * d + k] = c * m[p * d + k] - s * m[q * d + k];
        next[q * d + k] = s * m[p * d + k] + c * m[q * d + k];
      }
      m = Float64Array.from(next);
      for (let k = 0; k < d; k++) {
        next[k * d + p] = c * m[k * d + p] - s * m[k * d + q];
        next[k * d + q] = s * m[k * d + p] + c * m[k * d + q];
      }
      m = Float64Array.from(next);
    }
    for (const [i, v] of eigenvalues(m, d).entries()) expect(v).toBeCloseTo((d - 1 - i) ** 2, 8);
  });

  it('noise moves every eigenvalue of the covariance to ᾱλ + 1 − ᾱ', () => {
    const [n, d] = [60_000, 3];
    const rng = createRng('noised covariance');
    const scale = [2, 0.5, 0.1];
    const x0 = Float32Array.from({ length: n * d }, (_, i) => scale[i % d] * rng.normal());
    const alphaBar = 0.4;
    const xt = x0.map((v) => Math.sqrt(alphaBar) * v + Math.sqrt(1 - alphaBar) * rng.normal());
    const before = eigenvalues(covariance(x0, n, d), d);
    const after = eigenvalues(covariance(xt, n, d), d);
    for (const [i, v] of noisedSpectrum(before, alphaBar).entries()) expect(Math.abs(after[i] / v - 1)).toBeLessThan(0.03);
  });

  it('of faces, as the figure has it worked out, in pieces', async () => {
    const values = new Float32Array(FACES * 256);
    for (let i = 0; i < FACES; i++) {
      const pixels = compose(faceAt('test', i));
      for (let k = 0; k < 256; k++) values[i * 256 + k] = pixels[3 * k + 1] / 127.5 - 1;
    }
    const expected = eigenvalues(covariance(values, FACES, 256), 256);
    await prepare();
    const spectrum = facesSpectrum();
    expect(spectrum.length).toBe(256);
    for (const [i, v] of expected.entries()) expect(Math.abs(spectrum[i] - v)).toBeLessThanOrEqual(v > 1e-7 ? 1e-4 * v : 1e-7);
  });
});

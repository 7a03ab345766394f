/** The plain arithmetic of the VAE page: ways of drawing codes, tiles of the map, order of dimensions. */
import { describe, expect, it } from 'vitest';
import { ATTRIBUTES, CLASS_COUNTS } from '../../app/data/faces';
import { createRng } from '../../app/data/rng';
import {
  areMoves,
  brightest,
  byInformation,
  decodeMoves,
  faceOn,
  pairOf,
  SLIDER_VALUES,
  sliderIndex,
  withMoves,
} from '../../app/pages/vae/latents';
import { encodePairs } from '../../app/pages/vae/pairs';
import { mixes, TERMS, termOf, wordsOf } from '../../app/pages/vae/terms';
import { crispTiles } from '../../app/pages/vae/tiles';
import { drawCodes, fitGaussian, squareRound, tileCentres } from '../../app/runtime/programs/vae/mosaic';

const rng = createRng('vae page');
/** A leaning cloud: x ~ N(2, 1), y = 0.8·(x − 2) + 0.6·N(0, 1) − 1, so that both variances are 1 and the covariance is 0.8. */
const cloud = new Float32Array(2 * 20_000);
for (let i = 0; i < 20_000; i++) {
  const x = rng.normal();
  cloud[2 * i] = 2 + x;
  cloud[2 * i + 1] = 0.8 * x + 0.6 * rng.normal() - 1;
}
const moments = (z: Float32Array) => {
  const n = z.length / 2;
  const mean = [0, 1].map((k) => z.reduce((s, v, i) => (i % 2 === k ? s + v / n : s), 0));
  let cov = 0;
  for (let i = 0; i < n; i++) cov += ((z[2 * i] - mean[0]) * (z[2 * i + 1] - mean[1])) / n;
  return { mean, cov };
};

describe('drawing codes', () => {
  it('fits mean, covariance and quantiles', () => {
    const { mean, factor, low, high } = fitGaussian(cloud, 2);
    expect(mean[0]).toBeCloseTo(2, 1);
    expect(mean[1]).toBeCloseTo(-1, 1);
    expect(factor[0]).toBeCloseTo(1, 1);
    expect(factor[2]).toBeCloseTo(0.8, 1);
    expect(factor[3]).toBeCloseTo(0.6, 1);
    expect(low[0]).toBeCloseTo(2 - 2.326, 1);
    expect(high[0]).toBeCloseTo(2 + 2.326, 1);
  });

  it('draws from the fitted Gaussian, from the prior, in the box, and near real codes', () => {
    const gaussian = moments(drawCodes('gaussian', cloud, 2, 20_000, createRng(1)));
    expect(gaussian.mean[0]).toBeCloseTo(2, 1);
    expect(gaussian.cov).toBeCloseTo(0.8, 1);
    const prior = moments(drawCodes('prior', cloud, 2, 20_000, createRng(2)));
    expect(prior.mean[0]).toBeCloseTo(0, 1);
    expect(prior.cov).toBeCloseTo(0, 1);
    const { low, high } = fitGaussian(cloud, 2);
    const box = drawCodes('box', cloud, 2, 2_000, createRng(3));
    box.forEach((v, i) => {
      expect(v).toBeGreaterThanOrEqual(low[i % 2] - 1e-6);
      expect(v).toBeLessThanOrEqual(high[i % 2] + 1e-6);
    });
    expect(moments(box).cov).toBeCloseTo(0, 0);
    const few = cloud.subarray(0, 20);
    const near = drawCodes('near', few, 2, 200, createRng(4));
    for (let i = 0; i < 200; i++) {
      const distances = Array.from({ length: 10 }, (_, k) => Math.hypot(near[2 * i] - few[2 * k], near[2 * i + 1] - few[2 * k + 1]));
      expect(Math.min(...distances)).toBeLessThan(0.8);
    }
  });
});

describe('the map', () => {
  it('tiles a square from the top left', () => {
    expect([...tileCentres({ x: 1, y: 2, r: 2 }, 2)]).toEqual([0, 3, 2, 3, 0, 1, 2, 1]);
  });

  it('keeps its square while it still fits, and takes another when it does not', () => {
    const first = squareRound(cloud, null);
    expect(squareRound(cloud.map((v) => v + 0.02) as Float32Array, first)).toBe(first);
    expect(squareRound(cloud.map((v) => v * 2) as Float32Array, first)).not.toBe(first);
  });

  it('enlarges every pixel by a whole number', () => {
    for (const width of [350, 420, 538, 640, 900]) {
      const { tiles, size } = crispTiles(width);
      expect(size).toBeLessThanOrEqual(width);
      expect((size / (16 * tiles)) % 1).toBe(0);
    }
  });

  it('orders dimensions by what they carry, and finds the brightest cell', () => {
    expect(byInformation(Float32Array.of(0.1, 3, 0, 2))).toEqual([1, 3, 0, 2]);
    expect(brightest(Float32Array.of(0.1, 0.7, 0.3))).toBe(1);
  });

  it('writes points with a minus sign, and no minus before zero', () => {
    expect(pairOf([0.174, -1.9], 2)).toBe('(0.17, −1.90)');
    expect(pairOf([-0.04, -0.05], 1)).toBe('(0.0, −0.1)');
  });
});

describe('what a slider will show', () => {
  const faces = Uint8ClampedArray.from({ length: SLIDER_VALUES.length * 768 }, (_, i) => Math.floor(i / 768));
  const z = Float32Array.from({ length: 16 }, (_, j) => j / 8);
  const traversal = { z, j: 3, faces };
  const at = (j: number, v: number) => Float32Array.from(z, (u, i) => (i === j ? v : u));

  it('is found for every stop of the slider that moves', () => {
    expect([SLIDER_VALUES[0], SLIDER_VALUES[SLIDER_VALUES.length - 1]]).toEqual([-3, 3]);
    SLIDER_VALUES.forEach((v, stop) => {
      const face = faceOn(traversal, at(3, v));
      expect(face).toHaveLength(768);
      expect(face?.every((pixel) => pixel === stop)).toBe(true);
    });
  });

  it('is unknown between stops, beyond them, when another slider has moved, and before anything was decoded', () => {
    for (const v of [0.02, 3.05, -4]) expect(faceOn(traversal, at(3, v))).toBeNull();
    expect(faceOn(traversal, at(4, 0.9))).toBeNull();
    expect(faceOn(null, z)).toBeNull();
  });
});

describe('terms of the arithmetic', () => {
  it('name every class of every attribute once, in the order of the directions', () => {
    expect(TERMS.map((term) => term.row)).toEqual(Array.from({ length: CLASS_COUNTS.reduce((a, b) => a + b) }, (_, i) => i));
    for (const term of TERMS) expect(termOf(term.id)).toBe(term);
    const glasses = ATTRIBUTES.findIndex((a) => a.key === 'glasses');
    expect(termOf('glasses.2')).toMatchObject({ k: glasses, value: 2 });
    expect(wordsOf(TERMS[TERMS.length - 1], 'en')).toEqual(['earrings', 'yes']);
    expect(termOf('')).toBeUndefined();
  });

  it('walk from one vector to another in even steps', () => {
    expect([...mixes(Float32Array.of(0, 4), Float32Array.of(2, 0), 5)]).toEqual([0, 4, 0.5, 3, 1, 2, 1.5, 1, 2, 0]);
  });
});

describe('moved sliders in the address', () => {
  it('come back as they were, whatever the code beneath', () => {
    const moves = new Map([
      [3, sliderIndex(-0.75)],
      [15, sliderIndex(3)],
    ]);
    const back = decodeMoves(encodePairs(moves));
    expect(back).toEqual(moves);
    const z = withMoves(new Float32Array(16).fill(0.123), back);
    expect(z[3]).toBeCloseTo(-0.75, 6);
    expect(z[15]).toBe(3);
    expect(z[0]).toBeCloseTo(0.123, 6);
  });

  it('refuses what is none', () => {
    for (const text of ['', '3.45', '3.45-7.120']) expect(areMoves(text)).toBe(true);
    for (const text of ['x', '16.4', '3.121', '3.4.5', '3.45-']) expect(areMoves(text)).toBe(false);
  });
});

/** Distances between samples, modes, noise, drawings in the address. */
import { describe, expect, it } from 'vitest';
import { modesOf, samplePoints } from '../../app/data/points';
import { decodeDrawing, drawingProblem, encodeDrawing, isDrawing, MAX_DRAWING } from '../../app/data/points/drawnText';
import { createRng } from '../../app/data/rng';
import { histogram, jensenShannon, kullbackLeibler, modeShares, modesCovered, slicedWasserstein } from '../../app/models/gan/measures';
import { drawNoise, noiseGrid, standardNoise } from '../../app/models/gan/noise';

const ring = (n: number, seed: number) => samplePoints('ring', n, createRng(seed));
const cells = { n: 24, reach: 2.4 };

describe('divergences of histograms', () => {
  it('JS: 0 of itself, log 2 of disjoint ones, symmetric, and the known value in between', () => {
    const [p, q] = [
      [0.5, 0.5, 0, 0],
      [0, 0.5, 0.5, 0],
    ];
    expect(jensenShannon(p, p)).toBe(0);
    expect(jensenShannon([1, 0], [0, 1])).toBeCloseTo(Math.LN2, 12);
    expect(jensenShannon(p, q)).toBeCloseTo(jensenShannon(q, p), 12);
    expect(jensenShannon(p, q)).toBeCloseTo(0.5 * Math.LN2, 12);
  });
  it('KL: 0 of itself, near the exact value for many samples, finite where q saw nothing', () => {
    const [p, q] = [
      [0.7, 0.3],
      [0.4, 0.6],
    ];
    const exact = 0.7 * Math.log(0.7 / 0.4) + 0.3 * Math.log(0.3 / 0.6);
    expect(kullbackLeibler(p, p, 1000)).toBe(0);
    expect(kullbackLeibler(p, q, 1e6)).toBeCloseTo(exact, 4);
    const gap = kullbackLeibler([0.5, 0.5], [1, 0], 1000);
    expect(Number.isFinite(gap)).toBe(true);
    expect(gap).toBeGreaterThan(2);
  });
  it('two samples of one distribution score near zero, another distribution far above', () => {
    const [a, b] = [histogram(ring(3000, 1), cells), histogram(ring(3000, 2), cells)];
    const moons = histogram(samplePoints('moons', 3000, createRng(3)), cells);
    expect(a.reduce((x, y) => x + y, 0)).toBeCloseTo(1, 9);
    expect(jensenShannon(a, b)).toBeLessThan(0.02);
    expect(kullbackLeibler(a, b, 3000)).toBeLessThan(0.08);
    expect(jensenShannon(a, moons)).toBeGreaterThan(0.3);
    expect(kullbackLeibler(a, moons, 3000)).toBeGreaterThan(1);
  });
  it('points outside the square count in its border cells', () => {
    const h = histogram(Float32Array.of(99, 99, -99, 0), { n: 2, reach: 1 });
    expect(Array.from(h)).toEqual([0, 0, 0.5, 0.5]);
  });
});

describe('sliced Wasserstein distance', () => {
  it('of a cloud moved by (3, 4) is 5 · 2/π, the mean |cos|', () => {
    const a = ring(500, 1);
    const b = a.map((v, i) => v + (i % 2 ? 4 : 3));
    expect(slicedWasserstein(a, b, 180)).toBeCloseTo((5 * 2) / Math.PI, 3);
  });
  it('does not depend on the order of the points, and refuses unequal numbers', () => {
    const a = ring(200, 1);
    const turned = Float32Array.from({ length: 400 }, (_, i) => a[2 * (199 - (i >> 1)) + (i % 2)]);
    expect(slicedWasserstein(a, turned)).toBeCloseTo(0, 6);
    expect(() => slicedWasserstein(a, a.subarray(2))).toThrow(/equal numbers/);
  });
});

describe('modes', () => {
  const modes = modesOf('gaussians8');
  if (!modes) throw new Error('no modes');
  it('real data covers all eight, each with about an eighth', () => {
    const shares = modeShares(samplePoints('gaussians8', 4000, createRng(1)), modes.centres, modes.radius);
    expect(modesCovered(shares)).toBe(8);
    for (const s of shares) expect(Math.abs(s - 0.125)).toBeLessThan(0.03);
  });
  it('a collapsed sample covers one, a point between modes none', () => {
    const one = Float32Array.from({ length: 200 }, (_, i) => modes.centres[i % 2]);
    expect(modesCovered(modeShares(one, modes.centres, modes.radius))).toBe(1);
    expect(modesCovered(modeShares(new Float32Array(200), modes.centres, modes.radius))).toBe(0);
  });
});

describe('noise', () => {
  it('uniform stays in [−1, 1), Gaussian has unit spread, constant is 0, discrete takes its values and no others', () => {
    const rng = createRng(5);
    const u = drawNoise(rng, 5000, standardNoise('uniform', 2));
    expect(Math.max(...u)).toBeLessThan(1);
    expect(Math.min(...u)).toBeGreaterThanOrEqual(-1);
    const g = drawNoise(rng, 5000, standardNoise('gaussian', 1));
    expect(Math.sqrt(g.reduce((s, v) => s + v * v, 0) / g.length)).toBeCloseTo(1, 1);
    expect(new Set(drawNoise(rng, 50, standardNoise('constant', 2)))).toEqual(new Set([0]));
    expect(new Set(drawNoise(rng, 500, { kind: 'discrete', dim: 2, scale: 2, values: 3 }))).toEqual(new Set([-2, 0, 2]));
  });
  it('its grid spans the noise, row by row', () => {
    const { z, nx, ny } = noiseGrid(standardNoise('uniform', 2), 3);
    expect([nx, ny]).toEqual([3, 3]);
    expect(Array.from(z.subarray(0, 6))).toEqual([-1, -1, 0, -1, 1, -1]);
    expect(noiseGrid(standardNoise('gaussian', 1), 3)).toMatchObject({ nx: 9, ny: 1 });
  });
});

describe('a drawing in the address', () => {
  it('survives the way there and back to within a hundredth', () => {
    const strokes = [Float32Array.of(-1, 0.5, 0, 0.75, 1.2, -2), Float32Array.of(2.5, -2.5, 0.3, 0.1)];
    const back = decodeDrawing(encodeDrawing(strokes));
    expect(back.length).toBe(2);
    for (const [k, stroke] of back.entries()) for (const [i, v] of stroke.entries()) expect(Math.abs(v - strokes[k][i])).toBeLessThan(0.01);
  });
  it('is bounded, whatever is drawn', () => {
    const long = Array.from({ length: 40 }, (_, k) => ring(200, k));
    const text = encodeDrawing(long);
    expect(text.length).toBeLessThanOrEqual(MAX_DRAWING);
    expect(isDrawing(text)).toBe(true);
    expect(drawingProblem(decodeDrawing(text))).toBeNull();
  });
  it('with 0 or 1 points is refused in a sentence of both languages, and nonsense is no drawing', () => {
    for (const strokes of [[], [[0.1, 0.2]]]) {
      const problem = drawingProblem(strokes);
      expect(problem?.en).toMatch(/draw/);
      expect(problem?.zh).toMatch(/画/);
    }
    expect(isDrawing('zzz')).toBe(false);
    expect(isDrawing('%%%%')).toBe(false);
  });
});

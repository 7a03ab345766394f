/** Distributions in the plane: samples against densities, densities against closed forms and brute force, drawings. */
import { describe, expect, it } from 'vitest';
import {
  components,
  DrawingError,
  density,
  listComponents,
  mixture,
  modesOf,
  POINT_SETS,
  pointSetFromDrawing,
  samplePoints,
} from '../../app/data/points';
import { createRng } from '../../app/data/rng';

const keys = POINT_SETS.map(({ key }) => key);
const REACH = 3.2;

/** The integral of f over the square [−REACH, REACH]², by midpoints on an n × n grid. */
function integrate(f: (x: number, y: number) => number, n = 256): number {
  const h = (2 * REACH) / n;
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sum += f(-REACH + (i + 0.5) * h, -REACH + (j + 0.5) * h);
  return sum * h * h;
}

describe.each(keys)('%s', (key) => {
  it('is named in both languages, seeded and within the frame', () => {
    const set = POINT_SETS.find((s) => s.key === key);
    expect(set?.en && set.zh).toBeTruthy();
    const points = samplePoints(key, 4000, createRng(1));
    expect(points.length).toBe(8000);
    expect(points).toEqual(samplePoints(key, 4000, createRng(1)));
    expect(points).not.toEqual(samplePoints(key, 4000, createRng(2)));
    for (const v of points) expect(Math.abs(v)).toBeLessThan(2.6);
    expect(Math.max(...points.map(Math.abs))).toBeGreaterThan(1.2);
  });

  it('has a density of mass 1, plain and noised', () => {
    expect(integrate((x, y) => density(key, x, y))).toBeCloseTo(1, 2);
    expect(integrate((x, y) => density(key, x, y, 0.3, 0.9), 96)).toBeCloseTo(1, 3);
  });

  it('samples from its density: mean log-likelihood and cell counts agree', () => {
    const n = 20_000;
    const points = samplePoints(key, n, createRng('cells'));
    const cells = 8,
      side = 4.8 / cells;
    const counts = new Float64Array(cells * cells);
    for (let i = 0; i < n; i++) {
      const cx = Math.floor((points[2 * i] + 2.4) / side),
        cy = Math.floor((points[2 * i + 1] + 2.4) / side);
      if (cx >= 0 && cy >= 0 && cx < cells && cy < cells) counts[cy * cells + cx] += 1 / n;
    }
    const fine = 24;
    for (let c = 0; c < counts.length; c++) {
      let mass = 0;
      for (let i = 0; i < fine * fine; i++) {
        const x = -2.4 + side * ((c % cells) + ((i % fine) + 0.5) / fine);
        const y = -2.4 + side * (Math.floor(c / cells) + (Math.floor(i / fine) + 0.5) / fine);
        mass += density(key, x, y) * (side / fine) ** 2;
      }
      // 5 standard deviations of a count, and what a midpoint rule can miss
      expect(Math.abs(counts[c] - mass)).toBeLessThan(5 * Math.sqrt(Math.max(mass, 1e-5) / n) + 2e-3 * Math.min(1, mass * 20));
    }
  });

  it('has a noised density equal to the mean of Gaussians around its samples', () => {
    const points = samplePoints(key, 20_000, createRng('noised'));
    const [scale, sigma] = [0.8, 0.6];
    for (const [x, y] of [
      [0, 0],
      [0.9, 0.3],
      [-0.7, 1.1],
      [1.6, -1.6],
    ]) {
      let sum = 0;
      for (let i = 0; i < points.length; i += 2) {
        sum += Math.exp(-((x - scale * points[i]) ** 2 + (y - scale * points[i + 1]) ** 2) / (2 * sigma * sigma));
      }
      const brute = sum / (points.length / 2) / (2 * Math.PI * sigma * sigma);
      expect(density(key, x, y, sigma, scale) / brute).toBeCloseTo(1, 1);
    }
  });

  it('is a proper mixture', () => {
    const { means, weights, variances } = components(key);
    expect(means.length).toBe(2 * weights.length);
    expect(variances.length).toBe(weights.length);
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    expect(Math.min(...weights)).toBeGreaterThan(0);
    expect(weights.length).toBeLessThanOrEqual(400);
  });
});

describe('closed forms', () => {
  it('one Gaussian', () => {
    const one = mixture([{ x: 0.5, y: -0.25, sd: 0.2, weight: 3 }]);
    expect(density(one, 0.5, -0.25)).toBeCloseTo(1 / (2 * Math.PI * 0.04), 5);
    const variance = 0.25 * 0.04 + 0.09;
    expect(density(one, 0.4, 0, 0.3, 0.5)).toBeCloseTo(Math.exp(-(0.15 ** 2 + 0.125 ** 2) / (2 * variance)) / (2 * Math.PI * variance), 6);
  });

  it('a curve is flat along its length', () => {
    const around = Array.from({ length: 997 }, (_, i) => density('ring', 1.4 * Math.cos(i), 1.4 * Math.sin(i)));
    expect(Math.max(...around) / Math.min(...around)).toBeLessThan(1.0001);
    // across it is Gaussian: a closed ring of radius r and breadth sd has density ≈ 1/(2πr)·N(0; sd) on the curve
    expect(around[0]).toBeCloseTo(1 / (2 * Math.PI * 1.4) / (Math.sqrt(2 * Math.PI) * 0.06), 2);
  });

  it('the checkerboard is 1/8 on dark squares, 0 on light ones, and its noised form is a numeric convolution', () => {
    expect([density('checkerboard', -1.5, -1.5), density('checkerboard', -0.5, -1.5), density('checkerboard', -0.5, -0.5)]).toEqual([
      1 / 8,
      0,
      1 / 8,
    ]);
    const [sigma, scale, x, y] = [0.25, 0.7, 0.1, 0.4];
    const brute =
      integrate(
        (u, v) => density('checkerboard', u, v) * Math.exp(-((x - scale * u) ** 2 + (y - scale * v) ** 2) / (2 * sigma ** 2)),
        640,
      ) /
      (2 * Math.PI * sigma ** 2);
    expect(density('checkerboard', x, y, sigma, scale)).toBeCloseTo(brute, 3);
    expect(density('checkerboard', 0.3, 0, 1, 0)).toBeCloseTo(Math.exp(-0.045) / (2 * Math.PI), 6);
  });
});

describe('modes', () => {
  it('are counted where they can be', () => {
    expect(keys.filter((key) => modesOf(key))).toEqual(['gaussians2', 'gaussians8', 'grid', 'blobs']);
    expect(modesOf('grid')?.centres.length).toBe(50);
  });

  it('hold nearly all their samples and do not overlap', () => {
    for (const key of ['gaussians8', 'grid', 'blobs'] as const) {
      const modes = modesOf(key);
      if (!modes) throw new Error(key);
      const points = samplePoints(key, 3000, createRng(5));
      let inside = 0;
      for (let i = 0; i < points.length; i += 2) {
        const near = listComponents(components(key)).filter((c) => Math.hypot(points[i] - c.x, points[i + 1] - c.y) <= modes.radius);
        expect(near.length).toBeLessThanOrEqual(1);
        inside += near.length;
      }
      expect(inside / 3000).toBeGreaterThan(0.995);
    }
  });
});

describe('drawings', () => {
  it('become a distribution along the strokes, by length', () => {
    const drawn = pointSetFromDrawing([
      [-1, 0, 1, 0],
      [0, 1, 0, 2],
      [0, 1.5],
    ]);
    expect(drawn.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    const points = samplePoints(drawn, 6000, createRng(9));
    let flat = 0;
    for (let i = 0; i < points.length; i += 2) if (Math.abs(points[i + 1]) < 0.4) flat++;
    expect(flat / 6000).toBeCloseTo(2 / 3.12, 1);
    expect(integrate((x, y) => density(drawn, x, y))).toBeCloseTo(1, 3);
  });

  it('take single dots, each the same weight', () => {
    const drawn = pointSetFromDrawing([
      [0, 0],
      [1, 1],
      [1, 1, 1, 1],
    ]);
    expect(drawn.weights.length).toBe(3);
    expect(new Set(drawn.weights).size).toBe(1);
  });

  it.each([
    ['empty', []],
    ['empty', [[], []]],
    ['single', [[0.3, 0.4]]],
    [
      'single',
      [
        [0.3, 0.4],
        [0.3, 0.4, 0.3, 0.4],
      ],
    ],
    ['broken', [[0, 1, Number.NaN, 2]]],
    ['broken', [[0, 1, 2]]],
  ] as const)('say in both languages what is wrong: %s', (code, strokes) => {
    try {
      pointSetFromDrawing(strokes as unknown as number[][]);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(DrawingError);
      expect((error as DrawingError).code).toBe(code);
      expect((error as DrawingError).text.zh && (error as DrawingError).text.en).toBeTruthy();
    }
  });

  it('are kept within the frame', () => {
    const { means } = pointSetFromDrawing([[0, 0, 1e9, 0]]);
    expect(Math.max(...means)).toBeLessThanOrEqual(2.5);
  });
});

it('an unknown set is refused by name', () => {
  expect(() => samplePoints('nothing' as never, 3, createRng(1))).toThrow(/nothing/);
});

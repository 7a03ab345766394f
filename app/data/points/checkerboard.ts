/** The checkerboard: uniform on the eight dark squares of a 4 × 4 board over [−2, 2]². Its edges are sharp, so it is the one set that is no mixture. */
import type { Rng } from '../rng';
import type { Points } from '../types';
import { type Mixture, mixture } from './mixture';

/** Lower left corners of the dark squares of side 1. */
const SQUARES: [number, number][] = [];
for (let row = 0; row < 4; row++) for (let column = row % 2; column < 4; column += 2) SQUARES.push([column - 2, row - 2]);

export function sampleCheckerboard(n: number, rng: Rng): Points {
  const out = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    const [x, y] = SQUARES[rng.int(SQUARES.length)];
    out[2 * i] = x + rng.uniform();
    out[2 * i + 1] = y + rng.uniform();
  }
  return out;
}

/** erf by Abramowitz & Stegun 7.1.26, to 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const y = 1 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
  return x >= 0 ? y : -y;
}

/** The density at (x, y) of scale·x₀ + sigma·ε: each square is a product of two intervals, and an interval with noise a difference of two erf. */
export function checkerboardDensity(x: number, y: number, sigma = 0, scale = 1): number {
  const interval = (v: number, from: number): number => {
    const [low, high] = [scale * from, scale * (from + 1)];
    if (sigma === 0) return v >= low && v < high ? 1 / scale : 0;
    const c = Math.SQRT2 * sigma;
    return (erf((v - low) / c) - erf((v - high) / c)) / (2 * scale);
  };
  if (scale === 0) return Math.exp(-(x * x + y * y) / (2 * sigma * sigma)) / (2 * Math.PI * sigma * sigma);
  return SQUARES.reduce((sum, [sx, sy]) => sum + interval(x, sx) * interval(y, sy), 0) / SQUARES.length;
}

/** The board as a mixture, 7 × 7 components a square: what a score needs. Its edges are soft by about 0.07. */
export function checkerboardMixture(): Mixture {
  const side = 7;
  return mixture(
    SQUARES.flatMap(([x, y]) =>
      Array.from({ length: side * side }, (_, i) => ({
        x: x + ((i % side) + 0.5) / side,
        y: y + (Math.floor(i / side) + 0.5) / side,
        sd: 0.07,
        weight: 1,
      })),
    ),
  );
}

/**
 * The noise a generator is fed: the only randomness in a GAN. Plain numbers.
 *
 * The usual choices (uniform, Gaussian) and the ones that show what noise is for: a constant, a few discrete values,
 * a narrow and a wide spread.
 */
import type { Rng } from '../../data/rng';

export type NoiseKind = 'uniform' | 'gaussian' | 'constant' | 'discrete';

export interface Noise {
  readonly kind: NoiseKind;
  /** Length of each z. */
  readonly dim: 1 | 2;
  /** Uniform on [−scale, scale]; Gaussian of standard deviation scale; discrete on `values` even steps across [−scale, scale]. */
  readonly scale: number;
  /** How many values each coordinate can take (discrete only). */
  readonly values: number;
}

export const standardNoise = (kind: NoiseKind, dim: 1 | 2): Noise => ({ kind, dim, scale: 1, values: 2 });

// #region sampleZ
/** n independent draws of z, one after the other: [n · dim]. */
export function drawNoise(rng: Rng, n: number, { kind, dim, scale, values }: Noise): Float32Array {
  const z = new Float32Array(n * dim);
  if (kind === 'uniform') return rng.fillUniform(z, -scale, scale);
  if (kind === 'gaussian') for (let i = 0; i < z.length; i++) z[i] = scale * rng.normal();
  if (kind === 'discrete') for (let i = 0; i < z.length; i++) z[i] = values < 2 ? 0 : scale * ((2 * rng.int(values)) / (values - 1) - 1);
  return z; // 'constant': every z is 0
}
// #endregion

/** An even grid over where z lies (Gaussian: ±2.5 standard deviations): what the generator warps. z row by row, x fastest; dim 1: one row. */
export function noiseGrid(noise: Noise, knots: number): { z: Float32Array; nx: number; ny: number } {
  const reach = noise.scale * (noise.kind === 'gaussian' ? 2.5 : noise.kind === 'constant' ? 0 : 1);
  const at = (i: number, n: number) => reach * ((2 * i) / (n - 1) - 1);
  if (noise.dim === 1) {
    const n = knots * knots;
    return { z: Float32Array.from({ length: n }, (_, i) => at(i, n)), nx: n, ny: 1 };
  }
  const z = new Float32Array(2 * knots * knots);
  for (let k = 0; k < knots * knots; k++) {
    z[2 * k] = at(k % knots, knots);
    z[2 * k + 1] = at(Math.floor(k / knots), knots);
  }
  return { z, nx: knots, ny: knots };
}

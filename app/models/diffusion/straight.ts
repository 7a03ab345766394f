/**
 * Straight paths: the same small network learns the velocity of a line from data to noise, and walks it back.
 *
 * Lipman et al. 2023, "Flow matching" (2210.02747), eq. 20–23 with σ_min = 0; Liu et al. 2023, "Rectified flow" (2209.03003), eq. 1 and §2.2:
 *   x_u = (1 − u) x₀ + u ε,   dx/du = ε − x₀,   u from 0 (data) to 1 (noise); both papers count the other way round.
 * Pairs (x₀, ε) drawn independently give lines that cross, and where they cross the network can only say their mean, so its paths bend. Pairs made
 * by walking such a network's own paths cross no more: trained on those (*reflow*), the paths are nearly straight, and one step nearly enough.
 */
import type { Rng } from '../../data/rng';
import type { Params } from '../nn/params';
import * as tf from '../tf';
import { type Batch, type Config, forward } from './plane';

/** The network's clock: u = 1 is told as 1,000, as to the diffusion it is compared with. */
const CLOCK = 1_000;

// #region lines
/**
 * A batch on the lines between data and noise, each at a time of its own: spread evenly over (0, 1] from a random start.
 *
 * @param x0 data [B, 2]
 * @param eps the other ends, noise or a path's own beginning [B, 2]
 */
export function lines(x0: Float32Array, eps: Float32Array, rng: Rng): Batch {
  const B = x0.length / 2;
  const from = rng.uniform();
  const t = Float32Array.from({ length: B }, (_, b) => (CLOCK * (b + from)) / B); //   [B]
  const xt = x0.map((x, i) => x + (t[i >> 1] / CLOCK) * (eps[i] - x)); //               (1 − u) x₀ + u ε: [B, 2]
  const target = eps.map((e, i) => e - x0[i]); //                                       ε − x₀, the same all along the line: [B, 2]
  return { xt, t, target, eps };
}
// #endregion

// #region walk
/** Euler's method from noise (u = 1) to data (u = 0), one yield a step; a place lives until the next is asked for. `x1` stays the caller's. */
export function* walk(p: Params, x1: tf.Tensor2D, steps: number, config: Config): Generator<tf.Tensor2D, void> {
  let x = x1.clone();
  try {
    for (let k = steps; k > 0; k--) {
      const next = tf.tidy(() => tf.sub<tf.Tensor2D>(x, tf.mul(1 / steps, forward(p, x, [(CLOCK * k) / steps], config)))); // x − (1/n) û(x, k/n)
      x.dispose();
      x = next;
      yield x;
    }
  } finally {
    x.dispose();
  }
}
// #endregion

// #region detour
/** How much longer paths are than the straight line between their ends, on the mean: 1 is straight. Places [(steps + 1) · n · 2] of n paths. */
export function detour(places: Float32Array, n: number): number {
  const steps = places.length / (2 * n) - 1;
  const apart = (i: number, j: number) => Math.hypot(places[2 * i] - places[2 * j], places[2 * i + 1] - places[2 * j + 1]);
  let [length, straight] = [0, 0];
  for (let k = 0; k < n; k++) {
    for (let s = 0; s < steps; s++) length += apart(s * n + k, (s + 1) * n + k);
    straight += apart(k, steps * n + k);
  }
  return length / straight;
}
// #endregion

/**
 * Ways through the noise of a generator: great circles, straight lines, planes through three points, and the directions that its first
 * layer listens to most.
 *
 * In 64 dimensions nearly all of N(0, I) lies at the distance √64 from the origin. A straight line between two draws leaves that shell
 * (its middle is at about √32), a great circle stays on it (White 2016, 1609.04468). The directions are the closed form of Shen & Zhou 2021
 * (2007.06600): where ‖W n‖ is largest, a step along n changes what the first layer says most; nothing is trained for it.
 */
import { eigen } from '../metrics/frechet';

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};
export const norm = (a: ArrayLike<number>): number => Math.sqrt(dot(a, a));

// #region circle
/** The point at angle θ of the great circle that starts at a and heads for b, both of any length: ‖a‖ (cos θ · â + sin θ · b̂⊥). */
export function greatCircle(a: Float32Array, b: Float32Array, theta: number): Float32Array {
  const radius = norm(a);
  const along = dot(a, b) / (radius * radius);
  const across = b.map((v, i) => v - along * a[i]); // what of b is at right angles to a
  const scale = radius / norm(across);
  return a.map((v, i) => Math.cos(theta) * v + Math.sin(theta) * scale * across[i]);
}

/** The angle between a and b: where on that circle b's direction is met. */
export const angleBetween = (a: Float32Array, b: Float32Array): number =>
  Math.acos(Math.max(-1, Math.min(1, dot(a, b) / (norm(a) * norm(b)))));

/** a + u (b − a): the straight line, u = 0 … 1 between the two. */
export const straight = (a: Float32Array, b: Float32Array, u: number): Float32Array => a.map((v, i) => v + u * (b[i] - v));
// #endregion

// #region plane
/** The plane through three points: a + u (b − a) + v (c − a). */
export const planeThrough = (a: Float32Array, b: Float32Array, c: Float32Array, u: number, v: number): Float32Array =>
  a.map((x, i) => x + u * (b[i] - x) + v * (c[i] - x));
// #endregion

// #region directions
/**
 * The unit directions n that maximise ‖n W‖, each at right angles to those before: eigenvectors of W Wᵀ, the largest eigenvalue first.
 *
 * @param w the rows of the first layer's weights that belong to the noise [size · outputs]
 * @returns [count · size]; of the two signs, the one whose largest entry is positive
 */
export function directions(w: ArrayLike<number>, size: number, count: number): Float32Array {
  const outputs = w.length / size;
  const gram = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < outputs; k++) sum += w[i * outputs + k] * w[j * outputs + k];
      gram[i * size + j] = sum;
      gram[j * size + i] = sum;
    }
  const { values, vectors } = eigen(gram, size);
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a]);
  const out = new Float32Array(count * size);
  order.slice(0, count).forEach((column, k) => {
    const n = Float32Array.from({ length: size }, (_, i) => vectors[i * size + column]);
    const largest = n.reduce((best, v) => (Math.abs(v) > Math.abs(best) ? v : best), 0);
    out.set(
      n.map((v) => v * Math.sign(largest)),
      k * size,
    );
  });
  return out;
}
// #endregion

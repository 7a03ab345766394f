/**
 * The best discriminator there is, in one dimension. Plain numbers.
 *
 * Goodfellow et al. 2014 (1406.2661), Proposition 1 and Theorem 1: for a fixed G, V(D, G) is largest for
 * D*(x) = p_data(x) / (p_data(x) + p_g(x)), and there V(D*, G) = 2 JS(p_data ‖ p_g) − log 4.
 */

/** A mixture of normals. Weights sum to 1. */
export interface Mixture1D {
  readonly weights: readonly number[];
  readonly means: readonly number[];
  readonly sigmas: readonly number[];
}

// #region density
/** The density of a mixture at x. */
export function density1D({ weights, means, sigmas }: Mixture1D, x: number): number {
  let p = 0;
  for (let k = 0; k < weights.length; k++) {
    const u = (x - means[k]) / sigmas[k];
    p += (weights[k] * Math.exp(-0.5 * u * u)) / (sigmas[k] * Math.sqrt(2 * Math.PI));
  }
  return p;
}
// #endregion

// #region optimalD
/** D*(x) for two density values. Where neither has any mass every D is as good as another: 1/2. */
export const optimalD = (pData: number, pG: number): number => (pData + pG > 0 ? pData / (pData + pG) : 0.5);
// #endregion

// #region value1D
/** V(D, G) = ∫ p_data log D + p_g log(1 − D) dx over an even grid of spacing dx. */
export function value1D(pData: ArrayLike<number>, pG: ArrayLike<number>, d: ArrayLike<number>, dx: number): number {
  let v = 0;
  for (let i = 0; i < d.length; i++) {
    if (pData[i] > 0) v += pData[i] * Math.log(Math.max(d[i], 1e-30));
    if (pG[i] > 0) v += pG[i] * Math.log(Math.max(1 - d[i], 1e-30));
  }
  return v * dx;
}
// #endregion

// #region js1D
/** JS(p_data ‖ p_g) over an even grid of spacing dx, in nats. Between 0 and log 2. */
export function js1D(pData: ArrayLike<number>, pG: ArrayLike<number>, dx: number): number {
  let js = 0;
  for (let i = 0; i < pData.length; i++) {
    const m = (pData[i] + pG[i]) / 2;
    if (pData[i] > 0) js += 0.5 * pData[i] * Math.log(pData[i] / m);
    if (pG[i] > 0) js += 0.5 * pG[i] * Math.log(pG[i] / m);
  }
  return js * dx;
}
// #endregion

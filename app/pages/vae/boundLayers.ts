/** What the plane beside the bound shows: p(z|x) as a heat field on its window, q as ellipses. */
import type { BoundFrame, Exact } from '../../runtime/programs/vae/bound';
import type { Domain, Layer } from '../../viz/Plane';

export const windowOf = ({ x, y, r }: Exact): Domain => ({ x: [x - r, x + r], y: [y - r, y + r] });

/** An ellipse of `times` standard deviations, closed. */
function ellipse(mu: ArrayLike<number>, sigma: ArrayLike<number>, times: number): Float32Array {
  return Float32Array.from({ length: 2 * 65 }, (_, i) => {
    const angle = (2 * Math.PI * Math.floor(i / 2)) / 64;
    return i % 2 ? mu[1] + times * sigma[1] * Math.sin(angle) : mu[0] + times * sigma[0] * Math.cos(angle);
  });
}

export function boundLayers({ mu, sigma }: Pick<BoundFrame, 'mu' | 'sigma'>, exact: Exact): Layer[] {
  const side = Math.sqrt(exact.density.length);
  return [
    {
      kind: 'heat',
      grid: { values: exact.density, nx: side, ny: side, domain: windowOf(exact) },
      scale: { type: 'sequential', colour: 'latent', max: 1 },
      opacity: 0.9,
    },
    { kind: 'paths', paths: [ellipse(mu, sigma, 1), ellipse(mu, sigma, 2)], colour: 'network', lineWidth: 2 },
    { kind: 'points', points: [mu[0], mu[1]], colour: 'network', radius: 2.5 },
  ];
}

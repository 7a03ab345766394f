/** The Dirac-GAN against the closed forms of Mescheder et al. 2018: fields, Jacobians, eigenvalues of the field and of one step. */
import { describe, expect, it } from 'vitest';
import {
  type DiracConfig,
  diracDefaults,
  diracStep,
  eigenvalues,
  field,
  fPrime,
  fSecond,
  jacobian,
  METHODS,
  type Method,
  modulus,
  stepJacobian,
  trajectory,
  verdict,
} from '../../app/models/gan/dirac';

const config = (method: Method, more: Partial<DiracConfig> = {}): DiracConfig => ({ ...diracDefaults, method, ...more });
const smooth = METHODS.filter((m) => m !== 'wganGp');
const distance = (path: Float32Array, k = path.length / 2 - 1) => Math.hypot(path[2 * k], path[2 * k + 1]);

/** Central differences of a map of the plane at (0, 0). */
function numericJacobian(map: (x: number, y: number) => [number, number], e = 1e-5): number[][] {
  const [px, mx, py, my] = [map(e, 0), map(-e, 0), map(0, e), map(0, -e)];
  return [0, 1].map((i) => [(px[i] - mx[i]) / (2 * e), (py[i] - my[i]) / (2 * e)]);
}

function expectEigenvalues(got: readonly { re: number; im: number }[], re: number, root: number) {
  // re ± √root
  const im = root < 0 ? Math.sqrt(-root) : 0;
  const shift = root > 0 ? Math.sqrt(root) : 0;
  expect(got[0].re).toBeCloseTo(re + shift, 7);
  expect(got[1].re).toBeCloseTo(re - shift, 7);
  expect(got[0].im).toBeCloseTo(im, 7);
  expect(got[1].im).toBeCloseTo(-im, 7);
}

describe('f(t) = −log(1 + e^(−t))', () => {
  it('has f′(0) = 1/2, f″(0) = −1/4, and derivatives that agree with differences', () => {
    expect(fPrime(0)).toBe(0.5);
    expect(fSecond(0)).toBe(-0.25);
    for (const t of [-3, -0.4, 0.7, 2]) {
      const f = (x: number) => -Math.log1p(Math.exp(-x));
      expect(fPrime(t)).toBeCloseTo((f(t + 1e-5) - f(t - 1e-5)) / 2e-5, 8);
      expect(fSecond(t)).toBeCloseTo((fPrime(t + 1e-5) - fPrime(t - 1e-5)) / 2e-5, 8);
    }
  });
});

describe('gradient fields', () => {
  it('are the gradients of the stated objectives', () => {
    const e = 1e-5;
    const f = (t: number) => -Math.log1p(Math.exp(-t));
    const d = (g: (x: number) => number, x: number) => (g(x + e) - g(x - e)) / (2 * e);
    for (const [theta, psi] of [
      [0.7, -0.4],
      [-1.3, 0.9],
      [0.2, 1.5],
    ]) {
      const objective = (t: number, p: number) => f(p * t) + f(0);
      const check = (method: Method, down: number, up: number) => {
        const v = field(theta, psi, config(method));
        expect(v[0]).toBeCloseTo(down, 7);
        expect(v[1]).toBeCloseTo(up, 7);
      };
      const downL = -d((t) => objective(t, psi), theta);
      const upL = d((p) => objective(theta, p), psi);
      check('gan', downL, upL);
      check(
        'nonSaturating',
        d((t) => f(-psi * t), theta),
        upL,
      );
      check('wgan', -psi, theta);
      check('r1', downL, upL - diracDefaults.gamma * psi);
      check('wganGp', -psi, theta - d((p) => (diracDefaults.gamma / 2) * (Math.abs(p) - diracDefaults.slope) ** 2, psi));
      const energy = (t: number, p: number) => 0.5 * (t * t + p * p) * fPrime(p * t) ** 2;
      check(
        'consensus',
        downL - diracDefaults.gamma * d((t) => energy(t, psi), theta),
        upL - diracDefaults.gamma * d((p) => energy(theta, p), psi),
      );
    }
  });

  it('instance noise without noise is the plain GAN', () => {
    const [a, b] = field(0.8, -0.5, config('instanceNoise', { sigma: 0 }));
    const [p, q] = field(0.8, -0.5, config('gan'));
    expect(a).toBeCloseTo(p, 12);
    expect(b).toBeCloseTo(q, 12);
  });

  it.each(smooth)('%s: the Jacobian at the equilibrium agrees with differences', (method) => {
    const c = config(method, { sigma: 0.8, gamma: 0.7 });
    const numeric = numericJacobian((x, y) => field(x, y, c));
    const closed = jacobian(c);
    for (let i = 0; i < 2; i++) for (let k = 0; k < 2; k++) expect(closed?.[i][k]).toBeCloseTo(numeric[i][k], 6);
  });

  it('WGAN-GP has no Jacobian: the field jumps by 2γg₀ at ψ = 0', () => {
    const c = config('wganGp');
    expect(jacobian(c)).toBeNull();
    expect(field(0, 1e-12, c)[1] - field(0, -1e-12, c)[1]).toBeCloseTo(2 * c.gamma * c.slope, 9);
  });
});

describe('eigenvalues of the field at the equilibrium (closed forms of the paper)', () => {
  const at = (c: DiracConfig) => eigenvalues(jacobian(c) as NonNullable<ReturnType<typeof jacobian>>);

  it('unregularised GAN and non-saturating GAN (Lemma 2.2, appendix): ± f′(0) i', () => {
    expectEigenvalues(at(config('gan')), 0, -0.25);
    expectEigenvalues(at(config('nonSaturating')), 0, -0.25);
  });
  it('WGAN: ± i', () => expectEigenvalues(at(config('wgan')), 0, -1));
  it('instance noise: f″(0) σ² ± √(f″(0)² σ⁴ − f′(0)²)', () => {
    for (const sigma of [0.3, 1, Math.SQRT2, 2.5])
      expectEigenvalues(at(config('instanceNoise', { sigma })), -0.25 * sigma ** 2, sigma ** 4 / 16 - 0.25);
  });
  it('zero-centred gradient penalty (R1): −γ/2 ± √(γ²/4 − f′(0)²)', () => {
    for (const gamma of [0.1, 0.5, 1, 3]) expectEigenvalues(at(config('r1', { gamma })), -gamma / 2, gamma ** 2 / 4 - 0.25);
  });
  it('consensus optimization: −γ f′(0)² ± f′(0) i', () => {
    for (const gamma of [0.1, 1, 2]) expectEigenvalues(at(config('consensus', { gamma })), -gamma / 4, -0.25);
  });
});

describe('eigenvalues of one step', () => {
  const at = (c: DiracConfig) => eigenvalues(stepJacobian(c) as NonNullable<ReturnType<typeof stepJacobian>>);

  it('simultaneous: 1 ± h f′(0) i, outside the unit circle for every h (Lemma 2.3)', () => {
    for (const h of [0.001, 0.1, 1]) {
      expectEigenvalues(at(config('gan', { h })), 1, -((h / 2) ** 2));
      expect(modulus(at(config('gan', { h }))[0])).toBeGreaterThan(1);
    }
  });
  it('alternating: 1 − α²/2 ± √((1 − α²/2)² − 1), α = √(n_g n_d) h f′(0): on the circle up to α = 2, outside beyond (Lemma 2.4)', () => {
    for (const nd of [1, 3, 5]) {
      for (const h of [0.1, 0.8]) {
        const alpha = (Math.sqrt(nd) * h) / 2;
        const eigen = at(config('gan', { h, nd, update: 'alternating' }));
        expectEigenvalues(eigen, 1 - alpha ** 2 / 2, (1 - alpha ** 2 / 2) ** 2 - 1);
        for (const z of eigen) expect(modulus(z)).toBeCloseTo(1, 10);
      }
    }
    expect(Math.max(...at(config('gan', { h: 4.2, update: 'alternating' })).map(modulus))).toBeGreaterThan(1);
  });
  it.each(smooth)('%s: agrees with differences of the step itself, both ways of updating', (method) => {
    for (const update of ['simultaneous', 'alternating'] as const) {
      const c = config(method, { update, nd: 2, h: 0.2 });
      const numeric = numericJacobian((x, y) => diracStep(x, y, c));
      const closed = stepJacobian(c);
      for (let i = 0; i < 2; i++) for (let k = 0; k < 2; k++) expect(closed?.[i][k]).toBeCloseTo(numeric[i][k], 6);
    }
  });
});

describe('what training does agrees with what the eigenvalues say', () => {
  const start = [0.8, 0.6] as const;
  const run = (c: DiracConfig, steps = 20_000) => trajectory(start[0], start[1], steps, c);

  it('simultaneous GAN spirals outward', () => {
    const c = config('gan');
    expect(verdict(c)).toBe('diverges');
    const path = run(c, 3000);
    expect(distance(path)).toBeGreaterThan(1.2 * distance(path, 0));
  });
  it('alternating GAN stays on its orbit: neither in nor out', () => {
    const c = config('gan', { update: 'alternating' });
    expect(verdict(c)).toBe('circles');
    const path = run(c);
    let nearest = Number.POSITIVE_INFINITY;
    let farthest = 0;
    for (let k = 0; 2 * k < path.length; k++) {
      nearest = Math.min(nearest, distance(path, k));
      farthest = Math.max(farthest, distance(path, k));
    }
    expect(nearest).toBeGreaterThan(0.5);
    expect(farthest).toBeLessThan(2);
  });
  it('WGAN and WGAN-GP do not converge, either way of updating (Section 3)', () => {
    for (const method of ['wgan', 'wganGp'] as const) {
      for (const update of ['simultaneous', 'alternating'] as const) {
        const c = config(method, { update });
        expect(verdict(c)).not.toBe('converges');
        const path = run(c);
        const tail = Array.from({ length: 1000 }, (_, k) => distance(path, path.length / 2 - 1 - k));
        expect(Math.max(...tail)).toBeGreaterThan(0.02); // however long one waits
      }
    }
  });
  it('R1, instance noise and consensus optimization converge, either way of updating', () => {
    for (const method of ['r1', 'instanceNoise', 'consensus'] as const) {
      for (const update of ['simultaneous', 'alternating'] as const) {
        const c = config(method, { update });
        expect(verdict(c)).toBe('converges');
        expect(distance(run(c))).toBeLessThan(1e-6);
      }
    }
  });
  it('a non-saturating GAN, alternating, creeps inward without ever having a linear rate', () => {
    const c = config('nonSaturating', { update: 'alternating' });
    const path = run(c);
    expect(verdict(c)).toBe('circles');
    expect(distance(path)).toBeLessThan(0.7 * distance(path, 0));
    expect(distance(path)).toBeGreaterThan(0.01);
  });
  it('a path that leaves every bound ends early instead of filling with NaN', () => {
    const path = trajectory(1, 1, 100_000, config('wgan', { h: 50, clip: 1e9 }));
    expect(path.every(Number.isFinite)).toBe(true);
    expect(path.length).toBeLessThan(200_000);
  });
});

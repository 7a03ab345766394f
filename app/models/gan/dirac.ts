/**
 * The Dirac-GAN: the smallest GAN there is, in plain numbers.
 *
 * Mescheder, Geiger & Nowozin 2018, "Which Training Methods for GANs do actually Converge?" (1801.04406), Sections 2 and 3.
 * The data is a single point at 0, the generator's only sample a point at θ, the discriminator a line D(x) = ψ·x. One number a
 * player, so the whole game is a picture in the plane. Objective: L(θ, ψ) = f(ψθ) + f(0), with f(t) = −log(1 + e^(−t)) for
 * the usual GAN and f(t) = t for the WGAN; θ goes down, ψ goes up (so here D is high on what is *generated*, the paper's sign).
 * The one equilibrium is (0, 0).
 *
 * Nothing is simplified. Instance noise is integrated (trapezoidal sum, exact to rounding for these functions) where the
 * authors' notebook samples it; the gradient of consensus optimization is the exact one.
 */

export type Method = 'gan' | 'nonSaturating' | 'wgan' | 'wganGp' | 'instanceNoise' | 'consensus' | 'r1';
export const METHODS: readonly Method[] = ['gan', 'nonSaturating', 'wgan', 'wganGp', 'instanceNoise', 'consensus', 'r1'];

export interface DiracConfig {
  readonly method: Method;
  /** Both players at once, or first θ, then ψ, which already sees the new θ. */
  readonly update: 'simultaneous' | 'alternating';
  /** Learning rate h of both players. */
  readonly h: number;
  /** Steps of ψ for one of θ (alternating only). */
  readonly nd: number;
  /** Weight γ of the penalty (R1, WGAN-GP, consensus). */
  readonly gamma: number;
  /** WGAN: ψ is clipped to [−clip, clip] after each of its steps. */
  readonly clip: number;
  /** WGAN-GP: the slope g₀ the penalty asks for. */
  readonly slope: number;
  /** Instance noise: standard deviation σ of the noise on both points. */
  readonly sigma: number;
}

export const diracDefaults: DiracConfig = {
  method: 'gan',
  update: 'simultaneous',
  h: 0.1,
  nd: 1,
  gamma: 0.5,
  clip: 1,
  slope: 0.5,
  sigma: 1,
};

const sigmoid = (t: number): number => 1 / (1 + Math.exp(-t));
/** f′(t) of f(t) = −log(1 + e^(−t)). f′(0) = 1/2. */
export const fPrime = (t: number): number => sigmoid(-t);
/** f″(t). f″(0) = −1/4. */
export const fSecond = (t: number): number => -sigmoid(t) * sigmoid(-t);

// #region field
/** Where the gradients push (θ, ψ): the velocity [θ̇, ψ̇] of training with infinitely small steps. */
export function field(theta: number, psi: number, c: DiracConfig): [number, number] {
  switch (c.method) {
    case 'gan': // both play on the one objective
      return [-psi * fPrime(psi * theta), theta * fPrime(psi * theta)];
    case 'nonSaturating': // θ climbs f(−ψθ) instead of descending f(ψθ)
      return [-psi * fPrime(-psi * theta), theta * fPrime(psi * theta)];
    case 'wgan': // f(t) = t
      return [-psi, theta];
    case 'wganGp': // penalty γ/2 (|ψ| − g₀)²: the slope of D is |ψ| everywhere
      return [-psi, theta - c.gamma * (Math.abs(psi) - c.slope) * Math.sign(psi)];
    case 'instanceNoise': // both points blurred by N(0, σ²)
      return [
        -psi * gaussianMean((e) => fPrime(psi * (theta + e)), c.sigma),
        gaussianMean((e) => (theta + e) * fPrime(psi * (theta + e)) - e * fPrime(-psi * e), c.sigma),
      ];
    case 'consensus': {
      // minus γ times the gradient of ½‖v‖² = ½ (θ² + ψ²) f′(ψθ)²
      const f1 = fPrime(psi * theta);
      const bend = (theta * theta + psi * psi) * f1 * fSecond(psi * theta);
      return [-psi * f1 - c.gamma * (theta * f1 * f1 + psi * bend), theta * f1 - c.gamma * (psi * f1 * f1 + theta * bend)];
    }
    case 'r1': // penalty γ/2 ψ² = γ/2 ‖∇D‖² on the data
      return [-psi * fPrime(psi * theta), theta * fPrime(psi * theta) - c.gamma * psi];
  }
}
// #endregion

/** E[g(ε)], ε ~ N(0, σ²), by the trapezoidal rule on ±7σ. */
function gaussianMean(g: (e: number) => number, sigma: number): number {
  if (sigma === 0) return g(0);
  let sum = 0;
  let weights = 0;
  for (let k = -28; k <= 28; k++) {
    const u = k / 4;
    const w = Math.exp(-0.5 * u * u);
    sum += w * g(sigma * u);
    weights += w;
  }
  return sum / weights;
}

// #region step
/** One training step from (θ, ψ): F_h of the paper, simultaneous or alternating. */
export function diracStep(theta: number, psi: number, c: DiracConfig): [number, number] {
  const clipped = (p: number) => (c.method === 'wgan' ? Math.max(-c.clip, Math.min(c.clip, p)) : p);
  const [down, up] = field(theta, psi, c);
  if (c.update === 'simultaneous') return [theta + c.h * down, clipped(psi + c.h * up)];
  const moved = theta + c.h * down; // θ first …
  let answer = psi;
  for (let k = 0; k < c.nd; k++) answer = clipped(answer + c.h * field(moved, answer, c)[1]); // … then ψ, nd times
  return [moved, answer];
}
// #endregion

/** The path of `steps` training steps from (θ, ψ): θ0, ψ0, θ1, ψ1, … It ends early where it leaves every bound. */
export function trajectory(theta: number, psi: number, steps: number, c: DiracConfig): Float32Array {
  const path = [theta, psi];
  for (let k = 0; k < steps; k++) {
    [theta, psi] = diracStep(theta, psi, c);
    if (!(Math.abs(theta) < 1e6 && Math.abs(psi) < 1e6)) break;
    path.push(theta, psi);
  }
  return Float32Array.from(path);
}

export interface Complex {
  readonly re: number;
  readonly im: number;
}
export type Matrix2 = readonly [readonly [number, number], readonly [number, number]];
export const modulus = (z: Complex): number => Math.hypot(z.re, z.im);

/** Both eigenvalues of a real 2×2 matrix, the one with the larger imaginary (else real) part first. */
export function eigenvalues([[a, b], [c, d]]: Matrix2): [Complex, Complex] {
  const half = (a + d) / 2;
  const square = half * half - (a * d - b * c);
  const root = Math.sqrt(Math.abs(square));
  if (square < 0)
    return [
      { re: half, im: root },
      { re: half, im: -root },
    ];
  return [
    { re: half + root, im: 0 },
    { re: half - root, im: 0 },
  ];
}

// #region jacobian
/** The field's Jacobian at the equilibrium (0, 0). Null for WGAN-GP, whose field jumps at ψ = 0: there is nothing to linearise. */
export function jacobian(c: DiracConfig): Matrix2 | null {
  const f1 = fPrime(0);
  switch (c.method) {
    case 'gan':
    case 'nonSaturating':
      return [
        [0, -f1],
        [f1, 0],
      ];
    case 'wgan':
      return [
        [0, -1],
        [1, 0],
      ];
    case 'wganGp':
      return null;
    case 'instanceNoise':
      return [
        [0, -f1],
        [f1, 2 * fSecond(0) * c.sigma ** 2],
      ];
    case 'consensus':
      return [
        [-c.gamma * f1 * f1, -f1],
        [f1, -c.gamma * f1 * f1],
      ];
    case 'r1':
      return [
        [0, -f1],
        [f1, -c.gamma],
      ];
  }
}
// #endregion

/** The Jacobian at (0, 0) of one whole training step: I + hJ at once, or ψ's part times θ's part in turn. */
export function stepJacobian(c: DiracConfig): Matrix2 | null {
  const j = jacobian(c);
  if (!j) return null;
  const [[a, b], [p, q]] = j;
  const h = c.h;
  if (c.update === 'simultaneous')
    return [
      [1 + h * a, h * b],
      [h * p, 1 + h * q],
    ];
  let m: Matrix2 = [
    [1 + h * a, h * b],
    [0, 1],
  ];
  for (let k = 0; k < c.nd; k++) m = [m[0], [h * p * m[0][0] + (1 + h * q) * m[1][0], h * p * m[0][1] + (1 + h * q) * m[1][1]]];
  return m;
}

export type Verdict = 'converges' | 'circles' | 'diverges' | 'jumps';

/** What the eigenvalues of one step promise near the equilibrium: all inside the unit circle, on it, or one outside. */
export function verdict(c: DiracConfig): Verdict {
  const m = stepJacobian(c);
  if (!m) return 'jumps';
  const radius = Math.max(...eigenvalues(m).map(modulus));
  if (radius < 1 - 1e-9) return 'converges';
  return radius > 1 + 1e-9 ? 'diverges' : 'circles';
}

/** The numbers that the notes and the figures' texts name in words, computed. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cosine, linear, type Schedule, snr } from '../../app/models/diffusion/schedule';
import { type DiracConfig, diracDefaults, diracStep } from '../../app/models/gan/dirac';

/** β̃_t / β_t = (1 − ᾱ_{t−1}) / (1 − ᾱ_t) (DDPM eq. 7). */
const ratio = ({ alphaBar }: Schedule, t: number): number => (1 - alphaBar[t - 1]) / (1 - alphaBar[t]);

describe.each([
  ['linear', linear(1000)],
  ['cosine', cosine(1000)],
] as const)('variance of a step, %s schedule', (_name, schedule) => {
  it('β̃/β: about one half at t = 2, over 0.9 from t = 20, over 0.95 from t = 40 on', () => {
    expect(ratio(schedule, 2)).toBeGreaterThan(0.35);
    expect(ratio(schedule, 2)).toBeLessThan(0.65);
    for (let t = 20; t <= 1000; t++) expect(ratio(schedule, t)).toBeGreaterThan(0.9);
    for (let t = 40; t <= 1000; t++) expect(ratio(schedule, t)).toBeGreaterThan(0.95);
    expect(ratio(schedule, 10)).toBeLessThan(0.9);
  });
});

describe('signal-to-noise ratio', () => {
  it('begins at ten thousand or more and ends at 4e-5 (linear) and 2e-9 (cosine)', () => {
    expect(snr(linear(1000), 1)).toBeGreaterThan(9_900);
    expect(snr(cosine(1000), 1)).toBeGreaterThan(9_900);
    expect(snr(linear(1000), 1000)).toBeCloseTo(4e-5, 6);
    expect(snr(cosine(1000), 1000)).toBeGreaterThan(1.5e-9);
    expect(snr(cosine(1000), 1000)).toBeLessThan(2.5e-9);
  });
});

describe('the Wasserstein games of the Dirac-GAN do not settle, whatever the steps', () => {
  /** Distances from the equilibrium over the last half of a run; `h(k)` is the step's size. */
  function radii(c: DiracConfig, steps: number, h: (k: number) => number): [number, number] {
    let [theta, psi] = [1, 0];
    let [least, most] = [Infinity, 0];
    for (let k = 0; k < steps; k++) {
      [theta, psi] = diracStep(theta, psi, { ...c, h: h(k) });
      if (k < steps / 2) continue;
      least = Math.min(least, Math.hypot(theta, psi));
      most = Math.max(most, Math.hypot(theta, psi));
    }
    return [least, most];
  }
  const gp: DiracConfig = { ...diracDefaults, method: 'wganGp', update: 'alternating', gamma: 0.5, slope: 0.5 };

  it.each([
    ['0.01', 20_000, () => 0.01],
    ['0.001', 200_000, () => 0.001],
    ['decaying', 400_000, (k: number) => 0.1 / (1 + k / 500)],
  ] as const)('WGAN-GP with steps of %s: a circle of radius 0.6 to 0.68', (_name, steps, h) => {
    const [least, most] = radii(gp, steps, h);
    expect(least).toBeGreaterThan(0.6);
    expect(most).toBeLessThan(0.68);
  });

  it('WGAN with clipped weights and decaying steps: still near radius 1', () => {
    const [least, most] = radii({ ...diracDefaults, method: 'wgan', update: 'alternating' }, 200_000, (k) => 0.1 / (1 + k / 500));
    expect(least).toBeGreaterThan(0.9);
    expect(most).toBeLessThan(1.1);
  });
});

const metric = (model: string, name: string): number =>
  JSON.parse(readFileSync(new URL(`../../public/weights/${model}/card.json`, import.meta.url), 'utf8')).metrics[name].value;

describe('what the VAE page claims of its shipped models stands on their cards', () => {
  const vaes = ['vae16-b0.25', 'vae16-b1', 'vae16-b4'];

  it('no concept has a slider to itself: MIG below a tenth, whatever β', () => {
    for (const vae of vaes) expect(metric(vae, 'mig')).toBeLessThan(0.1);
  });

  it('sixteen tokens bring back more of a face than sixteen real numbers', () => {
    for (const vae of vaes) expect(metric('vqvae4', 'mse')).toBeLessThan(metric(vae, 'mse'));
  });

  it('codes drawn one by one make no face, those of the learned prior do', () => {
    for (const way of ['uniform', 'independent']) expect(metric('prior4', `fidelity.${way}`)).toBeLessThan(0.01);
    expect(metric('prior4', 'fidelity')).toBeGreaterThan(0.6);
  });
});

it('pushed past its condition, the shipped diffusion model fulfils more wishes and paints fewer faces, as the U-Net page claims', () => {
  const strengths = [0, 1, 2, 3];
  for (const w of strengths.slice(1)) {
    expect(metric('ddpm', `asked.w${w}`)).toBeGreaterThanOrEqual(metric('ddpm', `asked.w${w - 1}`));
    expect(metric('ddpm', `fidelity.w${w}`)).toBeLessThan(metric('ddpm', `fidelity.w${w - 1}`));
  }
});

it('among a few candidates CLIP’s choice gains in truth, among ever more only in CLIP’s score, as the DALL·E page claims', () => {
  const gained = (what: string, from: number, to: number) => metric('clip', `${what}.n${to}`) - metric('clip', `${what}.n${from}`);
  expect(gained('chosen', 1, 4)).toBeGreaterThan(0.03);
  expect(Math.abs(gained('chosen', 4, 64))).toBeLessThan(0.01);
  for (const n of [4, 8, 16, 32]) expect(gained('cosine', n, 2 * n)).toBeGreaterThan(0);
  expect(metric('clip', 'perfect.n64')).toBeGreaterThan(metric('clip', 'chosen.n64') + 0.005); // so there was something left to gain
});

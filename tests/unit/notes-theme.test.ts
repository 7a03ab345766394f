/** The seven role colours: readable as text on every paper of both themes, and told apart under colour blindness. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../app/shell/theme.css', import.meta.url), 'utf8');
const block = (selector: string) => css.slice(css.indexOf(`${selector} {`), css.indexOf('}', css.indexOf(`${selector} {`)));
const read = (text: string) => Object.fromEntries([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map((m) => [m[1], m[2]]));
const light = read(block(':root'));
const themes = {
  light,
  dark: { ...light, ...read(block(':root[data-theme="dark"]')) },
  projector: { ...light, ...read(block(':root[data-theme="projector"]')) },
};
const ROLES = ['data', 'generated', 'noise', 'latent', 'network', 'gradient', 'condition'];

type Rgb = [number, number, number];
const linear = (hex: string): Rgb =>
  [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
const luminance = (hex: string) => linear(hex).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const contrast = (a: string, b: string) => {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
};

/** Machado, Oliveira & Fernandes 2009, full severity, on linear RGB. */
const BLIND: Record<string, number[][]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

/** Distance in OKLab (Ottosson 2020). */
function lab(rgb: number[]): number[] {
  const [r, g, b] = rgb.map((c) => Math.max(0, c));
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
const seen = (hex: string, matrix: number[][]) => lab(matrix.map((row) => row.reduce((sum, k, i) => sum + k * linear(hex)[i], 0)));

describe.each(Object.entries(themes))('%s', (_name, theme) => {
  it.each([...ROLES.map((role) => `role-${role}`), 'ink', 'ink-2', 'ink-3', 'accent'])('%s is readable on every paper (AA)', (name) => {
    for (const paper of ['paper', 'paper-2'])
      expect(contrast(theme[name], theme[paper]), `${name} on ${paper}`).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps every two of them apart under colour blindness', () => {
    const pairs = ROLES.flatMap((a, i) => ROLES.slice(i + 1).map((b) => [a, b]));
    for (const [kind, matrix] of Object.entries(BLIND))
      for (const [a, b] of pairs) {
        const [x, y] = [seen(theme[`role-${a}`], matrix), seen(theme[`role-${b}`], matrix)];
        expect(Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]), `${a} and ${b} under ${kind}`).toBeGreaterThan(0.05);
      }
  });
});

it('a beamer in a room that is lit, which adds a fifth of its white to every colour, leaves more to be read than a screen’s theme would', () => {
  const names = [...ROLES.map((role) => `role-${role}`), 'ink', 'ink-2', 'ink-3', 'accent'];
  const least = (theme: Record<string, string>) =>
    Math.min(...names.map((name) => (luminance(theme.paper) + 0.25) / (luminance(theme[name]) + 0.25)));
  expect(least(themes.projector)).toBeGreaterThan(3.4);
  expect(least(light)).toBeLessThan(3.1);
});

/**
 * The theme's colours as numbers, for canvases and interpolation. The CSS variables of the theme stay the only source:
 * each is resolved by the browser on a hidden probe element, so `light-dark()`, `oklch()` and `var()` all work.
 */
import { useSyncExternalStore } from 'react';

/** What a colour stands for, on every page. */
export const ROLES = ['data', 'generated', 'noise', 'latent', 'network', 'gradient', 'condition'] as const;
export type Role = (typeof ROLES)[number];
const INKS = {
  ink: '--ink',
  ink2: '--ink-2',
  ink3: '--ink-3',
  paper: '--paper',
  paper2: '--paper-2',
  rule: '--rule',
  accent: '--accent',
} as const;
export type ColourName = Role | keyof typeof INKS;

/** Red, green, blue in 0…255. */
export type Rgb = readonly [number, number, number];
/** Every named colour, resolved. `fonts.ui` is a CSS font-family list for canvas text. */
export interface Palette {
  readonly rgb: Readonly<Record<ColourName, Rgb>>;
  readonly dark: boolean;
  readonly fonts: { readonly ui: string };
}

/** `rgba(…)` text of a named colour. */
export function css(palette: Palette, name: ColourName, alpha = 1): string {
  const [r, g, b] = palette.rgb[name];
  return `rgba(${r},${g},${b},${alpha})`;
}

/** The CSS variable of a named colour, for SVG attributes and styles: follows the theme with no redraw. */
export function cssVar(name: ColourName): string {
  return name in INKS ? `var(${INKS[name as keyof typeof INKS]})` : `var(--role-${name})`;
}

/** Two colours mixed linearly, t in [0, 1]. */
export function mix(a: Rgb, b: Rgb, t: number): Rgb {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

function resolve(): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  probe.style.setProperty('forced-color-adjust', 'none'); // where colours are forced, the variables say which
  document.body.append(probe);
  const one = document.createElement('canvas');
  one.width = one.height = 1;
  const ctx = one.getContext('2d', { willReadFrequently: true });
  const read = (variable: string): Rgb => {
    probe.style.color = `var(${variable})`;
    if (!ctx) return [128, 128, 128];
    ctx.fillStyle = getComputedStyle(probe).color;
    ctx.clearRect(0, 0, 1, 1);
    ctx.fillRect(0, 0, 1, 1);
    const [r, g, b] = ctx.getImageData(0, 0, 1, 1).data;
    return [r, g, b];
  };
  const rgb = Object.fromEntries([
    ...ROLES.map((role) => [role, read(`--role-${role}`)]),
    ...Object.entries(INKS).map(([name, variable]) => [name, read(variable)]),
  ]) as Record<ColourName, Rgb>;
  const fonts = { ui: getComputedStyle(document.documentElement).getPropertyValue('--font-ui').trim() || 'system-ui, sans-serif' };
  probe.remove();
  const luminance = 0.3 * rgb.paper[0] + 0.6 * rgb.paper[1] + 0.1 * rgb.paper[2];
  return { rgb, dark: luminance < 128, fonts };
}

let current: Palette | null = null;
const listeners = new Set<() => void>();
let stop: (() => void) | null = null;

function refresh(): void {
  current = null;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!stop) {
    const observer = new MutationObserver(refresh);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'style', 'data-theme', 'data-lecture'] });
    const schemes = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));
    for (const scheme of schemes) scheme.addEventListener('change', refresh);
    addEventListener('load', refresh); // a style sheet may arrive after the first drawing
    stop = () => {
      observer.disconnect();
      for (const scheme of schemes) scheme.removeEventListener('change', refresh);
      removeEventListener('load', refresh);
    };
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && stop) {
      stop();
      stop = null;
      current = null;
    }
  };
}

/** The theme's colours now; the component draws again when the theme changes. */
export function usePalette(): Palette {
  return useSyncExternalStore(subscribe, () => (current ??= resolve()));
}

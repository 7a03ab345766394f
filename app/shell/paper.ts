/**
 * Before a page is printed: the light theme, so that canvases are drawn anew for paper, and for each figure the scale at which its
 * body, as wide as it stands on the screen, fits a sheet (Figure.module.css uses both). Afterwards everything is as it was.
 */
import { paint } from './theme';

/** What a sheet leaves for a figure's body, in CSS pixels: A4 or letter, whichever is less, without margins and the figure's words. */
const SHEET = { width: 680, height: 730 };
/** Smaller than this nothing can be read: a body that would need it is split. */
const LEAST = 0.5;

const bodies = () => document.querySelectorAll<HTMLElement>('[data-figure] [data-body]');

addEventListener('beforeprint', () => {
  for (const body of bodies()) {
    const { width, height } = body.getBoundingClientRect();
    const across = Math.min(1, SHEET.width / width);
    const whole = Math.min(across, SHEET.height / height);
    body.style.setProperty('--paper-width', `${width}px`);
    body.style.setProperty('--paper-scale', String(whole >= LEAST ? whole : across));
    body.closest('[data-figure]')?.toggleAttribute('data-long', whole < LEAST);
  }
  document.documentElement.setAttribute('data-theme', 'light');
});

addEventListener('afterprint', () => {
  for (const body of bodies()) {
    body.style.removeProperty('--paper-width');
    body.style.removeProperty('--paper-scale');
    body.closest('[data-figure]')?.removeAttribute('data-long');
  }
  paint();
});

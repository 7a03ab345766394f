/**
 * One thing, one light: what carries `data-thing` (a word of the note, a symbol of a formula, an identifier in the code, a part
 * of a figure) lights all that carry the same name when the reader points at it or moves the focus there.
 */
import { useEffect } from 'react';
import { setHighlight, useHighlight } from '../store/highlight';

/** Names under which the code knows a thing, where they differ from the thing's own. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  eps: ['eps', 'epsilon', 'noise'],
  epsHat: ['epsHat', 'epsTheta', 'predicted'],
  xt: ['xt', 'x_t'],
  x0: ['x0', 'xStart'],
  D: ['D', 'discriminator', 'discriminate', 'critic'],
  G: ['G', 'generator', 'generate'],
  x: ['x', 'real', 'reals'],
  fake: ['fake', 'fakes', 'xFake'],
  alphaBar: ['alphaBar', 'alphaBars'],
  mu: ['mu', 'mean'],
  sigma: ['sigma', 'std'],
  theta: ['theta', 'params'],
};

const byName = new Map<string, string>();
for (const [thing, names] of Object.entries(ALIASES)) for (const name of names) byName.set(name, thing);

/** The thing an identifier of the code stands for: an alias, or a short symbol of its own. */
export function thingOf(identifier: string): string | null {
  return byName.get(identifier) ?? (/^[A-Za-z](\d|Hat|Bar|t)?$/.test(identifier) ? identifier : null);
}

const holder = (event: Event): string | null => {
  const target = event.target;
  return target instanceof Element ? (target.closest('[data-thing]')?.getAttribute('data-thing') ?? null) : null;
};

/** Stands once, at the top: connects pointer and focus to the highlight, and the highlight to every element that names it. */
export function Things(): null {
  const thing = useHighlight();
  useEffect(() => {
    const over = (event: Event) => setHighlight(holder(event));
    document.addEventListener('pointerover', over);
    document.addEventListener('focusin', over);
    return () => {
      document.removeEventListener('pointerover', over);
      document.removeEventListener('focusin', over);
    };
  }, []);
  useEffect(() => {
    if (!thing) return;
    const lit = [...document.querySelectorAll(`[data-thing="${CSS.escape(thing)}"]`)];
    for (const element of lit) element.setAttribute('data-lit', '');
    return () => {
      for (const element of lit) element.removeAttribute('data-lit');
    };
  }, [thing]);
  return null;
}

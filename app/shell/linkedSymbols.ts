/**
 * One symbol, one light: what carries `data-thing` (a word of the note, a symbol of a formula, an identifier in the code, a part
 * of a figure) lights all that carry the same name when the reader points at it or moves the focus there.
 */
import { useEffect } from 'react';
import { setHighlight, useHighlight } from '../store/highlight';

/** Every symbol that can be lit, with the names under which the code knows it. A name that is not here is a type error, or fails a test. */
const SYMBOLS = {
  // Data, noise, latents
  x: ['x', 'real', 'reals'],
  x0: ['x0', 'xStart'],
  x0Hat: ['x0Hat'],
  xt: ['xt', 'x_t'],
  xhat: ['xHat'],
  y: ['y'],
  z: ['z'],
  ze: ['ze'],
  zq: ['zq'],
  token: ['token', 'tokens'],
  code: ['codebook'],
  mask: ['mask'],
  pred: [],
  fake: ['fake', 'fakes', 'xFake'],
  eps: ['eps', 'epsilon', 'noise'],
  gumbel: ['gumbel'],
  v: ['v'],
  // What networks say
  D: ['D', 'discriminator', 'discriminate', 'critic'],
  G: ['G', 'generator', 'generate'],
  Dstar: ['optimalD'],
  encoder: ['encode'],
  decoder: ['decode'],
  net: [],
  unet: ['network'],
  skip: ['skip', 'skips'],
  image: [],
  text: [],
  epsHat: ['epsHat', 'epsTheta', 'predicted'],
  epscond: [],
  epsnull: [],
  epstilde: [],
  logit: ['logits'],
  score: ['score'],
  grad: ['grad'],
  attention: ['attention'],
  pull: ['pull'],
  slope: [],
  // Distributions and what is measured
  pdata: [],
  pg: [],
  mu: ['mu', 'mean'],
  sigma: ['sigma', 'std'],
  kl: ['kl'],
  recon: ['reconstruction'],
  loss: ['loss'],
  // Parameters and settings
  theta: ['theta', 'params'],
  psi: ['psi'],
  alphaBar: ['alphaBar', 'alphaBars'],
  beta: ['beta'],
  tildeBeta: [],
  t: ['t'],
  temb: ['temb', 'timeEmbedding'],
  eta: ['eta'],
  pair: ['pair'],
  tau: ['tau'],
  temperature: ['temperature'],
  s: [],
  w: ['w'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type LinkedSymbol = keyof typeof SYMBOLS;
export const LINKED_SYMBOLS = Object.keys(SYMBOLS) as readonly LinkedSymbol[];

const byName = new Map<string, LinkedSymbol>();
for (const symbol of LINKED_SYMBOLS) for (const name of SYMBOLS[symbol]) byName.set(name, symbol);

/** The symbol that an identifier of the code stands for. */
export const symbolOf = (identifier: string): LinkedSymbol | null => byName.get(identifier) ?? null;

const holder = (event: Event): string | null => {
  const target = event.target;
  return target instanceof Element ? (target.closest('[data-thing]')?.getAttribute('data-thing') ?? null) : null;
};

/** Stands once, at the top: connects pointer and focus to the highlight, and the highlight to every element that names it. */
export function LinkedSymbols(): null {
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

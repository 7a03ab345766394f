/**
 * Stands in the head of every built page, inline: the text that the build wrote into it is painted before any script has loaded, so theme
 * and language have to be known by then. A text in another language than the reader's stays unseen until it gives way to the right one, whose
 * script is sent for here, beside those that both need.
 */
import { chosenLang, tagOf } from '../i18n/choice';
import { ahead } from './ahead';
import { remember } from './pressed';
import { chosenTheme, resolve } from './themeChoice';

const html = document.documentElement;
const lang = chosenLang();
html.dataset.theme = resolve(chosenTheme());
if (html.lang !== tagOf(lang)) html.dataset.foreign = '';
remember();

ahead(lang === 'zh' ? 'Zh' : 'En');

// A browser scrolls every frame around to an anchor that it finds while it reads: in a frame the anchor waits in `data-anchor` for the app,
// which scrolls the note alone.
if (window.self !== window.top && window.location.hash) {
  html.dataset.anchor = window.location.hash;
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
}

// A new visit is read from its top, or from its anchor: what lies far below that is laid out later (unfold.ts). Where a page was left before is
// found in a text that is whole.
const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
if (visit?.type === 'navigate') document.addEventListener('readystatechange', fold, { once: true });

function fold(): void {
  const anchor = (html.dataset.anchor ?? window.location.hash).slice(1);
  const blocks = [...document.querySelectorAll<HTMLElement>('#root article > *')];
  const isAsked = ({ id, dataset }: HTMLElement) => [id, dataset.fig, dataset.formula].includes(anchor);
  const from = anchor ? blocks.findIndex(isAsked) : 0;
  if (from >= 0) for (const block of blocks.slice(from + (anchor ? 6 : 18))) block.dataset.later = '';
}

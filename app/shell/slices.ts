/**
 * A note is laid out in slices when the app takes the place of the text that the build wrote. All of it at once was the longest task of a
 * start. That text stands laid out, so the height of each of its blocks is known: blocks that are far from what is seen keep it, and what is
 * in them waits (`content-visibility`), until the first figure lives or a moment has passed. Nothing moves meanwhile, and whoever comes
 * near a block that waits sees it.
 */
import { firstFigure } from './afterFirstPaint';

/** Screens above and below what is seen that are laid out at once. */
const NEAR = 1.5;
/** Elements laid out between two frames. */
const SLICE = 500;
const PATIENCE_MS = 1500;
/** A note that comes later than this takes no text's place: a lecture was shown first, and the window may be another. */
const FRESH_MS = 10_000;

/** Blocks of a note and its table of symbols: not what stands around them, and not what comes in its own time (figures, exercises, sources). */
const blocks = (article: Element): HTMLElement[] =>
  ([...article.children] as HTMLElement[]).filter((block) =>
    block.matches('p, h2, h3, ul, ol, span, div:not([data-fig], :empty), section:first-of-type'),
  );

let heights: readonly number[] = [];
let at = 0;

/** Remembers the heights of the text that stands in `root`. */
export function remember(root: Element): void {
  const article = root.querySelector('article');
  at = performance.now();
  heights = article ? blocks(article).map((block) => block.getBoundingClientRect().height) : [];
}

/** Lets the blocks of the note that takes that text's place wait, if they are the same; to be called before anything asks where they are. */
export function layOutInSlices(article: Element): void {
  const all = blocks(article);
  const kept = heights;
  heights = []; // another note, or another language, was not there before
  if (all.length !== kept.length || performance.now() - at > FRESH_MS) return;
  all.forEach((block, i) => {
    block.style.cssText += `content-visibility: auto; box-sizing: border-box; height: ${kept[i]}px`;
  });
  const uncover = ({ style }: HTMLElement): void => {
    for (const name of ['content-visibility', 'box-sizing', 'height']) style.removeProperty(name);
  };
  const far = (block: HTMLElement): number => {
    const { top, bottom } = block.getBoundingClientRect();
    return Math.max(-bottom, top - window.innerHeight) / window.innerHeight;
  };
  const distances = new Map(all.map((block) => [block, far(block)]));
  const waiting = all
    .filter((block) => (distances.get(block) ?? 0) > NEAR)
    .sort((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0));
  for (const block of all) if (!waiting.includes(block)) uncover(block);
  const next = () => {
    for (let elements = 0; elements < SLICE && waiting.length > 0; ) {
      const block = waiting.shift() as HTMLElement;
      elements += block.getElementsByTagName('*').length + 1;
      uncover(block);
    }
    if (waiting.length > 0) requestAnimationFrame(next);
  };
  void Promise.race([firstFigure, new Promise((done) => setTimeout(done, PATIENCE_MS))]).then(next);
  window.addEventListener('beforeprint', () => waiting.splice(0).forEach(uncover), { once: true });
}

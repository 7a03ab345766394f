/**
 * Where the reader is on a page that grows and changes: an anchor of the address is brought to the top, and after a change of language
 * what was looked at stands where it stood. Both hold until the reader moves. Only this window is scrolled: `scrollIntoView` would
 * scroll the page around a frame as well.
 */

/**
 * Runs `shift`, which says by how many pixels the page is off (null: not to be said yet), whenever the page changes its height, and with every
 * frame until what is looked for has come (`here`): what takes a place that was kept for it changes no height. Returns how to call it off.
 */
function hold(shift: () => number | null, here = () => true): () => void {
  const place = () => {
    const by = shift();
    if (by !== null && Math.abs(by) >= 1) window.scrollBy({ top: by, behavior: 'instant' });
  };
  const growth = new ResizeObserver(place);
  growth.observe(document.body);
  const own = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;
  let over = false;
  const look = () => {
    if (over) return;
    place();
    if (!here()) requestAnimationFrame(look);
  };
  const stop = () => {
    over = true;
    growth.disconnect();
    clearTimeout(timer);
    for (const event of own) window.removeEventListener(event, stop);
  };
  const timer = setTimeout(stop, 8000);
  for (const event of own) window.addEventListener(event, stop, { passive: true });
  look();
  return stop;
}

/** Brings an anchor to the top, and keeps it there while the page above it still grows (notes and figures arrive one after the other). */
export function holdAt(fragment: string): () => void {
  let id = fragment;
  try {
    id = decodeURIComponent(fragment);
  } catch {
    // Not an escape sequence after all: taken as it stands.
  }
  const here = () => document.getElementById(id);
  return hold(
    () => {
      const element = here() ?? document.querySelector(`[data-fig="${CSS.escape(id)}"]`); // the place of a figure, before that is there
      return element && element.getBoundingClientRect().top - Number.parseFloat(getComputedStyle(element).scrollMarginTop || '0');
    },
    () => here() !== null,
  );
}

/** What has the same name in both languages: figures, headings, formulas. */
const NAMED = 'main [data-fig], main h2[id], main [data-formula]';
const selectorOf = (e: HTMLElement): string =>
  e.dataset.fig ? `[data-fig="${e.dataset.fig}"]` : e.dataset.formula ? `[data-formula="${e.dataset.formula}"]` : `#${CSS.escape(e.id)}`;
const topOf = (selector: string): number | null => document.querySelector(selector)?.getBoundingClientRect().top ?? null;

/** Says by how much the page has moved since: the figure that fills most of the window, else the place between two named things. */
function placeNow(): (() => number | null) | null {
  const all = [...document.querySelectorAll<HTMLElement>(NAMED)].map((e) => ({ e, box: e.getBoundingClientRect() }));
  const seen = (box: DOMRect) => Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
  const figure = all.filter(({ e }) => e.dataset.fig).sort((a, b) => seen(b.box) - seen(a.box))[0];
  if (figure && seen(figure.box) > Math.min(figure.box.height, innerHeight) / 3) {
    const name = selectorOf(figure.e);
    return () => {
      const top = topOf(name);
      return top === null ? null : top - figure.box.top;
    };
  }
  const line = innerHeight / 3;
  const above = all.filter(({ box }) => box.top <= line).at(-1);
  const below = all.find(({ box }) => box.top > line);
  if (!above) return null;
  const [a, b] = [selectorOf(above.e), below && selectorOf(below.e)];
  const share = below ? (line - above.box.top) / (below.box.top - above.box.top) : 0;
  return () => {
    const [top, next] = [topOf(a), b ? topOf(b) : null];
    if (top === null) return null;
    return next === null ? top - above.box.top : top + share * (next - top) - line;
  };
}

/** Makes a change after which the page is another (its language), and keeps the reader where they were. */
export function keepPlace(change: () => void): void {
  const shift = window.scrollY > 0 ? placeNow() : null;
  change();
  // The new page is not there yet: it comes with the next pictures.
  if (shift) requestAnimationFrame(() => requestAnimationFrame(() => hold(shift)));
}

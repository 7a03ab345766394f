/**
 * The text that the build wrote is taken over as it stands (React calls it hydration): nothing is laid out twice. What the build could not
 * know is drawn after that: the reader's theme, addresses with what belongs to the visit, and the formulas' MathML, which built pages
 * leave out because it is as large as all that is seen of them (tools/prerender.ts).
 */
import { useSyncExternalStore } from 'react';
import { firstFigure, whenIdle } from './afterFirstPaint';
import { keptSearch } from './Link';
import { useLecture } from './lecture/lectureState';
import { prerendered } from './prerendered';

/** Whether `root` holds the text of `page`, and the address asks for that: not for a lecture of it, nor for its teacher's sheets. */
export function standsAsBuilt(root: HTMLElement, page: string): boolean {
  const teach = new URLSearchParams(window.location.search).has('teach');
  return root.firstElementChild !== null && root.dataset.built === page && useLecture.getState().at === null && !teach;
}

/** Brings what the build wrote to what the app would draw first, where the two differ by design. */
export function prepare(root: Element): void {
  for (const link of root.querySelectorAll<HTMLAnchorElement>('a[href^="."]')) {
    const { pathname, hash } = new URL(link.href);
    link.setAttribute('href', (pathname.replace(/\/$/, '') || '/') + keptSearch(window.location.search) + hash);
  }
  prerendered.headings = [...root.querySelectorAll<HTMLElement>('article h2[id]')].map((h) => ({ id: h.id, label: labelOf(h) }));
  prerendered.cited = [...new Set([...root.querySelectorAll<HTMLElement>('[data-cite]')].map((e) => e.dataset.cite ?? ''))];
}

/** What the contents call a section. */
export const labelOf = (heading: HTMLElement): string => heading.dataset.label ?? heading.textContent ?? '';

const never = () => () => {};
/** False while what the build wrote is taken over, true from then on: for what differs between readers. */
export const useAdopted = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/** Formulas so far without their MathML, with the HTML that has it. */
const owed = new Map<Element, string>();
/** Formulas completed in a frame: what they become is laid out with it. */
const AT_ONCE = 16;

/** As a `ref` of an element whose inside is `html`: completes it, some time after the first figure lives. */
export function complete(element: Element | null, html: string): void {
  if (!element || element.querySelector('math')) return;
  if (owed.size === 0) void firstFigure.then(() => whenIdle(pay, 2000));
  owed.set(element, html);
}

function pay(): void {
  for (const [element, html] of [...owed].slice(0, AT_ONCE)) {
    give(element, html);
    owed.delete(element);
  }
  if (owed.size > 0) requestAnimationFrame(() => whenIdle(pay, 1000));
}

/** Completes at once what a range touches. */
export function completeIn(range: Range): void {
  for (const [element, html] of owed) {
    if (!range.intersectsNode(element)) continue;
    give(element, html);
    owed.delete(element);
  }
}

/** Puts the MathML in front of what is seen, which is not touched: what is marked in it stays marked. */
function give(element: Element, html: string): void {
  const whole = document.createElement('template');
  whole.innerHTML = html;
  const maths = [...whole.content.querySelectorAll('.katex-mathml')];
  const boxes = element.matches('.katex') ? [element] : [...element.querySelectorAll('.katex')];
  for (const [i, box] of boxes.entries()) {
    if (maths[i]) box.prepend(maths[i]);
    const tex = box.getAttribute('aria-label');
    if (tex === null) continue;
    box.setAttribute('data-tex', tex);
    box.removeAttribute('role');
    box.removeAttribute('aria-label');
  }
}

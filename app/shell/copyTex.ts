/**
 * Copying text with formulas in it gives their TeX (and MathML to programs that take it), instead of KaTeX's glyphs twice over: once for
 * the eye, once for screen readers. The idea is KaTeX's own copy-tex; here the TeX stands in `data-tex` (tools/vite-plugins.ts), with
 * the macros of these notes written out.
 */
import { completeIn } from './adopt';
import { plainTex } from './katex';

/** The TeX of a rendered formula; those made at run time still carry KaTeX's annotation. */
const texOf = (formula: Element): string =>
  (formula as HTMLElement).dataset.tex ?? plainTex(formula.querySelector('annotation')?.textContent ?? formula.textContent ?? '');

const formulaOf = (node: Node): Element | null => {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest('.katex-display') ?? element?.closest('.katex') ?? null;
};

/** What a selection says, with every formula it touches whole; null where it touches none. */
export function copied(range: Range): { readonly text: string; readonly html: string } | null {
  completeIn(range);
  const whole = range.cloneRange();
  const [first, last] = [formulaOf(range.startContainer), formulaOf(range.endContainer)];
  if (first) whole.setStartBefore(first);
  if (last) whole.setEndAfter(last);
  const html = document.createElement('div');
  html.append(whole.cloneContents());
  const formulas = html.querySelectorAll('.katex');
  if (formulas.length === 0) return null;
  const text = html.cloneNode(true) as HTMLElement;
  for (const formula of text.querySelectorAll('.katex')) {
    const mark = formula.closest('.katex-display') ? '$$' : '$';
    formula.replaceWith(mark + texOf(formula) + mark);
  }
  for (const formula of formulas) {
    const math = formula.querySelector('math');
    math?.querySelector('annotation')?.remove();
    if (math) formula.replaceWith(math);
  }
  // Lines break as they are seen to, which only a drawn element knows.
  Object.assign(text.style, { position: 'fixed', left: '0', width: '100vw', opacity: '0', pointerEvents: 'none' });
  document.body.append(text);
  // biome-ignore lint/performance/useDomNodeTextContent: the line breaks are what is wanted
  const words = text.innerText;
  text.remove();
  return { text: words.trim(), html: html.innerHTML };
}

document.addEventListener('copy', (event) => {
  const selection = window.getSelection();
  if (event.defaultPrevented || !event.clipboardData || !selection || selection.isCollapsed || selection.rangeCount === 0) return;
  if (event.target instanceof Element && event.target.closest('input, textarea')) return;
  const found = copied(selection.getRangeAt(0));
  if (!found) return;
  event.clipboardData.setData('text/plain', found.text);
  event.clipboardData.setData('text/html', found.html);
  event.preventDefault();
});

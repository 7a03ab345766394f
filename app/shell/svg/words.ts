/** Text as SVG: line by line where it stands on the screen. */
import { type Box, colour, filled, fontOf, make, type Pass, probe, px } from './parts';

/** Share of a line's height that lies above its baseline. */
function rise(style: CSSStyleDeclaration): number {
  probe.font = fontOf(style);
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = probe.measureText('x');
  return up / (up + down);
}

interface Line extends Box {
  readonly text: string;
}

/** A text node's lines as they stand on the screen; white space that is not seen is left out. `each`: every letter its own line. */
function linesOf(node: Text, each: boolean): Line[] {
  const range = document.createRange();
  const lines: { text: string; left: number; top: number; right: number; bottom: number }[] = [];
  let at = 0;
  for (const letter of node.data) {
    range.setStart(node, at);
    at += letter.length;
    range.setEnd(node, at);
    const box = range.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const last = lines[lines.length - 1];
    const text = /\s/.test(letter) ? ' ' : letter;
    if (last && !each && Math.abs(box.top - last.top) < box.height / 2 && box.left >= last.right - box.width) {
      last.text += text;
      last.right = box.right;
      last.bottom = Math.max(last.bottom, box.bottom);
    } else lines.push({ text, left: box.left, top: box.top, right: box.right, bottom: box.bottom });
  }
  return lines
    .filter((line) => line.text.trim())
    .map(({ text, left, top, right, bottom }) => ({ text, left, top, width: right - left, height: bottom - top }));
}

const CJK = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/;

export function words(node: Text, parent: Element, into: Element, pass: Pass): void {
  const style = getComputedStyle(parent);
  const upright = style.writingMode.startsWith('vertical');
  const look = {
    ...filled(style.color),
    'font-family': style.fontFamily,
    'font-size': style.fontSize,
    'font-weight': style.fontWeight,
    ...(style.fontStyle === 'normal' ? {} : { 'font-style': style.fontStyle }),
    ...(style.fontVariantNumeric === 'normal' ? {} : { style: `font-variant-numeric:${style.fontVariantNumeric}` }),
    'xml:space': 'preserve',
  };
  pass.fonts.add(fontOf(style));
  const share = rise(style);
  const size = px(style.fontSize);
  for (const line of linesOf(node, upright && CJK.test(node.data))) {
    const [x, y] = [line.left - pass.left, line.top - pass.top];
    const text = make('text', look);
    text.textContent = line.text;
    if (upright) {
      const [cx, cy] = [x + line.width / 2, y + line.height / 2];
      text.setAttribute('text-anchor', 'middle');
      if (!CJK.test(line.text)) {
        const turned = style.transform.startsWith('matrix(-1');
        text.setAttribute('transform', `rotate(${turned ? -90 : 90} ${cx.toFixed(2)} ${cy.toFixed(2)})`);
      }
      text.setAttribute('x', cx.toFixed(2));
      text.setAttribute('y', (cy + (share - 0.5) * size).toFixed(2));
    } else {
      text.setAttribute('x', x.toFixed(2));
      text.setAttribute('y', (y + share * line.height).toFixed(2));
      // Where these fonts are not to be had, others take the same room.
      if (line.text.length > 1) text.setAttribute('textLength', line.width.toFixed(2));
      if (line.text.length > 1) text.setAttribute('lengthAdjust', 'spacingAndGlyphs');
      decoration(parent, style, line, share, into, pass);
    }
    into.append(text);
  }
}

/** Lines under or over text. They are not inherited: an inline parent's belong to its children too. */
function decoration(parent: Element, style: CSSStyleDeclaration, line: Line, share: number, into: Element, pass: Pass): void {
  let [from, look]: [Element | null, CSSStyleDeclaration] = [parent, style];
  while (from && look.textDecorationLine === 'none' && look.display === 'inline') {
    from = from.parentElement;
    if (from) look = getComputedStyle(from);
  }
  if (!/underline|overline/.test(look.textDecorationLine)) return;
  const size = px(style.fontSize);
  const base = line.top - pass.top + share * line.height;
  const y = look.textDecorationLine.includes('underline') ? base + (px(look.textUnderlineOffset) || 0.12 * size) + 0.5 : base - 0.8 * size;
  const [stroke, opacity] = colour(look.textDecorationColor);
  const x1 = line.left - pass.left;
  const dash = look.textDecorationStyle === 'dotted' ? { 'stroke-dasharray': '1.5 1.5' } : {};
  into.append(make('line', { x1, x2: x1 + line.width, y1: y, y2: y, stroke, 'stroke-opacity': opacity, 'stroke-width': 1, ...dash }));
}

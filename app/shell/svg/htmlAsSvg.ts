/**
 * What is seen of an HTML element, as SVG: boxes, lines of text where they stand, drawings with their styles written into them,
 * canvases as images. Plain SVG elements throughout (no HTML inside), so that drawing programs and slides can show it as browsers do.
 */
import { boxes, outlinePath } from './boxes';
import { drawing, image } from './drawings';
import { type Box, filled, fontOf, make, type Pass, px } from './parts';
import { words } from './words';

/** Clipped away as text for screen readers is, or transparent. */
const unseen = (style: CSSStyleDeclaration) =>
  style.display === 'none' || style.opacity === '0' || /^inset\(50%/.test(style.clipPath) || (style.clip !== 'auto' && style.clip !== '');

const layer = (node: Node) => (node instanceof Element ? Number.parseInt(getComputedStyle(node).zIndex, 10) || 0 : 0);

let clips = 0;

/** Writes all that is seen of `source` into `into`. */
export function write(source: Element, into: Element, pass: Pass): void {
  const style = getComputedStyle(source);
  if (unseen(style)) return;
  const whole = source.getBoundingClientRect();
  const place = { left: whole.left - pass.left, top: whole.top - pass.top, width: whole.width, height: whole.height };
  let out = into;
  const nest = (attributes: Record<string, string>) => {
    const group = make('g', attributes);
    out.append(group);
    out = group;
  };
  if (Number(style.opacity) < 1) nest({ opacity: style.opacity });
  if (style.visibility === 'visible' && style.display !== 'contents')
    for (const rect of style.display === 'inline' ? source.getClientRects() : [whole])
      boxes(style, { left: rect.left - pass.left, top: rect.top - pass.top, width: rect.width, height: rect.height }, out);
  if (style.visibility === 'visible' && special(source, style, place, out, pass)) return;
  if (style.overflowX !== 'visible' && (source.scrollWidth > source.clientWidth || source.scrollHeight > source.clientHeight)) {
    const id = `clip${clips++}`;
    const clip = make('clipPath', { id });
    clip.append(make('rect', { x: place.left, y: place.top, width: place.width, height: place.height }));
    out.append(clip);
    nest({ 'clip-path': `url(#${id})` });
  }
  for (const child of [...source.childNodes].sort((a, b) => layer(a) - layer(b))) {
    if (child instanceof Text) style.visibility === 'visible' && words(child, source, out, pass);
    else if (child instanceof Element) write(child, out, pass);
  }
}

/** What is not made of boxes and words. */
function special(source: Element, style: CSSStyleDeclaration, place: Box, into: Element, pass: Pass): boolean {
  if (source instanceof SVGSVGElement) drawing(source, place, into, pass);
  else if (source instanceof HTMLCanvasElement) image(source, style, place, into, pass);
  else if (source instanceof HTMLSelectElement) chosen(source, style, place, into, pass);
  else if (source instanceof HTMLProgressElement)
    into.append(
      make('path', { d: outlinePath({ ...place, width: place.width * Math.max(0, source.position) }, 0, 0), ...filled(style.accentColor) }),
    );
  else return false;
  return true;
}

/** A list box: what is chosen, and the arrow. */
function chosen(select: HTMLSelectElement, style: CSSStyleDeclaration, { left, top, width, height }: Box, into: Element, pass: Pass): void {
  pass.fonts.add(fontOf(style));
  const size = px(style.fontSize);
  const look = { ...filled(style.color), 'font-family': style.fontFamily, 'font-size': style.fontSize, 'font-weight': style.fontWeight };
  const text = make('text', { x: left + px(style.paddingLeft) + px(style.borderLeftWidth), y: top + height / 2 + 0.35 * size, ...look });
  text.textContent = select.selectedOptions[0]?.textContent ?? '';
  const [x, y, w] = [left + width - 0.85 * size, top + height / 2, 0.3 * size];
  into.append(text, make('path', { d: `M${x - w},${y - w / 2}h${2 * w}l${-w},${w}Z`, ...filled(style.color) }));
}

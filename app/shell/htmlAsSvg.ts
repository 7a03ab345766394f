/**
 * What is seen of an HTML element, as SVG: boxes, lines of text where they stand, drawings with their styles written into them,
 * canvases as images. Plain SVG elements throughout (no HTML inside), so that drawing programs and slides can show it as browsers do.
 */
const NS = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A new SVG element with attributes; those that are undefined are left out. */
export function make(name: string, attributes: Attributes = {}): SVGElement {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries<string | number | undefined>(attributes))
    element.setAttribute(key, typeof value === 'number' ? String(+value.toFixed(2)) : String(value));
  return element;
}

/** One pass over a tree: where its origin lies on the screen, and which fonts it met. */
export interface Pass {
  readonly left: number;
  readonly top: number;
  readonly fonts: Set<string>;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
const known = new Map<string, readonly [string, number]>();

/** Any CSS colour as `#rrggbb` and its opacity. */
function colour(value: string): readonly [string, number] {
  let found = known.get(value);
  if (!found) {
    probe.clearRect(0, 0, 1, 1);
    probe.fillStyle = value;
    probe.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = probe.getImageData(0, 0, 1, 1).data;
    found = [`#${[r, g, b].map((v) => v.toString(16).padStart(2, '0')).join('')}`, a / 255];
    known.set(value, found);
  }
  return found;
}

const filled = (value: string) => {
  const [fill, opacity] = colour(value);
  return opacity < 1 ? { fill, 'fill-opacity': opacity } : { fill };
};

const px = (value: string) => Number.parseFloat(value) || 0;

/** The path of a rounded rectangle grown by `by` on every side. */
function outlinePath({ left, top, width, height }: Box, by: number, radius: number): string {
  const [x, y, w, h] = [left - by, top - by, width + 2 * by, height + 2 * by];
  const r = Math.max(0, Math.min(radius && radius + by, w / 2, h / 2));
  const n = (v: number) => v.toFixed(2);
  if (r === 0) return `M${n(x)},${n(y)}h${n(w)}v${n(h)}h${n(-w)}Z`;
  const arc = (dx: number, dy: number) => `a${n(r)},${n(r)},0,0,1,${n(dx)},${n(dy)}`;
  return `M${n(x + r)},${n(y)}h${n(w - 2 * r)}${arc(r, r)}v${n(h - 2 * r)}${arc(-r, r)}h${n(2 * r - w)}${arc(-r, -r)}v${n(2 * r - h)}${arc(r, -r)}Z`;
}

/** A frame between two growths of a box. */
const frame = (box: Box, from: number, to: number, radius: number, value: string) =>
  make('path', { d: outlinePath(box, to, radius) + outlinePath(box, from, radius), 'fill-rule': 'evenodd', ...filled(value) });

const SIDES = ['Top', 'Right', 'Bottom', 'Left'] as const;

/** Background, border, rings (shadows without blur) and outline of one box. */
function boxes(style: CSSStyleDeclaration, box: Box, into: Element): void {
  const corner = style.borderTopLeftRadius;
  const radius = corner.includes('%') ? (px(corner) / 100) * Math.min(box.width, box.height) : px(corner);
  if (colour(style.backgroundColor)[1] > 0) into.append(make('path', { d: outlinePath(box, 0, radius), ...filled(style.backgroundColor) }));
  const rings = [...style.boxShadow.matchAll(/(\w+\([^)]*\)|#\w+) 0px 0px 0px ([\d.]+)px( inset)?/g)].reverse();
  for (const [, value, spread, inset] of rings) into.append(frame(box, inset ? -px(spread) : 0, inset ? 0 : px(spread), radius, value));
  const borders = SIDES.map((side) => ({
    width: style[`border${side}Style`] === 'none' ? 0 : px(style[`border${side}Width`]),
    kind: style[`border${side}Style`],
    value: style[`border${side}Color`],
  }));
  const [first] = borders;
  if (borders.every((b) => b.width === first.width && b.value === first.value && b.kind === first.kind)) {
    if (first.width > 0 && colour(first.value)[1] > 0) {
      if (first.kind === 'solid') into.append(frame(box, -first.width, 0, radius, first.value));
      else {
        const [stroke, opacity] = colour(first.value);
        const dash = first.kind === 'dotted' ? first.width : 3 * first.width;
        const d = outlinePath(box, -first.width / 2, radius);
        into.append(
          make('path', { d, fill: 'none', stroke, 'stroke-opacity': opacity, 'stroke-width': first.width, 'stroke-dasharray': dash }),
        );
      }
    }
  } else
    borders.forEach(({ width, value }, i) => {
      if (width === 0 || colour(value)[1] === 0) return;
      const x = i === 1 ? box.left + box.width - width : box.left;
      const y = i === 2 ? box.top + box.height - width : box.top;
      into.append(make('rect', { x, y, width: i % 2 ? width : box.width, height: i % 2 ? box.height : width, ...filled(value) }));
    });
  if (style.outlineStyle !== 'none' && px(style.outlineWidth) > 0) {
    const from = px(style.outlineOffset);
    into.append(frame(box, from, from + px(style.outlineWidth), radius, style.outlineColor));
  }
}

const fontOf = (style: CSSStyleDeclaration) => `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;

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

function words(node: Text, parent: Element, into: Element, pass: Pass): void {
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

/** What CSS may say about a drawing; what is passed down is written only where it changes. */
const PASSED = [
  'fill',
  'fill-opacity',
  'fill-rule',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
]
  .concat([
    'color',
    'font-family',
    'font-size',
    'font-weight',
    'font-style',
    'font-variant-numeric',
    'text-anchor',
    'paint-order',
    'visibility',
  ])
  .concat(['shape-rendering', 'letter-spacing']);
const OWN: Readonly<Record<string, string>> = {
  opacity: '1',
  display: 'inline',
  transform: 'none',
  overflow: 'visible',
  'dominant-baseline': 'auto',
  'clip-path': 'none',
  'vector-effect': 'none',
  'marker-end': 'none',
  'marker-start': 'none',
};

function withStyles(from: Element, to: Element, above: CSSStyleDeclaration | null, pass: Pass): void {
  const style = getComputedStyle(from);
  const value = (name: string) => style.getPropertyValue(name);
  const own = Object.keys(OWN).filter((name) => value(name) !== OWN[name] && !(name === 'transform' && from.hasAttribute('transform')));
  const passed = PASSED.filter((name) => !above || value(name) !== above.getPropertyValue(name));
  const written = (name: string) =>
    /^(fill|stroke|color)$/.test(name) && /^(color|ok|la|lc)/.test(value(name)) ? colour(value(name))[0] : value(name);
  to.setAttribute('style', [...passed, ...own].map((name) => `${name}:${written(name)}`).join(';'));
  to.removeAttribute('class');
  if (from.tagName === 'text' || from.tagName === 'tspan') pass.fonts.add(fontOf(style));
  for (let i = 0; i < from.children.length; i++) withStyles(from.children[i], to.children[i], style, pass);
}

function drawing(svg: SVGSVGElement, place: Box, into: Element, pass: Pass): void {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  withStyles(svg, copy, null, pass);
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${place.width} ${place.height}`);
  for (const [name, value] of [
    ['x', place.left],
    ['y', place.top],
    ['width', place.width],
    ['height', place.height],
  ] as const)
    copy.setAttribute(name, value.toFixed(2));
  into.append(copy);
}

/** Every pixel `times` as large: programs that smooth what they enlarge leave the edges sharp. */
function enlarged(canvas: HTMLCanvasElement, times: number): HTMLCanvasElement {
  const copy = Object.assign(document.createElement('canvas'), { width: canvas.width * times, height: canvas.height * times });
  const ctx = copy.getContext('2d');
  if (!ctx) return canvas;
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(canvas, 0, 0, copy.width, copy.height);
  return copy;
}

function image(canvas: HTMLCanvasElement, style: CSSStyleDeclaration, { left, top, width, height }: Box, into: Element): void {
  if (canvas.width === 0 || canvas.height === 0) return;
  const sharp = style.imageRendering === 'pixelated' || style.imageRendering === 'crisp-edges';
  const href = (sharp ? enlarged(canvas, Math.ceil((2 * width) / canvas.width)) : canvas).toDataURL();
  const look: Record<string, string> = sharp ? { style: 'image-rendering:pixelated' } : {};
  into.append(make('image', { x: left, y: top, width, height, href, preserveAspectRatio: 'none', ...look }));
}

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
  else if (source instanceof HTMLCanvasElement) image(source, style, place, into);
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

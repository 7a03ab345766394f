/** Drawings with their styles written into them, and canvases as images. */
import { type Box, colour, fontOf, make, type Pass } from './parts';

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

/** Colours that not every program which opens an SVG knows: written as #rrggbb. */
const MIXED = /^(color|ok|la|lc)/;

/** A property as it is to be written; the opacity of a paint holds that of its colour. */
function lookOf(style: CSSStyleDeclaration, name: string): string {
  const value = style.getPropertyValue(name);
  const paint = name === 'fill-opacity' || name === 'stroke-opacity' ? style.getPropertyValue(name.slice(0, -8)) : '';
  return MIXED.test(paint) ? String(Number(value) * colour(paint)[1]) : value;
}

function withStyles(from: Element, to: Element, above: CSSStyleDeclaration | null, pass: Pass): void {
  const style = getComputedStyle(from);
  const value = (name: string) => lookOf(style, name);
  // A drawing within a drawing is cut at its edges unless it says that it is not: the name at the end of a curve may reach beyond.
  const silent = (name: string) => value(name) === OWN[name] && !(name === 'overflow' && from.tagName === 'svg');
  const own = Object.keys(OWN).filter((name) => !silent(name) && !(name === 'transform' && from.hasAttribute('transform')));
  const passed = PASSED.filter((name) => !above || value(name) !== lookOf(above, name));
  const written = (name: string) => (/^(fill|stroke|color)$/.test(name) && MIXED.test(value(name)) ? colour(value(name))[0] : value(name));
  to.setAttribute('style', [...passed, ...own].map((name) => `${name}:${written(name)}`).join(';'));
  to.removeAttribute('class');
  if (from.tagName === 'text' || from.tagName === 'tspan') pass.fonts.add(fontOf(style));
  for (let i = 0; i < from.children.length; i++) withStyles(from.children[i], to.children[i], style, pass);
}

export function drawing(svg: SVGSVGElement, place: Box, into: Element, pass: Pass): void {
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

/** Where a screen with two pixels a unit, as a saved PNG has, puts a picture that is not smoothed: its edges on whole pixels of the screen. */
function snapped({ left, top, width, height }: Box, pass: Pass): Box {
  const on = (v: number, origin: number) => (Math.round(2 * (v + origin)) - Math.round(2 * origin)) / 2;
  const [x, y] = [on(left, pass.left), on(top, pass.top)];
  return { left: x, top: y, width: on(left + width, pass.left) - x, height: on(top + height, pass.top) - y };
}

export function image(canvas: HTMLCanvasElement, style: CSSStyleDeclaration, place: Box, into: Element, pass: Pass): void {
  if (canvas.width === 0 || canvas.height === 0) return;
  const sharp = style.imageRendering === 'pixelated' || style.imageRendering === 'crisp-edges';
  const { left, top, width, height } = sharp ? snapped(place, pass) : place;
  const href = (sharp ? enlarged(canvas, Math.ceil((2 * width) / canvas.width)) : canvas).toDataURL();
  const look: Record<string, string> = sharp ? { style: 'image-rendering:pixelated' } : {};
  into.append(make('image', { x: left, y: top, width, height, href, preserveAspectRatio: 'none', ...look }));
}

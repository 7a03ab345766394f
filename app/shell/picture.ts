/**
 * A picture of a figure, as it stands: one SVG that holds its drawings (styles written into them, so that it looks the same
 * without this page) and its canvases (as images), or the same as a PNG at twice the size.
 */

/** What CSS may say about a drawing; written into every element of the copy. */
const DRAWN = [
  'fill',
  'fill-opacity',
  'fill-rule',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'color',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
  'visibility',
  'display',
] as const;

const NS = 'http://www.w3.org/2000/svg';

function withStyles(original: Element, copy: Element): void {
  const computed = getComputedStyle(original);
  const style = DRAWN.map((name) => `${name}:${computed.getPropertyValue(name)}`).join(';');
  copy.setAttribute('style', style);
  copy.removeAttribute('class');
  const [from, to] = [original.children, copy.children];
  for (let i = 0; i < from.length; i++) withStyles(from[i], to[i]);
}

const visible = (element: Element): boolean => {
  const box = element.getBoundingClientRect();
  return box.width > 2 && box.height > 2 && getComputedStyle(element).visibility !== 'hidden';
};

/** Text that stands in HTML beside the drawings: each line of it where it is on the screen. */
function texts(body: Element, left: number, top: number): SVGTextElement[] {
  const out: SVGTextElement[] = [];
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const content = node.textContent?.trim();
    if (
      !content ||
      !parent ||
      parent.closest('svg, canvas, .katex-mathml, .visually-hidden, option, [aria-hidden=true]') ||
      !visible(parent)
    )
      continue;
    range.selectNodeContents(node);
    const box = range.getClientRects()[0];
    if (!box) continue;
    const style = getComputedStyle(parent);
    const line = document.createElementNS(NS, 'text');
    line.textContent = content;
    line.setAttribute('x', String(box.left - left));
    line.setAttribute('y', String(box.top - top + box.height * 0.78));
    line.setAttribute(
      'style',
      `fill:${style.color};font-family:${style.fontFamily};font-size:${style.fontSize};font-weight:${style.fontWeight}`,
    );
    out.push(line);
  }
  return out;
}

/** Everything drawn inside `body` as one SVG document. Null when there is nothing drawn yet. */
export function asSvg(body: Element): { source: string; width: number; height: number } | null {
  const drawn = [...body.querySelectorAll('svg, canvas')].filter(
    (e) => visible(e) && !e.closest('button, [role=slider]') && !e.parentElement?.closest('svg'),
  );
  if (drawn.length === 0) return null;
  const frame = body.getBoundingClientRect();
  const [width, height] = [Math.ceil(frame.width), Math.ceil(frame.height)];
  const svg = document.createElementNS(NS, 'svg');
  svg.setAttribute('xmlns', NS);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const paper = document.createElementNS(NS, 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  svg.append(paper);
  for (const element of drawn) {
    const box = element.getBoundingClientRect();
    const place = { x: box.left - frame.left, y: box.top - frame.top, width: box.width, height: box.height };
    if (element instanceof HTMLCanvasElement) {
      const image = document.createElementNS(NS, 'image');
      image.setAttribute('href', element.toDataURL());
      image.setAttribute('preserveAspectRatio', 'none');
      if (getComputedStyle(element).imageRendering === 'pixelated') image.setAttribute('style', 'image-rendering:pixelated');
      for (const [name, value] of Object.entries(place)) image.setAttribute(name, String(value));
      svg.append(image);
    } else {
      const copy = element.cloneNode(true) as SVGSVGElement;
      withStyles(element, copy);
      if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${box.width} ${box.height}`);
      for (const [name, value] of Object.entries(place)) copy.setAttribute(name, String(value));
      svg.append(copy);
    }
  }
  svg.append(...texts(body, frame.left, frame.top));
  return { source: new XMLSerializer().serializeToString(svg), width, height };
}

/** The SVG drawn at `scale`, as a PNG. */
export async function asPng(svg: { source: string; width: number; height: number }, scale = 2): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.source)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = svg.width * scale;
  canvas.height = svg.height * scale;
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new Error('no canvas');
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture'))), 'image/png'));
}

/** Hands a file to the reader. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

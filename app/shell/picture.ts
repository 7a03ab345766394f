/**
 * A picture of a figure as it stands, in its theme: title, claim and everything in its body, and under it the state and the address
 * that brings it back. One SVG that needs nothing else (fonts that a page must bring are in it), or the same as a PNG at twice the size.
 */
import { write } from './svg/htmlAsSvg';
import { make, type Pass } from './svg/parts';

export interface Picture {
  readonly source: string;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 16;
const GAP = 12;

/** The words of an element without what only screen readers hear. */
function said(element: Element | null): string {
  const copy = element?.cloneNode(true) as Element | undefined;
  for (const unseen of copy?.querySelectorAll('.katex-mathml, .visually-hidden') ?? []) unseen.remove();
  return copy?.textContent?.trim().replace(/\s+/g, ' ') ?? '';
}

const labelled = (control: Element) => said(document.getElementById(control.getAttribute('aria-labelledby') ?? ''));
const pair = (label: string, value: string) => `${label}${label.endsWith('=') ? '' : ':'} ${value}`;

/** What the controls are set to, in the reader's language: "Data: ring · R1 penalty ☐ · Steps 1,200". */
export function stateOf(dock: Element | null): string {
  const parts: string[] = [];
  for (const control of dock?.querySelectorAll('select, fieldset, [role=slider], [role=switch]') ?? []) {
    if (control instanceof HTMLSelectElement) {
      if (control.id) parts.push(pair(said(control.labels[0] ?? null), said(control.selectedOptions[0] ?? null)));
    } else if (control instanceof HTMLFieldSetElement) {
      const chosen = control.querySelector('input[type=radio]:checked');
      if (chosen) parts.push(pair(labelled(control), said(chosen.nextElementSibling)));
    } else if (control.matches('[role=slider]'))
      parts.push(pair(labelled(control), control.getAttribute('aria-valuetext') ?? String(control.ariaValueNow)));
    else if (control.matches('[role=switch]')) {
      const label = (control as HTMLButtonElement).labels[0] ?? null;
      parts.push(`${said(label)} ${control.ariaChecked === 'true' ? '☑' : '☐'}`);
    }
  }
  const steps = dock?.querySelector('[data-steps]')?.parentElement;
  if (steps) parts.push(said(steps));
  return parts.join(' · ');
}

/** Set like the page, beside it and out of sight, while it is written down. */
function caption(figure: Element, width: number, lines: readonly string[]): HTMLElement {
  const box = document.createElement('div');
  Object.assign(box.style, {
    position: 'absolute',
    left: '-10000px',
    width: `${width}px`,
    paddingTop: '8px',
    borderTop: '1px solid var(--rule)',
    color: 'var(--ink-2)',
    font: 'var(--size-small) / 1.5 var(--font-ui)',
    overflowWrap: 'anywhere',
  });
  for (const line of lines.filter(Boolean)) {
    const p = document.createElement('p');
    p.textContent = line;
    box.append(p);
  }
  figure.append(box);
  return box;
}

/** A file of this site as a data address. */
async function inlined(url: string): Promise<string> {
  const blob = await (await fetch(url)).blob();
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(blob);
  });
}

/** The `@font-face` rules of the page that the given fonts need, with their files in them. */
export async function fontFaces(fonts: ReadonlySet<string>): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => ({ rule, base: sheet.href ?? document.baseURI })),
  );
  const needed = rules.filter(({ rule }) => {
    const [family, weight, slant] = ['font-family', 'font-weight', 'font-style'].map((name) => rule.style.getPropertyValue(name));
    const bold = /bold|[6-9]00/.test(weight);
    return [...fonts].some((font) => {
      const [style, heavy] = font.split(' ');
      const first =
        /px (.*)$/
          .exec(font)?.[1]
          .split(',')
          .map((f) => f.trim().replaceAll('"', '')) ?? [];
      return first.includes(family.replaceAll('"', '')) && Number(heavy) >= 600 === bold && (style === 'italic') === (slant === 'italic');
    });
  });
  const texts = needed.map(async ({ rule, base }) => {
    const [, file] = /url\("?([^")]+\.woff2)"?\)/.exec(rule.cssText) ?? [];
    return file ? rule.cssText.replace(/src:[^;]+;/, `src: url(${await inlined(new URL(file, base).href)});`) : rule.cssText;
  });
  return (await Promise.all(texts)).join('\n');
}

/** The whole figure as one SVG document. `address` is where its state is found again. Null while there is nothing in it. */
export async function pictureOf(figure: HTMLElement, address: string): Promise<Picture | null> {
  const body = figure.querySelector<HTMLElement>('[data-body]');
  const head = figure.querySelector('h3')?.parentElement;
  if (!body?.querySelector('svg, canvas')) return null;
  const below = caption(figure, body.getBoundingClientRect().width, [stateOf(figure.querySelector('[data-dock]')), address]);
  const svg = make('svg', { xmlns: 'http://www.w3.org/2000/svg' });
  const paper = make('rect', { width: '100%', height: '100%', fill: getComputedStyle(document.body).backgroundColor });
  svg.append(paper);
  const fonts = new Set<string>();
  let height = MARGIN;
  for (const [name, part] of [
    ['head', head],
    ['body', body],
    ['caption', below],
  ] as const) {
    if (!part) continue;
    const box = part.getBoundingClientRect();
    const pass: Pass = { left: box.left, top: box.top, fonts };
    const group = make('g', { 'data-part': name, transform: `translate(${MARGIN} ${height})` });
    write(part, group, pass);
    svg.append(group);
    height += Math.ceil(box.height) + GAP;
  }
  height += MARGIN - GAP;
  below.remove();
  const width = Math.ceil(body.getBoundingClientRect().width) + 2 * MARGIN;
  const style = make('style');
  style.textContent = await fontFaces(fonts);
  if (style.textContent) svg.prepend(style);
  for (const [name, value] of Object.entries({ width: String(width), height: String(height), viewBox: `0 0 ${width} ${height}` }))
    svg.setAttribute(name, value);
  return { source: new XMLSerializer().serializeToString(svg), width, height };
}

/** The picture drawn at `scale`, as a PNG. */
export async function asPng({ source, width, height }: Picture, scale = 2): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  // WebKit calls an image ready before the fonts inside it are.
  await new Promise((done) => setTimeout(done, 60));
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new Error('no canvas');
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

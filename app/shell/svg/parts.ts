/** What every part of a picture as SVG needs: elements, boxes, CSS colours, fonts. */
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

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
const known = new Map<string, readonly [string, number]>();

/** Any CSS colour as `#rrggbb` and its opacity. */
export function colour(value: string): readonly [string, number] {
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

export const filled = (value: string) => {
  const [fill, opacity] = colour(value);
  return opacity < 1 ? { fill, 'fill-opacity': opacity } : { fill };
};

export const px = (value: string) => Number.parseFloat(value) || 0;

/** The font of a style, as canvases and font faces name it. */
export const fontOf = (style: CSSStyleDeclaration) => `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;

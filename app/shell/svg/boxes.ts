/** An HTML box as SVG: background, border, rings and outline. */
import { type Box, colour, filled, make, px } from './parts';

/** The path of a rounded rectangle grown by `by` on every side. */
export function outlinePath({ left, top, width, height }: Box, by: number, radius: number): string {
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
export function boxes(style: CSSStyleDeclaration, box: Box, into: Element): void {
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

/**
 * A drawing as text for the address: strokes of points, two base-36 digits a coordinate, strokes joined by full stops. Strokes of one point
 * stand together in the first part, after an underline.
 */
import type { Lang } from '../types';
import { DrawingError, pointSetFromDrawing } from './drawing';

const REACH = 2.5;
const STEPS = 36 ** 2 - 1;
/** Most single points kept; what a figure does with a distribution grows with them. */
export const MAX_DOTS = 600;
/** Longest text kept: all the single points, and strokes of about 200. */
export const MAX_DRAWING = 4 * MAX_DOTS + 801;

const digits = (v: number): string =>
  Math.round(((Math.min(REACH, Math.max(-REACH, v)) + REACH) / (2 * REACH)) * STEPS)
    .toString(36)
    .padStart(2, '0');

const isDot = (stroke: ArrayLike<number>): boolean => stroke.length === 2;

/** Strokes → text. Points of a stroke closer than 0.05 to the one before are left out, and what is beyond the limits dropped, oldest first. */
export function encodeDrawing(strokes: readonly ArrayLike<number>[]): string {
  const parts = strokes
    .filter((stroke) => !isDot(stroke))
    .map((stroke) => {
      let part = '';
      let [px, py] = [Number.NaN, Number.NaN];
      for (let i = 0; i + 1 < stroke.length; i += 2) {
        if (Math.hypot(stroke[i] - px, stroke[i + 1] - py) < 0.05) continue;
        [px, py] = [stroke[i], stroke[i + 1]];
        part += digits(px) + digits(py);
      }
      return part;
    });
  const dots = strokes.filter(isDot).slice(-MAX_DOTS);
  const first = dots.length > 0 ? `_${dots.map((dot) => digits(dot[0]) + digits(dot[1])).join('')}` : '';
  const head = first && `${first}.`;
  while (head.length + parts.join('.').length > MAX_DRAWING && parts.length > 1) parts.shift();
  const room = MAX_DRAWING - head.length;
  const tail = parts.join('.').slice(0, room - (room % 4));
  return tail ? head + tail : first;
}

/** A heart, so that "draw your own" starts with something. */
export const HEART = encodeDrawing([
  Array.from({ length: 41 }, (_, i) => {
    const a = (2 * Math.PI * i) / 40;
    return [1.6 * Math.sin(a) ** 3, 0.1 * (13 * Math.cos(a) - 5 * Math.cos(2 * a) - 2 * Math.cos(3 * a) - Math.cos(4 * a)) + 0.25];
  }).flat(),
]);

/** Whether a text is a drawing. */
export const isDrawing = (text: string): boolean => text.split('.').every((part) => /^_?([0-9a-z]{4})*$/.test(part));

/** Text → strokes x0, y0, … */
export function decodeDrawing(text: string): number[][] {
  const value = (two: string) => (Number.parseInt(two, 36) / STEPS) * 2 * REACH - REACH;
  return text
    .split('.')
    .filter((part) => part.length >= 4)
    .flatMap((part) =>
      part.startsWith('_')
        ? (part.slice(1).match(/..../g) ?? []).map((dot) => [value(dot.slice(0, 2)), value(dot.slice(2))])
        : [(part.match(/../g) ?? []).map(value)],
    );
}

/** Why these strokes are no data yet, in both languages; null when they are. */
export function drawingProblem(strokes: readonly number[][]): Readonly<Record<Lang, string>> | null {
  try {
    pointSetFromDrawing(strokes);
    return null;
  } catch (error) {
    if (error instanceof DrawingError) return error.text;
    throw error;
  }
}

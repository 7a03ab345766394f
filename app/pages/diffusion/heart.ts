/** A heart, so that "draw your own" starts with something. */
import { encodeDrawing } from '../gan/drawing';

export const HEART = encodeDrawing([
  Array.from({ length: 41 }, (_, i) => {
    const a = (2 * Math.PI * i) / 40;
    return [1.6 * Math.sin(a) ** 3, 0.1 * (13 * Math.cos(a) - 5 * Math.cos(2 * a) - 2 * Math.cos(3 * a) - Math.cos(4 * a)) + 0.25];
  }).flat(),
]);

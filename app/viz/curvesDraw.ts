/** The arithmetic of a line plot: ranges, thinned paths, labels that do not overlap, short numbers. Pure. */
import type { ColourName } from './palette';

/** [least, greatest] of all finite values, with a little room; on a log scale only positive values count. */
export function rangeOf(lists: readonly ArrayLike<number>[], log: boolean): [number, number] {
  let lo = Number.POSITIVE_INFINITY;
  let hi = Number.NEGATIVE_INFINITY;
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      const v = list[i];
      if (!Number.isFinite(v) || (log && v <= 0)) continue;
      if (v < lo) lo = v;
      if (v > hi) hi = v;
    }
  }
  if (lo > hi) return log ? [0.1, 1] : [0, 1];
  if (log) return [lo / 1.2, hi * 1.2];
  if (lo === hi) return [lo - 0.5, hi + 0.5];
  return [lo, hi];
}

/**
 * SVG path of a line. More points than pixels are thinned to the lowest and highest of each pixel column, so peaks stay.
 * Values that are not finite (or not positive on a log scale: the scale gives NaN) break the line.
 */
export function linePath(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  sx: (v: number) => number,
  sy: (v: number) => number,
  pixels: number,
): string {
  const n = Math.min(x.length, y.length);
  const bucket = Math.max(1, Math.floor((2 * n) / Math.max(1, pixels)));
  let path = '';
  let pen = false;
  const to = (i: number) => {
    const px = sx(x[i]);
    const py = sy(y[i]);
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      pen = false;
      return;
    }
    path += `${pen ? 'L' : 'M'}${px.toFixed(1)},${py.toFixed(1)}${pen ? '' : 'h0'}`; // of a single value round ends make a dot
    pen = true;
  };
  for (let start = 0; start < n; start += bucket) {
    const end = Math.min(n, start + bucket);
    if (bucket === 1) {
      to(start);
      continue;
    }
    let lo = start;
    let hi = start;
    for (let i = start; i < end; i++) {
      if (y[i] < y[lo]) lo = i;
      if (y[i] > y[hi]) hi = i;
    }
    to(Math.min(lo, hi));
    if (lo !== hi) to(Math.max(lo, hi));
  }
  return path;
}

/** SVG path of the area between two lines over the same x. */
export function bandPath(
  x: ArrayLike<number>,
  [low, high]: readonly [ArrayLike<number>, ArrayLike<number>],
  sx: (v: number) => number,
  sy: (v: number) => number,
): string {
  const at = (y: ArrayLike<number>, i: number) => `${sx(x[i]).toFixed(1)},${sy(y[i]).toFixed(1)}`;
  const whole = Array.from({ length: x.length }, (_, i) => i).filter((i) => Number.isFinite(sy(low[i])) && Number.isFinite(sy(high[i])));
  if (whole.length < 2) return '';
  return `M${whole.map((i) => at(high, i)).join('L')}L${whole
    .reverse()
    .map((i) => at(low, i))
    .join('L')}Z`;
}

interface End {
  readonly name: string;
  readonly colour: ColourName;
  readonly y: number;
  readonly key: string;
}

/** Places names beside the line ends, pushed apart so that none overlap (15 px each, 汉字 need them), inside [top, bottom]. */
export function endLabels(ends: readonly End[], sy: (v: number) => number, top: number, bottom: number): (End & { at: number })[] {
  const gap = 15;
  const clampY = (v: number) => Math.max(top + 4, Math.min(bottom - 2, v));
  const placed = ends
    .filter((e) => Number.isFinite(e.y) && Number.isFinite(sy(e.y)))
    .map((e) => ({ ...e, at: clampY(sy(e.y)) }))
    .sort((a, b) => a.at - b.at);
  for (let i = 1; i < placed.length; i++) placed[i].at = Math.max(placed[i].at, placed[i - 1].at + gap);
  const over = placed.length ? placed[placed.length - 1].at - (bottom - 2) : 0;
  if (over > 0) {
    placed[placed.length - 1].at -= over;
    for (let i = placed.length - 2; i >= 0; i--) placed[i].at = Math.min(placed[i].at, placed[i + 1].at - gap);
  }
  return placed;
}

/** Ticks of a log axis: 1, 2 and 5 of every decade while there is room for them, else powers of ten, else every few of those. */
export function logTicks([lo, hi]: readonly [number, number], room: number): number[] {
  const [from, to] = [Math.floor(Math.log10(lo)), Math.ceil(Math.log10(hi))];
  const inside = (steps: readonly number[]) =>
    Array.from({ length: to - from + 1 }, (_, i) => steps.map((s) => s * 10 ** (from + i)))
      .flat()
      .filter((v) => v >= lo && v <= hi);
  for (const steps of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = inside(steps);
    if (ticks.length <= room) return ticks;
  }
  const powers = inside([1]);
  return powers.filter((_, i) => i % Math.ceil(powers.length / Math.max(1, room)) === 0);
}

/** A number as a tick shows it: 0.05, 1.5, 20k, 1e-4. */
function compact(v: number): string {
  const a = Math.abs(v);
  if (a !== 0 && (a < 1e-3 || a >= 1e6)) return v.toExponential(0).replace('e+', 'e');
  if (a >= 1e4) return `${Number((v / 1e3).toFixed(1))}k`;
  return String(Number(v.toPrecision(3))).replace('-', '−');
}

/** The last finite value; NaN where there is none. */
export function lastOf(y: ArrayLike<number>): number {
  for (let i = y.length - 1; i >= 0; i--) if (Number.isFinite(y[i])) return y[i];
  return Number.NaN;
}

/** Width of a name in units of a Latin letter: a CJK character is about 1.9 of them. */
export function textLength(text: string): number {
  let length = 0;
  for (const c of text) length += c > '\u2e7f' ? 1.9 : 1;
  return length;
}

/** A title in as many lines as a width of `most` letters takes: broken between words, and between Chinese characters. */
export function titleLines(title: string, most: number): string[] {
  const lines = [''];
  for (const word of title.match(/[\u2e80-\uffff][，。：；、）？]*|[^\s\u2e80-\uffff]+\s*|\s+/g) ?? []) {
    const line = lines.length - 1;
    if (lines[line] && textLength(lines[line] + word.trimEnd()) > most) lines.push(word);
    else lines[line] += word;
  }
  return lines.map((line) => line.trimEnd());
}

/** Ticks as text, short; with as many digits more as it takes to tell them apart. */
export function tickTexts(ticks: readonly number[]): string[] {
  const short = ticks.map(compact);
  if (new Set(short).size === short.length) return short;
  return ticks.map((v) => String(Number(v.toPrecision(6))).replace('-', '−'));
}

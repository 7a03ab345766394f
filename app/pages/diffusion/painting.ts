/** What a reader paints on a 16 × 16 picture, as cells, as pixels and as text for the address; and the edits that go into a run. */
import { decodePicture, encodePicture, isPicture } from '../../data/faces/pictureText';
import type { Edit } from '../../runtime/programs/diffusion/backwardEdits';
import { text } from '../../store/url';

/** RGB in [−1, 1], as models speak. */
type Rgb = readonly [number, number, number];

/** Skin, hair, clothes, sky: `#rrggbb` with a name in both languages. */
export const PAINTS = [
  { hex: '#000000', en: 'black', zh: '黑' },
  { hex: '#ffffff', en: 'white', zh: '白' },
  { hex: '#f2c29b', en: 'light skin', zh: '浅肤色' },
  { hex: '#8d5524', en: 'dark skin', zh: '深肤色' },
  { hex: '#6a4e35', en: 'brown', zh: '棕' },
  { hex: '#e5c33c', en: 'yellow', zh: '黄' },
  { hex: '#d8472b', en: 'red', zh: '红' },
  { hex: '#2f7fd6', en: 'blue', zh: '蓝' },
  { hex: '#3c9a5f', en: 'green', zh: '绿' },
] as const;

const unit = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 127.5 - 1) as unknown as Rgb;
const COLOURS = PAINTS.map(({ hex }) => unit(hex));

/** 256 cells: 0 not painted, k the k-th of PAINTS. A mask is one with 0 and 1. */
export type Painting = Uint8Array;
const CELLS = 256;

/** The painting with these cells in paint k. */
export function brushed(painting: Painting, cells: readonly number[], k: number): Painting {
  const next = painting.slice();
  for (const cell of cells) next[cell] = k;
  return next;
}

/** `under` with the painted cells of `over` on top. */
const over = (under: Painting, upper: Painting): Painting => under.map((k, i) => upper[i] || k);

/** The picture [16 · 16 · 3] with the painting on it. */
export function laidOn(picture: Float32Array, painting: Painting): Float32Array {
  const out = Float32Array.from(picture);
  for (const [i, k] of painting.entries()) if (k > 0) out.set(COLOURS[k - 1], 3 * i);
  return out;
}

/** Runs of equal cells, row by row: a digit for the paint, then the run's length less one in letters (none for one cell). The unpainted end is left out. */
export function encodePainting(painting: Painting): string {
  let end = CELLS;
  while (end > 0 && painting[end - 1] === 0) end--;
  let out = '';
  for (let i = 0; i < end; ) {
    let n = 1;
    while (i + n < end && painting[i + n] === painting[i]) n++;
    out += painting[i] + lettersOf(n - 1);
    i += n;
  }
  return out;
}

/** The painting of such a text, or null where it is none. */
export function decodePainting(given: string): Painting | null {
  if (!/^(\d[a-z]{0,2})*$/.test(given)) return null;
  const painting = new Uint8Array(CELLS);
  let at = 0;
  for (const [, paint, letters] of given.matchAll(/(\d)([a-z]*)/g)) {
    const n = 1 + numberOf(letters);
    if (at + n > CELLS) return null;
    painting.fill(Number(paint), at, at + n);
    at += n;
  }
  return painting;
}

const lettersOf = (n: number): string => (n === 0 ? '' : lettersOf(Math.floor(n / 26)) + String.fromCharCode(97 + (n % 26)));
const numberOf = (letters: string): number => [...letters].reduce((n, c) => 26 * n + c.charCodeAt(0) - 97, 0);

/** A painting in the address; `paints` limits how many there are to choose from. */
export const paintingField = (paints: number = PAINTS.length) =>
  text({ default: '', max: 2 * CELLS, check: (given) => decodePainting(given)?.every((k) => k <= paints) ?? false });

/** The painting of a field's text: fields hold none but readable ones. */
export const paintingOf = (given: string): Painting => decodePainting(given) ?? new Uint8Array(CELLS);

/** Where an edit goes into a run: on which step's noisy face or guess, and on which of the sixteen. */
interface Place {
  readonly index: number;
  readonly face: number;
  readonly what: 'xt' | 'x0';
}

/** `n` the noisy face or `g` the guess, step, face, painting: one edit. Edits are joined by dots, earliest step first. */
const editText = ({ index, face, what }: Place, painting: Painting): string =>
  `${what === 'xt' ? 'n' : 'g'}${index.toString(36)}-${face.toString(36)}-${encodePainting(painting)}`;

function readEdit(given: string): (Place & { readonly painting: Painting }) | null {
  const [, what, index, face, rest] = /^([ng])([0-9a-z]{1,2})-([0-9a-f])-(\w+)$/.exec(given) ?? [];
  const painting = rest === undefined ? null : decodePainting(rest);
  return painting && { what: what === 'n' ? 'xt' : 'x0', index: Number.parseInt(index, 36), face: Number.parseInt(face, 36), painting };
}

export const editsField = text({
  default: '',
  max: 3_000,
  check: (given) => given === '' || given.split('.').every((part) => readEdit(part)),
});

/** The edits of a field's text, as a run takes them. */
export function editsOf(given: string): readonly Edit[] {
  return given.split('.').flatMap((id) => {
    const edit = readEdit(id);
    if (!edit) return [];
    const { painting, ...place } = edit;
    return [{ id, ...place, mask: painting.map((k) => Math.sign(k)), picture: laidOn(new Float32Array(3 * CELLS), painting) }];
  });
}

/** The edits with one more. What came after it is gone, since the run goes on differently from there; one at the same place is painted over. */
export function withEdit(given: string, place: Place, painting: Painting): string {
  const kept = given.split('.').flatMap((part) => readEdit(part) ?? []);
  const before = kept.filter((h) => h.index <= place.index);
  const last = before.at(-1);
  const same = last && last.index === place.index && last.face === place.face && last.what === place.what;
  const all = same ? [...before.slice(0, -1), { ...place, painting: over(last.painting, painting) }] : [...before, { ...place, painting }];
  return all.map((h) => editText(h, h.painting)).join('.');
}

/** A part to be invented anew from step `from` on, and the face around it: step, mask, and the picture at 64 levels a channel, joined by dots. */
export const encodeInpaint = (from: number, mask: Painting, known: Float32Array): string =>
  `${from.toString(36)}.${encodePainting(mask)}.${encodePicture(known)}`;

export function decodeInpaint(given: string): { readonly from: number; readonly mask: Painting; readonly known: Float32Array } | null {
  const [from, masked, levels] = given.split('.');
  const mask = decodePainting(masked ?? '');
  if (!/^[0-9a-z]{1,2}$/.test(from) || !mask?.some(Boolean) || mask.some((k) => k > 1) || !isPicture(levels ?? '')) return null;
  return { from: Number.parseInt(from, 36), mask, known: decodePicture(levels) };
}

export const inpaintField = text({ default: '', max: 1_300, check: (given) => given === '' || decodeInpaint(given) !== null });

/** What the reader painted on a face, as the address holds it: pixels with the numbers of their colours, "17a3" for pixel 0x17 … Plain text. */

export interface Dab {
  /** Pixel, 0 … 255. */
  readonly at: number;
  /** Number of the colour, 0 … 35. */
  readonly colour: number;
}

/** Two hexadecimal digits and one of base 36 a pixel; of a pixel painted twice the last counts. */
export function writePaint(dabs: readonly Dab[]): string {
  const last = new Map(dabs.map(({ at, colour }) => [at, colour]));
  return [...last].map(([at, colour]) => at.toString(16).padStart(2, '0') + colour.toString(36)).join('');
}

export function readPaint(text: string, colours: number): Dab[] | null {
  if (text.length % 3 !== 0 || !/^([0-9a-f]{2}[0-9a-z])*$/.test(text)) return null;
  const dabs = (text.match(/.{3}/g) ?? []).map((dab) => ({
    at: Number.parseInt(dab.slice(0, 2), 16),
    colour: Number.parseInt(dab[2], 36),
  }));
  return dabs.every(({ colour }) => colour < colours) ? dabs : null;
}

/** A picture [768] in [−1, 1] with the pixels painted on it. */
export function painted(picture: Float32Array, dabs: readonly Dab[], rgb: (colour: number) => readonly number[]): Float32Array {
  const out = picture.slice();
  for (const { at, colour } of dabs)
    rgb(colour).forEach((v, i) => {
      out[3 * at + i] = v / 127.5 - 1;
    });
  return out;
}

/**
 * Text as bytes and back, for every JavaScript string: UTF-8, and for half surrogates (which UTF-8 cannot write) their three bytes as WTF-8
 * has them (Sapin, "The WTF-8 encoding"). TextEncoder would put � in their place, and TextDecoder drops a leading byte-order mark.
 */

/** The bytes of a text. */
export function bytesOfText(text: string): number[] {
  const out: number[] = [];
  for (const character of text) {
    const c = character.codePointAt(0) as number;
    if (c < 0x80) out.push(c);
    else if (c < 0x800) out.push(0xc0 | (c >> 6), tail(c));
    else if (c < 0x10000) out.push(0xe0 | (c >> 12), tail(c >> 6), tail(c));
    else out.push(0xf0 | (c >> 18), tail(c >> 12), tail(c >> 6), tail(c));
  }
  return out;
}
const tail = (bits: number): number => 0x80 | (bits & 0x3f);

/** The characters that bytes stand for, each with the number of its bytes; a byte that belongs to none stands alone, with null. */
export function charactersOf(bytes: ArrayLike<number>): { text: string | null; bytes: number }[] {
  const out: { text: string | null; bytes: number }[] = [];
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i];
    const length = first < 0x80 ? 1 : first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 0;
    let c = length === 1 ? first : first & (0xff >> (length + 1));
    let whole = length > 0 && first < 0xf8 && i + length <= bytes.length;
    for (let k = 1; whole && k < length; k++) {
      whole = bytes[i + k] >> 6 === 2;
      c = (c << 6) | (bytes[i + k] & 0x3f);
    }
    whole = whole && c >= [0, 0, 0x80, 0x800, 0x10000][length] && c <= 0x10ffff; // the shortest way to write it, and within Unicode
    out.push(whole ? { text: String.fromCodePoint(c), bytes: length } : { text: null, bytes: 1 });
    i += whole ? length : 1;
  }
  return out;
}

/** The text of bytes. What is no character becomes �. */
export const textOfBytes = (bytes: ArrayLike<number>): string =>
  charactersOf(bytes)
    .map(({ text }) => text ?? '\ufffd')
    .join('');

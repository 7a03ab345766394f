/** Half-precision numbers (IEEE 754 binary16) as 16 bits, and back. */

const buffer = new DataView(new ArrayBuffer(4));

/** The nearest half of x, ties to even. Beyond ±65,504: infinity. */
export function toHalf(x: number): number {
  buffer.setFloat32(0, x);
  const bits = buffer.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude >= 0x47800000) return sign | (magnitude > 0x7f800000 ? 0x7e00 : 0x7c00); // NaN, or too large
  if (magnitude < 0x38800000) {
    // subnormal: a multiple of 2⁻²⁴
    const units = Math.abs(x) * 2 ** 24;
    const below = Math.floor(units);
    const rest = units - below;
    return sign | (below + (rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? 1 : 0));
  }
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1); // rounds the 13 bits that go to nearest even
  return sign | ((rounded - 0x38000000) >>> 13);
}

/** The number that 16 bits stand for. */
export function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

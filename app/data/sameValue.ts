/**
 * Equal by value: JSON-like objects and lists part by part, numbers by what they are (NaN is NaN), arrays of them at once where both are the
 * same memory. Own code, since libraries that compare so look at every number of two views of one memory, or at no array of numbers at all.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b || a.constructor !== b.constructor) return false;
  if (ArrayBuffer.isView(a)) return sameNumbers(a as Float32Array, b as Float32Array);
  if (Array.isArray(a)) return a.length === (b as unknown[]).length && a.every((v, i) => sameValue(v, (b as unknown[])[i]));
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}

function sameNumbers(a: Float32Array, b: Float32Array): boolean {
  if (a.length !== b.length) return false;
  return (a.buffer === b.buffer && a.byteOffset === b.byteOffset) || a.every((v, i) => Object.is(v, b[i]));
}

/** What in a value can be handed to the other thread without copying, and whether its numbers are numbers. */

/** Every ArrayBuffer under the typed arrays of a value, once each. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  visit(value, (array) => {
    if (array.buffer instanceof ArrayBuffer && array.buffer.byteLength > 0) found.add(array.buffer);
  });
  return [...found];
}

/** Whether all floats in the typed arrays of a value are finite. */
export function allFinite(value: unknown): boolean {
  let finite = true;
  visit(value, (array) => {
    if (!(array instanceof Float32Array || array instanceof Float64Array)) return;
    for (let i = 0; finite && i < array.length; i++) finite = Number.isFinite(array[i]);
  });
  return finite;
}

function visit(value: unknown, see: (array: ArrayBufferView) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) see(value);
  else if (Array.isArray(value)) for (const item of value) visit(item, see);
  else if (!(value instanceof ArrayBuffer)) for (const item of Object.values(value)) visit(item, see);
}

/** Numbers as the reader sees them. */

/** Three significant digits, without the noise of floating point. */
export function plain(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(1).replace('e+', 'e').replace('-', '−');
  return String(Number(value.toPrecision(3))).replace('-', '−');
}

/** Two digits, with a true minus sign. */
export const signed = (value: number): string => value.toFixed(2).replace('-', '−');

/** Milliseconds with as many digits as they deserve. */
export const ms = (value: number): string => (value < 1 ? value.toFixed(2) : value < 10 ? value.toFixed(1) : String(Math.round(value)));

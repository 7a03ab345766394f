/** The numbers behind a figure's picture, to be taken away: what its run shows now, with the seed, the step and the address that bring it back. */
import { isOwn } from '../data/faces/ownSet';
import type { FigureLab } from './types';

const isNumbers = (value: unknown): value is ArrayLike<number> =>
  (ArrayBuffer.isView(value) && !(value instanceof DataView)) ||
  (Array.isArray(value) && value.length > 0 && value.every((v) => typeof v === 'number'));

/** Typed arrays as lists; what JSON has no word for (NaN, ∞) as null. */
function plain(value: unknown): unknown {
  if (isNumbers(value)) return Array.from(value, (v) => (Number.isFinite(v) ? v : null));
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

/** Of what `asJson` writes: another where its keys come to mean something else. */
export const FORMAT = 1;

type Run = Pick<FigureLab, 'frame' | 'config' | 'seed' | 'step'>;

/** A configuration without the reader's own pictures. */
const shared = (config: unknown): unknown =>
  config && typeof config === 'object' && !Array.isArray(config)
    ? Object.fromEntries(Object.entries(config).filter(([field, value]) => !isOwn(field, value)))
    : config;

export function asJson(figure: string, address: string, { frame, config, seed, step }: Run): string {
  return JSON.stringify({ figure, format: FORMAT, address, seed, step, config: plain(shared(config)), data: plain(frame) }, null, 1);
}

/** Every number of the data, a line each: where it stands, its place in the list there, its value (RFC 4180). */
export function asCsv({ frame }: Pick<Run, 'frame'>): string {
  const lines: string[] = ['name,index,value'];
  const quoted = (name: string) => (/[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);
  const visit = (name: string, value: unknown): void => {
    if (isNumbers(value)) for (let i = 0; i < value.length; i++) lines.push(`${quoted(name)},${i},${value[i]}`);
    else if (typeof value === 'number') lines.push(`${quoted(name)},,${value}`);
    else if (value && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) visit(name ? `${name}.${key}` : key, inner);
  };
  visit('', frame);
  return `${lines.join('\r\n')}\r\n`;
}

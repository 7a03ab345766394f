/**
 * The safetensors file format (https://huggingface.co/docs/safetensors): 8 bytes length, a JSON header, then raw little-endian data.
 * Reads and writes F32, F16, and I8 with one scale a channel; in memory everything is 32 bits wide.
 */
import type { ParamInit } from '../models/nn/params';
import { fromHalf, toHalf } from './half';

export interface TensorFile {
  readonly arrays: ParamInit;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What a header says of one tensor. */
export interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

export type Dtype = 'F32' | 'F16' | 'I8';

/** One tensor as it lies in the file. */
interface Piece {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly values: Float32Array | Int8Array;
}

/** Bytes a value. */
export const WIDTH: Readonly<Record<string, number>> = { F32: 4, F16: 2, I8: 1 };
/** What the scales of an I8 tensor are called. */
const scaleOf = (name: string) => `${name}:scale`;
/** Smaller tensors, and vectors, stay in half precision in a file of I8: they weigh nothing. */
const SMALL = 2048;

/**
 * Named arrays as one file. `F16` rounds each value to the nearest half (error ≤ 2⁻¹¹ of it); `I8` to 255 levels between ± the largest
 * value of its channel (the last axis), but for the tensors that `half` names. Throws where a value is not finite.
 */
export function writeSafetensors(
  arrays: ParamInit,
  dtype: Dtype,
  metadata: Record<string, string> = {},
  half: (name: string) => boolean = () => false,
): Uint8Array<ArrayBuffer> {
  const pieces = Object.entries(arrays).flatMap(([name, { shape, values }]): Piece[] => {
    if (!values.every(Number.isFinite)) throw new Error(`"${name}" holds a value that is not finite.`);
    if (dtype !== 'I8') return [{ name, dtype, shape, values }];
    if (shape.length < 2 || values.length < SMALL || half(name)) return [{ name, dtype: 'F16', shape, values }];
    const { levels, scale } = quantised(values, shape[shape.length - 1]);
    return [
      { name, dtype: 'I8', shape, values: levels },
      { name: scaleOf(name), dtype: 'F32', shape: [scale.length], values: scale },
    ];
  });
  pieces.sort((one, other) => WIDTH[other.dtype] - WIDTH[one.dtype]); // wide first, so that everything is aligned to its width
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const { name, dtype: type, shape, values } of pieces) {
    header[name] = { dtype: type, shape, data_offsets: [offset, offset + WIDTH[type] * values.length] };
    offset += WIDTH[type] * values.length;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8; // data starts on a multiple of 8, as the format asks
  const file = new Uint8Array(8 + padded + offset).fill(0x20, 8, 8 + padded);
  file.set(json, 8);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(padded), true);
  let at = 8 + padded;
  for (const { dtype: type, values } of pieces) {
    for (const value of values) {
      if (type === 'I8') view.setInt8(at, value);
      else if (type === 'F16') view.setUint16(at, toHalf(value), true);
      else view.setFloat32(at, value, true);
      at += WIDTH[type];
    }
  }
  return file;
}

/** −127 … 127 for every value, and what one level is worth in each of the `channels` (the last axis). */
function quantised(values: Float32Array, channels: number): { levels: Int8Array; scale: Float32Array } {
  const scale = new Float32Array(channels);
  values.forEach((value, i) => {
    scale[i % channels] = Math.max(scale[i % channels], Math.abs(value) / 127);
  });
  return { levels: Int8Array.from(values, (value, i) => Math.round(value / (scale[i % channels] || 1))), scale };
}

/** The arrays of a file, as 32-bit floats, in the order of the file. Throws on anything that is not such a file. */
export function readSafetensors(bytes: Uint8Array): TensorFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length >= 8 ? Number(view.getBigUint64(0, true)) : Number.POSITIVE_INFINITY;
  if (8 + length > bytes.length) throw new Error('Not a safetensors file, or cut short.');
  const { __metadata__: metadata = {}, ...entries } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
  const arrays: Record<string, ParamInit[string]> = {};
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(entries as Record<string, Entry>)) {
    const [from, to] = data_offsets;
    if (!(from >= 0 && from <= to && 8 + length + to <= bytes.length)) throw new Error(`"${name}" lies beyond the end of the file.`);
    if (to - from !== shape.reduce((n, side) => n * side, WIDTH[dtype] ?? 0))
      throw new Error(`"${name}" is not as long as its shape and type say.`);
    arrays[name] = { shape, values: decode(view, dtype, 8 + length + from, to - from, name) };
  }
  for (const [name, { values }] of Object.entries(arrays)) {
    const scale = arrays[scaleOf(name)]?.values;
    if (!scale) continue;
    for (let i = 0; i < values.length; i++) values[i] *= scale[i % scale.length];
    delete arrays[scaleOf(name)];
  }
  return { arrays, metadata };
}

function decode(view: DataView, dtype: string, at: number, bytes: number, name: string): Float32Array {
  const width = WIDTH[dtype];
  if (!width) throw new Error(`"${name}" has the type ${dtype}, which is not read here.`);
  const values = new Float32Array(bytes / width);
  for (let i = 0; i < values.length; i++) {
    values[i] =
      dtype === 'I8'
        ? view.getInt8(at + i)
        : dtype === 'F16'
          ? fromHalf(view.getUint16(at + 2 * i, true))
          : view.getFloat32(at + 4 * i, true);
  }
  return values;
}

/**
 * The safetensors file format (https://huggingface.co/docs/safetensors): 8 bytes length, a JSON header, then raw little-endian data.
 * Reads and writes F32 and F16; in memory everything is 32 bits wide.
 */
import type { ParamInit } from '../models/nn/params';
import { fromHalf, toHalf } from './half';

export interface TensorFile {
  readonly arrays: ParamInit;
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** Named arrays as one file. `F16` rounds each value to the nearest half (error ≤ 2⁻¹¹ of it). Throws where a value is not finite. */
export function writeSafetensors(arrays: ParamInit, dtype: 'F32' | 'F16', metadata: Record<string, string> = {}): Uint8Array {
  const width = dtype === 'F16' ? 2 : 4;
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, values }] of Object.entries(arrays)) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + width * values.length] };
    offset += width * values.length;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8; // data starts on a multiple of 8, as the format asks
  const file = new Uint8Array(8 + padded + offset).fill(0x20, 8, 8 + padded);
  file.set(json, 8);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(padded), true);
  let at = 8 + padded;
  for (const [name, { values }] of Object.entries(arrays)) {
    for (const value of values) {
      if (!Number.isFinite(value)) throw new Error(`"${name}" holds a value that is not finite.`);
      if (dtype === 'F16') view.setUint16(at, toHalf(value), true);
      else view.setFloat32(at, value, true);
      at += width;
    }
  }
  return file;
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
    if (8 + length + to > bytes.length) throw new Error(`"${name}" lies beyond the end of the file.`);
    arrays[name] = { shape, values: decode(view, dtype, 8 + length + from, to - from, name) };
  }
  return { arrays, metadata };
}

function decode(view: DataView, dtype: string, at: number, bytes: number, name: string): Float32Array {
  const width = { F32: 4, F16: 2 }[dtype];
  if (!width) throw new Error(`"${name}" has the type ${dtype}, which is not read here.`);
  const values = new Float32Array(bytes / width);
  for (let i = 0; i < values.length; i++) {
    values[i] = width === 2 ? fromHalf(view.getUint16(at + 2 * i, true)) : view.getFloat32(at + 4 * i, true);
  }
  return values;
}

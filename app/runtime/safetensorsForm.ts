/**
 * Whether a reader's file is what the safetensors format says, before a byte of its data is looked at: every byte of the data in one tensor,
 * none in two, nothing beyond the end. What is wrong is said in one sentence, in both languages (`Refused`).
 */
import { refuse } from '../data/refused';
import { MODEL_BYTES } from './protocol';
import { type Entry, WIDTH } from './safetensors';

const MAX_HEADER = 1_000_000;
const MAX_TENSORS = 2_000;

export interface Form {
  readonly entries: Readonly<Record<string, Entry>>;
  /** What the file says of itself, where that is words. */
  readonly metadata: Readonly<Record<string, string>>;
}

const isWhole = (v: unknown): v is number => Number.isSafeInteger(v) && (v as number) >= 0;
/** A name as it is said: names of strangers may be of any length. */
export const said = (name: string): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name);

/** Throws Refused. */
export function formOf(bytes: Uint8Array): Form {
  const { header, from } = headerOf(bytes);
  const { __metadata__: about, ...entries } = header as Record<string, Entry>;
  const list = Object.entries(entries);
  if (list.length === 0) refuse('There is no tensor in this file.', '这个文件里没有张量。');
  if (list.length > MAX_TENSORS)
    refuse(
      `There are ${list.length} tensors in it: no model of these notes has so many.`,
      `里面有 ${list.length} 个张量：讲义里没有这样的模型。`,
    );
  for (const [name, entry] of list) checkEntry(said(name), entry, bytes.length - from);
  let end = 0;
  for (const [name, { data_offsets: at }] of [...list].sort((a, b) => a[1].data_offsets[0] - b[1].data_offsets[0])) {
    if (at[0] < end) refuse(`“${said(name)}” overlaps another tensor.`, `“${said(name)}”与另一个张量重叠。`);
    if (at[0] > end) refuse('There are bytes in this file that belong to no tensor.', '文件里有不属于任何张量的字节。');
    end = at[1];
  }
  if (from + end !== bytes.length) refuse('There are bytes after the last tensor.', '最后一个张量之后还有多余的字节。');
  const words = Object.entries(about ?? {}).filter(([, value]) => typeof value === 'string');
  return { entries, metadata: Object.fromEntries(words) as unknown as Record<string, string> };
}

/** The header as JSON has it, and where the data begins. */
function headerOf(bytes: Uint8Array): { header: object; from: number } {
  if (bytes.length === 0) refuse('This file is empty.', '这个文件是空的。');
  if (bytes.length > MODEL_BYTES)
    refuse('This file is larger than 64 MB: no model of these notes is.', '这个文件超过 64 MB：讲义里没有这么大的模型。');
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) refuse('This is a gzip archive; unpack it first.', '这是 gzip 压缩文件，请先解开。');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] < 8)
    refuse(
      'This is a zip archive (a PyTorch .pt file is one too), not a safetensors file.',
      '这是 zip 压缩包（PyTorch 的 .pt 也是），不是 safetensors 文件。',
    );
  if (bytes.length < 10) refuse('This is not a safetensors file, or it is cut short.', '这不是 safetensors 文件，或者文件不完整。');
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true);
  if (length > MAX_HEADER)
    refuse('This is not a safetensors file: the length of its header makes no sense.', '这不是 safetensors 文件：它的文件头长度说不通。');
  const from = 8 + Number(length);
  if (from > bytes.length) refuse('The file is cut short within its header.', '文件在文件头里就断了。');
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, from)));
  } catch {
    refuse('The header of this file is not JSON.', '这个文件的文件头不是 JSON。');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header))
    refuse('The header of this file is no list of tensors.', '这个文件的文件头不是张量的列表。');
  return { header, from };
}

/** One tensor: a type that is read, a shape that there can be, and the bytes for it within the `size` bytes of data. */
function checkEntry(name: string, entry: Entry | null, size: number): void {
  const { dtype, shape, data_offsets: at } = entry ?? ({} as Entry);
  if (!Object.hasOwn(WIDTH, dtype))
    refuse(`“${name}” is of the type ${dtype}; F32, F16 and I8 are read.`, `“${name}”的类型是 ${dtype}，这里读 F32、F16 和 I8。`);
  if (!Array.isArray(shape) || !shape.every(isWhole)) refuse(`The shape of “${name}” makes no sense.`, `“${name}”的形状说不通。`);
  if (!Array.isArray(at) || at.length !== 2 || !at.every(isWhole) || at[0] > at[1])
    refuse(`“${name}” says that it lies where nothing can lie.`, `“${name}”说自己在一个不可能的位置。`);
  if (at[1] > size) refuse(`“${name}” lies beyond the end of the file: it is cut short.`, `“${name}”超出了文件末尾：文件不完整。`);
  if (shape.reduce((n, v) => n * v, 1) * WIDTH[dtype] !== at[1] - at[0])
    refuse(`“${name}” has another number of bytes than its shape.`, `“${name}”的字节数与形状不符。`);
}

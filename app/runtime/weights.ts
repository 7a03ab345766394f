/**
 * Weights that ship: `weights/<model>/card.json` says which files there are, how large, and their SHA-256; a file that differs is not used.
 *
 * Files are fetched once and kept as bytes; every caller gets tensors of its own.
 */
import type { Params } from '../models/nn/params';
import * as tf from '../models/tf';
import { FigureError, type LoadedWeights } from './program';
import type { Bilingual } from './protocol';
import { type Dtype, readSafetensors } from './safetensors';
import { sha256 } from './sha256';

/** A number of a card; `floor` is what real faces score. */
export interface CardMetric {
  readonly value: number;
  readonly n?: number;
  readonly floor?: number;
  /** Standard error. */
  readonly error?: number;
  readonly note?: string;
}

export interface CardFile {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly dtype: Dtype;
  /** Training steps behind it. */
  readonly step: number;
  readonly seconds: number;
}

/** Faces steered towards wishes by one kind of guidance at one strength: how many show all that is wished, pass for faces, differ, and their cost. */
export interface MeasuredGuidance {
  readonly kind: 'none' | 'classifier' | 'clip' | 'free';
  /** s of the two gradients, w of the classifier-free kind. */
  readonly strength: number;
  readonly n: number;
  readonly agreement: number;
  readonly fidelity: number;
  /** Mean squared distance of two faces of a wish, over that of two real ones. */
  readonly variety: number;
  /** Processor time of one face, on one core. */
  readonly seconds: number;
}

/** What `card.json` says of a model. */
export type Card = {
  readonly model: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly architecture: {
    readonly hash: string;
    readonly parameters: number;
    readonly source: readonly string[];
    readonly config: Readonly<Record<string, unknown>>;
  };
  readonly data: { readonly name: string; readonly licence: string; readonly size: number };
  readonly training: {
    readonly command: string;
    readonly seed: number;
    /** Steps and seconds of all rounds together. */
    readonly steps: number;
    readonly seconds: number;
    readonly batch: number;
    /** Rounds that `command` went on from, the first first. */
    readonly before?: readonly { readonly command: string; readonly steps: number; readonly seconds: number }[];
    /** What trained it, where it was not the Node pipeline: framework, device, and how many examples it saw. */
    readonly where?: { readonly framework: string; readonly on: string; readonly images: number };
  };
  readonly metrics: Readonly<Record<string, CardMetric>>;
  /** Of a model that is steered: what steering wins and costs. */
  readonly guidance?: readonly MeasuredGuidance[];
  /** What it was to reach and does not, and what was tried. */
  readonly remark?: { readonly en: string; readonly zh: string };
  readonly files: readonly CardFile[];
};

/** Reads a file by its path under `weights/`; `arrived` is told of how many bytes are there. */
export type ReadBytes = (path: string, arrived?: (bytes: number) => void) => Promise<Uint8Array>;

const problem = (zh: string, en: string) => new FigureError({ zh, en });

/** The folder the page is served from: built scripts lie one folder below. (Not by the worker's own address: in a sandboxed frame it has none.) */
const base = (): URL => (import.meta.env.DEV ? new URL('/', self.location.href) : new URL(/* @vite-ignore */ '../', import.meta.url));

/** Files that came and were not what their card says. */
const suspect = new Set<string>();

const fetchBytes: ReadBytes = async (path, arrived) => {
  const failed = (why: string) =>
    problem(
      `权重文件 ${path} 没有取到（${why}），请检查网络后重试。`,
      `The weights file ${path} could not be fetched (${why}); check the network and try again.`,
    );
  const lost = () => {
    throw failed('network');
  };
  // What was wrong before is not taken from any cache again.
  const again: RequestInit = suspect.has(path) ? { cache: 'reload' } : {};
  const response = await fetch(new URL(`weights/${path}`, base()), again).catch(lost);
  if (response.status === 404 || response.status === 410)
    throw problem(
      `服务器上没有权重文件 ${path}（HTTP ${response.status}）：讲义多半在你打开之后更新过，请重新加载页面。`,
      `The server does not have the weights file ${path} (HTTP ${response.status}): these notes have probably been renewed since you opened them; load the page anew.`,
    );
  if (!response.ok) throw failed(`HTTP ${response.status}`);
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const part = await reader?.read().catch(lost);
    if (!part?.value) break;
    parts.push(part.value);
    size += part.value.length;
    arrived?.(size);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

interface Fetched {
  readonly bytes: Promise<Uint8Array>;
  /** Everybody who waits for the file. */
  readonly told: Set<(bytes: number) => void>;
}
const kept = new Map<string, Fetched>();

/** Fetches a file the first time; a fetch that failed, or bytes that turned out to be wrong (`forget`), are not kept, so that it can be tried again. */
const fetchOnce: ReadBytes = (path, arrived) => {
  let file = kept.get(path);
  if (!file) {
    const told: Fetched['told'] = new Set();
    const bytes = fetchBytes(path, (size) => {
      for (const tell of told) tell(size);
    });
    file = { bytes, told };
    kept.set(path, file);
    bytes.catch(() => forget(path)).finally(() => told.clear());
  }
  if (arrived) file.told.add(arrived);
  return file.bytes;
};
const forget = (path: string): void => {
  if (kept.delete(path)) suspect.add(path);
};

/**
 * A file as the card means it. The build packs weights with gzip (tools/vite-plugins.ts): about a tenth less to download, and not every host
 * does it on the way. No safetensors file begins like a packed one: its first number is a multiple of 8. Rejects what was damaged on the way.
 */
async function unpacked(file: Uint8Array): Promise<Uint8Array> {
  if (file[0] !== 0x1f || file[1] !== 0x8b) return file;
  const stream = new Blob([file as BlobPart]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The card of a model. Rejects with one clear sentence. */
export async function loadCard(model: string, read: ReadBytes = fetchOnce): Promise<Card> {
  const bytes = await read(`${model}/card.json`);
  try {
    const card: Card = JSON.parse(new TextDecoder().decode(bytes));
    if (card.model !== model || !Array.isArray(card.files)) throw new Error('something else, such as a log-in page, came in its place');
    return card;
  } catch {
    forget(`${model}/card.json`);
    throw problem(
      `模型 ${model} 的说明卡（card.json）读不懂，图无法使用它的权重。`,
      `The card of the model ${model} (card.json) cannot be read, so its weights cannot be used.`,
    );
  }
}

/** Bytes of a file, if they are what the card says. Rejects with one clear sentence. */
export async function checkedBytes(
  card: Card,
  file: string,
  read: ReadBytes,
  progress?: (share: number, what: Bilingual) => void,
): Promise<Uint8Array> {
  const entry = card.files.find((f) => f.file === file);
  const path = `${card.model}/${file}`;
  if (!entry)
    throw problem(`模型 ${card.model} 没有名为 ${file} 的权重文件。`, `The model ${card.model} has no weights file called ${file}.`);
  const megabytes = (n: number) => (n / 1e6).toFixed(1);
  const given = await read(path, (size) =>
    progress?.(Math.min(0.99, size / entry.bytes), {
      zh: `正在下载${card.title.zh}的权重：${megabytes(size)} / ${megabytes(entry.bytes)} MB`,
      en: `Downloading the weights of ${card.title.en}: ${megabytes(size)} of ${megabytes(entry.bytes)} MB`,
    }),
  );
  progress?.(1, { zh: '', en: '' });
  const bytes = await unpacked(given).catch(() => null);
  const hash = bytes?.length === entry.bytes ? sha256(bytes) : '';
  if (hash !== entry.sha256) for (const wrong of [path, `${card.model}/card.json`]) forget(wrong); // either of the two may be the wrong one
  if (bytes && bytes.length !== entry.bytes)
    throw problem(
      `权重文件 ${path} 有 ${bytes.length} 字节，应为 ${entry.bytes} 字节：文件不完整，请重新加载页面。`,
      `The weights file ${path} has ${bytes.length} bytes instead of ${entry.bytes}: it is incomplete, reload the page.`,
    );
  if (!bytes || hash !== entry.sha256)
    throw problem(
      `权重文件 ${path} 的校验和不对，内容与发布的不同。`,
      `The checksum of the weights file ${path} is wrong: it is not the file that was published.`,
    );
  return bytes;
}

/** Sends for what `loadWeights` will ask for, card and file at once. What fails is told there. */
export function fetchWeights(model: string, file = 'model.safetensors', read: ReadBytes = fetchOnce): void {
  for (const name of ['card.json', file]) void read(`${model}/${name}`).catch(() => {});
}

/** Weights as tensors of the caller's. Size and hash are checked. Rejects with one clear sentence. */
export async function loadWeights(
  model: string,
  file = 'model.safetensors',
  read: ReadBytes = fetchOnce,
  progress?: (share: number, what: Bilingual) => void,
): Promise<LoadedWeights & { readonly card: Card }> {
  const card = await loadCard(model, read);
  const { arrays } = readSafetensors(await checkedBytes(card, file, read, progress));
  const params: Params = Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape], 'float32')]),
  );
  return { params, card };
}

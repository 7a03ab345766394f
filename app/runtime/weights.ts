/**
 * Weights that ship: `weights/<model>/card.json` says which files there are, how large, and their SHA-256; a file that differs is not used.
 *
 * Files are fetched once and kept as bytes; every caller gets tensors of its own.
 */
import type { Params } from '../models/nn/params';
import * as tf from '../models/tf';
import { FigureError, type LoadedWeights } from './program';
import { type Dtype, readSafetensors } from './safetensors';
import { sha256 } from './sha256';

/** A number of a card; `floor` is what real faces score. */
export interface CardMetric {
  readonly value: number;
  readonly n?: number;
  readonly floor?: number;
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
  /** What it was to reach and does not, and what was tried. */
  readonly remark?: { readonly en: string; readonly zh: string };
  readonly files: readonly CardFile[];
};

/** Reads a file by its path under `weights/`. */
export type ReadBytes = (path: string) => Promise<Uint8Array>;

const problem = (zh: string, en: string) => new FigureError({ zh, en });

/** The folder the page is served from: the worker's own script lies in it (while developing) or one folder below (built). */
const base = (): URL => new URL(import.meta.env.DEV ? '/' : '../', self.location.href);

const fetchBytes: ReadBytes = async (path) => {
  const failed = (why: string) =>
    problem(
      `权重文件 ${path} 没有取到（${why}），请检查网络后重试。`,
      `The weights file ${path} could not be fetched (${why}); check the network and try again.`,
    );
  let response: Response;
  try {
    response = await fetch(new URL(`weights/${path}`, base()));
  } catch {
    throw failed('network');
  }
  if (!response.ok) throw failed(`HTTP ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

const kept = new Map<string, Promise<Uint8Array>>();

/** Fetches a file the first time; a fetch that failed, or bytes that turned out to be wrong (`forget`), are not kept, so that it can be tried again. */
const fetchOnce: ReadBytes = (path) => {
  let bytes = kept.get(path);
  if (!bytes) {
    bytes = fetchBytes(path);
    kept.set(path, bytes);
    bytes.catch(() => forget(path));
  }
  return bytes;
};
const forget = (path: string): boolean => kept.delete(path);

/** The card of a model. Rejects with one clear sentence. */
export async function loadCard(model: string, read: ReadBytes = fetchOnce): Promise<Card> {
  const bytes = await read(`${model}/card.json`);
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw problem(
      `模型 ${model} 的说明卡（card.json）读不懂，图无法使用它的权重。`,
      `The card of the model ${model} (card.json) cannot be read, so its weights cannot be used.`,
    );
  }
}

/** Bytes of a file, if they are what the card says. Rejects with one clear sentence. */
export async function checkedBytes(card: Card, file: string, read: ReadBytes): Promise<Uint8Array> {
  const entry = card.files.find((f) => f.file === file);
  const path = `${card.model}/${file}`;
  if (!entry)
    throw problem(`模型 ${card.model} 没有名为 ${file} 的权重文件。`, `The model ${card.model} has no weights file called ${file}.`);
  const bytes = await read(path);
  const hash = bytes.length === entry.bytes ? sha256(bytes) : '';
  if (hash !== entry.sha256) for (const wrong of [path, `${card.model}/card.json`]) forget(wrong); // either of the two may be the wrong one
  if (bytes.length !== entry.bytes)
    throw problem(
      `权重文件 ${path} 有 ${bytes.length} 字节，应为 ${entry.bytes} 字节：文件不完整，请重新加载页面。`,
      `The weights file ${path} has ${bytes.length} bytes instead of ${entry.bytes}: it is incomplete, reload the page.`,
    );
  if (hash !== entry.sha256)
    throw problem(
      `权重文件 ${path} 的校验和不对，内容与发布的不同。`,
      `The checksum of the weights file ${path} is wrong: it is not the file that was published.`,
    );
  return bytes;
}

/** Weights as tensors of the caller's. Size and hash are checked. Rejects with one clear sentence. */
export async function loadWeights(
  model: string,
  file = 'model.safetensors',
  read: ReadBytes = fetchOnce,
): Promise<LoadedWeights & { readonly card: Card }> {
  const card = await loadCard(model, read);
  const { arrays } = readSafetensors(await checkedBytes(card, file, read));
  const params: Params = Object.fromEntries(
    Object.entries(arrays).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape], 'float32')]),
  );
  return { params, card };
}

/** Where runs live (`training/runs/<model>/`, outside the repository) and how their files are read and written. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRng } from '../app/data/rng';
import type { Params } from '../app/models/nn/params';
import { readSafetensors, type TensorFile, writeSafetensors } from '../app/runtime/safetensors';
import { type Arrays, type TrainContext, type TrainedModel, tensorsOf } from './model';
import { modelNamed } from './models/index';
import { Refusal } from './refusal';

const ROOT = new URL('..', import.meta.url).pathname;

/** What a run's files say about it. */
export interface RunInfo {
  readonly model: string;
  readonly command: string;
  readonly seed: number;
  /** Steps and seconds of all rounds together. */
  readonly step: number;
  readonly seconds: number;
  /** Rounds that this one went on from, the first first. */
  readonly before?: readonly Round[];
  /** What trained it, where it was not `train.ts`: framework, device, and how many examples it saw. */
  readonly where?: { readonly framework: string; readonly on: string; readonly images: number };
}

/** A training that another went on from. */
export interface Round {
  readonly command: string;
  readonly steps: number;
  readonly seconds: number;
}

export function runFolder(model: string): string {
  const folder = `${process.env.TRAINING_RUNS ?? `${ROOT}training/runs`}/${model}`;
  mkdirSync(folder, { recursive: true });
  return folder;
}
export const shippedFolder = (model: string): string => `${ROOT}public/weights/${model}`;
export const fixturePath = (model: string): string => `${ROOT}tests/fixtures/weights/${model}.json`;

/** Writes a file whole or not at all. */
export function writeWhole(path: string, bytes: Uint8Array | string): void {
  writeFileSync(`${path}.new`, bytes);
  renameSync(`${path}.new`, path);
}

export function saveArrays(path: string, arrays: Arrays, info: RunInfo, dtype: 'F32' | 'F16' = 'F32'): void {
  writeWhole(path, writeSafetensors(arrays, dtype, { run: JSON.stringify(info) }));
}

/** Null where there is no such file. */
export function loadArrays(path: string): (TensorFile & { info: RunInfo }) | null {
  if (!existsSync(path)) return null;
  const file = readSafetensors(readFileSync(path));
  return { ...file, info: JSON.parse(file.metadata.run ?? '{}') };
}

/** Weights of a model as arrays rounded the way they ship: its newest run here, else public/weights. */
export function newestWeights(
  model: string,
  { dtype = 'F16', half }: Pick<TrainedModel, 'dtype' | 'half'>,
): (TensorFile & { info: RunInfo }) | null {
  const run = loadArrays(`${runFolder(model)}/weights.safetensors`);
  if (!run) return loadArrays(`${shippedFolder(model)}/model.safetensors`);
  return { ...run, arrays: readSafetensors(writeSafetensors(run.arrays, dtype, {}, half)).arrays };
}

/**
 * The context of a run. Weights of other models are read once and live until the process ends.
 * @param step where the run goes on: its streams must not begin again with what it has seen
 */
export function contextOf(model: string, seed: number, step = 0): TrainContext {
  const loaded = new Map<string, Params>();
  return {
    seed,
    rng: (label) => createRng(`${model}/${seed}/${label}${step ? `/from ${step}` : ''}`),
    weights: async (name) => {
      const known = loaded.get(name);
      if (known) return known;
      const file = newestWeights(name, await modelNamed(name));
      if (!file) throw new Refusal(`${model} needs the weights of ${name}: train that first (npm run train -- ${name}).`);
      const params = tensorsOf(file.arrays);
      loaded.set(name, params);
      return params;
    },
  };
}

/**
 * Packs trained models for the page: `npm run weights -- <model> …` (all that have a run, when none is named).
 * Writes public/weights/<model>/: model.safetensors (half precision or a byte a weight), snapshots, and card.json with the metrics of `npm run evaluate`;
 * and tests/fixtures/weights/<model>.json, what the weights must reproduce on every backend. With `--card` the
 * weights stay, and the card gets what has been measured since.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { TRAIN_SIZE } from '../app/data/faces/index';
import * as tf from '../app/models/tf';
import { readSafetensors, writeSafetensors } from '../app/runtime/safetensors';
import { sha256 } from '../app/runtime/sha256';
import type { Card, CardFile } from '../app/runtime/weights';
import { startBackend } from './backend';
import { type Fixture, probed } from './fixture';
import { type Arrays, type TrainedModel, tensorsOf } from './model';
import { modelNamed, models } from './models/index';
import { asked, Refusal } from './refusal';
import { fixturePath, loadArrays, runFolder, shippedFolder, writeWhole } from './runs';

const DATA = {
  name: 'Faces composed from the parts of @dicebear/pixel-art 9.4 by Florian Körner, after an original by Plastic Jam',
  licence: 'CC0 1.0 (design), MIT (code)',
  size: TRAIN_SIZE,
};

/** What a model was to reach and does not, and what was tried: goes on its card. */
const REMARKS: Readonly<Record<string, Card['remark']>> = JSON.parse(readFileSync(new URL('remarks.json', import.meta.url), 'utf8'));

/** What `npm run evaluate:guidance` measured, on the weights of this model. */
const guidanceOf = (name: string): Pick<Card, 'guidance'> =>
  name === 'ddpm' ? { guidance: JSON.parse(readFileSync(new URL('guidance.json', import.meta.url), 'utf8')) } : {};

/** What `npm run evaluate:ranking` measured with this model. */
const rankingOf = (name: string): Card['metrics'] =>
  name === 'clip' ? JSON.parse(readFileSync(new URL('ranking.json', import.meta.url), 'utf8')) : {};

/** Names, shapes and configuration, hashed: two models with the same hash can exchange weights. */
export function architectureOf(arrays: Arrays, config: object): string {
  const shapes = Object.entries(arrays).map(([name, { shape }]) => [name, shape]);
  return sha256(new TextEncoder().encode(JSON.stringify([shapes, config]))).slice(0, 16);
}

/** The card of weights that ship, with what has been measured on them since; null without a card. */
function measuredAgain(name: string): Card | null {
  const path = `${shippedFolder(name)}/card.json`;
  if (!existsSync(path)) return null;
  if (existsSync(`${runFolder(name)}/weights.safetensors`))
    throw new Refusal(
      `${name} has a run here, and what was measured may be of that, not of the weights that ship: npm run weights -- ${name}`,
    );
  const { remark: _, ...card }: Card = JSON.parse(readFileSync(path, 'utf8'));
  const measured = `${runFolder(name)}/metrics.json`;
  const again: Card = {
    ...card,
    metrics: { ...(existsSync(measured) ? JSON.parse(readFileSync(measured, 'utf8')) : card.metrics), ...rankingOf(name) },
    ...guidanceOf(name),
    ...(REMARKS[name] && { remark: REMARKS[name] }),
  };
  writeWhole(path, `${JSON.stringify(again, null, 1)}\n`);
  return again;
}

/** Packs one model and returns its card, or null where there is no run of it. */
export async function pack(name: string, model: TrainedModel): Promise<Card | null> {
  const run = runFolder(name);
  const weights = loadArrays(`${run}/weights.safetensors`);
  if (!weights) return null;
  if (!existsSync(`${run}/metrics.json`)) throw new Refusal(`${name} has not been measured: npm run evaluate -- ${name}`);
  if (statSync(`${run}/metrics.json`).mtimeMs < statSync(`${run}/weights.safetensors`).mtimeMs)
    throw new Refusal(`${name} has been trained since it was measured: npm run evaluate -- ${name}`);
  const folder = shippedFolder(name);
  const dtype = model.dtype ?? 'F16';
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) rmSync(`${folder}/${file}`); // snapshots of another run

  const snapshots = readdirSync(run)
    .filter((file) => /^at-\d+\.safetensors$/.test(file))
    .sort();
  const files = [...snapshots.map((file) => ({ from: file, to: file })), { from: 'weights.safetensors', to: 'model.safetensors' }].map(
    ({ from, to }): CardFile => {
      const source = loadArrays(`${run}/${from}`);
      if (!source) throw new Error(`${run}/${from} is gone.`);
      const bytes = writeSafetensors(source.arrays, dtype, {}, to === 'model.safetensors' ? model.half : undefined);
      writeWhole(`${folder}/${to}`, bytes);
      return { file: to, bytes: bytes.length, sha256: sha256(bytes), dtype, step: source.info.step, seconds: source.info.seconds };
    },
  );
  const card: Card = {
    model: name,
    title: model.title,
    architecture: {
      hash: architectureOf(weights.arrays, model.config),
      parameters: Object.values(weights.arrays).reduce((sum, { values }) => sum + values.length, 0),
      source: model.source,
      config: model.config as Record<string, unknown>,
    },
    data: DATA,
    training: {
      command: weights.info.command,
      seed: weights.info.seed,
      steps: weights.info.step,
      seconds: weights.info.seconds,
      batch: model.batch,
      ...(weights.info.before && { before: weights.info.before }),
      ...(weights.info.where && { where: weights.info.where }),
    },
    metrics: { ...JSON.parse(readFileSync(`${run}/metrics.json`, 'utf8')), ...rankingOf(name) },
    files,
    ...guidanceOf(name),
    ...(REMARKS[name] && { remark: REMARKS[name] }),
  };
  writeWhole(`${folder}/card.json`, `${JSON.stringify(card, null, 1)}\n`);
  writeWhole(fixturePath(name), `${JSON.stringify(await fixtureOf(name, model, card))}\n`);
  return card;
}

/** What every packed file says, as it will be read. */
async function fixtureOf(name: string, model: TrainedModel, card: Card): Promise<Fixture> {
  const ofFile = async (file: string) => {
    const params = tensorsOf(readSafetensors(readFileSync(`${shippedFolder(name)}/${file}`)).arrays);
    const output = await probed(name, model, params);
    tf.dispose(params);
    return output;
  };
  const snapshots = card.files.slice(0, -1).map(({ file }) => file);
  const entries = [];
  for (const file of snapshots) entries.push([file, await ofFile(file)] as const);
  return { ...(await ofFile('model.safetensors')), ...(entries.length && { snapshots: Object.fromEntries(entries) }) };
}

/** Packs the models named, or all that have a run. With `--card` their weights stay, and their cards get what has been measured since. */
async function packAll(given: readonly string[]): Promise<void> {
  const named = given.filter((word) => word !== '--card');
  const names = named.length ? named : Object.keys(models);
  const known = await Promise.all(names.map(modelNamed)); // a wrong name is found before anything is packed
  if (named.length < given.length) {
    for (const name of names) if (measuredAgain(name)) console.log(`${name}: card.json`);
    return;
  }
  await startBackend();
  let packed = 0;
  for (const [i, name] of names.entries()) {
    const card = await pack(name, known[i]);
    if (!card && named.length) throw new Refusal(`There is no run of ${name}: npm run train -- ${name}`);
    if (!card) continue;
    packed++;
    console.log(`${name}: ${card.files.map((f) => `${f.file} ${(f.bytes / 1024).toFixed(0)} KiB`).join(', ')}`);
  }
  if (packed === 0) throw new Refusal('Nothing to pack: no model has a run here yet. Train one with npm run train -- <model>.');
}

if (import.meta.url === `file://${process.argv[1]}`) await asked(() => packAll(process.argv.slice(2)));

/** Measures models on the weights exactly as they ship (rounded to half precision or 8 bits): `npm run evaluate -- <model> …`. Writes runs/<model>/metrics.json. */

import * as tf from '../app/models/tf';
import { startBackend } from './backend';
import { type Metrics, tensorsOf } from './model';
import { modelNamed } from './models/index';
import { asked, Refusal } from './refusal';
import { contextOf, newestWeights, runFolder, writeWhole } from './runs';

export async function evaluate(name: string): Promise<Metrics> {
  const model = await modelNamed(name);
  const weights = newestWeights(name, model);
  if (!weights) throw new Refusal(`${name} has no weights yet: npm run train -- ${name}`);
  const params = tensorsOf(weights.arrays);
  const metrics = await model.evaluate(params, contextOf(name, 0));
  tf.dispose(params);
  writeWhole(`${runFolder(name)}/metrics.json`, `${JSON.stringify(metrics, null, 1)}\n`);
  return metrics;
}

/** Measures the models named, and prints what it found. */
async function evaluateAll(names: readonly string[]): Promise<void> {
  if (names.length === 0) throw new Refusal('Say which model: npm run evaluate -- <model> …');
  for (const name of names) await modelNamed(name);
  await startBackend();
  for (const name of names) {
    console.log(name);
    for (const [key, { value, n, floor, note }] of Object.entries(await evaluate(name))) {
      console.log(
        `  ${key.padEnd(28)} ${value.toPrecision(4)}${floor === undefined ? '' : `  (floor ${floor.toPrecision(4)})`}  n ${n ?? '–'}  ${note ?? ''}`,
      );
    }
  }
}

if (import.meta.url === `file://${process.argv[1]}`) await asked(() => evaluateAll(process.argv.slice(2)));

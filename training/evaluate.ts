/** Measures models on the weights exactly as they ship (rounded to half precision or 8 bits): `npm run evaluate -- <model> …`. Writes runs/<model>/metrics.json. */

import * as tf from '../app/models/tf';
import { startBackend } from './backend';
import { type Metrics, tensorsOf } from './model';
import { modelNamed } from './models/index';
import { contextOf, newestWeights, runFolder, writeWhole } from './runs';

export async function evaluate(name: string): Promise<Metrics> {
  const model = await modelNamed(name);
  const weights = newestWeights(name, model);
  if (!weights) throw new Error(`${name} has no weights yet: npm run train -- ${name}`);
  const params = tensorsOf(weights.arrays);
  const metrics = await model.evaluate(params, contextOf(name, 0));
  tf.dispose(params);
  writeWhole(`${runFolder(name)}/metrics.json`, `${JSON.stringify(metrics, null, 1)}\n`);
  return metrics;
}

if (import.meta.url === `file://${process.argv[1]}`) {
  await startBackend();
  for (const name of process.argv.slice(2)) {
    console.log(name);
    for (const [key, { value, n, floor, note }] of Object.entries(await evaluate(name))) {
      console.log(
        `  ${key.padEnd(28)} ${value.toPrecision(4)}${floor === undefined ? '' : `  (floor ${floor.toPrecision(4)})`}  n ${n ?? '–'}  ${note ?? ''}`,
      );
    }
  }
}

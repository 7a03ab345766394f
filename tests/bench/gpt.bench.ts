/**
 * Drawing pictures with the shipped GPT (WASM, one core): image tokens a second with keys and values remembered, against reading the whole
 * row anew for every token; a first picture from its prompt; sixteen candidates. Then the same in a browser's worker, on WASM and on WebGPU,
 * with the kernel launches of a picture. Where WebGPU runs on a software adapter its times say nothing about a graphics card; launches and ratio do.
 * Run: npm run bench -- gpt
 */

import { readFileSync } from 'node:fs';
import { createRng } from '../../app/data/rng';
import { encode } from '../../app/models/dalle/bpe';
import { type Config, textRow } from '../../app/models/dalle/gpt';
import * as tf from '../../app/models/tf';
import { decodeTokens } from '../../app/models/vae/vqvae';
import { initNode } from '../../app/runtime/kernels/node';
import { bpeOf } from '../../app/runtime/programs/dalle/prompt';
import { loadWeights } from '../../app/runtime/weights';
import { anew, type Drawn, remembered } from './gptDrawing';
import { openBench } from './openBench';
import { rate } from './rate';

await initNode();
const from = async (path: string) => readFileSync(`${import.meta.dirname}/../../public/weights/${path}`);
const { params, card } = await loadWeights('gpt', undefined, from);
const vq = (await loadWeights('vqvae4', undefined, from)).params;
const c = card.architecture.config as unknown as Config;
const bpe = await bpeOf(params);
const [row, empty] = ['a smiling person with blue hair', ''].map((text) => textRow(encode(bpe, text), c));
const rng = createRng('bench');
const it: Drawn = { params, config: c, row, empty };

const SECONDS = Number(process.env.SECONDS ?? 3);
for (const n of [1, 16, 64]) {
  const drawn = (f: () => void) => rate(f, SECONDS);
  const [kept, again] = [drawn(() => remembered(it, n, rng).dispose()), drawn(() => anew(it, n, rng).dispose())];
  const tokens = n * c.imageLength;
  console.log(
    `${n} pictures of ${c.imageLength} tokens, guided: ${(1000 / kept).toFixed(0)} ms (${(kept * tokens).toFixed(0)} tokens a second) remembering, ${(1000 / again).toFixed(0)} ms (${(again * tokens).toFixed(0)}) reading anew: ${(kept / again).toFixed(1)} times as fast`,
  );
}
const picture = rate(() => tf.tidy(() => decodeTokens(vq, tf.reshape(remembered(it, 1, rng), [1, 4, 4])).dataSync()), SECONDS);
console.log(`from a prompt to its picture: ${(1000 / picture).toFixed(0)} ms`);

const bench = await openBench();
for (const backend of ['wasm', 'webgpu'] as const) {
  const { ask, close } = await bench.page();
  const started = await ask('start', backend);
  if (!started) console.log(`${backend} in a browser: not here`);
  else
    for (const n of started.software ? [1] : [1, 16]) {
      const seconds = started.software ? 0 : SECONDS; // one run is long enough there
      const [kept, again] = [await ask('gpt', 'remembered', n, seconds), await ask('gpt', 'anew', n, seconds)];
      const tokens = n * c.imageLength;
      const line = ({ ms, launches }: typeof kept) =>
        `${ms.toFixed(0)} ms, ${((1000 * tokens) / ms).toFixed(0)} tokens a second, ${launches} launches`;
      console.log(
        `${backend} in a browser${started.software ? ' (software adapter)' : ''}, ${n} pictures: ${line(kept)} remembering; ${line(again)} reading anew: ${(again.ms / kept.ms).toFixed(1)} times as fast`,
      );
    }
  await close();
}
await bench.close();

/**
 * Drawing pictures with the shipped GPT (WASM, one core): image tokens a second with keys and values remembered, against reading the whole
 * row anew for every token; a first picture from its prompt; sixteen candidates.
 * Run: npm run bench -- gpt
 */

import { readFileSync } from 'node:fs';
import { createRng } from '../../app/data/rng';
import { encode } from '../../app/models/dalle/bpe';
import { GPT_DRAWING } from '../../app/models/dalle/drawing';
import { begin, type Config, forward, imageLogits, sampleAll, tensorsUnderWay, textRow } from '../../app/models/dalle/gpt';
import { drawFrom, filtered, guided } from '../../app/models/dalle/sampling';
import * as tf from '../../app/models/tf';
import { decodeTokens } from '../../app/models/vae/vqvae';
import { initNode } from '../../app/runtime/kernels/node';
import { bpeOf } from '../../app/runtime/programs/dalle/prompt';
import { loadWeights } from '../../app/runtime/weights';
import { rate } from './rate';

await initNode();
const from = async (path: string) => readFileSync(`${import.meta.dirname}/../../public/weights/${path}`);
const { params, card } = await loadWeights('gpt', undefined, from);
const vq = (await loadWeights('vqvae4', undefined, from)).params;
const c = card.architecture.config as unknown as Config;
const bpe = await bpeOf(params);
const [row, empty] = ['a smiling person with blue hair', ''].map((text) => textRow(encode(bpe, text), c));
const rng = createRng('bench');

/** Pictures' tokens from the same prompt. */
function remembered(n: number): tf.Tensor2D {
  const begun = begin(params, [row], new Array(n).fill(0), empty, c);
  const tokens = sampleAll(params, begun, GPT_DRAWING, rng.fillUniform(new Float32Array(n * c.imageLength)), c);
  tf.dispose(tensorsUnderWay(begun));
  return tokens;
}

/** The same, all places read again for every token. */
function anew(n: number): void {
  let tokens = tf.tensor2d([], [n, 0], 'int32');
  for (let cell = 0; cell < c.imageLength; cell++)
    tokens = tf.tidy(() => {
      const picture = tf.add(tokens, tf.scalar(c.textVocabulary, 'int32'));
      const rows = (text: readonly number[]) =>
        tf.concat([tf.tile(tf.tensor2d([...text], [1, text.length], 'int32'), [n, 1]), picture], 1) as tf.Tensor2D;
      const [said, unsaid] = tf.split(imageLogits(params, forward(params, tf.concat([rows(row), rows(empty)]), c), c), 2) as tf.Tensor2D[];
      const z = drawFrom(filtered(guided(said, unsaid, GPT_DRAWING.w), GPT_DRAWING), rng.fillUniform(new Float32Array(n)));
      return tf.concat([tokens, tf.reshape(z, [n, 1]) as tf.Tensor2D], 1);
    });
  tokens.dispose();
}

const SECONDS = Number(process.env.SECONDS ?? 3);
for (const n of [1, 16, 64]) {
  const drawn = (f: () => void) => rate(f, SECONDS);
  const [kept, again] = [drawn(() => remembered(n).dispose()), drawn(() => anew(n))];
  const tokens = n * c.imageLength;
  console.log(
    `${n} pictures of ${c.imageLength} tokens, guided: ${(1000 / kept).toFixed(0)} ms (${(kept * tokens).toFixed(0)} tokens a second) remembering, ${(1000 / again).toFixed(0)} ms (${(again * tokens).toFixed(0)}) reading anew: ${(kept / again).toFixed(1)} times as fast`,
  );
}
const picture = rate(() => tf.tidy(() => decodeTokens(vq, tf.reshape(remembered(1), [1, 4, 4])).dataSync()), SECONDS);
console.log(`from a prompt to its picture: ${(1000 / picture).toFixed(0)} ms`);

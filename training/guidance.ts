/**
 * Measures the three kinds of guidance on the weights that ship: `npm run evaluate:guidance`. Writes guidance.json beside this file, from where
 * `npm run weights -- ddpm --card` takes it onto the card.
 *
 * 16 wishes of one to three attributes, taken from captions of test faces; for each, equally many faces from the same noises at every strength,
 * by DDIM in 25 steps. Agreement: share of faces that show all that was wished, by the attribute classifier, which takes no part in guiding.
 * Fidelity: share that passes for a face. Variety: mean squared distance between two faces of a wish, over that of real faces with the wish.
 * Seconds: processor time of a face, best of three batches, measured at the end for each kind; a kind costs the same at every strength.
 */
import { existsSync, readFileSync } from 'node:fs';
import {
  ATTRIBUTE_KEYS,
  type AttributeChoice,
  captionOf,
  compose,
  FACE_BYTES,
  faceAt,
  mention,
  sampleFace,
  toUnit,
} from '../app/data/faces/index';
import { createRng } from '../app/data/rng';
import { encode, vocabulary } from '../app/models/dalle/bpe';
import { type Config as ClipConfig, encodeText } from '../app/models/dalle/clip';
import type { Condition } from '../app/models/diffusion/condition';
import { faceConfig } from '../app/models/diffusion/faces';
import { type Guidance, guide, type Networks } from '../app/models/diffusion/guidance';
import { sample } from '../app/models/diffusion/sampler';
import { faceSchedule, subsequence } from '../app/models/diffusion/schedule';
import { meanSquaredDistance } from '../app/models/metrics/diversity';
import { passes } from '../app/models/metrics/index';
import * as tf from '../app/models/tf';
import type { MeasuredGuidance } from '../app/runtime/weights';
import { startBackend } from './backend';
import { captionBpe } from './captions';
import { readPictures } from './measure';
import { contextOf, shippedFolder, writeWhole } from './runs';

const WISHES = 16;
const EACH = Number(process.env.EACH ?? 64);
const STEPS = 25;
const SETTINGS: readonly Guidance[] = [
  { kind: 'none', strength: 0 },
  ...[1, 2, 4, 8, 16, 32].map((strength) => ({ kind: 'classifier' as const, strength })),
  ...[1, 2, 4, 8, 16, 32].map((strength) => ({ kind: 'clip' as const, strength })),
  ...[0, 1, 2, 4, 8].map((strength) => ({ kind: 'free' as const, strength })),
];

const conditionOf = (choice: AttributeChoice): Condition => ATTRIBUTE_KEYS.map((key) => choice[key] ?? null);

await startBackend();
const ctx = contextOf('ddpm', 0);
const [unet, classifier, clip, oracle] = [
  await ctx.weights('ddpm'),
  await ctx.weights('classifier'),
  await ctx.weights('clip'),
  await ctx.weights('oracle'),
];
const nets: Networks = { unet: { params: unet, config: faceConfig }, classifier, clip };
const clipConfig = JSON.parse(readFileSync(`${shippedFolder('clip')}/card.json`, 'utf8')).architecture.config as ClipConfig;
const rng = createRng('wishes');
const wishes = Array.from({ length: WISHES }, (_, i) => {
  const all = Object.entries(mention(faceAt('test', 4_000 + i), rng)).slice(0, 1 + (i % 3));
  const choice = Object.fromEntries(all) as AttributeChoice;
  const tokens = encode(captionBpe(), captionOf(choice, i % 2 ? 'zh' : 'en', rng)).slice(0, clipConfig.textLength - 1);
  const ids = [...tokens, ...new Array(clipConfig.textLength - tokens.length).fill(vocabulary(captionBpe()))];
  const ends = ids.map((_id, place) => (place === tokens.length ? 1 : 0));
  const text = tf.tidy(() => encodeText(clip, tf.tensor2d(ids, [1, ids.length], 'int32'), tf.tensor2d(ends, [1, ids.length]), clipConfig));
  const pixels = new Uint8Array(256 * FACE_BYTES);
  for (let f = 0; f < 256; f++) compose(sampleFace(rng, choice), pixels, f * FACE_BYTES);
  return { condition: conditionOf(choice), text, real: meanSquaredDistance(toUnit(pixels), FACE_BYTES) };
});
const timesteps = subsequence(faceSchedule.T, STEPS);

/** EACH faces of one wish, the same noises whatever steers. [EACH · 768] */
function drawn(wishNumber: number, guidance: Guidance): Float32Array {
  const { condition, text } = wishes[wishNumber];
  const noise = createRng(`guidance ${wishNumber}`).fillNormal(new Float32Array(EACH * FACE_BYTES));
  const xT = tf.tensor4d(noise, [EACH, 16, 16, 3]);
  const wish = { conditions: new Array<Condition>(EACH).fill(condition), text };
  const model = (x: tf.Tensor, t: number) => ({ modelOutput: guide(nets, x as tf.Tensor4D, t, wish, guidance).eps });
  let faces: Float32Array = new Float32Array(0);
  for (const step of sample(model, xT, timesteps, () => null, { schedule: faceSchedule, eta: 0, clip: 1 }))
    if (step.s === 0) faces = step.next.dataSync() as Float32Array;
  xT.dispose();
  return faces;
}

function measured(guidance: Guidance): MeasuredGuidance {
  let [obeyed, clean, variety] = [0, 0, 0];
  for (const [i, { condition, real }] of wishes.entries()) {
    const faces = drawn(i, guidance);
    const { classes } = readPictures(oracle, faces);
    for (let f = 0; f < EACH; f++) {
      const ten = classes.subarray(f * 10, (f + 1) * 10);
      if (condition.every((k, a) => k === null || ten[a] === k)) obeyed++;
      if (passes(faces.subarray(f * FACE_BYTES, (f + 1) * FACE_BYTES), ten)) clean++;
    }
    variety += meanSquaredDistance(faces, FACE_BYTES) / real / WISHES;
  }
  const n = WISHES * EACH;
  return { kind: guidance.kind, strength: guidance.strength, n, agreement: obeyed / n, fidelity: clean / n, variety, seconds: 0 };
}

/** Of one face, without what other programs take of the processor. */
function secondsOf(guidance: Guidance): number {
  const one = () => {
    const from = process.cpuUsage().user;
    drawn(0, guidance);
    return (process.cpuUsage().user - from) / 1e6 / EACH;
  };
  return Math.min(one(), one(), one());
}

const file = new URL('guidance.json', import.meta.url);
/** What an earlier run has measured stays; remove the file to begin anew. */
const done: MeasuredGuidance[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
const write = (list: readonly MeasuredGuidance[]) => writeWhole(file.pathname, `${JSON.stringify(list, null, 2)}\n`);
for (const guidance of SETTINGS) {
  if (done.some(({ kind, strength }) => kind === guidance.kind && strength === guidance.strength)) continue;
  done.push(measured(guidance));
  console.log(JSON.stringify(done.at(-1)));
  write(done);
}
const seconds = Object.fromEntries(
  (['none', 'classifier', 'clip', 'free'] as const).map((kind) => [kind, secondsOf({ kind, strength: kind === 'none' ? 0 : 2 })]),
);
console.log(JSON.stringify(seconds));
const place = ({ kind, strength }: Guidance) => SETTINGS.findIndex((one) => one.kind === kind && one.strength === strength);
write(done.map((one) => ({ ...one, seconds: seconds[one.kind] })).sort((a, b) => place(a) - place(b)));

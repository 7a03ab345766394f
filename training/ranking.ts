/**
 * Measures what CLIP's choice among many candidates is worth: `npm run evaluate:ranking`. Writes ranking.json beside this file, from where
 * `npm run weights -- clip --card` takes it onto the card. Goes on where it stopped.
 *
 * Captions of held-out faces whose pairs of attributes GPT has seen, half in each language; 64 candidates each, drawn as the figure on re-ranking
 * draws them (temperature 1, w = 0). Truth: the share of what the caption names that the attribute classifier finds, which CLIP never saw.
 */
import { existsSync, readFileSync } from 'node:fs';
import { ATTRIBUTE_KEYS } from '../app/data/faces/index';
import { createRng } from '../app/data/rng';
import { bestOf, CANDIDATES, curve, truths } from '../app/models/dalle/ranking';
import * as attributeClassifier from '../app/models/metrics/attributeClassifier';
import { startBackend } from './backend';
import { inBatches } from './faces';
import type { Metric } from './model';
import { clipScores, draw, type Prompt, prompts, WAYS } from './models/gpt';
import { contextOf, runFolder, writeWhole } from './runs';

/** Captions of each language. */
const PROMPTS = Number(process.env.PROMPTS ?? 128);

await startBackend();
const ctx = contextOf('clip', 0);
const [gpt, vq, oracle, clip] = [
  await ctx.weights('gpt'),
  await ctx.weights('vqvae4'),
  await ctx.weights('oracle'),
  await ctx.weights('clip'),
];
const asked: Prompt[] = [...prompts('en', false, PROMPTS), ...prompts('zh', false, PROMPTS)].filter(({ choice }) =>
  ATTRIBUTE_KEYS.some((key) => choice[key] !== undefined),
);

/** A caption's candidates: CLIP's cosine, the truth, and the classes read [candidates · 10]. */
interface Seen {
  readonly cosines: number[];
  readonly truths: number[];
  readonly classes: number[];
}
const file = `${runFolder('clip')}/ranking-seen.json`;
/** What an earlier run has seen stays, by caption; remove the file to begin anew. */
const seen: Record<string, Seen> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
for (const { text, choice } of asked) {
  if (seen[text]) continue;
  const pictures = draw(gpt, vq, [text], createRng(`ranking ${text}`), WAYS.plain, CANDIDATES);
  const classes = attributeClassifier.read(inBatches(pictures, (x) => attributeClassifier.forward(oracle, x)));
  const cosines = clipScores(clip, [text], pictures, CANDIDATES);
  seen[text] = { cosines: [...cosines], truths: [...truths(choice, classes)], classes: [...classes] };
  if (Object.keys(seen).length % 16 === 0) writeWhole(file, JSON.stringify(seen));
}
writeWhole(file, JSON.stringify(seen));
const results = asked.map(({ text }) => ({
  cosines: Float32Array.from(seen[text].cosines),
  truths: Float32Array.from(seen[text].truths),
}));

/** By attribute: captions that name it; of those, whose choice lacks it although another candidate has it. */
const named = new Map<string, number>();
const passedOver = new Map<string, number>();
const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
asked.forEach(({ text, choice }, i) => {
  const chosen = bestOf(results[i].cosines, CANDIDATES);
  ATTRIBUTE_KEYS.forEach((key, a) => {
    if (choice[key] === undefined) return;
    const shows = (candidate: number) => seen[text].classes[candidate * ATTRIBUTE_KEYS.length + a] === choice[key];
    count(named, key);
    if (!shows(chosen) && results[i].cosines.some((_, candidate) => shows(candidate))) count(passedOver, key);
  });
});

const n = results.length;
const note = `${n} captions, ${CANDIDATES} candidates each, temperature 1, w = 0`;
const { cosine, truth, perfect, fooled, order, n: sizes } = curve(results, CANDIDATES);
const metrics: Record<string, Metric> = { order: { value: order, n: n * CANDIDATES, note } };
/** What the choice wins in truth when it may be made among twice as many, prompt by prompt. */
function gain(size: number): Metric {
  const each = results.map(({ cosines, truths: truth }) => truth[bestOf(cosines, size)] - truth[bestOf(cosines, size / 2)]);
  const mean = each.reduce((sum, v) => sum + v, 0) / n;
  const variance = each.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1);
  return { value: mean, error: Math.sqrt(variance / n), n, note };
}
for (const [i, size] of sizes.entries()) {
  if (size > 1) metrics[`gain.n${size}`] = gain(size);
  metrics[`cosine.n${size}`] = { value: cosine[i], n, note };
  metrics[`chosen.n${size}`] = { value: truth[i], n, note };
  metrics[`perfect.n${size}`] = { value: perfect[i], n, note };
}
metrics[`fooled.n${CANDIDATES}`] = { value: fooled[fooled.length - 1], n, note };
for (const [key, of] of named) metrics[`passedOver.${key}`] = { value: (passedOver.get(key) ?? 0) / of, n: of, note };
for (const [key, { value }] of Object.entries(metrics)) console.log(key.padEnd(24), value.toFixed(4));
writeWhole(new URL('ranking.json', import.meta.url).pathname, `${JSON.stringify(metrics, null, 2)}\n`);

/**
 * The TypeScript models against PyTorch references of the same equations (training/reference), with the weights that ship: outputs, losses
 * and gradients on fixed inputs. `python3 training/reference/fixtures.py` makes the fixtures; nothing of PyTorch is needed here.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { CLASS_COUNTS } from '../../app/data/faces/index';
import * as clip from '../../app/models/dalle/clip';
import * as gpt from '../../app/models/dalle/gpt';
import { CONDITION_DIM, conditionRows, nullCondition } from '../../app/models/diffusion/condition';
import { faceConfig, loss as lossOfDdpm } from '../../app/models/diffusion/faces';
import * as noisy from '../../app/models/diffusion/noisyClassifier';
import { cosine } from '../../app/models/diffusion/schedule';
import { forward as eps } from '../../app/models/diffusion/unet';
import * as game from '../../app/models/gan/faceGame';
import * as codes from '../../app/models/gan/latentGan';
import * as pixels from '../../app/models/gan/pixelGan';
import * as reader from '../../app/models/metrics/attributeClassifier';
import { valueAndGrad } from '../../app/models/nn/grad';
import { flatten, layoutOf, type ParamInit, type Params, unflatten } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import * as ae from '../../app/models/vae/autoencoder';
import * as prior from '../../app/models/vae/prior';
import * as vae from '../../app/models/vae/vae';
import * as vq from '../../app/models/vae/vqvae';
import { initNode } from '../../app/runtime/kernels/node';
import { readSafetensors } from '../../app/runtime/safetensors';

/** Of the fixture's root mean square: both sides compute in 32 bits, in another order. */
const TOLERANCE = 1e-4;

interface Some {
  readonly shape: readonly number[];
  readonly norm: number;
  readonly values: readonly number[];
}
type Fixture = Readonly<Record<string, Some>>;

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));
const fixtureOf = (name: string): Fixture => JSON.parse(read(`tests/fixtures/reference/${name}.json`).toString());
const arraysOf = (model: string): ParamInit => {
  const { bpe: _, ...arrays } = readSafetensors(read(`public/weights/${model}/model.safetensors`)).arrays;
  return byName(arrays);
};
const byName = (arrays: ParamInit): ParamInit => Object.fromEntries(Object.entries(arrays).sort(([a], [b]) => (a < b ? -1 : 1)));
const paramsOf = (arrays: ParamInit): Params => unflatten(tf.tensor1d(flatten(arrays)), layoutOf(arrays));

/** The same numbers as in fixtures.py. */
const waveOf = (n: number, phase = 0): Float32Array =>
  Float32Array.from({ length: n }, (_, i) => Math.sin(0.7 * i + phase) + 0.5 * Math.sin(0.0137 * i * i));
const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
const wave = <T extends tf.Tensor = tf.Tensor4D>(shape: readonly number[], phase = 0, scale = 1): T =>
  tf.tensor(
    waveOf(sizeOf(shape), phase).map((v) => scale * v),
    [...shape],
  ) as T;
const count = (n: number, step: number, below: number): number[] => Array.from({ length: n }, (_, i) => (i * step) % below);
/** Classes [n · 10] of the n faces that are asked for. */
const classesOf = (n: number): number[] =>
  Array.from({ length: n * 10 }, (_, k) => (Math.floor(k / 10) * ((k % 10) + 1)) % CLASS_COUNTS[k % 10]);
const oneHots = (n: number): tf.Tensor2D[] =>
  CLASS_COUNTS.map((size, a) => {
    const rows = new Float32Array(n * size);
    for (let i = 0; i < n; i++) rows[i * size + classesOf(n)[i * 10 + a]] = 1;
    return tf.tensor2d(rows, [n, size]);
  });

function expectSome(got: tf.Tensor, want: Some, what: string, tolerance = TOLERANCE): void {
  if (want.shape.length > 1) expect(got.shape, what).toEqual(want.shape);
  const values = Float32Array.from(got.dataSync());
  expect(values.length, what).toBe(sizeOf(want.shape));
  const usual = want.norm / Math.sqrt(values.length);
  const norm = Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
  expect(Math.abs(norm - want.norm), `${what}: norm`).toBeLessThan(tolerance * want.norm);
  const every = Math.max(1, Math.floor(values.length / 48));
  want.values.forEach((value, i) => {
    expect(Math.abs(values[i * every] - value), `${what}, value ${i * every}`).toBeLessThan(tolerance * Math.max(usual, Math.abs(value)));
  });
}

function expectStep(arrays: ParamInit, loss: (p: Params) => tf.Scalar, f: Fixture, keys = ['loss', 'gradient'], tolerance = 1e-3): void {
  const { value, grad } = valueAndGrad(loss, tf.tensor1d(flatten(arrays)), layoutOf(arrays));
  expectSome(tf.reshape(value, [1]), f[keys[0]], keys[0]);
  expectSome(grad, f[keys[1]], keys[1], tolerance); // sums of many terms, small beside the largest
}

const it_ = (name: string, check: (f: Fixture, arrays: ParamInit, p: Params) => void) =>
  it(`${name} says what its reference says`, { timeout: 120_000 }, () => {
    tf.tidy(() => {
      const arrays = arraysOf(name);
      check(fixtureOf(name), arrays, paramsOf(arrays));
    });
  });

beforeAll(initNode);

for (const name of ['ddpm', 'ddpm-noskip', 'ddpm-notime']) {
  it_(name, (f, arrays, p) => {
    const config = { ...faceConfig, skips: name !== 'ddpm-noskip', time: name !== 'ddpm-notime' };
    const t = Float32Array.of(100, 900);
    const y = tf.tensor2d(conditionRows([classesOf(1), nullCondition]), [2, CONDITION_DIM]);
    const x = wave([2, 16, 16, 3]);
    expectSome(eps(p, x, t, y, config), f.eps, 'ε̂');
    const alphaBar = tf.tensor4d(
      [100, 900].map((s) => cosine().alphaBar[s]),
      [2, 1, 1, 1],
    );
    expectStep(arrays, (q) => lossOfDdpm(q, { x0: wave([2, 16, 16, 3], 1), t, alphaBar, y }, x, config), f);
  });
}

for (const name of ['ae2', 'ae16', 'vae2', 'vae16-b1']) {
  it_(name, (f, arrays, p) => {
    const latent = arrays['dec.narrow.w'].shape[0];
    const x = wave([2, 16, 16, 3], 0, 0.5);
    expectSome(ae.encode(p, x), f.code, 'code');
    expectSome(ae.decode(p, wave([2, latent])), f.decoded, 'decoded');
    if (f.loss) expectStep(arrays, (q) => tf.div(vae.loss(q, x, wave([2, latent]), 1), 768), f);
  });
}

for (const name of ['vqvae4', 'vqvae8']) {
  it_(name, (f, arrays, p) => {
    const g = name === 'vqvae4' ? 4 : 8;
    const config = vq.vqvaeConfig(g, arrays.codebook.shape[0]);
    const decoded = vq.decodeTokens(p, tf.tensor(count(2 * g * g, 7, config.codes), [2, g, g], 'int32'));
    expectSome(vq.encode(p, wave([2, 16, 16, 3], 0, 0.5), config), f.encoded, 'encoded');
    expectSome(decoded, f.decoded, 'decoded');
    expectSome(vq.encodeTokens(p, decoded, config), f.tokens, 'tokens');
  });
}

it_('prior4', (f, arrays, p) => {
  const tokens = tf.tensor2d(count(32, 7, 256), [2, 16], 'int32');
  expectSome(prior.forward(p, tf.slice(tokens, [0, 0], [2, 15]), prior.prior4Config), f.logits, 'logits');
  expectStep(arrays, (q) => prior.loss(q, tokens, prior.prior4Config), f);
});

const rows = (ids: readonly (readonly number[])[]) => tf.tensor2d(ids.flat(), [ids.length, ids[0].length], 'int32');
const oneHot = (ids: readonly number[], size: number, counts: (i: number) => boolean = () => true) => {
  const out = new Float32Array(ids.length * size);
  ids.forEach((id, i) => {
    if (counts(i)) out[i * size + id] = 1;
  });
  return tf.tensor2d(out, [ids.length, size]);
};

it_('gpt', (f, arrays, p) => {
  const config: gpt.Config = { ...gpt.defaults, textVocabulary: 642 };
  const [START, END] = [640, 641];
  const text = count(48, 11, 600).map((id, i) => (i % 24 < 9 ? id : END));
  const image = count(32, 7, 256);
  const row = (i: number, words: readonly number[], seen: number) => [
    START,
    ...words,
    ...image.slice(16 * i, 16 * i + seen).map((z) => 642 + z),
  ];
  const said = [0, 1].map((i) => row(i, text.slice(24 * i, 24 * i + 24), 5));
  const unsaid = [0, 1].map((i) => row(i, Array(24).fill(END), 5));
  expectSome(gpt.forward(p, rows(said), config), f.thought, 'thought');
  const last = (ids: readonly (readonly number[])[]) => gpt.imageLogits(p, gpt.forward(p, rows(ids), config), config);
  expectSome(tf.sub(tf.mul(2, last(said)), last(unsaid)), f.guided, 'guided'); // w = 1
  const batch: gpt.Batch = {
    ids: rows([0, 1].map((i) => row(i, text.slice(24 * i, 24 * i + 24), 15))),
    text: oneHot(text, 642, (i) => i % 24 <= 9),
    image: oneHot(image, 256),
  };
  expectStep(arrays, (q) => gpt.loss(q, batch, config).loss, f);
});

it_('clip', (f, arrays, p) => {
  const config: clip.Config = { ...clip.defaults, vocabulary: 641 };
  const t = Float32Array.of(0, 300, 700);
  const ids = tf.tensor2d(
    count(72, 11, 600).map((id, i) => (i % 24 < 9 ? id : 640)),
    [3, 24],
    'int32',
  );
  const ends = tf.tensor2d(
    Float32Array.from({ length: 72 }, (_, i) => (i % 24 === 9 ? 1 : 0)),
    [3, 24],
  );
  const x = wave([3, 16, 16, 3]);
  expectSome(clip.encodeImage(p, x, t), f.image, 'image');
  expectSome(clip.encodeText(p, ids, ends, config), f.text, 'text');
  expectStep(arrays, (q) => clip.loss(q, clip.encodeImage(q, x, t), clip.encodeText(q, ids, ends, config)), f);
});

it_('oracle', (f, arrays, p) => {
  const x = wave([2, 16, 16, 3]);
  expectSome(reader.features(p, x), f.features, 'features');
  expectSome(reader.forward(p, x), f.logProbabilities, 'log-probabilities');
  expectStep(arrays, (q) => reader.loss(q, x, tf.concat(oneHots(2), 1)), f);
});

it_('classifier', (f, arrays, p) => {
  const [x, t] = [wave([2, 16, 16, 3]), Float32Array.of(100, 600)];
  expectSome(tf.concat(noisy.forward(p, x, t), 1), f.logits, 'logits');
  expectSome(noisy.gradient(p, x, t, oneHots(2)).gradient, f.push, 'push', 1e-3);
  expectStep(arrays, (q) => noisy.loss(q, x, t, oneHots(2)), f);
});

/** The weights of a GAN as waves, as in fixtures.py, and what both players lose by them. */
function expectGame(
  name: 'gan' | 'gan-latent',
  size: readonly number[],
  rules: game.Rules,
  paint: (p: Params, z: tf.Tensor2D, y: tf.Tensor2D) => tf.Tensor,
  judgeOf: (p: Params, y: tf.Tensor2D) => game.Discriminator,
): void {
  const shapes: Record<string, Record<string, number[]>> = JSON.parse(read('tests/fixtures/reference/shapes.json').toString());
  const all = Object.entries(shapes[name]).map(([key, shape], k) => {
    const scale = 1 / Math.sqrt(sizeOf(shape.slice(0, -1)));
    const values = waveOf(sizeOf(shape), k).map((v) => (key.endsWith('scale') ? 1 + 0.1 * v : scale * v));
    return [key, { shape, values }] as const;
  });
  const player = (letter: string): ParamInit => byName(Object.fromEntries(all.filter(([key]) => key[0] === letter)));
  const [g, d, f] = [player('g'), player('d'), fixtureOf(name)];
  const z = wave<tf.Tensor2D>([4, 64]);
  const y = tf.tensor2d(game.conditionRows(classesOf(4)), [4, game.CONDITION]);
  const [real, v] = [wave<tf.Tensor>([4, ...size], 2, 0.5), wave<tf.Tensor>([4, ...size], 3)];
  const painted = paint(paramsOf(g), z, y);
  expectSome(painted, f.painted, 'painted');
  const onD = (p: Params) =>
    tf.add(
      game.lossD(judgeOf(p, y), real, painted, rules),
      tf.mul(4, game.slopePenalty(judgeOf(p, y), real, v, { ...rules, gamma: 0.1 })),
    ) as tf.Scalar;
  expectStep(d, onD, f, ['lossD', 'gradientD'], name === 'gan' ? 2e-2 : 1e-3); // a slope over 0.01: the difference of two close numbers
  expectStep(g, (p) => game.lossG(judgeOf(paramsOf(d), y), real, paint(p, z, y), rules), f, ['lossG', 'gradientG']);
}

it('the GAN of faces plays the game of its reference', { timeout: 120_000 }, () => {
  const c = pixels.defaults;
  tf.tidy(() =>
    expectGame(
      'gan',
      [16, 16, 3],
      c,
      (p, z, y) => pixels.generate(p, z, y, c),
      (p, y) => (x) => pixels.discriminate(p, x as tf.Tensor4D, y, c),
    ),
  );
});

it('the GAN in codes plays the game of its reference', { timeout: 120_000 }, () => {
  tf.tidy(() => expectGame('gan-latent', [256], codes.defaults, codes.paint, (p, y) => (x) => codes.discriminate(p, x, y)));
});

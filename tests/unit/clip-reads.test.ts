/** What the DALL·E note says of the CLIP that ships: of all attributes it is least sure of earrings. Each is read by the nearest of one short caption a class. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ATTRIBUTES, attributesOf, captionOf, compose, FACE_BYTES, faceAt, toUnit, visible } from '../../app/data/faces/index';
import { createRng } from '../../app/data/rng';
import { type Bpe, encode, vocabulary } from '../../app/models/dalle/bpe';
import { type Config, encodeImage, encodeText, similarity } from '../../app/models/dalle/clip';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import { readSafetensors } from '../../app/runtime/safetensors';

const shipped = (file: string) => readFileSync(new URL(`../../public/weights/clip/${file}`, import.meta.url));
const N = 256;

it('reads every attribute of nearly every face, earrings least surely', async () => {
  await initNode();
  const { arrays } = readSafetensors(shipped('model.safetensors'));
  const p = Object.fromEntries(Object.entries(arrays).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]));
  const c = JSON.parse(shipped('card.json').toString()).architecture.config as Config;
  const pairs = arrays.bpe.values;
  const bpe: Bpe = { merges: Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[2 * i], pairs[2 * i + 1]] as const) };

  const faces = Array.from({ length: N }, (_, i) => faceAt('test', 5_000 + i));
  const pixels = new Uint8Array(N * FACE_BYTES);
  faces.forEach((face, i) => {
    compose(face, pixels, i * FACE_BYTES);
  });
  const images = encodeImage(p, tf.tensor4d(toUnit(pixels), [N, 16, 16, 3]), new Float32Array(N));
  const cosines = (text: string) => {
    const tokens = encode(bpe, text);
    const ids = [...tokens, ...new Array(c.textLength - tokens.length).fill(vocabulary(bpe))];
    const ends = ids.map((_, place) => (place === tokens.length ? 1 : 0));
    const point = encodeText(p, tf.tensor2d(ids, [1, ids.length], 'int32'), tf.tensor2d(ends, [1, ids.length]), c);
    return similarity(images, point).dataSync();
  };
  const right = ATTRIBUTES.map(({ key, classes }, a) => {
    const of = classes.map((_, k) => cosines(captionOf({ [key]: k }, 'en', createRng('reads'))));
    const seen = faces.map((face, i) => ({ i, face })).filter(({ face }) => visible(face)[a]);
    const read = (i: number) => of.reduce((best, said, k) => (said[i] > of[best][i] ? k : best), 0);
    return seen.filter(({ i, face }) => read(i) === attributesOf(face)[a]).length / seen.length;
  });
  const earrings = ATTRIBUTES.findIndex(({ key }) => key === 'accessories');
  expect(right[earrings]).toBeGreaterThan(0.8);
  right.forEach((share, a) => {
    if (a === earrings) return;
    expect(share).toBeGreaterThan(0.95);
    expect(share).toBeGreaterThan(right[earrings]);
  });
  tf.dispose([images, ...Object.values(p)]);
});

/** From a picture, noised, with the shipped network: a face comes back as itself or as a relation, another picture is drawn towards faces. The note quotes it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { TRAIN_SIZE } from '../../app/data/faces';
import { pictureOf } from '../../app/data/faces/ownPicture';
import { encodePicture } from '../../app/data/faces/pictureText';
import { initNode } from '../../app/runtime/kernels/node';
import backward from '../../app/runtime/programs/diffusion/backward';
import { nearestTraining } from '../../app/runtime/programs/gan/density';
import { loadWeights } from '../../app/runtime/weights';
import { weightless } from '../program';
import { readShipped } from '../shipped';

beforeAll(initNode);

const ctx = { ...weightless('from a picture'), weights: (model: string, file?: string) => loadWeights(model, file, readShipped) };
const FACE = 16;
/** Red on the left, blue on the right: nothing like a face. */
const halves = encodePicture(Float32Array.from({ length: 768 }, (_, i) => ((i % 48 < 24 ? i % 3 === 0 : i % 3 === 2) ? 1 : -1)));

const apart = (a: Float32Array, b: Float32Array): number => a.reduce((sum, v, i) => sum + (v - b[i % b.length]) ** 2, 0) / a.length;

/** Sixteen ends of ways from a picture noised to `level`. */
async function ends(level: number, mine = ''): Promise<Float32Array> {
  const run = await backward.start(
    {
      sampler: 'ddpm',
      eta: 0,
      steps: 25,
      start: 'picture',
      other: 2,
      picture: FACE,
      mine,
      level,
      w: null,
      face: 0,
      at: -1,
      inpaint: null,
      edits: [],
    },
    ctx,
  );
  while (run.step?.() !== true);
  const { now, done, of } = await run.frame();
  expect(done).toBe(of);
  run.dispose();
  return now;
}

describe('a picture, noised, and the way back', () => {
  it('a face: the more noise, the farther; from t = 300 it is itself, from t = 800 another, from 1,000 any', {
    timeout: 120_000,
  }, async () => {
    const face = pictureOf(FACE);
    const [little, much, all] = [apart(await ends(300), face), apart(await ends(800), face), apart(await ends(1_000), face)];
    expect(little).toBeLessThan(0.006); // measured 0.0030
    expect(much).toBeGreaterThan(0.1); // measured 0.18
    expect(much).toBeLessThan(0.3);
    expect(all).toBeGreaterThan(0.5); // measured 0.62
  });

  it('no face: from t = 200 on its ends lie nearer to faces than it does', { timeout: 120_000 }, async () => {
    const picture = pictureOf(FACE, halves);
    const made = await ends(200, halves);
    expect(apart(made, picture)).toBeGreaterThan(0.5); // measured 0.81
    const found = await nearestTraining([picture, made], ctx);
    if (!found) throw new Error(`the search through ${TRAIN_SIZE} faces was stopped`);
    const mean = (list: Float32Array) => list.reduce((sum, v) => sum + v / list.length, 0);
    expect(mean(found[1].apart)).toBeLessThan(mean(found[0].apart) / 2);
  });
});

/** The metrics prove themselves: real faces score at the floor; blurred, noised, single-mode and shuffled ones do not. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  attributesOf,
  CLASS_COUNTS,
  compose,
  composeMany,
  FACE_BYTES,
  type Face,
  faceAt,
  pictureHash,
  toUnit,
  trainingHashes,
} from '../../app/data/faces/index';
import { createRng } from '../../app/data/rng';
import * as attributeClassifier from '../../app/models/metrics/attributeClassifier';
import { counts, diversity, jensenShannon, meanSquaredDistance } from '../../app/models/metrics/diversity';
import { eigen, fitGaussian, frechetDistance } from '../../app/models/metrics/frechet';
import { FIDELITY_THRESHOLD, LIGHT_NOISE, measure, type Reference, referenceFrom } from '../../app/models/metrics/index';
import { faceWith, nearestFace } from '../../app/models/metrics/nearest';
import type { Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import { loadWeights } from '../../app/runtime/weights';
import { readShipped } from '../shipped';

const N = 250;
const faces = (split: 'train' | 'test', from: number, n: number): Face[] => Array.from({ length: n }, (_, i) => faceAt(split, from + i));
const pictures = (list: Face[]) => toUnit(composeMany(list));

let params: Params;
let reference: Reference;
const read = (x: Float32Array) => {
  const batch = tf.tensor4d(x, [x.length / FACE_BYTES, 16, 16, 3]);
  return {
    features: attributeClassifier.features(params, batch).dataSync() as Float32Array,
    classes: attributeClassifier.read(attributeClassifier.forward(params, batch).dataSync() as Float32Array),
  };
};
const report = (x: Float32Array) => measure(x, read(x), reference);

beforeAll(async () => {
  await initNode();
  params = (await loadWeights('oracle', undefined, readShipped)).params;
  reference = referenceFrom(read(pictures(faces('test', 0, 4096))), trainingHashes());
}, 120_000);

describe('samples against the metrics', () => {
  const fresh = () => pictures(faces('test', 5000, N));
  let floor: ReturnType<typeof report>;
  beforeAll(() => {
    floor = report(fresh());
  }, 120_000);

  it('real faces: all clean, none in the training set, diversity and Fréchet distance small', () => {
    expect(floor.fidelity).toBeGreaterThan(0.99);
    expect(floor.novelty).toBeGreaterThan(0.99);
    expect(floor.marginals).toBeLessThan(0.05);
    expect(floor.pairs).toBeLessThan(0.12);
  });

  it('other real faces score what the floor says', () => {
    const other = report(pictures(faces('test', 5000 + N, N)));
    expect(other.fidelity).toBeGreaterThan(0.99);
    for (const key of ['marginals', 'pairs', 'frechet'] as const) {
      expect(other[key], key).toBeGreaterThan(floor[key] / 1.6);
      expect(other[key], key).toBeLessThan(1.6 * floor[key]);
    }
  });

  it('spoiled faces lie far from real ones in features', () => {
    const rng = createRng('spoiled');
    const spoiled = { noised: fresh().map((v) => v + 0.5 * rng.normal()), blurred: blurred(fresh()), shuffled: shuffled(fresh()) };
    for (const [how, x] of Object.entries(spoiled))
      expect(frechetDistance(fitGaussian(read(x).features, 64), reference.gaussian), how).toBeGreaterThan(2 * floor.frechet);
  });

  it('the threshold is what 99% of lightly noised real faces meet', () => {
    const rng = createRng('light noise');
    const x = fresh().map((v) => v + LIGHT_NOISE * rng.normal());
    const { classes } = read(x);
    const distances = Array.from(
      { length: N },
      (_, i) => nearestFace(x.subarray(i * 768, (i + 1) * 768), classes.subarray(i * 10, (i + 1) * 10)).distance,
    );
    const met = distances.filter((d) => d <= FIDELITY_THRESHOLD).length / N;
    expect(met).toBeGreaterThan(0.975);
    distances.sort((a, b) => a - b);
    expect(distances[Math.floor(0.99 * N)] / FIDELITY_THRESHOLD).toBeGreaterThan(0.95); // and it is no looser than that
  });

  it('noised ones are not clean', () => {
    const rng = createRng('noise');
    expect(report(fresh().map((v) => v + 0.25 * rng.normal())).fidelity).toBeLessThan(0.05);
  });

  it('blurred ones are not clean', () => {
    expect(report(blurred(fresh())).fidelity).toBeLessThan(0.05);
  });

  it('the mean of two faces is not clean', () => {
    const [a, b] = [fresh(), pictures(faces('test', 6000, N))];
    expect(report(a.map((v, i) => (v + b[i]) / 2)).fidelity).toBeLessThan(0.05);
  });

  it('patches put in another order are not clean', () => {
    expect(report(shuffled(fresh())).fidelity).toBeLessThan(0.05);
  });

  it('a single face again and again is clean, but neither diverse nor near in features', () => {
    const one = pictures(Array.from({ length: N }, () => faceAt('test', 5001)));
    const r = report(one);
    expect(r.fidelity).toBe(1);
    expect(r.marginals).toBeGreaterThan(8 * floor.marginals);
    expect(r.pairs).toBeGreaterThan(5 * floor.pairs);
    expect(r.frechet).toBeGreaterThan(10 * floor.frechet);
  });

  it('training faces are clean, and not novel', () => {
    const r = report(pictures(faces('train', 0, N)));
    expect(r.fidelity).toBeGreaterThan(0.99);
    expect(r.novelty).toBeLessThan(0.02);
  });
});

describe('the nearest face', () => {
  it('of a composed face is that picture, also from wrong attributes in part', () => {
    let found = 0;
    for (let i = 0; i < 60; i++) {
      const face = faceAt('test', i);
      const classes = attributesOf(face);
      classes[4] = (classes[4] + 1) % CLASS_COUNTS[4]; // mouth misread
      classes[7] = 1 - classes[7]; // beard misread
      const nearest = nearestFace(toUnit(compose(face)), classes);
      if (pictureHash(compose(nearest.face)) === pictureHash(compose(face))) found++;
    }
    expect(found).toBeGreaterThanOrEqual(57);
  });

  it('starts from a face with the attributes asked for', () => {
    for (let i = 0; i < 50; i++) {
      const classes = attributesOf(faceAt('test', i));
      expect([...attributesOf(faceWith(classes))]).toEqual([...classes]);
    }
  });
});

describe('diversity', () => {
  it('Jensen–Shannon: 0 for equal shares, 1 for disjoint ones, known in between', () => {
    expect(jensenShannon([1, 2, 3], [2, 4, 6])).toBeCloseTo(0, 9);
    expect(jensenShannon([1, 0], [0, 5])).toBeCloseTo(1, 9);
    const h = (p: number) => -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
    expect(jensenShannon([3, 1], [1, 3]) ** 2).toBeCloseTo(h(0.5) - h(0.25), 9);
  });

  it('sees pairs that never occur together although all marginals are right', () => {
    const independent = new Uint8Array(10 * 1000);
    const coupled = new Uint8Array(10 * 1000);
    for (let i = 0; i < 1000; i++) {
      for (let a = 0; a < 10; a++) independent[i * 10 + a] = a === 6 ? i & 1 : a === 7 ? (i >> 1) & 1 : 0;
      for (let a = 0; a < 10; a++) coupled[i * 10 + a] = a === 6 || a === 7 ? i & 1 : 0;
    }
    expect([...counts(coupled, 7)]).toEqual([...counts(independent, 7)]);
    const { marginals, pairs } = diversity(coupled, independent);
    expect(marginals).toBeCloseTo(0, 9);
    expect(pairs).toBeGreaterThan(0.01);
  });
});

describe('Fréchet distance', () => {
  const gaussian = (mean: number[], diagonal: number[]) => ({
    mean: Float64Array.from(mean),
    covariance: Float64Array.from({ length: mean.length ** 2 }, (_, i) =>
      i % (mean.length + 1) === 0 ? diagonal[i / (mean.length + 1)] : 0,
    ),
  });

  it('of axis-parallel Gaussians is ‖Δμ‖² + Σ (σ₁ − σ₂)²', () => {
    expect(frechetDistance(gaussian([0, 1], [4, 9]), gaussian([3, 1], [1, 16]))).toBeCloseTo(9 + 1 + 1, 8);
  });

  it('of a Gaussian to itself is 0, also when it is flat in a direction', () => {
    const features = createRng('features')
      .fillNormal(new Float32Array(6 * 500))
      .map((v, i) => (i % 6 === 5 ? 0 : v));
    const g = fitGaussian(features, 6);
    expect(frechetDistance(g, g)).toBeLessThan(1e-6);
  });

  it('eigenvalues and vectors rebuild the matrix', () => {
    const g = fitGaussian(createRng('matrix').fillNormal(new Float32Array(8 * 40)), 8);
    const { values, vectors } = eigen(g.covariance, 8);
    for (let i = 0; i < 8; i++)
      for (let j = 0; j < 8; j++) {
        let sum = 0;
        for (let k = 0; k < 8; k++) sum += vectors[i * 8 + k] * values[k] * vectors[j * 8 + k];
        expect(sum).toBeCloseTo(g.covariance[i * 8 + j], 9);
      }
  });
});

/** Each pixel the mean of its 3×3 neighbourhood. */
function blurred(x: Float32Array): Float32Array {
  return x.map((_, i) => {
    const [n, p] = [Math.floor(i / 768), i % 768];
    const [row, column, c] = [Math.floor(p / 48), Math.floor((p % 48) / 3), p % 3];
    let sum = 0;
    let all = 0;
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) {
        const [y, z] = [row + dy, column + dx];
        if (y < 0 || y > 15 || z < 0 || z > 15) continue;
        sum += x[n * 768 + y * 48 + z * 3 + c];
        all++;
      }
    return sum / all;
  });
}

/** The sixteen 4×4 patches of each picture in another order. */
function shuffled(x: Float32Array): Float32Array {
  return x.map((_, i) => {
    const [n, p] = [Math.floor(i / 768), i % 768];
    const [row, column, c] = [Math.floor(p / 48), Math.floor((p % 48) / 3), p % 3];
    const patch = ((row >> 2) * 4 + (column >> 2) + 5) % 16;
    return x[n * 768 + ((patch >> 2) * 4 + (row & 3)) * 48 + ((patch & 3) * 4 + (column & 3)) * 3 + c];
  });
}

it('mean squared distance of a set: all pairs, one by one', () => {
  const rng = createRng('pairs');
  const [n, size] = [7, 12];
  const pictures = rng.fillNormal(new Float32Array(n * size));
  let sum = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) for (let p = 0; p < size; p++) sum += (pictures[i * size + p] - pictures[j * size + p]) ** 2 / size;
  expect(meanSquaredDistance(pictures, size)).toBeCloseTo(sum / 21, 5);
  expect(meanSquaredDistance(new Float32Array(3 * size).fill(2), size)).toBeCloseTo(0, 9);
});

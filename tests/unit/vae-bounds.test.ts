/**
 * The importance-weighted bound and the two gradient estimators, run on a network that is a linear-Gaussian model in disguise, where
 * evidence, posterior and gradients have closed forms; and on the shipped decoder, where the plane can be added up cell by cell.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import type { Params } from '../../app/models/nn/params';
import * as tf from '../../app/models/tf';
import { Moments, reparameterised, scoreFunction } from '../../app/models/vae/estimators';
import { type Evidence, evidence, Ladder, logLikelihood, logMeanExp, logWeights } from '../../app/models/vae/importance';
import type { Posterior } from '../../app/models/vae/vae';
import { initNode } from '../../app/runtime/kernels/node';

beforeAll(initNode);

const PIXELS = 768;
const S2 = 0.5;
const draw = createRng('linear-Gaussian');
/** x = W z + b + s·noise with two latents; the columns of W are made orthogonal, so that all closed forms are short. */
const W = [0, 1].map((k) => Float64Array.from({ length: PIXELS }, (_, i) => (i % 2 === k ? 0.06 * draw.normal() : 0)));
const b = Float64Array.from({ length: PIXELS }, () => 0.3 * draw.normal());
const truth = [0.7, -1.1];
const face = Float32Array.from(b, (v, i) => v + W[0][i] * truth[0] + W[1][i] * truth[1] + Math.sqrt(S2) * draw.normal());
const norm = W.map((w) => w.reduce((sum, v) => sum + v * v, 0)); // ‖w_k‖²
const along = W.map((w) => w.reduce((sum, v, i) => sum + v * (face[i] - b[i]), 0)); // w_k · (x − b)

/** The decoder as it stands in autoencoder.ts, with weights that make it W z + b: relu(u) − relu(−u) = u, twice. */
function linearDecoder(): Params {
  const narrow = tf.tensor2d([
    [1, 0, -1, 0],
    [0, 1, 0, -1],
  ]);
  const pass = tf.eye(4);
  const rows = [1, -1].flatMap((sign) => W.map((w) => Array.from(w, (v) => sign * v)));
  return {
    'dec.narrow.w': narrow,
    'dec.narrow.b': tf.zeros([4]),
    'dec.wide.w': pass,
    'dec.wide.b': tf.zeros([4]),
    'dec.out.w': tf.tensor2d(rows),
    'dec.out.b': tf.tensor1d(Array.from(b)),
  };
}

/** log p(x): x ~ N(b, W Wᵀ + s² I), by the determinant lemma and Woodbury, axis by axis as the columns are orthogonal. */
const logEvidence = (): number => {
  let value = (-PIXELS / 2) * Math.log(2 * Math.PI * S2);
  face.forEach((v, i) => {
    value -= (v - b[i]) ** 2 / (2 * S2);
  });
  for (const k of [0, 1]) value += -0.5 * Math.log(1 + norm[k] / S2) + along[k] ** 2 / (2 * S2 * (S2 + norm[k]));
  return value;
};
/** p(z|x), axis by axis. */
const postVar = norm.map((n) => 1 / (1 + n / S2));
const postMean = along.map((a, k) => (a / S2) * postVar[k]);
/** KL(q ‖ p(z|x)) of a diagonal q. */
const gapOf = (mu: number[], variance: number[]): number =>
  mu.reduce(
    (sum, m, k) => sum + 0.5 * (variance[k] / postVar[k] + (m - postMean[k]) ** 2 / postVar[k] - 1 - Math.log(variance[k] / postVar[k])),
    0,
  );

const x = () => tf.tensor4d(face, [1, 16, 16, 3]);
const posterior = (mu: number[], variance: number[]): Posterior => ({
  mu: tf.tensor2d([mu]),
  logVar: tf.tensor2d([variance.map(Math.log)]),
});
const noise = (n: number, seed: string) => tf.tensor2d(createRng(seed).fillNormal(new Float32Array(2 * n)), [n, 2]);
const q = { mu: [postMean[0] + 0.25, postMean[1] - 0.2], variance: [postVar[0] * 2, postVar[1] * 0.8] };

describe('the importance-weighted bound in a linear-Gaussian model', () => {
  it('with the true posterior every weight is p(x) itself', () => {
    const weights = logWeights(linearDecoder(), x(), posterior(postMean, postVar), noise(64, 'a'), S2).dataSync();
    for (const v of weights) expect(Math.abs(v - logEvidence())).toBeLessThan(2e-3);
  });

  it('begins a KL(q ‖ p(z|x)) below log p(x), never falls, and meets it', () => {
    const ladder = new Ladder(12);
    ladder.add(logWeights(linearDecoder(), x(), posterior(q.mu, q.variance), noise(1 << 15, 'b'), S2).dataSync());
    const rungs = ladder.read(16);
    expect(rungs).toHaveLength(12);
    const gap = gapOf(q.mu, q.variance);
    expect(gap).toBeGreaterThan(0.2);
    expect(Math.abs(rungs[0].mean - (logEvidence() - gap))).toBeLessThan(4 * rungs[0].error);
    rungs.slice(1).forEach((rung, j) => {
      expect(rung.mean).toBeGreaterThanOrEqual(rungs[j].mean);
    });
    for (const { mean, error } of rungs) expect(mean).toBeLessThan(logEvidence() + 4 * error);
    const last = rungs[11]; // K = 2048
    expect(Math.abs(last.mean - logEvidence())).toBeLessThan(0.02);
    expect(last.error).toBeLessThan(0.02);
  });

  it('the ladder is what groups of K give one by one, with the standard error of their mean', () => {
    const values = createRng('ladder').fillNormal(new Float32Array(96));
    const ladder = new Ladder(5);
    ladder.add(values.subarray(0, 40));
    ladder.add(values.subarray(40));
    for (const { k, groups, mean, error } of ladder.read()) {
      const each = Array.from({ length: Math.floor(96 / k) }, (_, i) => logMeanExp(values.subarray(i * k, (i + 1) * k)));
      const average = each.reduce((a, v) => a + v) / each.length;
      const variance = each.reduce((a, v) => a + (v - average) ** 2, 0) / (each.length - 1);
      expect(groups).toBe(each.length);
      expect(mean).toBeCloseTo(average, 9);
      expect(error).toBeCloseTo(Math.sqrt(variance / each.length), 9);
    }
  });

  it('log mean exp neither overflows nor vanishes', () => {
    expect(logMeanExp([-1000, -1000])).toBeCloseTo(-1000, 9);
    expect(logMeanExp([800, 0])).toBeCloseTo(800 - Math.LN2, 9);
  });
});

/** Runs the quadrature with a log joint in numbers. */
function quadrature(of: (z: Float32Array) => Float32Array, cells?: number, rounds?: number): Evidence {
  const steps = evidence(cells, rounds);
  let now = steps.next(new Float32Array(0));
  while (!now.done) now = steps.next(of(now.value));
  return now.value;
}

describe('log p(x), the plane added up', () => {
  it('is the closed form of the linear-Gaussian model, with the posterior’s moments', () => {
    const p = linearDecoder();
    const found = quadrature(
      (z) =>
        tf.tidy(() => {
          const at = tf.tensor2d(z, [z.length / 2, 2]);
          const prior = tf.sub(tf.mul(-0.5, tf.sum(tf.square(at), 1)), Math.log(2 * Math.PI));
          return tf.add(logLikelihood(p, x(), at, S2), prior).dataSync() as Float32Array;
        }),
      24,
      3,
    );
    expect(Math.abs(found.logP - logEvidence())).toBeLessThan(5e-3);
    expect(found.change).toBeLessThan(0.05);
    for (const k of [0, 1]) {
      expect(found.mean[k]).toBeCloseTo(postMean[k], 3);
      expect(found.spread[k]).toBeCloseTo(Math.sqrt(postVar[k]), 2);
    }
  });

  it('finds narrow peaks apart from one another, with the right mass', () => {
    const [width, log2pi] = [0.012, Math.log(2 * Math.PI)];
    const peak = (z: Float32Array, i: number, [u, v]: readonly number[]) =>
      -((z[2 * i] - u) ** 2 + (z[2 * i + 1] - v) ** 2) / (2 * width ** 2) - log2pi - 2 * Math.log(width);
    const found = quadrature((z) =>
      Float32Array.from({ length: z.length / 2 }, (_, i) => {
        const [a, c] = [peak(z, i, [1.234, -0.567]) + Math.log(0.75), peak(z, i, [-2.1, 2.2]) + Math.log(0.25)];
        return Math.max(a, c) + Math.log1p(Math.exp(-Math.abs(a - c)));
      }),
    );
    expect(found.logP).toBeCloseTo(0, 2);
    expect(found.mean[0]).toBeCloseTo(0.75 * 1.234 - 0.25 * 2.1, 2);
  });
});

describe('two estimators of one gradient', () => {
  const slope = [0, 1].map((k) => (along[k] - norm[k] * q.mu[k]) / S2); // ∂E[f]/∂μ
  const exact = [...slope, ...[0, 1].map((k) => (-0.5 * q.variance[k] * norm[k]) / S2)]; // …, ∂E[f]/∂log σ²
  const N = 20_000;
  const measured = (rows: tf.Tensor2D): Moments => {
    const moments = new Moments(4);
    moments.add(rows.dataSync());
    return moments;
  };
  const p = () => linearDecoder();

  it('all agree with the closed form', () => {
    const [pos, eps] = [posterior(q.mu, q.variance), noise(N, 'c')];
    for (const rows of [
      reparameterised(p(), x(), pos, eps, S2),
      scoreFunction(p(), x(), pos, eps, S2, false),
      scoreFunction(p(), x(), pos, eps, S2, true),
    ]) {
      const moments = measured(rows);
      const variance = moments.variance();
      exact.forEach((value, j) => {
        expect(Math.abs(moments.mean[j] - value)).toBeLessThan(4.5 * Math.sqrt(variance[j] / N) + 1e-4);
      });
    }
  });

  it('the reparameterised one has the variance of its closed form; the score function’s is larger, less so with a baseline', () => {
    const [pos, eps] = [posterior(q.mu, q.variance), noise(N, 'd')];
    const path = measured(reparameterised(p(), x(), pos, eps, S2));
    for (const k of [0, 1]) {
      const wanted = (norm[k] / S2) ** 2 * q.variance[k]; // ∂f/∂z_k = slope − ‖w_k‖² σ ε / s²
      expect(path.variance()[k] / wanted).toBeGreaterThan(0.95);
      expect(path.variance()[k] / wanted).toBeLessThan(1.05);
    }
    const bare = measured(scoreFunction(p(), x(), pos, eps, S2, false));
    const helped = measured(scoreFunction(p(), x(), pos, eps, S2, true));
    expect(helped.total()).toBeGreaterThan(path.total());
    expect(bare.total()).toBeGreaterThan(10 * helped.total()); // f is hundreds of nats away from zero
  });

  it('the baseline of a draw is the mean of the others', () => {
    const [pos, eps] = [posterior(q.mu, q.variance), noise(5, 'e')];
    const z = q.mu.map((m, k) =>
      Array.from(eps.dataSync())
        .filter((_, i) => i % 2 === k)
        .map((e) => m + Math.sqrt(q.variance[k]) * e),
    );
    const f = Array.from(logLikelihood(p(), x(), tf.tensor2d(z[0].map((v, i) => [v, z[1][i]])), S2).dataSync());
    const rows = scoreFunction(p(), x(), pos, eps, S2, true).dataSync();
    const e = eps.dataSync();
    f.forEach((value, i) => {
      const others = f.filter((_, j) => j !== i).reduce((a, v) => a + v) / 4;
      expect(rows[4 * i]).toBeCloseTo(((value - others) * e[2 * i]) / Math.sqrt(q.variance[0]), 2);
    });
  });

  it('moments are those of the textbook', () => {
    const moments = new Moments(2);
    moments.add([1, 10, 3, 10]);
    moments.add([8, 40]);
    expect([...moments.mean]).toEqual([4, 20].map((v) => expect.closeTo(v, 9)));
    expect([...moments.variance()]).toEqual([13, 300].map((v) => expect.closeTo(v, 9)));
    expect(moments.total()).toBeCloseTo(313, 9);
  });
});

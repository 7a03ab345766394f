/**
 * Muon (Jordan et al. 2024, kellerjordan.github.io/posts/muon) for the matrices inside a network, Adam for everything else.
 *
 * Adam scales every number for itself; Muon takes the averaged gradient of a whole matrix, G = UΣVᵀ, and goes along UVᵀ: every direction
 * it mixes moves equally far, so the rare ones are learned too. UVᵀ comes from five Newton–Schulz iterations. With the length of Liu et
 * al. 2025 (2502.16982, eq. 4), 0.2·√max(rows, columns), a step is as long as one of Adam's, and learning rates carry over.
 *
 * The iterations run on the small Gram matrix: X ← p(XXᵀ)·X only ever multiplies X from the left, and XXᵀ ← p²·XXᵀ needs no X.
 */
import { group } from 'd3';
import { Adam, type OptimizerConfig } from '../app/models/nn/adam';
import { flatten, layoutOf, type ParamInit } from '../app/models/nn/params';
import * as tf from '../app/models/tf';
import { restoreAdam, saveAdam } from './adam';

const MOMENTUM = 0.95;
const ITERATIONS = 5;
/** p(A) = aI + bA + cA²: steepest at 0, so that small singular values grow soonest; large ones end between about 0.7 and 1.2. */
const [A0, A1, A2] = [3.4445, -4.775, 2.0315];

/** Matrices of one shape, one after the other in θ: [count, rows, columns]; a convolution [k, k, in, out] is one of k·k·in rows. */
interface Group {
  readonly shape: [count: number, rows: number, columns: number];
  readonly offset: number;
  theta: tf.Tensor3D;
  momentum: tf.Tensor3D;
}

/** Which parameters Muon takes, by name. Matrices that meet the input or the output are better off with Adam. */
export type Takes = (name: string) => boolean;
/** The matrices of transformer blocks (models/nn/transformer.ts). */
export const blockMatrices: Takes = (name) => /^block.*\.w$/.test(name);

const matrixOf = (shape: readonly number[]): [rows: number, columns: number] => {
  const columns = shape.at(-1) as number;
  return [shape.reduce((product, n) => product * n, 1) / columns, columns];
};
const keyOf = (takes: Takes, name: string, shape: readonly number[]) => (takes(name) ? matrixOf(shape).join('×') : '');

/** Parameters in the order `Muon` wants: matrices of one shape side by side, what is Adam's last. */
export function inMuonOrder(init: ParamInit, takes: Takes): ParamInit {
  const byShape = group(Object.entries(init), ([name, { shape }]) => keyOf(takes, name, shape));
  const rest = byShape.get('') ?? [];
  byShape.delete('');
  return Object.fromEntries([...byShape.values(), rest].flat());
}

/** UVᵀ of every matrix UΣVᵀ, nearly: singular values of about 1. [count, rows, columns] → the same. */
export function orthogonalised(x: tf.Tensor3D): tf.Tensor3D {
  return tf.tidy(() => {
    const length = tf.sqrt(tf.sum(tf.square(x), [1, 2], true)); // no singular value exceeds it
    const unit = tf.div(x, tf.add(length, 1e-12)) as tf.Tensor3D;
    const tall = x.shape[1] > x.shape[2];
    const eye = tf.expandDims(tf.eye(Math.min(x.shape[1], x.shape[2])), 0);
    let gram = tf.matMul(unit, unit, tall, !tall); // [count, n, n], n the shorter side
    let factor: tf.Tensor = eye;
    for (let i = 0; i < ITERATIONS; i++) {
      const p = tf.add(tf.add(tf.mul(A0, eye), tf.mul(A1, gram)), tf.mul(A2, tf.matMul(gram, gram)));
      factor = i ? tf.matMul(p, factor) : p;
      gram = tf.matMul(tf.matMul(p, gram), p);
    }
    return tall ? tf.matMul(unit, factor) : tf.matMul(factor, unit);
  });
}

/** An optimizer over θ [N], laid out as `inMuonOrder` says. Used as `Adam` is. */
export class Muon {
  private readonly groups: Group[];
  private readonly adam: Adam;
  private readonly size: number;
  private flat: tf.Tensor1D;
  private average: tf.Tensor1D;

  constructor(
    init: ParamInit,
    takes: Takes,
    private readonly cfg: OptimizerConfig,
    saved?: ParamInit,
  ) {
    const { entries, size } = layoutOf(init);
    this.size = size;
    const theta = saved?.['muon.theta'].values ?? flatten(init);
    const momentum = saved?.['muon.momentum'].values ?? new Float32Array(size);
    const mine = entries.filter(({ name }) => takes(name));
    this.groups = [...group(mine, ({ name, shape }) => keyOf(takes, name, shape)).values()].map((same) => {
      const shape: Group['shape'] = [same.length, ...matrixOf(same[0].shape)];
      const { offset } = same[0];
      const part = (of: Float32Array) => tf.keep(tf.tensor3d(of.slice(offset, offset + same.length * same[0].size), shape));
      return { shape, offset, theta: part(theta), momentum: part(momentum) };
    });
    const rest = theta.slice(mine.reduce((sum, entry) => sum + entry.size, 0));
    this.adam = saved ? restoreAdam(saved, cfg) : new Adam(rest, cfg);
    this.flat = tf.keep(tf.tensor1d(theta));
    this.average = tf.keep(tf.tensor1d(saved?.['muon.average'].values ?? theta));
  }

  get steps(): number {
    return this.adam.steps;
  }

  /** The parameters now [N]; lives until the next step. */
  theta(): tf.Tensor1D {
    return this.flat;
  }

  /** Their moving average [N]; the same rules. */
  ema(): tf.Tensor1D {
    return this.average;
  }

  /** One step down the gradient [N], which stays the caller's. */
  step(grad: tf.Tensor1D, lr: number): void {
    const [flat, average] = tf.tidy(() => {
      const used = this.groups.reduce((sum, { theta }) => sum + theta.size, 0);
      this.adam.step(tf.slice(grad, used), lr);
      for (const one of this.groups) {
        const g = tf.reshape(tf.slice(grad, one.offset, one.theta.size), one.shape);
        const momentum = tf.add(tf.mul(MOMENTUM, one.momentum), tf.mul(1 - MOMENTUM, g)) as tf.Tensor3D;
        const ahead = tf.add(tf.mul(MOMENTUM, momentum), tf.mul(1 - MOMENTUM, g)) as tf.Tensor3D; // Nesterov's
        const length = 0.2 * Math.sqrt(Math.max(one.shape[1], one.shape[2]));
        const theta = tf.sub(one.theta, tf.mul(lr * length, orthogonalised(ahead))) as tf.Tensor3D;
        tf.dispose([one.momentum, one.theta]);
        one.momentum = tf.keep(momentum);
        one.theta = tf.keep(theta);
      }
      const flat = tf.concat([...this.groups.map(({ theta }) => tf.reshape(theta, [-1])), this.adam.theta()]) as tf.Tensor1D;
      const ema = this.cfg.ema ?? 0;
      return [tf.keep(flat), tf.keep(tf.add(tf.mul(ema, this.average), tf.mul(1 - ema, flat)) as tf.Tensor1D)];
    });
    tf.dispose([this.flat, this.average]);
    this.flat = flat;
    this.average = average;
  }

  save(): ParamInit {
    const row = (values: Float32Array) => ({ shape: [this.size], values: values.slice() });
    const momentum = new Float32Array(this.size);
    for (const { offset, momentum: m } of this.groups) momentum.set(m.dataSync(), offset);
    return {
      'muon.theta': row(this.flat.dataSync() as Float32Array),
      'muon.average': row(this.average.dataSync() as Float32Array),
      'muon.momentum': row(momentum),
      ...saveAdam(this.adam),
    };
  }

  dispose(): void {
    tf.dispose([this.flat, this.average, ...this.groups.flatMap(({ theta, momentum }) => [theta, momentum])]);
    this.adam.dispose();
  }
}

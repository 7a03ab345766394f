/**
 * Optimizers over one flat parameter vector θ [N]: Adam (Kingma & Ba 2015), RMSProp and SGD with momentum, with gradient clipping
 * by global norm and an exponential moving average of θ.
 *
 * Everything an optimizer knows lies in one tensor [4, N]: rows θ, m, v, EMA. A step writes a new tensor (never in place:
 * backends cache things per tensor).
 */
import * as tf from '../tf';
import { has, ops, own, type StepAttrs } from './ops';
import type { Layout } from './params';

export interface OptimizerConfig {
  readonly lr: number;
  /** adam (default) | rmsprop | sgd, whose momentum is beta1. */
  readonly kind?: 'adam' | 'rmsprop' | 'sgd';
  /** Decay of the mean gradient m. Default 0.9 for adam, 0 for sgd. */
  readonly beta1?: number;
  /** Decay of the mean squared gradient v. Default 0.999 for adam, 0.9 for rmsprop. */
  readonly beta2?: number;
  readonly eps?: number;
  /** Largest allowed norm of the whole gradient. Default: no limit. */
  readonly clipNorm?: number;
  /** Decay of the moving average of θ, e.g. 0.999. Default 0: the average is θ itself. */
  readonly ema?: number;
}

/** What brings an optimizer back: the four rows, and how many steps it has made. */
export interface SavedOptimizer {
  readonly state: Float32Array;
  readonly steps: number;
  /** Which parameters a row is made of, where it is a network's. */
  readonly layout?: Layout;
}

/** One step in tfjs operations, for backends without a kernel of our own. state [4, N], grad [N] → [4, N]. */
export function composedStep(state: tf.Tensor2D, grad: tf.Tensor1D, a: StepAttrs): tf.Tensor2D {
  return tf.tidy(() => {
    const [theta, m, v, average] = tf.unstack(state) as tf.Tensor1D[];
    let g: tf.Tensor = grad;
    if (a.clipNorm > 0) {
      const norm = tf.sqrt(tf.sum(tf.square(grad)));
      g = tf.mul(grad, tf.minimum(1, tf.div(a.clipNorm, tf.add(norm, 1e-12))));
    }
    let nextM: tf.Tensor = m;
    let nextV: tf.Tensor = v;
    let delta: tf.Tensor; // θ ← θ − lr·delta
    if (a.kind === 'sgd') {
      nextM = tf.add(tf.mul(m, a.beta1), g);
      delta = nextM;
    } else {
      nextV = tf.add(tf.mul(v, a.beta2), tf.mul(tf.square(g), 1 - a.beta2));
      if (a.kind === 'adam') nextM = tf.add(tf.mul(m, a.beta1), tf.mul(g, 1 - a.beta1));
      const up = a.kind === 'adam' ? tf.mul(nextM, a.correct1) : g;
      delta = tf.div(up, tf.add(tf.sqrt(tf.mul(nextV, a.correct2)), a.eps));
    }
    const nextTheta = tf.sub(theta, tf.mul(delta, a.lr));
    const nextAverage = tf.add(tf.mul(average, a.ema), tf.mul(nextTheta, 1 - a.ema));
    return tf.stack([nextTheta, nextM, nextV, nextAverage]) as tf.Tensor2D;
  });
}

export class Adam {
  /** [4, N]: θ, m, v, EMA. Replaced at every step. */
  state: tf.Tensor2D;
  /** Steps made so far. */
  steps: number;
  private rows: { theta?: tf.Tensor1D; ema?: tf.Tensor1D } = {};
  private readonly cfg: Required<OptimizerConfig>;

  constructor(theta: Float32Array, cfg: OptimizerConfig, saved?: SavedOptimizer) {
    const kind = cfg.kind ?? 'adam';
    const defaults = { beta1: kind === 'adam' ? 0.9 : 0, beta2: kind === 'rmsprop' ? 0.9 : 0.999, eps: 1e-8, clipNorm: 0, ema: 0 };
    this.cfg = { ...defaults, ...cfg, kind };
    const values = new Float32Array(4 * theta.length);
    values.set(theta, 0);
    values.set(theta, 3 * theta.length);
    this.state = tf.keep(tf.tensor2d(saved ? saved.state : values, [4, theta.length]));
    this.steps = saved?.steps ?? 0;
  }

  /** The parameters now [N]. Belongs to the optimizer and lives until the next step: do not dispose it, do not keep it. */
  theta(): tf.Tensor1D {
    this.rows.theta ??= this.row(0);
    return this.rows.theta;
  }

  /** Their moving average [N]; the same rules. */
  ema(): tf.Tensor1D {
    this.rows.ema ??= this.row(3);
    return this.rows.ema;
  }

  /** One step down the gradient [N], which stays the caller's. A learning rate given here counts for this step only. */
  step(grad: tf.Tensor1D, lr = this.cfg.lr): void {
    this.steps++;
    const { kind, beta1, beta2, eps, clipNorm, ema } = this.cfg;
    const correct = (beta: number) => (kind === 'adam' ? 1 / (1 - beta ** this.steps) : 1);
    const attrs = { kind, lr, beta1, beta2, eps, clipNorm, ema, correct1: correct(beta1), correct2: correct(beta2) };
    const [next, theta] = has(own.step) ? ops.step(this.state, grad, attrs) : [composedStep(this.state, grad, attrs)];
    this.forgetRows();
    this.state.dispose();
    this.state = tf.keep(next);
    if (theta) this.rows.theta = tf.keep(theta);
  }

  dispose(): void {
    this.forgetRows();
    this.state.dispose();
  }

  private row(i: number): tf.Tensor1D {
    const n = this.state.shape[1];
    return tf.keep(tf.tidy(() => tf.reshape(tf.slice(this.state, [i, 0], [1, n]), [n])));
  }

  private forgetRows(): void {
    this.rows.theta?.dispose();
    this.rows.ema?.dispose();
    this.rows = {};
  }
}

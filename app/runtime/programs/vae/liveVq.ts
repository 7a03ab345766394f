/** A VQ-VAE being trained: its network by Adam, its codebook by moving averages, dead codes revived when asked. */
import type { Rng } from '../../../data/rng';
import type { SavedOptimizer } from '../../../models/nn/adam';
import { valueAndGrad } from '../../../models/nn/grad';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import * as vq from '../../../models/vae/vqvae';
import { valuesOf } from '../../drain';
import { Net } from '../../trainer';

export interface SavedVq {
  readonly adam: SavedOptimizer;
  readonly counts: Float32Array;
  readonly sums: Float32Array;
  readonly step: number;
}

/** Between two revivals lie at least so many steps. */
const REVIVE_EVERY = 20;

export class LiveVq {
  /** Steps made so far, and codes revived. */
  step: number;
  revived = 0;
  /** [K, D], replaced at every step. */
  codebook: tf.Tensor2D;
  private readonly net: Net;
  private ema: vq.EmaState;
  private lastZe: tf.Tensor2D | null = null;
  private revivedAt: number;

  constructor(
    readonly config: vq.Config,
    rng: Rng,
    saved?: SavedVq,
    lr = 2e-3,
  ) {
    const { codebook: firstCodes, ...network } = vq.init(rng, config);
    this.net = new Net({ init: () => network, optimizer: { lr, clipNorm: 1 } }, rng, saved?.adam);
    this.step = this.revivedAt = saved?.step ?? 0;
    this.codebook = tf.keep(tf.tensor2d(firstCodes.values, [config.codes, config.dim]));
    this.ema = { counts: tf.keep(tf.ones([config.codes]) as tf.Tensor1D), sums: tf.keep(tf.clone(this.codebook)) };
    if (saved) this.replace(tf.tidy(() => vq.emaFrom(saved.counts, saved.sums)));
  }

  /** The network's parameters now; made in the caller's tidy. */
  params(): Params {
    return this.net.params();
  }

  /** The gradient of the loss on a batch [N], and the encodings it was computed from [B · g², D]; both the caller's. */
  gradient(x: tf.Tensor): { grad: tf.Tensor1D; ze: tf.Tensor2D } {
    let encodings: tf.Tensor | null = null;
    const { value, grad } = valueAndGrad(
      (p) => {
        const { loss, ze } = vq.forward({ ...p, codebook: this.codebook }, x, this.config);
        encodings = tf.keep(tf.reshape(ze, [-1, this.config.dim]));
        return loss;
      },
      this.net.optimizer.theta(),
      this.net.layout,
    );
    value.dispose();
    return { grad, ze: encodings as unknown as tf.Tensor2D };
  }

  /** One step on a batch, which stays the caller's. gamma: decay of the codebook's averages. */
  train(x: tf.Tensor, gamma: number): void {
    const { grad, ze } = this.gradient(x);
    this.net.optimizer.step(grad);
    grad.dispose();
    this.lastZe?.dispose();
    this.lastZe = ze;
    this.replace(tf.tidy(() => vq.emaUpdate(this.ema, ze, vq.quantize(ze, this.codebook), gamma)));
    this.step++;
  }

  /** Codes that are hit too rarely move to random encodings of the last batch, now and then. */
  async revive(rng: Rng): Promise<void> {
    if (!this.lastZe || this.step - this.revivedAt < REVIVE_EVERY) return;
    this.revivedAt = this.step;
    const [counts, sums, ze] = await Promise.all([this.ema.counts, this.ema.sums, this.lastZe].map(valuesOf));
    const { codes, dim } = this.config;
    const rows = ze.length / dim;
    const moved = vq.revive(counts, sums, ze, () => rng.int(rows), (0.2 * rows) / codes);
    if (moved) this.replace(tf.tidy(() => vq.emaFrom(counts, sums)));
    this.revived += moved;
  }

  async save(): Promise<SavedVq> {
    const { step } = this;
    const [adam, counts, sums] = await Promise.all([this.net.saved(), valuesOf(this.ema.counts), valuesOf(this.ema.sums)]);
    return { adam, counts, sums, step };
  }

  dispose(): void {
    this.net.optimizer.dispose();
    this.lastZe?.dispose();
    tf.dispose([this.ema.counts, this.ema.sums, this.codebook]);
  }

  private replace(next: vq.EmaState & { codebook: tf.Tensor2D }): void {
    tf.dispose([this.ema.counts, this.ema.sums, this.codebook]);
    this.ema = { counts: tf.keep(next.counts), sums: tf.keep(next.sums) };
    this.codebook = tf.keep(next.codebook);
  }
}

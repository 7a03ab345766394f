/** An autoencoder or a VAE being trained: the networks of models/vae, batches of training faces, and what the views ask of it. */
import { FACE_BYTES } from '../../../data/faces';
import type { Rng } from '../../../data/rng';
import type { ParamInit } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import * as ae from '../../../models/vae/autoencoder';
import * as vae from '../../../models/vae/vae';
import { NonFiniteError } from '../../program';
import { type Checkpoint, Trainer } from '../../trainer';
import { asTensor, drawFaces, drawNoise, inPieces } from './faces';
import { inOrderOf } from './pretrained';

const BATCH = 64;

export interface CoderSpec {
  readonly kind: 'ae' | 'vae';
  readonly latent: number;
  readonly seed: number;
  readonly lr: number;
  /** Draws n pictures to train with [n, 16, 16, 3]; faces where left out. */
  readonly draw?: (rng: Rng, n: number) => tf.Tensor4D;
  /** Values to start from; fresh ones when null. */
  readonly from: ParamInit | null;
}

/** Codes of n faces: μ [n · latent], and σ [n · latent] where there is one. */
export interface Codes {
  readonly mu: Float32Array;
  readonly sigma: Float32Array | null;
}

export class Coder {
  /** Weight of the KL; may change between steps. */
  beta = 1;
  readonly latent: number;
  private readonly trainer: Trainer<'coder', 'loss'>;

  constructor(
    private readonly spec: CoderSpec,
    saved?: Checkpoint<'coder'>,
  ) {
    const { kind, latent, from, draw = drawFaces } = spec;
    this.latent = latent;
    const config = kind === 'ae' ? ae.autoencoderConfig(latent) : vae.vaeConfig(latent);
    this.trainer = new Trainer(
      {
        seed: spec.seed,
        nets: {
          coder: {
            init: (rng) => (from ? inOrderOf(ae.init(rng, config), from) : ae.init(rng, config)),
            optimizer: { lr: spec.lr, clipNorm: 100 },
          },
        },
        update: ({ coder }, rng) => {
          const x = draw(rng, BATCH);
          if (kind === 'ae') return { loss: coder.descend((p) => ae.loss(p, x)) };
          const eps = drawNoise(rng, BATCH, latent);
          return { loss: coder.descend((p) => tf.div(vae.loss(p, x, eps, this.beta), ae.PIXELS)) }; // nats a number
        },
      },
      saved,
    );
  }

  get steps(): number {
    return this.trainer.steps;
  }

  step(): void {
    this.trainer.step();
  }

  /** pictures [n, 768] → codes. Throws NonFiniteError when training has blown up. */
  async encode(pictures: Float32Array): Promise<Codes> {
    const out = await inPieces(pictures, FACE_BYTES, (part) => ae.encode(this.params(), asTensor(part)), undefined, 1024);
    if (!Number.isFinite(out[0])) throw new NonFiniteError();
    if (this.spec.kind === 'ae') return { mu: out, sigma: null };
    const { latent } = this;
    const n = out.length / (2 * latent);
    const mu = new Float32Array(n * latent);
    const sigma = new Float32Array(n * latent);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < latent; j++) {
        mu[i * latent + j] = out[i * 2 * latent + j];
        sigma[i * latent + j] = Math.exp(out[i * 2 * latent + latent + j] / 2);
      }
    }
    return { mu, sigma };
  }

  /** z [n · latent] → pictures [n, 768]. */
  decode(z: Float32Array): Promise<Float32Array> {
    return inPieces(z, this.latent, (part) => ae.decode(this.params(), tf.tensor2d(part, [part.length / this.latent, this.latent])));
  }

  /** What every layer says of one picture, from the pixels to the pixels; the VAE's decoder is fed with μ. */
  async layers(picture: Float32Array): Promise<Float32Array[]> {
    const layers = tf.tidy(() => {
      const p = this.params();
      const down = ae.encoderLayers(p, asTensor(picture));
      return [...down, ...ae.decoderLayers(p, tf.slice(down[3], [0, 0], [1, this.latent]))];
    });
    const values = await Promise.all(layers.map(async (layer) => Float32Array.from(await layer.data())));
    tf.dispose(layers);
    return values;
  }

  save(): Promise<Checkpoint<'coder'>> {
    return this.trainer.checkpoint();
  }

  dispose(): void {
    this.trainer.dispose();
  }

  private params() {
    return this.trainer.nets.coder.params();
  }
}

/**
 * One guided step opened up. What the networks say of the face is kept until another is asked about: while only the strength is dragged, no
 * network is asked again.
 */
import { pictureOf } from '../../../data/faces/ownPicture';
import type { Condition } from '../../../models/diffusion/condition';
import { qSample } from '../../../models/diffusion/faces';
import { type Networks, type Said, said, steered } from '../../../models/diffusion/guidance';
import type { GuidanceKind } from '../../../models/diffusion/guidanceCost';
import { exampleNoise } from '../../../models/diffusion/noise';
import { x0From } from '../../../models/diffusion/posterior';
import { faceSchedule } from '../../../models/diffusion/schedule';
import * as tf from '../../../models/tf';
import { readAll } from '../diffusion/faces';
import { type Clip, SHAPE } from './networks';

/** One noisy face and everything a guided step makes of it. Pictures [768]. */
export interface Peek {
  readonly xt: Float32Array;
  readonly without: Float32Array;
  readonly withY: Float32Array | null;
  readonly gradient: Float32Array | null;
  /** ε̃ − ε of the unguided. */
  readonly push: Float32Array;
  readonly x0Plain: Float32Array;
  readonly x0Guided: Float32Array;
  /** What the guide says of x_t: p(y | x_t) of each asked attribute, or CLIP's cosine; empty for classifier-free guidance. */
  readonly says: readonly number[];
}

export interface Asked {
  readonly face: number;
  /** The reader's own picture in the face's place. */
  readonly mine?: string;
  readonly noise: number;
  readonly t: number;
  readonly kind: Exclude<GuidanceKind, 'none'>;
  readonly strength: number;
  readonly condition: Condition;
  readonly prompt: string;
  readonly negative: Condition | null;
}

type Kept = Said & { readonly xt: tf.Tensor4D };

export class Opened {
  private kept: { of: string; said: Kept } | null = null;
  private text: { of: string; point: tf.Tensor2D } | null = null;

  constructor(
    private readonly nets: Networks,
    private readonly clip: Clip | null,
  ) {}

  readonly peek = async (asked: Asked): Promise<Peek> => {
    const now = this.saidOf(asked);
    const made = tf.tidy((): Record<string, tf.Tensor> => {
      const { xt, without } = now;
      const eps = steered(now, asked.t, asked);
      const [ofX, ofEps] = x0From('eps', faceSchedule, asked.t);
      const clean = (noise: tf.Tensor) => tf.clipByValue(tf.add(tf.mul(ofX, xt), tf.mul(ofEps, noise)), -1, 1);
      const { withY, gradient, says } = now;
      const probability = says && asked.kind === 'classifier' ? tf.exp(says) : says;
      const there = Object.entries({ xt, without, withY, gradient, says: probability });
      return {
        ...Object.fromEntries(there.flatMap(([name, x]) => (x ? [[name, x.clone()]] : []))),
        push: tf.sub(eps, without),
        x0Plain: clean(without),
        x0Guided: clean(eps),
      };
    });
    const { says, ...pictures } = await readAll(made);
    tf.dispose(made);
    return { withY: null, gradient: null, ...pictures, says: says ? Array.from(says) : [] } as unknown as Peek;
  };

  dispose(): void {
    this.forget();
    this.text?.point.dispose();
    this.text = null;
  }

  private forget(): void {
    if (this.kept) tf.dispose(Object.values(this.kept.said).filter((x) => x !== null));
    this.kept = null;
  }

  /** What the networks say of this face at this step: all but the strength counts. */
  private saidOf({ strength: _, ...rest }: Asked): Kept {
    const of = JSON.stringify(rest);
    if (this.kept?.of === of) return this.kept.said;
    this.forget();
    const { face, mine, noise, t, condition, prompt, kind, negative } = rest;
    const point = this.pointOf(prompt);
    const now = tf.tidy((): Record<string, tf.Tensor> => {
      const x0 = tf.tensor4d(pictureOf(face, mine), SHAPE(1));
      const xt = qSample(x0, tf.tensor4d([faceSchedule.alphaBar[t]], [1, 1, 1, 1]), tf.tensor4d(exampleNoise(noise), SHAPE(1)));
      const made: Kept = { ...said(this.nets, xt, t, { conditions: [condition], text: point }, { kind, strength: 1, negative }), xt };
      return made as unknown as Record<string, tf.Tensor>; // nothing where there is no such part
    }) as unknown as Kept;
    this.kept = { of, said: now };
    return now;
  }

  /** The prompt on CLIP's sphere, kept until another is asked for. */
  private pointOf(prompt: string): tf.Tensor2D | undefined {
    if (this.clip && this.text?.of !== prompt) {
      this.text?.point.dispose();
      this.text = { of: prompt, point: this.clip.point(prompt) };
    }
    return this.text?.point;
  }
}

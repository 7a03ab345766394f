/**
 * Three ways to steer a diffusion model, on one network: by a classifier, by CLIP, and without either.
 *
 * Dhariwal & Nichol 2021, "Diffusion Models Beat GANs" (2105.05233), alg. 1 and 2; Nichol et al. 2022, "GLIDE" (2112.10741), §2.4 (CLIP in
 * the classifier's place); Ho & Salimans 2022, "Classifier-Free Diffusion Guidance" (2207.12598), eq. 6; a negative condition in the place of
 * "nothing asked"; Kynkäänniemi et al. 2024 (2404.07724): guidance in an interval of noise levels only.
 *
 * All three change the same thing, the noise that the sampler is told. The first two start from the *unconditional* network, so that whatever
 * the sample owes to the wish comes from the gradient.
 */
import { encodeImage } from '../dalle/clip';
import { combine } from '../nn/layers';
import type { Params } from '../nn/params';
import * as tf from '../tf';
import { CONDITION_DIM, type Condition, conditionRows, nullCondition } from './condition';
import type { GuidanceKind } from './guidanceCost';
import { CLASSES, gradient as classifierGradient, type Push } from './noisyClassifier';
import { alphaSigma, type Config, forward } from './unet';

export interface Guidance {
  readonly kind: GuidanceKind;
  /** s of the gradient methods (0: unguided), w of the classifier-free one (−1: unguided, 0: conditional). */
  readonly strength: number;
  /** Noise levels t at which it acts, ends included; elsewhere the network is asked as if unguided (`free`: conditionally, w = 0). */
  readonly interval?: readonly [from: number, to: number];
  /** Classifier-free only: what to walk away from, in place of "nothing asked". */
  readonly negative?: Condition | null;
}

export interface Networks {
  readonly unet: { readonly params: Params; readonly config: Config };
  readonly classifier?: Params;
  readonly clip?: Params;
}

/** What is wished: attributes (classifier and classifier-free), or captions as points on CLIP's sphere [B, shared] or [1, shared]. */
export interface Wish {
  readonly conditions: readonly Condition[];
  readonly text?: tf.Tensor2D;
}

/** What the networks say of x_t, whatever the strength. Pictures [B, 16, 16, 3]. */
export interface Said {
  /** ε̂ where nothing, or the negative condition, is asked. */
  readonly without: tf.Tensor4D;
  /** ε̂ with the condition (classifier-free only). */
  readonly withY: tf.Tensor4D | null;
  /** ∇ₓ log p(y | x_t), or of CLIP's scaled similarity (gradient methods only). */
  readonly gradient: tf.Tensor4D | null;
  /** What the guide says of x_t (gradient methods only): log p(y | x_t) of each asked attribute [B, asked], or CLIP's cosine [B]. */
  readonly says: tf.Tensor | null;
}

/** Everything a guided step consists of. */
export interface Guided extends Said {
  /** ε̃: what the sampler is told [B, 16, 16, 3]. */
  readonly eps: tf.Tensor4D;
}

// #region formulas
/** ε̃ = ε̂ − s √(1 − ᾱ_t) ∇ₓ log p(y | x_t) (Dhariwal & Nichol, alg. 2). sigma: √(1 − ᾱ_t) [B, 1, 1, 1] */
export function byGradient(eps: tf.Tensor4D, gradient: tf.Tensor4D, s: number, sigma: tf.Tensor): tf.Tensor4D {
  return tf.sub(eps, tf.mul(tf.mul(s, sigma), gradient));
}

/** ε̃ = ε_∅ + (1 + w)(ε_y − ε_∅) (Ho & Salimans, eq. 6): along the difference, and past its end. */
export function classifierFree(withY: tf.Tensor4D, without: tf.Tensor4D, w: number): tf.Tensor4D {
  return combine(1 + w, withY, -w, without);
}
// #endregion

/** One-hot rows for the classifier, [B, classes] an attribute; all zero where nothing is asked, null where of no face. */
export function markedRows(conditions: readonly Condition[]): (tf.Tensor2D | null)[] {
  return CLASSES.map((classes, a) => {
    if (conditions.every((condition) => condition[a] === null)) return null;
    const rows = new Float32Array(conditions.length * classes);
    conditions.forEach((condition, n) => {
      const k = condition[a];
      if (k !== null) rows[n * classes + k] = 1;
    });
    return tf.tensor2d(rows, [conditions.length, classes]);
  });
}

// #region clip
/**
 * ∇ₓ f(x_t, t)·g(y)/τ, the similarity with its learned temperature: log p(y | x_t) up to a term without x (GLIDE, §2.4); and the cosine
 * f·g [B] on the way. text [1 or B, shared]
 */
export function clipGradient(p: Params, x: tf.Tensor4D, t: Float32Array, text: tf.Tensor2D): Push {
  const scale = tf.exp(tf.minimum(p.logScale, Math.log(100))); //                          1/τ [1]
  const cosine = (xt: tf.Tensor) => tf.sum(tf.mul(encodeImage(p, xt as tf.Tensor4D, t), text), 1); // f·g [B]
  const { value, grad } = tf.valueAndGrad(cosine)(x, tf.tile(scale, [x.shape[0]]));
  return { gradient: grad as tf.Tensor4D, says: value };
}
// #endregion

// #region guide
/**
 * What the networks are asked at step t; `steered` makes the noise of it that the sampler is told.
 *
 * @param x noised faces [B, 16, 16, 3], all at one t
 * @param wish one condition a face; for CLIP its text
 */
export function said(nets: Networks, x: tf.Tensor4D, t: number, wish: Wish, { kind, negative, interval }: Guidance): Said {
  const { unet } = nets;
  const times = new Float32Array(x.shape[0]).fill(t);
  const ask = (conditions: readonly Condition[], of = x, at = times) =>
    forward(unet.params, of, at, tf.tensor2d(conditionRows(conditions), [conditions.length, CONDITION_DIM]), unet.config);
  const nothing = wish.conditions.map(() => (kind === 'free' && negative) || nullCondition);

  if (kind === 'free') {
    const both = ask([...wish.conditions, ...nothing], tf.concat([x, x]), Float32Array.of(...times, ...times)); // one pass of 2B
    const [withY, without] = tf.split(both, 2) as tf.Tensor4D[]; //                        [B, 16, 16, 3] each
    return { without, withY, gradient: null, says: null };
  }
  const without = ask(nothing); //                                                         [B, 16, 16, 3]
  if (kind === 'none' || !acts(t, interval)) return { without, withY: null, gradient: null, says: null };
  const push =
    kind === 'classifier' && nets.classifier
      ? classifierGradient(nets.classifier, x, times, markedRows(wish.conditions))
      : clipGradient(needed(nets.clip), x, times, needed(wish.text));
  return { without, withY: null, ...push };
}

/** ε̃ of what was said at step t [B, 16, 16, 3]: arithmetic alone, no network is asked. */
export function steered({ without, withY, gradient }: Said, t: number, { strength, interval }: Guidance): tf.Tensor4D {
  if (withY) return classifierFree(withY, without, acts(t, interval) ? strength : 0);
  if (!gradient) return without;
  return byGradient(without, gradient, strength, alphaSigma(new Float32Array(without.shape[0]).fill(t)).noise);
}

/** The noise that the sampler is told at step t, and what it consists of. */
export function guide(nets: Networks, x: tf.Tensor4D, t: number, wish: Wish, guidance: Guidance): Guided {
  const parts = said(nets, x, t, wish, guidance);
  return { ...parts, eps: steered(parts, t, guidance) };
}

const acts = (t: number, [from, to]: readonly [number, number] = [0, Infinity]): boolean => t >= from && t <= to;
// #endregion

function needed<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('This guidance needs a network or a text that was not loaded.');
  return value;
}

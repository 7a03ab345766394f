/**
 * The attribute classifier: reads every attribute of a clean face. It is the metrics' eye (index.ts), not a model of the notes.
 *
 * Parts always sit at the same place, so a dense network sees all there is: 768 → hidden → features → one softmax an attribute.
 * The features are what the Fréchet distance compares (as FID does with Inception's; Heusel et al. 2017, 1706.08500).
 */
import { ATTRIBUTES, CLASS_COUNTS } from '../../data/faces/index';
import type { Rng } from '../../data/rng';
import { denseInit } from '../nn/init';
import { dense } from '../nn/layers';
import type { ParamInit, Params } from '../nn/params';
import * as tf from '../tf';

export interface Config {
  readonly hidden: number;
  readonly features: number;
}
export const attributeClassifierConfig: Config = { hidden: 160, features: 64 };

/** Logits of all attributes lie side by side. */
const LOGITS = CLASS_COUNTS.reduce((a, b) => a + b, 0);

export function init(rng: Rng, { hidden, features }: Config): ParamInit {
  return {
    ...denseInit(rng, 'in', 768, hidden),
    ...denseInit(rng, 'features', hidden, features),
    ...denseInit(rng, 'out', features, LOGITS, 'xavier'),
  };
}

/** What the last layer sees. x [B, 16, 16, 3] → [B, F]. */
export function features(p: Params, x: tf.Tensor): tf.Tensor2D {
  const h = dense(tf.reshape(x, [x.shape[0], 768]), p['in.w'], p['in.b'], 'relu'); // [B, hidden]
  return dense(h, p['features.w'], p['features.b'], 'relu'); // [B, F]
}

/** Log-probabilities of every class of every attribute, side by side. x [B, 16, 16, 3] → [B, Σ classes]. */
export function forward(p: Params, x: tf.Tensor): tf.Tensor2D {
  const logits = dense(features(p, x), p['out.w'], p['out.b']); // [B, Σ classes]
  const heads = tf.split(logits, [...CLASS_COUNTS], 1); // one [B, classes] an attribute
  return tf.concat(
    heads.map((head) => tf.logSoftmax(head)),
    1,
  ) as tf.Tensor2D;
}

/**
 * Mean cross-entropy over the attributes that can be seen.
 * @param target [B, Σ classes]: 1 at the class of each visible attribute, 0 elsewhere.
 */
export function loss(p: Params, x: tf.Tensor, target: tf.Tensor): tf.Scalar {
  return tf.div(tf.sum(tf.mul(forward(p, x), target)), -x.shape[0] * ATTRIBUTES.length);
}

/** The most probable class of every attribute. logProbs [n · Σ classes] as `forward` gives them → [n · 10]. */
export function read(logProbs: Float32Array): Uint8Array {
  const n = logProbs.length / LOGITS;
  const out = new Uint8Array(n * CLASS_COUNTS.length);
  for (let i = 0; i < n; i++) {
    let at = i * LOGITS;
    CLASS_COUNTS.forEach((classes, a) => {
      let best = 0;
      for (let c = 1; c < classes; c++) if (logProbs[at + c] > logProbs[at + best]) best = c;
      out[i * CLASS_COUNTS.length + a] = best;
      at += classes;
    });
  }
  return out;
}

/** Targets for `loss`: classes [n · 10] and, for each face, which of them the picture shows. */
export function targets(classes: Uint8Array, visible: readonly (readonly boolean[])[]): Float32Array {
  const out = new Float32Array(visible.length * LOGITS);
  visible.forEach((shows, i) => {
    let at = i * LOGITS;
    CLASS_COUNTS.forEach((count, a) => {
      if (shows[a]) out[at + classes[i * CLASS_COUNTS.length + a]] = 1;
      at += count;
    });
  });
  return out;
}

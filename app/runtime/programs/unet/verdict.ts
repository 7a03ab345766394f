/** How finished faces fare: which show what was asked, which pass for faces. */
import { ATTRIBUTES } from '../../../data/faces';
import type { Condition } from '../../../models/diffusion/condition';
import { passes } from '../../../models/metrics';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { PIXELS } from '../diffusion/faces';
import { classesOf, obeys, SHAPE } from './networks';

export interface Verdict {
  readonly obeys: boolean[];
  readonly clean: boolean[];
}

/** faces [n · 768], read by the attribute classifier `oracle`, which takes no part in the guidance. */
export async function judged(oracle: Params, faces: Float32Array, condition: Condition): Promise<Verdict> {
  const n = faces.length / PIXELS;
  const x = tf.tensor4d(faces, SHAPE(n));
  const classes = await classesOf(oracle, x);
  x.dispose();
  const clean = Array.from({ length: n }, (_, i) => {
    const ten = classes.subarray(i * ATTRIBUTES.length, (i + 1) * ATTRIBUTES.length);
    return passes(faces.subarray(i * PIXELS, (i + 1) * PIXELS), ten);
  });
  return { obeys: obeys(classes, condition), clean };
}

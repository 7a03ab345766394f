/** KL(q(z|x) ‖ N(0, I)) of faces that are encoded already, as `vae.ts` defines it. */
import * as tf from '../../../models/tf';
import { kl } from '../../../models/vae/vae';
import { valuesOf } from '../../drain';

/** Mean over faces of every dimension's KL, in nats. mu, sigma [n · dims] → [dims]. */
export async function meanKl(mu: Float32Array, sigma: Float32Array, dims: number): Promise<Float32Array> {
  const shape: [number, number] = [mu.length / dims, dims];
  const logVar = sigma.map((s) => 2 * Math.log(s));
  const mean = tf.tidy(() => tf.mean(kl({ mu: tf.tensor2d(mu, shape), logVar: tf.tensor2d(logVar, shape) }), 0));
  const values = await valuesOf(mean);
  mean.dispose();
  return values;
}

/**
 * Inversion: the noise that makes a given picture, or comes nearest to it. G turns noise into pictures and has no way back, but it has a
 * gradient: so z itself is what is learned, G and the picture stay (Zhu et al. 2016, 1609.03552, eq. 4; Creswell & Bharath 2016, 1611.05644).
 *
 *   z* = argmin_z ‖G(z, y) − x‖²,  ‖z‖ = √L
 *
 * Nearly all of N(0, I) in L dimensions lies about √L from the origin, so z is kept there, or else it wanders off to where it would never
 * be drawn (Menon et al. 2020, 2003.03808, §3.2). The valley has many floors: many noises are drawn, the nearest few descend, and the best
 * counts. What is found bounds the distance from above; that nothing nearer exists it does not prove. How good the search is shows on pictures
 * that G made itself, for which there is a noise without any doubt.
 */
import type { Adam } from '../nn/adam';
import * as tf from '../tf';

/** Noises z [B, L] → what is compared with the target, [B, …]. */
export type Painting = (z: tf.Tensor2D) => tf.Tensor;

/** z of the numbers that are learned: theirs, or on the shell: every row to length √L. u [B, L] → [B, L]. */
export function onShell(u: tf.Tensor2D, held: boolean): tf.Tensor2D {
  if (!held) return u;
  const length = tf.sqrt(tf.sum(tf.square(u), 1, true)); //                     [B, 1]
  return tf.mul(u, tf.div(Math.sqrt(u.shape[1]), tf.add(length, 1e-9)));
}

/** How far each painting is from its target: mean squared difference of each row. [B, …] and [B, …] → [B]. */
export function rowDistances(painted: tf.Tensor, target: tf.Tensor): tf.Tensor1D {
  const flat = (t: tf.Tensor) => tf.reshape(t, [t.shape[0], -1]);
  return tf.mean(tf.square(tf.sub(flat(painted), flat(target))), 1) as tf.Tensor1D;
}

// #region draws
/** Noises [faces · n · L], the nearest of every face first, and how far each is from its face [faces · n]. */
export interface Kept {
  readonly z: Float32Array;
  readonly apart: Float32Array;
}

/** Of those kept and as many fresh ones the nearest half, face by face. At first nothing has been measured (`apart` empty), and the fresh ones stay. */
export function keepNearest(kept: Kept, fresh: Kept, faces: number): Kept {
  const n = fresh.apart.length / faces;
  const latent = fresh.z.length / fresh.apart.length;
  const out = { z: new Float32Array(fresh.z.length), apart: new Float32Array(fresh.apart.length) };
  for (let f = 0; f < faces; f++) {
    const sources = kept.apart.length > 0 ? [kept, fresh] : [fresh];
    const all = sources.flatMap((source) => Array.from({ length: n }, (_, k) => ({ source, row: f * n + k })));
    all.sort((a, b) => a.source.apart[a.row] - b.source.apart[b.row]);
    all.slice(0, n).forEach(({ source, row }, k) => {
      out.apart[f * n + k] = source.apart[row];
      out.z.set(source.z.subarray(row * latent, (row + 1) * latent), (f * n + k) * latent);
    });
  }
  return out;
}
// #endregion

// #region step
/**
 * One step of all descents at once, each row its own. `noises` optimises u [B · L]; call it in a tidy.
 *
 * @param target [B, …], what G's paintings shall become
 * @param held whether z stays on the shell
 */
export function inversionStep(noises: Adam, paint: Painting, target: tf.Tensor, latent: number, held: boolean, lr: number): void {
  const loss = (flat: tf.Tensor) => {
    const z = onShell(tf.reshape(flat, [-1, latent]), held); //                  [B, L]
    return tf.sum(rowDistances(paint(z), target)); //                            rows do not mix: each has its own gradient
  };
  noises.step(tf.grad(loss)(noises.theta()) as tf.Tensor1D, lr);
}
// #endregion

// #region nearest
/**
 * Of every face's descents the nearest: its picture, its distance and which row it is; and the middle one's distance.
 *
 * @param pictures [faces · restarts · size], apart [faces · restarts]
 */
export function nearest(pictures: Float32Array, apart: Float32Array, restarts: number) {
  const [faces, size] = [apart.length / restarts, pictures.length / apart.length];
  const out = {
    pictures: new Float32Array(faces * size),
    apart: new Float32Array(faces),
    middle: new Float32Array(faces),
    which: new Int32Array(faces),
  };
  for (let f = 0; f < faces; f++) {
    const of = apart.slice(f * restarts, (f + 1) * restarts);
    const best = of.indexOf(Math.min(...of));
    out.which[f] = f * restarts + best;
    out.apart[f] = of[best];
    out.middle[f] = of.sort()[restarts >> 1];
    out.pictures.set(pictures.subarray(out.which[f] * size, (out.which[f] + 1) * size), f * size);
  }
  return out;
}
// #endregion

/** Looks at a plane GAN from outside, on large fresh samples: values, distances, and the floors they are read against. */

import type { Points } from '../../../data/types';
import { type Game, paramsD, paramsG } from '../../../models/gan/game';
import { lossD, lossG, valueFunction } from '../../../models/gan/losses';
import { histogram, jensenShannon, kullbackLeibler, slicedWasserstein } from '../../../models/gan/measures';
import { discriminateBoth, generate } from '../../../models/gan/plane';
import * as tf from '../../../models/tf';

/** Points on each side of every comparison, and the histogram they are counted on. */
export const SAMPLES = 3000;
const CELLS = { n: 24, reach: 2.4 };
/** Points the sorting of the Wasserstein distance sees. */
const SORTED = 1000;

export interface Distances {
  readonly js: number;
  readonly kl: number;
  readonly swd: number;
}

/** All distances between two sets of SAMPLES points. */
export function distances(real: Points, other: Points): Distances {
  const [p, q] = [histogram(real, CELLS), histogram(other, CELLS)];
  return {
    js: jensenShannon(p, q),
    kl: kullbackLeibler(p, q, SAMPLES),
    swd: slicedWasserstein(real.subarray(0, 2 * SORTED), other.subarray(0, 2 * SORTED)),
  };
}

/** What a perfect generator would score: the same distances between fresh real samples, averaged over a few pairs. */
export function floors(fresh: () => Points): Distances {
  const pairs = Array.from({ length: 4 }, () => distances(fresh(), fresh()));
  const mean = (key: keyof Distances) => pairs.reduce((sum, pair) => sum + pair[key], 0) / pairs.length;
  return { js: mean('js'), kl: mean('kl'), swd: mean('swd') };
}

export interface Reading extends Distances {
  readonly value: number;
  readonly lossD: number;
  readonly lossG: number;
  /** Share of points D puts on the right side of ½ (for a critic: of the middle between both means). */
  readonly accuracy: number;
}

/** One reading of the whole game. real, z: SAMPLES fresh draws. The numbers are finite or the game is lost: the caller checks. */
export async function read(game: Game, real: Points, z: Float32Array): Promise<Reading> {
  const dim = game.config.noiseDim;
  const [points, logits, scalars] = tf.tidy(() => {
    const fake = generate(paramsG(game), tf.tensor2d(z, [SAMPLES, dim]), game.config);
    const [onReal, onFake] = discriminateBoth(paramsD(game), tf.tensor2d(real, [SAMPLES, 2]), fake, game.config);
    const { loss } = game.rules;
    return [fake, tf.concat([onReal, onFake]), tf.stack([valueFunction(onReal, onFake), lossD(onReal, onFake, loss), lossG(onFake, loss)])];
  });
  const [fake, a, [value, onD, onG]] = await Promise.all([points.data(), logits.data(), scalars.data()]);
  tf.dispose([points, logits, scalars]);
  return { ...distances(real, fake as Float32Array), value, lossD: onD, lossG: onG, accuracy: accuracyOf(a, game.rules.loss) };
}

/** Share of logits on the right side of the middle: [2n], the first half of real points. */
export function accuracyOf(logits: ArrayLike<number>, loss: Game['rules']['loss']): number {
  const n = logits.length / 2;
  let middle = loss === 'leastSquares' ? 0.5 : 0;
  if (loss === 'wganGp') {
    for (let i = 0; i < 2 * n; i++) middle += logits[i] / (2 * n);
  }
  let right = 0;
  for (let i = 0; i < n; i++) right += (logits[i] > middle ? 1 : 0) + (logits[n + i] < middle ? 1 : 0);
  return right / (2 * n);
}

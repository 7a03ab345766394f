/** Two estimators of one gradient, at one face's q: the score function's, bare and with a baseline, and the reparameterised one, on the same draws. */
import * as tf from '../../../models/tf';
import { Moments, reparameterised, scoreFunction } from '../../../models/vae/estimators';
import { valuesOf } from '../../drain';
import { defineProgram } from '../../program';
import { ESTIMATORS, type Estimator } from './estimatorsSettings';
import { drawNoise } from './faces';
import { asked, DRAWS, HONEST, type HonestName, type Whose } from './honest';

export interface EstimatorsConfig extends Whose {
  readonly model: HonestName;
}

export interface Estimated {
  /** Of every coordinate (μ, then log σ²) [2 · latent]: mean, and variance of one draw. */
  readonly mean: Float32Array;
  readonly variance: Float32Array;
  /** The variances together: the trace of the covariance. */
  readonly total: number;
  /** The latest draws' values, [n · 2 · latent]. */
  readonly recent: Float32Array;
}

export interface EstimatorsFrame {
  readonly draws: number;
  readonly dims: number;
  readonly of: Readonly<Record<Estimator, Estimated>>;
}

/** Enough for variances to about a hundredth. */
const LAST = 64 * DRAWS;

export default defineProgram<EstimatorsConfig, EstimatorsFrame, Record<never, never>>({
  async start(initial, ctx) {
    let config = initial;
    const { weights, s2, dims } = HONEST[config.model];
    const { params } = await ctx.weights(weights);
    const fresh = () => ({ score: new Moments(2 * dims), baseline: new Moments(2 * dims), path: new Moments(2 * dims) });
    let moments: Record<Estimator, Moments> = fresh();
    let recent: Readonly<Record<Estimator, Float32Array>> | null = null;
    let draws = 0;
    const waiting: Record<Estimator, tf.Tensor>[] = [];

    const draw = () => {
      const rng = ctx.rng(`draws/${draws}`);
      draws += DRAWS;
      waiting.push(
        tf.tidy(() => {
          const { x, q } = asked(params, config);
          const eps = drawNoise(rng, DRAWS, dims);
          return {
            score: scoreFunction(params, x, q, eps, s2, false),
            baseline: scoreFunction(params, x, q, eps, s2, true),
            path: reparameterised(params, x, q, eps, s2),
          };
        }),
      );
    };

    return {
      step() {
        if (draws < LAST) draw();
        return draws >= LAST;
      },
      ended: () => draws >= LAST,
      async frame() {
        if (draws === 0) draw();
        for (const tensors of waiting.splice(0)) {
          const [score, baseline, path] = await Promise.all(ESTIMATORS.map((name) => valuesOf(tensors[name])));
          tf.dispose(Object.values(tensors));
          recent = { score, baseline, path };
          for (const name of ESTIMATORS) moments[name].add(recent[name]);
        }
        const of = (name: Estimator): Estimated => ({
          mean: Float32Array.from(moments[name].mean),
          variance: Float32Array.from(moments[name].variance()),
          total: moments[name].total(),
          recent: recent?.[name].slice() ?? new Float32Array(),
        });
        return { draws, dims, of: { score: of('score'), baseline: of('baseline'), path: of('path') } };
      },
      configure(next) {
        if (next.model !== config.model) return false;
        config = next;
        moments = fresh();
        recent = null;
        draws = 0;
        for (const tensors of waiting.splice(0)) tf.dispose(Object.values(tensors));
        return true;
      },
      methods: {},
      dispose() {
        for (const tensors of waiting.splice(0)) tf.dispose(Object.values(tensors));
        tf.dispose(Object.values(params));
      },
    };
  },
});

/** D alone, on a line: p_data and p_g are known, and D learns to tell samples of one from samples of the other. */
import type { Rng } from '../../../data/rng';
import { GRID, gridX } from '../../../models/gan/line';
import { lossD } from '../../../models/gan/losses';
import { density1D, type Mixture1D, value1D } from '../../../models/gan/optimalD';
import { discriminate, discriminateBoth, initD } from '../../../models/gan/plane';
import { Adam, type SavedOptimizer } from '../../../models/nn/adam';
import { valueAndGrad } from '../../../models/nn/grad';
import { flatten, layoutOf, unflatten } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { defineProgram, NonFiniteError } from '../../program';
import { savedOptimizer } from '../../trainer';
import { History } from './history';

export interface OptimalConfig {
  readonly data: Mixture1D;
  readonly generated: Mixture1D;
  readonly lr: number;
  readonly width: number;
  readonly batch: number;
}

export interface OptimalFrame {
  /** σ(a) of the learned D on the grid of `models/gan/line.ts`. */
  readonly d: Float32Array;
  /** V(D, G) of the learned D, integrated exactly. */
  readonly value: number;
  readonly history: Readonly<Record<'step' | 'value', Float32Array>>;
}

/** n draws [n, 1]: which hump, then where. */
function draw(rng: Rng, n: number, { weights, means, sigmas }: Mixture1D): Float32Array {
  const x = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    let u = rng.uniform();
    let k = 0;
    while (k < weights.length - 1 && u >= weights[k]) u -= weights[k++];
    x[i] = means[k] + sigmas[k] * rng.normal();
  }
  return x;
}

export default defineProgram<OptimalConfig, OptimalFrame, Record<never, never>>({
  start(initial, ctx, saved) {
    let config = initial;
    const shape = { dataDim: 1, noiseDim: 1, g: { layers: 0, width: 0 }, d: { layers: 2, width: config.width } } as const;
    const init = initD(ctx.rng('init'), shape);
    const layout = layoutOf(init);
    const d = new Adam(flatten(init), { lr: config.lr }, saved as SavedOptimizer | undefined);
    const x = gridX();
    const gridPoints = tf.tensor2d(x, [GRID.n, 1]);
    const train = ctx.rng('train');
    const history = new History(['value']);
    let readAt = -1;

    return {
      methods: {},
      step() {
        const { batch } = config;
        tf.tidy(() => {
          const real = tf.tensor2d(draw(train, batch, config.data), [batch, 1]);
          const fake = tf.tensor2d(draw(train, batch, config.generated), [batch, 1]);
          const { grad } = valueAndGrad((p) => lossD(...discriminateBoth(p, real, fake, shape), 'nonSaturating'), d.theta(), layout);
          d.step(grad, config.lr);
        });
      },
      async frame() {
        const logits = tf.tidy(() => discriminate(unflatten(d.theta(), layout), gridPoints, shape));
        const probability = Float32Array.from(await logits.data(), (a) => 1 / (1 + Math.exp(-a)));
        logits.dispose();
        if (!probability.every(Number.isFinite)) throw new NonFiniteError();
        const [p, q] = [x.map((v) => density1D(config.data, v)), x.map((v) => density1D(config.generated, v))];
        const value = value1D(p, q, probability, GRID.dx);
        if (d.steps !== readAt) history.add(d.steps, { value });
        readAt = d.steps;
        return { d: probability, value, history: history.snapshot() };
      },
      configure(next) {
        if (next.width !== config.width) return false;
        config = next;
        return true;
      },
      save: () => savedOptimizer(d, layout),
      dispose() {
        d.dispose();
        gridPoints.dispose();
      },
    };
  },
});

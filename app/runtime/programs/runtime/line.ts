/** The smallest training there is, to try the engine with: a small network learns y = sin 3x from noisy samples. */
import { denseInit } from '../../../models/nn/init';
import { dense } from '../../../models/nn/layers';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { defineProgram, NonFiniteError } from '../../program';
import { type Checkpoint, Trainer } from '../../trainer';

export interface LineConfig {
  readonly lr: number;
  /** Units of the hidden layers; changing it needs a restart. */
  readonly width: number;
}
export interface LineFrame {
  /** Mean squared error of the last step; null before the first. */
  readonly loss: number | null;
  /** The fit at 64 places in [−1, 1]. */
  readonly y: Float32Array;
}

const BATCH = 64;

export default defineProgram<
  LineConfig,
  LineFrame,
  { at: (x: number) => Promise<number>; slow: (ms: number, ctx: { breathe(): Promise<void>; signal: AbortSignal }) => Promise<number> }
>({
  start({ lr, width }, ctx, saved) {
    let rate = lr;
    const net = (p: Params, x: tf.Tensor) => dense(dense(x, p['a.w'], p['a.b'], 'tanh'), p['b.w'], p['b.b']); // [B, 1] → [B, 1]
    const trainer = new Trainer(
      {
        seed: ctx.rng('line').int(2 ** 31),
        nets: { f: { init: (rng) => ({ ...denseInit(rng, 'a', 1, width), ...denseInit(rng, 'b', width, 1) }), optimizer: { lr } } },
        update({ f }, rng) {
          const xs = rng.fillUniform(new Float32Array(BATCH), -1, 1);
          const x = tf.tensor2d(xs, [BATCH, 1]);
          const y = tf.tensor2d(
            xs.map((v) => Math.sin(3 * v) + 0.05 * rng.normal()),
            [BATCH, 1],
          );
          return { mse: f.descend((p) => tf.mean(tf.square(tf.sub(net(p, x), y))) as tf.Scalar, rate) };
        },
      },
      saved as Checkpoint<'f'> | undefined,
    );
    const grid = tf.tensor2d(
      Float32Array.from({ length: 64 }, (_, i) => -1 + (2 * i) / 63),
      [64, 1],
    );
    const evaluate = async (x: tf.Tensor2D): Promise<Float32Array> => {
      const y = tf.tidy(() => net(trainer.nets.f.params(), x));
      const values = (await y.data()) as Float32Array;
      y.dispose();
      return values;
    };
    return {
      step: () => trainer.step(),
      async frame() {
        const { mse = null } = await trainer.losses();
        const y = await evaluate(grid);
        if (!y.every(Number.isFinite)) throw new NonFiniteError();
        return { loss: mse, y };
      },
      configure(next) {
        if (next.width !== width) return false;
        rate = next.lr;
        return true;
      },
      methods: {
        async at(x) {
          const place = tf.tensor2d([[x]]);
          const [y] = await evaluate(place);
          place.dispose();
          return y;
        },
        /** Long work in slices, for the tests of fairness and of stopping. Returns the slices it got. */
        async slow(ms, { breathe, signal }) {
          const until = performance.now() + ms;
          let slices = 0;
          while (performance.now() < until && !signal.aborted) {
            slices++;
            await breathe();
          }
          return slices;
        },
      },
      save: () => trainer.checkpoint(),
      dispose() {
        trainer.dispose();
        grid.dispose();
      },
    };
  },
});

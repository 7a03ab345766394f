/** Priors over rows of tokens: a small causal transformer in training, and rows drawn from it or place by place. */
import type { Rng } from '../../../data/rng';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import * as prior from '../../../models/vae/prior';
import { answered } from '../../drain';
import type { ProgramContext } from '../../program';
import { type Checkpoint, Trainer } from '../../trainer';

const BATCH = 32;

export type PriorTrainer = Trainer<'prior', 'loss'>;

/** A prior being trained on rows of tokens [n · places]. */
export function learner(tokens: Int32Array, config: prior.Config, seed: number, lr: number, saved?: Checkpoint<'prior'>): PriorTrainer {
  const { places } = config;
  const rowCount = tokens.length / places;
  return new Trainer(
    {
      seed,
      nets: { prior: { init: (rng) => prior.init(rng, config), optimizer: { lr, clipNorm: 1 } } },
      update({ prior: net }, rng) {
        const rows = new Int32Array(BATCH * places);
        for (let i = 0; i < BATCH; i++) {
          const k = rng.int(rowCount) * places;
          rows.set(tokens.subarray(k, k + places), i * places);
        }
        return { loss: net.descend((p) => prior.loss(p, tf.tensor2d(rows, [BATCH, places], 'int32'), config)) };
      },
    },
    saved,
  );
}

/** n rows of tokens, written one token after the other [n · places]; zeros when stopped, for which nobody waits. */
export async function written(
  params: Params,
  n: number,
  rng: Rng,
  config: prior.Config,
  call: Pick<ProgramContext, 'signal' | 'breathe'>,
  options?: prior.SampleOptions,
): Promise<Int32Array> {
  const begun = Array.from({ length: n }, () => []);
  const rows = await answered(
    prior.sample(params, begun, () => rng.uniform(), config, options),
    ({ probabilities }) => probabilities,
    call,
  );
  return rows ? Int32Array.from(rows.flat()) : new Int32Array(n * config.places);
}

/** n rows of tokens drawn place by place [n · places], by the shares of each place, or every code alike. */
export function drawnAlone(n: number, rng: Rng, { places, codes }: prior.Config, shares: Float32Array | null): Int32Array {
  const rows = Array.from({ length: n }, () => prior.drawIndependent(rng.fillUniform(new Float32Array(places)), codes, shares));
  return Int32Array.from(rows.flatMap((row) => [...row]));
}

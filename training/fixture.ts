/** What a shipped file must reproduce on every backend: a small fixed computation with its weights (`probe`), stored when it was packed. */
import { createRng } from '../app/data/rng';
import type { Params } from '../app/models/nn/params';
import type { TrainContext, TrainedModel } from './model';

export interface Probed {
  readonly shape: readonly number[];
  /** Up to 64 values spread over the whole. */
  readonly values: readonly number[];
}

/** A fixture file: of the finished weights, and of every snapshot by its file name. */
export interface Fixture extends Probed {
  readonly snapshots?: Readonly<Record<string, Probed>>;
}

/** What `probe` says with these weights, on the current backend. It gets random numbers and no other model. */
export async function probed(name: string, model: TrainedModel, params: Params): Promise<Probed> {
  const context: TrainContext = {
    seed: 0,
    rng: (label) => createRng(`${name}/0/${label}`),
    weights: (other) => Promise.reject(new Error(`The probe of ${name} wants the weights of ${other}.`)),
  };
  const out = await model.probe(params, context);
  const all = Array.from(await out.data());
  const every = Math.max(1, Math.floor(all.length / 64));
  const values = all
    .filter((_, i) => i % every === 0)
    .slice(0, 64)
    .map((v) => Number(v.toPrecision(6)));
  const { shape } = out;
  out.dispose();
  return { shape, values };
}

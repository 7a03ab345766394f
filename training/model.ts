/**
 * What the pipeline knows of a model: one `TrainedModel` a model, in `training/models/`, listed in `training/models/index.ts`.
 *
 * The pipeline (train.ts, evaluate.ts, pack.ts) knows no mathematics; the mathematics is in `app/models`, and a file in
 * `training/models` only feeds it: which batches, which loss, what to look at, what to measure.
 */
import type { Rng } from '../app/data/rng';
import { Adam, type OptimizerConfig } from '../app/models/nn/adam';
import { valueAndGrad } from '../app/models/nn/grad';
import { flatten, layoutOf, type ParamInit, type Params } from '../app/models/nn/params';
import * as tf from '../app/models/tf';
import { restoreAdam, saveAdam } from './adam';
import { inMuonOrder, Muon, type Takes } from './muon';

/** A number of the card. `floor` is what real, fresh faces score on the same number (the best that can be had). */
export interface Metric {
  readonly value: number;
  /** Sample size behind it. */
  readonly n?: number;
  readonly floor?: number;
  /** Standard error. */
  readonly error?: number;
  readonly note?: string;
}
export type Metrics = Readonly<Record<string, Metric>>;

/** Named arrays: what ships of a model, and (with more in it) what a run needs to be resumed. */
export type Arrays = ParamInit;

export interface TrainContext {
  readonly seed: number;
  /** A stream of this run: the same seed and label give the same numbers. */
  rng(label: string): Rng;
  /** Another model's weights: of its newest run here, else those that ship. Lives until the process ends. */
  weights(model: string): Promise<Params>;
}

/** Where a run stands. */
export interface At {
  /** Steps done before this one. */
  readonly step: number;
  /** Share of the run that is over, in [0, 1): by steps, or by time when the run has a budget of minutes. */
  readonly share: number;
  /** Learning rate for this step: warm-up, then a cosine down to 0 at share 1. */
  readonly lr: number;
}

/** One running training. All tensors it holds are its own; `step` leaks none. */
export interface Training {
  /** One optimisation step; returns the losses to print, `loss` first. */
  step(at: At): Readonly<Record<string, number>>;
  /** What ships: moving averages where there are any. */
  params(): Arrays;
  /** Everything needed to go on (optimizer moments too); `restore` takes it back. */
  save(): Arrays;
  restore(saved: Arrays): void;
  /** Begins from weights of an earlier round (as `params` gave them) in place of fresh ones, with a fresh optimizer. */
  begin?(weights: Arrays): void;
  dispose(): void;
}

/** Pictures to look at: [n, 16, 16, 3] in [−1, 1], `columns` in a row. */
export interface Sheet {
  readonly pictures: Float32Array;
  readonly columns: number;
}

export interface TrainedModel {
  readonly title: { readonly en: string; readonly zh: string };
  /** Files under app/ that hold the mathematics, first the main one: `models/vae/vae.ts`. */
  readonly source: readonly string[];
  /** The model's configuration; part of the architecture hash. JSON. */
  readonly config: object;
  /** Models that must be trained first. */
  readonly needs?: readonly string[];
  /** Default length of a run, and the peak learning rate. */
  readonly steps: number;
  readonly lr: number;
  readonly batch: number;
  /** How its numbers ship: half precision, or 8 bits with a scale a channel where evaluation shows no loss. Default F16. */
  readonly dtype?: 'F16' | 'I8';
  /** Tensors of an I8 file that rounding to 8 bits would harm: they ship in half precision. Not those of snapshots, which are for looking. */
  readonly half?: (name: string) => boolean;
  /** Shares of the run after which to keep a small snapshot that ships as `at-<percent>.safetensors`. */
  readonly snapshots?: readonly number[];
  start(ctx: TrainContext): Training | Promise<Training>;
  /** Sample sheets by name (`samples`, `reconstructions`), written as PNG while training. */
  sheets?(params: Params, ctx: TrainContext): Record<string, Sheet> | Promise<Record<string, Sheet>>;
  /** The numbers of the card, on the weights exactly as they ship. */
  evaluate(params: Params, ctx: TrainContext): Metrics | Promise<Metrics>;
  /** A small fixed computation with the weights: a file that ships must reproduce it on every backend. */
  probe(params: Params, ctx: TrainContext): tf.Tensor | Promise<tf.Tensor>;
}

/** Batches as tensors, named as the loss wants them; the pipeline disposes them. */
export type Batch = Readonly<Record<string, tf.Tensor>>;

/**
 * The common case: one loss, one parameter vector θ, Adam. Models with more (two players, a codebook by moving averages)
 * write their own `Training`.
 *
 * @param loss a scalar, or a record with the scalar `loss` first and other scalars to print.
 */
export function gradientTraining<B extends Batch>(spec: {
  readonly init: ParamInit;
  readonly batch: (step: number) => B;
  readonly loss: (params: Params, batch: B) => tf.Scalar;
  readonly adam: OptimizerConfig;
  /** The parameters that go by Muon. Default: none. */
  readonly muon?: Takes;
}): Training {
  const { muon } = spec;
  const init = muon ? inMuonOrder(spec.init, muon) : spec.init;
  const layout = layoutOf(init);
  const optimizer = (from: ParamInit, saved?: Arrays): Adam | Muon => {
    if (muon) return new Muon(from, muon, spec.adam, saved);
    return saved ? restoreAdam(saved, spec.adam) : new Adam(flatten(from), spec.adam);
  };
  let start = init;
  let current = optimizer(init);
  const valuesOf = (t: tf.Tensor) => (t.dataSync() as Float32Array).slice();
  return {
    step({ step, lr }) {
      const batch = spec.batch(step);
      const { value, grad } = valueAndGrad((p) => spec.loss(p, batch), current.theta(), layout);
      const loss = value.dataSync()[0];
      if (Number.isFinite(loss)) current.step(grad, lr); // a batch that overflows is skipped, the run counts them as NaN
      tf.dispose([value, grad, batch]);
      return { loss };
    },
    params() {
      const { ema } = spec.adam;
      const values = ema ? withoutStart(valuesOf(current.ema()), flatten(start), ema ** current.steps) : valuesOf(current.theta());
      const arrays = named(values, init);
      return Object.fromEntries(Object.keys(spec.init).map((name) => [name, arrays[name]]));
    },
    begin(weights) {
      start = Object.fromEntries(layout.entries.map(({ name }) => [name, weights[name]]));
      current.dispose();
      current = optimizer(start);
    },
    save: () => ({
      ...(current instanceof Muon ? current.save() : saveAdam(current)),
      start: { shape: [layout.size], values: flatten(start) }, // what `params` takes out of the average again
    }),
    restore(saved) {
      if (saved.start) start = named(saved.start.values, init);
      current.dispose();
      current = optimizer(init, saved);
    },
    dispose: () => current.dispose(),
  };
}

/** A moving average that began at `start`, freed of what is left of it: share βᵗ after t steps (as Adam frees its moments). */
export function withoutStart(average: Float32Array, start: Float32Array, share: number): Float32Array {
  return share > 0.999 ? start : average.map((v, i) => (v - share * start[i]) / (1 - share));
}

/** A flat vector, cut into the named arrays of `like`. */
export function named(theta: Float32Array, like: ParamInit): Arrays {
  return Object.fromEntries(
    layoutOf(like).entries.map(({ name, shape, offset, size }) => [name, { shape, values: theta.slice(offset, offset + size) }]),
  );
}

/** Named arrays as tensors. The caller disposes them. */
export function tensorsOf(arrays: Arrays): Params {
  return Object.fromEntries(Object.entries(arrays).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape], 'float32')]));
}

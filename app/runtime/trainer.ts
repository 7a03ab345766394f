/**
 * The training loop's body. Knows no model and no DOM: networks by name, a seed, an update rule; it counts steps, hands out the
 * step's own random stream, takes checkpoints and refuses losses that are not finite. Programs and Node training scripts share it.
 *
 *   const trainer = new Trainer({ seed, nets: { g: { init, optimizer: { lr: 1e-3 } } }, update: ({ g }, rng) => ({ g: g.descend((p) => …) }) });
 *   trainer.step();  const { g } = await trainer.losses();
 */
import { createRng, type Rng } from '../data/rng';
import { Adam, type OptimizerConfig, type SavedOptimizer } from '../models/nn/adam';
import { valueAndGrad } from '../models/nn/grad';
import { flatten, type Layout, layoutOf, type ParamInit, type Params, unflatten } from '../models/nn/params';
import * as tf from '../models/tf';
import { valuesOf } from './drain';
import { NonFiniteError } from './program';

export interface NetSpec {
  init(rng: Rng): ParamInit;
  readonly optimizer: OptimizerConfig;
}

export interface TrainerSpec<Name extends string, Loss extends string> {
  readonly seed: number | string;
  readonly nets: Readonly<Record<Name, NetSpec>>;
  /** One step: moves the networks and returns its losses. `rng` depends on seed and step alone. What it makes is disposed after it. */
  update(nets: Readonly<Record<Name, Net>>, rng: Rng, step: number): Record<Loss, tf.Scalar>;
}

/** Everything that brings a training back to where it was. JSON and typed arrays. */
export interface Checkpoint<Name extends string = string> {
  readonly step: number;
  readonly nets: Readonly<Record<Name, SavedOptimizer>>;
}

/** What an optimizer goes on from, with the names of what it moves. */
export async function savedOptimizer({ steps, state }: Adam, layout: Layout): Promise<SavedOptimizer> {
  return { steps, state: await valuesOf(state), layout };
}

/** One network and its optimizer. */
export class Net {
  readonly layout: Layout;
  readonly optimizer: Adam;

  constructor(spec: NetSpec, rng: Rng, saved?: SavedOptimizer) {
    const init = spec.init(rng);
    this.layout = layoutOf(init);
    this.optimizer = new Adam(flatten(init), spec.optimizer, saved);
  }

  /** The parameters now, by name; made in the caller's tidy. */
  params(): Params {
    return unflatten(this.optimizer.theta(), this.layout);
  }

  /** Their moving average, by name; made in the caller's tidy. */
  averaged(): Params {
    return unflatten(this.optimizer.ema(), this.layout);
  }

  /** One optimizer step down the loss; returns the loss before it. */
  descend(loss: (params: Params) => tf.Scalar, lr?: number): tf.Scalar {
    const { value, grad } = valueAndGrad(loss, this.optimizer.theta(), this.layout);
    this.optimizer.step(grad, lr);
    return value;
  }

  /** What the optimizer goes on from. */
  saved(): Promise<SavedOptimizer> {
    return savedOptimizer(this.optimizer, this.layout);
  }
}

export class Trainer<Name extends string, Loss extends string> {
  readonly nets: Readonly<Record<Name, Net>>;
  /** Steps made so far. */
  steps: number;
  private readonly rng: Rng;
  private last: Record<Loss, tf.Scalar> | null = null;

  /** Fresh from the seed, or from a checkpoint of the same networks. Throws RangeError where the sizes do not fit. */
  constructor(
    private readonly spec: TrainerSpec<Name, Loss>,
    saved?: Checkpoint<Name>,
  ) {
    this.rng = createRng(spec.seed);
    this.steps = saved?.step ?? 0;
    const names = Object.keys(spec.nets) as Name[];
    this.nets = Object.fromEntries(names.map((n) => [n, new Net(spec.nets[n], this.rng.fork(n), saved?.nets[n])])) as Record<Name, Net>;
  }

  /** One step. Synchronous; the losses stay on the device until they are asked for. */
  step(): void {
    const losses = tf.tidy(() => this.spec.update(this.nets, this.rng.fork(this.steps), this.steps));
    if (this.last) tf.dispose(this.last);
    for (const loss of Object.values<tf.Scalar>(losses)) tf.keep(loss);
    this.last = losses;
    this.steps++;
  }

  /** The losses of the last step; empty before the first. Throws NonFiniteError when one is not a finite number. */
  async losses(): Promise<Partial<Record<Loss, number>>> {
    if (!this.last) return {};
    const names = Object.keys(this.last) as Loss[];
    const stacked = tf.stack(Object.values<tf.Scalar>(this.last));
    const values = await stacked.data();
    stacked.dispose();
    if (!values.every(Number.isFinite)) throw new NonFiniteError();
    return Object.fromEntries(names.map((name, i) => [name, values[i]])) as Record<Loss, number>;
  }

  async checkpoint(): Promise<Checkpoint<Name>> {
    const { steps } = this;
    const entries = Object.entries<Net>(this.nets).map(async ([name, net]) => [name, await net.saved()] as const);
    return { step: steps, nets: Object.fromEntries(await Promise.all(entries)) as Record<Name, SavedOptimizer> };
  }

  dispose(): void {
    for (const net of Object.values<Net>(this.nets)) net.optimizer.dispose();
    if (this.last) tf.dispose(this.last);
    this.last = null;
  }
}

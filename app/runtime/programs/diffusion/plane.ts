/** What the plane figures share: networks in training on points, and clouds on their way back. */
import type { Rng } from '../../../data/rng';
import * as plane from '../../../models/diffusion/plane';
import type { Target } from '../../../models/diffusion/posterior';
import { type Step, type StepOptions, sampled } from '../../../models/diffusion/sampler';
import type { Schedule } from '../../../models/diffusion/schedule';
import { slicedWasserstein } from '../../../models/gan/measures';
import { mean } from '../../../models/metrics/mean';
import type { ParamInit } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { type Checkpoint, type NetSpec, Trainer } from '../../trainer';
import type { Data } from '../planeData';

export const BATCH = 256;
const LR = 4e-3;
/** Steps over which the learning rate falls, by a half cosine, to this share; there it stays. */
const HORIZON = 2_500;
const LAST = 0.06;

/** The learning rate of a training step, from 0: warmed up over 50 steps, then along that cosine. */
export const rateAt = (step: number): number =>
  LR * Math.min(1, (step + 1) / 50) * Math.max(LAST, 0.5 * (1 + Math.cos(Math.PI * Math.min(1, step / HORIZON))));

/** A network of the plane as a trainer takes it, in learning from its random start, or on from the values given. */
export const learner = (config: plane.Config, from?: ParamInit): NetSpec => ({
  init: (rng) => from ?? plane.init(rng, config),
  optimizer: { lr: LR, ema: 0.99 },
});

export interface NetChoice {
  readonly target: Target;
  readonly config: plane.Config;
}

/** Several networks learning the same data with the same noise, step by step. */
export class PlaneNets<Name extends string> {
  private readonly trainer: Trainer<Name, Name>;
  private readonly names: readonly Name[];
  private readonly seen: Record<Name, number[]>;

  constructor(
    readonly choices: Readonly<Record<Name, NetChoice>>,
    readonly schedule: Schedule,
    data: Data,
    seed: string,
    saved?: Checkpoint<Name>,
  ) {
    this.names = Object.keys(choices) as Name[];
    this.seen = Object.fromEntries(this.names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
    const nets = Object.fromEntries(this.names.map((name) => [name, learner(choices[name].config)])) as Record<Name, NetSpec>;
    this.trainer = new Trainer<Name, Name>(
      {
        seed,
        nets,
        update: (made, rng, step) => {
          const lr = rateAt(step);
          const x0 = data.sample(BATCH, rng.fork('data'));
          const losses = this.names.map((name) => {
            const { target, config } = choices[name];
            const batch = plane.noise(schedule, x0, rng.fork('noise'), target); // the same noise for every network
            const loss = config.variance
              ? (p: Parameters<typeof plane.loss>[0]) => plane.hybridLoss(p, batch, config, schedule)
              : (p: Parameters<typeof plane.loss>[0]) => plane.loss(p, batch, config);
            return [name, made[name].descend(loss, lr)];
          });
          return Object.fromEntries(losses) as Record<Name, tf.Scalar>;
        },
      },
      saved,
    );
  }

  get steps(): number {
    return this.trainer.steps;
  }

  step(): void {
    this.trainer.step();
  }

  /** Losses of the last step, smoothed over the readings so far. */
  async losses(): Promise<Partial<Record<Name, number>>> {
    const now = await this.trainer.losses();
    for (const name of this.names) {
      const value = now[name];
      if (value !== undefined) this.seen[name] = [...this.seen[name].slice(-19), value];
    }
    return Object.fromEntries(this.names.filter((n) => this.seen[n].length).map((n) => [n, mean(this.seen[n])])) as Partial<
      Record<Name, number>
    >;
  }

  /** What a network (the average of its recent selves) says about points x [n, 2] at one step t. Call inside a tidy. */
  ask(name: Name, x: tf.Tensor2D, t: number): ReturnType<typeof plane.predict> {
    return plane.predict(this.trainer.nets[name].averaged(), x, t, this.choices[name].config);
  }

  /**
   * A cloud on its way back from noise, step by step.
   *
   * @param start x_T [n, 2]
   * @param timesteps the steps visited, from T down to 0
   * @param rng the noise put back at every step
   */
  *flow(name: Name, start: Float32Array, timesteps: readonly number[], rng: Rng, options: StepOptions): Generator<Step, void> {
    const n = start.length / 2;
    const quiet = (options.variance ?? 'posterior') === 'posterior' && options.eta === 0;
    const noise = (index: number) =>
      quiet || timesteps[index + 1] === 0 ? null : tf.tensor2d(rng.fillNormal(new Float32Array(2 * n)), [n, 2]);
    const { target, config } = this.choices[name];
    const params = tf.tidy(() => this.trainer.nets[name].averaged());
    const xT = tf.tensor2d(start, [n, 2]);
    try {
      yield* plane.samplePlane(params, xT, timesteps, noise, { schedule: this.schedule, target, config, ...options });
    } finally {
      tf.dispose([xT, ...Object.values(params)]);
    }
  }

  /** The end of such a way only: samples [n, 2]. */
  async samples(name: Name, start: Float32Array, timesteps: readonly number[], noise: Rng, options: StepOptions): Promise<Float32Array> {
    const end = sampled(this.flow(name, start, timesteps, noise, options));
    const values = Float32Array.from(await end.data());
    end.dispose();
    return values;
  }

  checkpoint(): Promise<Checkpoint<Name>> {
    return this.trainer.checkpoint();
  }

  dispose(): void {
    this.trainer.dispose();
  }
}

/** How far two fresh samples of the data are from each other: the mean over `pairs` pairs of n points. */
export function floorOf(data: Data, n: number, rng: Rng, pairs = 6): number {
  return mean(Array.from({ length: pairs }, () => slicedWasserstein(data.sample(n, rng), data.sample(n, rng))));
}

/** How far samples are from the data, as a multiple of that floor; the mean over a few fresh samples of the data. */
export function ratioOf(samples: Float32Array, data: Data, rng: Rng, floor: number, pairs = 3): number {
  return mean(Array.from({ length: pairs }, () => slicedWasserstein(samples, data.sample(samples.length / 2, rng)))) / floor;
}

/** A text seed for what wants one, from the run's own stream. */
export const seedOf = (rng: Rng): string => String(rng.int(2 ** 31));

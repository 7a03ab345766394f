/** The same network in the plane, asked for four different things: ε, x₀, v, or the mean of the step back. */
import * as plane from '../../../models/diffusion/plane';
import { TARGETS, type Target } from '../../../models/diffusion/posterior';
import { cosine } from '../../../models/diffusion/schedule';
import { defineProgram } from '../../program';
import type { Checkpoint } from '../../trainer';
import { type DataChoice, dataOf } from '../planeData';
import { type Compared, comparison } from './compare';
import { PlaneNets, seedOf } from './plane';

/** Few steps, so that every network can take them all while it learns: the mean is defined for single steps. */
export const STEPS = 50;

export default defineProgram<DataChoice, Compared<Target>, Record<never, never>>({
  start(config, ctx, saved) {
    const data = dataOf(config);
    const choices = Object.fromEntries(TARGETS.map((target) => [target, { target, config: plane.defaults }])) as Record<
      Target,
      { target: Target; config: plane.Config }
    >;
    const nets = new PlaneNets(choices, cosine(STEPS), data, seedOf(ctx.rng('train')), saved as Checkpoint<Target> | undefined);
    return {
      step: () => nets.step(),
      frame: comparison(nets, TARGETS, data, ctx, STEPS),
      methods: {},
      save: () => nets.checkpoint(),
      dispose: () => nets.dispose(),
    };
  },
});

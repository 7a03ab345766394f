/** The same network with and without its time embedding, learning the same points. */
import * as plane from '../../../models/diffusion/plane';
import { cosine } from '../../../models/diffusion/schedule';
import { defineProgram } from '../../program';
import type { Checkpoint } from '../../trainer';
import { type DataChoice, dataOf } from '../planeData';
import { type Compared, comparison } from './compare';
import { PlaneNets, seedOf } from './plane';

export type Told = 'told' | 'untold';
export const TOLD: readonly Told[] = ['told', 'untold'];
const T = 1_000;
const STEPS = 50;

export default defineProgram<DataChoice, Compared<Told>, Record<never, never>>({
  start(config, ctx, saved) {
    const data = dataOf(config);
    const choices = {
      told: { target: 'eps', config: plane.defaults },
      untold: { target: 'eps', config: { ...plane.defaults, time: false } },
    } as const;
    const nets = new PlaneNets(choices, cosine(T), data, seedOf(ctx.rng('train')), saved as Checkpoint<Told> | undefined);
    return {
      step: () => nets.step(),
      frame: comparison(nets, TOLD, data, ctx, STEPS),
      methods: {},
      save: () => nets.checkpoint(),
      dispose: () => nets.dispose(),
    };
  },
});

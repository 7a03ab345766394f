/** One normal fitted to two humps by gradient descent, once for each of five divergences, all from the same start. Plain numbers: no tensor is needed. */
import {
  coverage,
  DIVERGENCES,
  type Divergence,
  densities1D,
  descend,
  divergence,
  LINE,
  type Normal,
  normal1D,
} from '../../../models/gan/divergences';
import type { Mixture1D } from '../../../models/gan/optimalD';
import { defineProgram } from '../../program';
import { History } from './history';

export interface FitConfig {
  readonly data: Mixture1D;
  readonly start: Normal;
  readonly rate: number;
}

export interface Fitted extends Normal {
  readonly kind: Divergence;
  readonly value: number;
  readonly covered: number;
  readonly stray: number;
}

export interface FitFrame {
  readonly fits: readonly Fitted[];
  /** Each divergence over the steps. */
  readonly history: Readonly<Record<'step' | Divergence, Float32Array>>;
  readonly step: number;
}

/** Steps after which nothing moves that is to be seen. */
export const MOST_STEPS = 1500;

export default defineProgram<FitConfig, FitFrame, Record<never, never>>({
  start(initial, _ctx, saved) {
    let config = initial;
    let data = densities1D(config.data);
    const before = saved as { readonly steps: number; readonly at: readonly Normal[] } | undefined;
    let steps = before?.steps ?? 0;
    let at: readonly Normal[] = before?.at ?? DIVERGENCES.map(() => config.start);
    const history = new History(DIVERGENCES);
    let readAt = -1;

    const value = (kind: Divergence, q: Normal) => divergence(kind, data, normal1D(q), LINE.dx);

    return {
      methods: {},
      step() {
        at = at.map((q, i) => descend(DIVERGENCES[i], data, q, config.rate));
        return ++steps >= MOST_STEPS;
      },
      frame() {
        const fits = DIVERGENCES.map((kind, i) => ({ kind, ...at[i], value: value(kind, at[i]), ...coverage(data, at[i]) }));
        if (steps !== readAt) history.add(steps, Object.fromEntries(fits.map((f) => [f.kind, f.value])) as Record<Divergence, number>);
        readAt = steps;
        return { fits, history: history.snapshot(), step: steps };
      },
      configure(next) {
        if (JSON.stringify([next.data, next.start]) !== JSON.stringify([config.data, config.start])) return false;
        config = next;
        data = densities1D(config.data);
        return true;
      },
      network: false,
      async save() {
        return { steps, at };
      },
      dispose() {},
    };
  },
});

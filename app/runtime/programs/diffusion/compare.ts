/** Networks that differ in one thing, learning the same points with the same noise, and what each makes of the same start. */
import type { Rng } from '../../../data/rng';
import { subsequence } from '../../../models/diffusion/schedule';
import type { ProgramContext } from '../../program';
import type { Data } from '../planeData';
import { floorOf, type PlaneNets, ratioOf } from './plane';

export interface Compared<Name extends string> {
  /** A sample of the data to look at [n, 2]. */
  readonly real: Float32Array;
  /** What each network makes of the same noise [n, 2]. */
  readonly samples: Readonly<Record<Name, Float32Array>>;
  /** Its sliced Wasserstein distance to the data, over that of two fresh samples. */
  readonly ratios: Readonly<Record<Name, number>>;
  readonly losses: Partial<Record<Name, number>>;
  readonly history: { readonly step: Float32Array } & Readonly<Record<`ratio:${Name}`, Float32Array>>;
}

const SHOWN = 500;
/** Milliseconds between samplings: they cost more than a step. */
const EVERY_MS = 700;

/** A frame maker for such networks: samples now and then, by `steps` ancestral steps, and keeps the history of distances. */
export function comparison<Name extends string>(
  nets: PlaneNets<Name>,
  names: readonly Name[],
  data: Data,
  ctx: ProgramContext,
  steps: number,
) {
  const start = ctx.rng('start').fillNormal(new Float32Array(2 * SHOWN));
  const real = data.sample(SHOWN, ctx.rng('shown'));
  const measuring: Rng = ctx.rng('measure');
  const floor = floorOf(data, SHOWN, measuring);
  const timesteps = subsequence(nets.schedule.T, steps);
  const rows: { step: number; ratios: Record<Name, number> }[] = [];
  let samples: Record<Name, Float32Array> | null = null;
  let at = Number.NEGATIVE_INFINITY;

  return async (): Promise<Compared<Name>> => {
    if (!samples || (performance.now() - at > EVERY_MS && rows.at(-1)?.step !== nets.steps)) {
      const made = {} as Record<Name, Float32Array>;
      for (const name of names) made[name] = await nets.samples(name, start, timesteps, ctx.rng('put back'), { eta: 1 });
      samples = made;
      rows.push({ step: nets.steps, ratios: record(names, (name) => ratioOf(made[name], data, measuring, floor)) });
      at = performance.now();
    }
    const shown = samples;
    const column = (of: (row: (typeof rows)[number]) => number) => Float32Array.from(rows, of);
    return {
      real: real.slice(),
      samples: record(names, (name) => shown[name].slice()),
      ratios: rows[rows.length - 1].ratios,
      losses: await nets.losses(),
      history: {
        step: column((row) => row.step),
        ...Object.fromEntries(names.map((name) => [`ratio:${name}`, column((row) => row.ratios[name])])),
      } as Compared<Name>['history'],
    };
  };
}

const record = <Name extends string, V>(names: readonly Name[], of: (name: Name) => V): Record<Name, V> =>
  Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, V>;

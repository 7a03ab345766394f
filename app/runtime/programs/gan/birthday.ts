/**
 * The birthday test where the answer is known: draws from points of a plane that can all be counted, evenly or unevenly likely, or from a
 * trained GAN that is fed with few enough different noises to list everything it can make.
 */
import { shuffled } from '../../../data/rng';
import { chanceOfSame, eachSamePair, support } from '../../../models/gan/birthday';
import { type Noise, noiseGrid } from '../../../models/gan/noise';
import { defineProgram, NonFiniteError, type ProgramContext } from '../../program';
import { dataOf } from '../planeData';
import { MOST, REACH, type SOURCES, TESTS } from './birthdaySettings';
import { type MinMaxConfig, minMaxDefaults } from './config';
import { History } from './history';
import { Session, sane } from './session';

export interface BirthdayConfig {
  /** Points of a square grid, all as likely; the k-th as likely as 1/k; or a GAN on eight Gaussians, fed with `side`² different noises. */
  readonly source: (typeof SOURCES)[number];
  /** Points on a side. */
  readonly side: number;
  /** Two draws this near count as one. */
  readonly same: number;
}

export interface BirthdayFrame {
  /** All that can be drawn [N · 2]; what has been drawn, in order [n · 2]; the draws that were the same as an earlier one [… · 2]. */
  readonly points: Float32Array;
  readonly drawn: Float32Array;
  readonly again: Float32Array;
  readonly n: number;
  readonly first: number | null;
  readonly pairs: number;
  readonly support: ReturnType<typeof support>;
  /** One over the exact chance that two draws are the same: what the test should find. */
  readonly truth: number;
  /** Different points among the draws: what counting alone would say. */
  readonly seen: number;
  /** The estimate and its bounds after so many draws; NaN where there is none yet. */
  readonly history: Readonly<Record<'step' | 'estimate' | 'low' | 'high', Float32Array>>;
}

export interface Repeated {
  /** Estimate over truth of every one of TESTS further tests; those without a pair are left out. */
  readonly ratios: Float32Array;
  /** Tests without a pair; and share of all whose bounds hold the truth. */
  readonly none: number;
  readonly held: number;
}

export type BirthdayMethods = {
  /** TESTS tests more, of n draws each. */
  repeat(args: { readonly n: number }, call: ProgramContext): Promise<Repeated | undefined>;
};

/** Draws of a step. */
const DRAWS = 4;
/** Iterations the GAN is trained for before it is tested. */
const TRAINED = 800;
const SET = 'gaussians8';

export default defineProgram<BirthdayConfig, BirthdayFrame, BirthdayMethods>({
  async start(initial, ctx) {
    let config = initial;
    const points = config.source === 'G' ? await made(config.side, ctx) : square(config.side);
    const p = likely(config.source, points.length / 2, ctx);
    const cumulative = p.slice();
    for (let i = 1; i < p.length; i++) cumulative[i] += cumulative[i - 1];
    const rng = ctx.rng('draws');
    const drawn: number[] = [];
    let known: { readonly same: number; readonly truth: number } | null = null;
    const truth = () => {
      if (known?.same !== config.same) known = { same: config.same, truth: 1 / chanceOfSame(points, p, config.same) };
      return known.truth;
    };
    const draw = (u: number): number => {
      let [lo, hi] = [0, p.length - 1];
      while (lo < hi) {
        const mid = (lo + hi) >> 1;
        if (cumulative[mid] > u) hi = mid;
        else lo = mid + 1;
      }
      return lo;
    };
    /** Pairs that are the same among draws, and at which draw each was found. */
    const pairsOf = (draws: readonly number[]): number[] => {
      const at: number[] = [];
      eachSamePair(points, draws, config.same, (a, b) => at.push(Math.max(a, b)));
      return at.sort((a, b) => a - b);
    };
    const pick = (indices: readonly number[]) => Float32Array.from(indices.flatMap((i) => [points[2 * i], points[2 * i + 1]]));

    return {
      step() {
        for (let k = 0; k < DRAWS; k++) drawn.push(draw(rng.uniform()));
        return drawn.length >= MOST;
      },
      frame() {
        const at = pairsOf(drawn);
        const n = drawn.length;
        const history = new History(['estimate', 'low', 'high'] as const);
        let c = 0;
        for (let k = DRAWS; k <= n; k += DRAWS) {
          while (c < at.length && at[c] < k) c++;
          const { estimate, low, high } = support(k, c);
          history.add(k, { estimate: estimate ?? Number.NaN, low: estimate === null ? Number.NaN : low, high: high ?? Number.NaN });
        }
        return {
          points: Float32Array.from(points),
          drawn: pick(drawn),
          again: pick([...new Set(at)].map((i) => drawn[i])),
          n,
          first: at.length > 0 ? at[0] + 1 : null,
          pairs: at.length,
          support: support(n, at.length),
          truth: truth(),
          seen: differentOnes(drawn),
          history: history.snapshot(),
        };
      },
      methods: {
        async repeat({ n }, call) {
          const ratios: number[] = [];
          let held = 0;
          const others = ctx.rng('repeated');
          for (let k = 0; k < TESTS; k++) {
            const found = support(n, pairsOf(Array.from({ length: n }, () => draw(others.uniform()))).length);
            if (found.estimate !== null) ratios.push(found.estimate / truth());
            if (found.low <= truth() && truth() <= (found.high ?? Number.POSITIVE_INFINITY)) held++;
            if (k % 8 === 7) {
              if (call.signal.aborted) return undefined;
              await call.breathe();
            }
          }
          return { ratios: Float32Array.from(ratios), none: TESTS - ratios.length, held: held / TESTS };
        },
      },
      configure(next) {
        if (next.source !== config.source || next.side !== config.side) return false;
        config = next;
        return true;
      },
      dispose() {},
    };
  },
});

/** How many different ones there are among draws. */
export const differentOnes = (draws: readonly number[]): number => new Set(draws).size;

/** side² points in the middles of the cells of the square. */
function square(side: number): Float32Array {
  const at = (i: number) => REACH * ((2 * i + 1) / side - 1);
  return Float32Array.from({ length: 2 * side * side }, (_, k) => at(k % 2 === 0 ? (k >> 1) % side : Math.floor((k >> 1) / side)));
}

/** How likely each of N points is: all the same, or the k-th of a shuffled order as 1/k. Sums to 1. */
function likely(source: BirthdayConfig['source'], n: number, ctx: ProgramContext): Float64Array {
  const p = new Float64Array(n).fill(1 / n);
  if (source !== 'uneven') return p;
  const order = shuffled(ctx.rng('order'), [...p.keys()]);
  const sum = order.reduce((all, _, k) => all + 1 / (k + 1), 0);
  order.forEach((i, k) => {
    p[i] = 1 / (k + 1) / sum;
  });
  return p;
}

/** Everything a plane GAN can make whose noise takes `side` values in each of two coordinates, after TRAINED iterations [side² · 2]. */
async function made(side: number, ctx: ProgramContext): Promise<Float32Array> {
  const noise: Noise = { kind: 'discrete', dim: 2, scale: 1, values: side };
  const config: MinMaxConfig = { ...minMaxDefaults, data: SET, widthG: 16, widthD: 16 };
  const session = new Session(config, dataOf(config).sample, noise, ctx.rng('init'), ctx.rng('train'));
  try {
    for (let i = 0; i < TRAINED; i++) {
      session.step();
      if (i % 20 < 19) continue;
      ctx.progress((i + 1) / TRAINED, { zh: '先训练平面上的 GAN', en: 'Training the plane GAN first' });
      await ctx.breathe();
    }
    const points = await session.feed(noiseGrid(noise, side).z);
    if (!sane(points)) throw new NonFiniteError();
    return points;
  } finally {
    session.dispose();
  }
}

/** One network for all steps against four for a quarter of them each, on the same points, for as much arithmetic; again and again from other seeds. */
import { experts, parametersOf, quarterOf, RANGES, stepsIn } from '../../../models/diffusion/experts';
import * as plane from '../../../models/diffusion/plane';
import { sample, sampled } from '../../../models/diffusion/sampler';
import { cosine, subsequence } from '../../../models/diffusion/schedule';
import { exactEps } from '../../../models/diffusion/score';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { type NetSpec, Trainer } from '../../trainer';
import { type DataChoice, dataOf } from '../planeData';
import { BATCH, floorOf, learner, rateAt, ratioOf, seedOf } from './plane';
import { LEARN, REPEATS, SIDES, type Side, T, TIMES } from './rangesSettings';

export interface RangesConfig extends DataChoice {
  /** 'all': four networks have as many parameters together as the one. 'each': every one of them has. */
  readonly size: 'all' | 'each';
}

/** How a side did: samples against the data, and answers against the best there are. */
export interface Result {
  /** Distance of its samples to the data over that of two fresh samples. */
  readonly ratio: number;
  /** Mean square of ε̂ − E[ε | x_t], per number, at each of TIMES. */
  readonly errors: Float32Array;
}

export interface RangesFrame {
  readonly real: Float32Array;
  readonly samples: Readonly<Record<Side, Float32Array>>;
  readonly now: Readonly<Record<Side, Result>>;
  /** Results at the end of every repeat so far: distances, and errors meaned over TIMES. */
  readonly ended: Readonly<Record<Side, { readonly ratio: Float32Array; readonly error: Float32Array }>>;
  /** Repeats ended, of REPEATS; training steps of the present one, of LEARN. */
  readonly repeat: number;
  readonly step: number;
  readonly parameters: Readonly<Record<Side, number>>;
}

const STEPS = 50;
const SHOWN = 400;
const EVERY_MS = 1_200;
type Name = 'one' | `q${number}`;
const QUARTERS = Array.from({ length: RANGES }, (_, r): Name => `q${r}`);
const NAMES: readonly Name[] = ['one', ...QUARTERS];

export default defineProgram<RangesConfig, RangesFrame, Record<never, never>>({
  start(config, ctx) {
    const schedule = cosine(T);
    const data = dataOf(config);
    const whole = plane.defaults;
    const part = config.size === 'all' ? quarterOf(whole) : whole;
    // As much arithmetic on either side: a quarter of the parameters on as many points each, or all of them on a quarter of the points.
    const share = config.size === 'all' ? BATCH : BATCH / RANGES;
    const configOf = (name: Name) => (name === 'one' ? whole : part);

    const shown = ctx.rng('start').fillNormal(new Float32Array(2 * SHOWN));
    const real = data.sample(SHOWN, ctx.rng('shown'));
    const floor = floorOf(data, SHOWN, ctx.rng('floor'));
    const timesteps = subsequence(T, STEPS);
    /** Noised points at each of TIMES, and the best answers. */
    const questions = Array.from(TIMES, (t, i) => {
      const rng = ctx.rng(`question ${i}`);
      const { xt } = plane.noise(schedule, data.sample(SHOWN, rng), rng, 'eps', new Float32Array(SHOWN).fill(t));
      return { t, xt, best: exactEps(data.mixture, schedule.alphaBar[t], xt) };
    });

    const ended: Record<Side, Result[]> = { one: [], four: [] };
    let trainer = begin(0);
    let samples: Record<Side, Float32Array> | null = null;
    let now: Record<Side, Result> | null = null;
    let measured = '';
    let at = Number.NEGATIVE_INFINITY;

    function begin(repeat: number): Trainer<Name, Name> {
      return new Trainer<Name, Name>({
        seed: seedOf(ctx.rng(`train ${repeat}`)),
        nets: Object.fromEntries(NAMES.map((name) => [name, learner(configOf(name))])) as Record<Name, NetSpec>,
        update: (nets, rng, step) => {
          const lr = rateAt(step);
          const losses = NAMES.map((name) => {
            const own = rng.fork(name);
            const size = name === 'one' ? BATCH : share;
            const steps = name === 'one' ? undefined : stepsIn(Number(name.slice(1)), T, size, own.uniform());
            const batch = plane.noise(schedule, data.sample(size, own), own, 'eps', steps);
            return [name, nets[name].descend((p) => plane.loss(p, batch, configOf(name)), lr)];
          });
          return Object.fromEntries(losses) as Record<Name, tf.Scalar>;
        },
      });
    }

    /** What a side says, as the sampler asks it; and its parameters, to be disposed. */
    function sideOf(side: Side) {
      const names: readonly Name[] = side === 'one' ? ['one'] : QUARTERS;
      const params = names.map((name) => tf.tidy(() => trainer.nets[name].averaged()));
      const model =
        side === 'one' ? (x: tf.Tensor, t: number) => plane.predict(params[0], x as tf.Tensor2D, t, whole) : experts(params, part, T);
      return { model, dispose: () => tf.dispose(params) };
    }

    async function examine(side: Side): Promise<Result & { samples: Float32Array }> {
      const { model, dispose } = sideOf(side);
      const rng = ctx.rng('put back');
      const noise = (i: number) => (timesteps[i + 1] === 0 ? null : tf.tensor2d(rng.fillNormal(new Float32Array(2 * SHOWN)), [SHOWN, 2]));
      const xT = tf.tensor2d(shown, [SHOWN, 2]);
      const end = sampled(sample(model, xT, timesteps, noise, { schedule, clip: plane.CLIP, eta: 1 }));
      const said = tf.tidy(() => tf.stack(questions.map(({ t, xt }) => model(tf.tensor2d(xt, [SHOWN, 2]), t).modelOutput)));
      const [made, answers] = [Float32Array.from(await end.data()), await said.data()];
      tf.dispose([end, said, xT]);
      dispose();
      const errors = Float32Array.from(questions, ({ best }, k) => {
        let sum = 0;
        for (let i = 0; i < best.length; i++) sum += (answers[k * best.length + i] - best[i]) ** 2;
        return sum / best.length;
      });
      return { ratio: ratioOf(made, data, ctx.rng('fresh'), floor), errors, samples: made };
    }

    const over = () => ended.one.length >= REPEATS;
    return {
      step() {
        if (trainer.steps < LEARN) trainer.step();
        else ctx.redraw(); // the next frame examines the repeat, and begins another
        return over();
      },
      async frame() {
        await trainer.losses();
        const full = trainer.steps >= LEARN && !over();
        const here = `${ended.one.length} ${trainer.steps}`;
        if (!now || full || (here !== measured && performance.now() - at > EVERY_MS)) {
          const [one, four] = [await examine('one'), await examine('four')];
          now = { one, four };
          samples = { one: one.samples, four: four.samples };
          measured = here;
          at = performance.now();
        }
        const { steps } = trainer;
        if (full) {
          for (const side of SIDES) ended[side].push(now[side]);
          if (!over()) {
            trainer.dispose();
            trainer = begin(ended.one.length);
          }
        }
        const column = (side: Side) => ({
          ratio: Float32Array.from(ended[side], (r) => r.ratio),
          error: Float32Array.from(ended[side], (r) => r.errors.reduce((sum, e) => sum + e, 0) / r.errors.length),
        });
        const result = ({ ratio, errors }: Result): Result => ({ ratio, errors: errors.slice() });
        return {
          real: real.slice(),
          samples: { one: (samples as Record<Side, Float32Array>).one.slice(), four: (samples as Record<Side, Float32Array>).four.slice() },
          now: { one: result(now.one), four: result(now.four) },
          ended: { one: column('one'), four: column('four') },
          repeat: ended.one.length,
          step: steps,
          parameters: { one: parametersOf(whole), four: RANGES * parametersOf(part) },
        };
      },
      methods: {},
      dispose: () => trainer.dispose(),
    };
  },
});

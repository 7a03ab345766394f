/**
 * Three kinds of guidance measured side by side: from the same noises, towards the same wish, at several strengths each.
 *
 * A batch is sampled step by step; at its end its faces are judged: do they show what was asked (attribute classifier), do they pass for
 * faces (distance to the nearest composed face), and how much do they differ from one another, against real faces with the wish.
 */
import { ATTRIBUTE_KEYS, ATTRIBUTES, captionOf } from '../../../data/faces';
import { createRng } from '../../../data/rng';
import type { Condition } from '../../../models/diffusion/condition';
import { guide, type Wish } from '../../../models/diffusion/guidance';
import { type GuidanceKind, passesOf } from '../../../models/diffusion/guidanceCost';
import { type Step, sample } from '../../../models/diffusion/sampler';
import { faceSchedule, subsequence } from '../../../models/diffusion/schedule';
import { passes } from '../../../models/metrics';
import { meanSquaredDistance } from '../../../models/metrics/diversity';
import * as tf from '../../../models/tf';
import { defineProgram } from '../../program';
import { loadCard, type MeasuredGuidance } from '../../weights';
import { PIXELS, T } from '../diffusion/faces';
import { classesOf, disposeNetworks, loadNetworks, noiseOf, obeys, realSpread, SHAPE } from './networks';

export interface TradeoffConfig {
  readonly condition: Condition;
  readonly steps: number;
}

/** One kind at one strength, over all batches so far. */
export interface Cell {
  readonly kind: Exclude<GuidanceKind, 'none'>;
  readonly strength: number;
  readonly n: number;
  /** Shares of samples that show all that was asked; that pass for faces. */
  readonly agreement: number;
  readonly fidelity: number;
  /** Mean squared distance between samples, as a share of that between real faces with the wish. */
  readonly variety: number;
  /** Milliseconds of one step of BATCH faces, as handed to the device: on a processor, all of it. */
  readonly msPerStep: number;
  readonly passes: { readonly unet: number; readonly guide: number };
}

export interface TradeoffFrame {
  readonly cells: readonly Cell[];
  /** The cell at work, and how far it is. */
  readonly now: { readonly kind: GuidanceKind; readonly strength: number; readonly step: number; readonly of: number } | null;
  /** Faces of the batch at work [BATCH · 768]. */
  readonly faces: Float32Array;
  /** What the card says: many wishes, many faces. */
  readonly measured: readonly MeasuredGuidance[];
}

export type TradeoffMethods = Record<never, never>;

/** Strengths measured. s = 0 and w = −1 are one and the same: nothing steers. */
export const STRENGTHS = {
  classifier: [0, 0.5, 1, 2, 4, 8, 16],
  clip: [0, 0.5, 1, 2, 4, 8, 16],
  free: [-1, -0.5, 0, 0.5, 1, 2, 4, 8],
} as const;
export const BATCH = 16;

interface Tally {
  readonly kind: Exclude<GuidanceKind, 'none'>;
  readonly strength: number;
  n: number;
  obeyed: number;
  clean: number;
  /** Mean squared distances of two faces of a batch, added up, and how many batches. */
  spread: number;
  batches: number;
  ms: number;
  steps: number;
}

export default defineProgram<TradeoffConfig, TradeoffFrame, TradeoffMethods>({
  async start(config, ctx) {
    const { nets, clip } = await loadNetworks(ctx, 'all');
    const { guidance: measured = [] } = await loadCard('ddpm');
    const judgeNet = (await ctx.weights('oracle')).params;
    const timesteps = subsequence(T, config.steps);
    const text = clip?.point(promptOf(config.condition));
    const wish: Wish = { conditions: new Array(BATCH).fill(config.condition), text };
    const real = realSpread(config.condition);
    const seed = `tradeoff ${ctx.rng('seed').int(1_000_000)}`;

    const tallies: Tally[] = Object.entries(STRENGTHS).flatMap(([kind, strengths]) =>
      strengths.map((strength) => ({
        kind: kind as Tally['kind'],
        strength,
        n: 0,
        obeyed: 0,
        clean: 0,
        spread: 0,
        batches: 0,
        ms: 0,
        steps: 0,
      })),
    );
    /** Round after round, one batch a cell: all kinds meet the same noise in the same round. */
    let turn = 0;
    let run: { way: Generator<Step, void>; tally: Tally; at: number; xT: tf.Tensor } | null = null;
    let shown: Float32Array = noiseOf(`${seed} 0`, BATCH);
    let latest: tf.Tensor | null = null;
    const finished: { tally: Tally; faces: tf.Tensor }[] = [];

    function begin() {
      const tally = tallies[turn % tallies.length];
      const { kind, strength } = tally;
      const xT = tf.tensor4d(noiseOf(`${seed} ${Math.floor(turn / tallies.length)}`, BATCH), SHAPE(BATCH));
      const way = sample(
        (x, t) => ({
          modelOutput: guide(
            nets,
            x as tf.Tensor4D,
            t,
            wish,
            unsteered(kind, strength) ? { kind: 'none', strength: 0 } : { kind, strength },
          ).eps,
        }),
        xT,
        timesteps,
        () => null,
        { schedule: faceSchedule, eta: 0, clip: 1 },
      );
      return { way, tally, at: 0, xT };
    }

    /** Judges the batches that have come to their end. */
    async function settle(): Promise<void> {
      for (const { tally, faces } of finished.splice(0)) {
        const values = Float32Array.from(await faces.data());
        const classes = await classesOf(judgeNet, faces);
        faces.dispose();
        tally.obeyed += obeys(classes, config.condition).filter(Boolean).length;
        for (let i = 0; i < BATCH; i++) {
          const one = values.subarray(i * PIXELS, (i + 1) * PIXELS);
          if (passes(one, classes.subarray(i * ATTRIBUTES.length, (i + 1) * ATTRIBUTES.length))) tally.clean++;
        }
        tally.spread += meanSquaredDistance(values, PIXELS);
        tally.batches++;
        tally.n += BATCH;
      }
    }

    return {
      step() {
        const from = performance.now();
        run ??= begin();
        const { value, done } = run.way.next();
        run.tally.ms += performance.now() - from;
        if (value) {
          run.tally.steps++;
          run.at++;
          latest?.dispose();
          latest = value.x0.clone();
          if (value.s === 0) finished.push({ tally: run.tally, faces: value.next.clone() });
        }
        if (done || value?.s === 0) {
          run.way.return();
          run.xT.dispose();
          run = null;
          turn++;
        }
      },
      async frame() {
        await settle();
        if (latest) shown = Float32Array.from(await latest.data());
        return {
          cells: tallies.filter(({ n }) => n > 0).map((tally) => cellOf(tally, real)),
          now: run && { kind: run.tally.kind, strength: run.tally.strength, step: run.at, of: timesteps.length - 1 },
          faces: shown.slice(),
          measured,
        };
      },
      methods: {},
      dispose() {
        run?.way.return();
        tf.dispose(
          [run?.xT, latest, text, ...finished.map(({ faces }) => faces), ...Object.values(judgeNet)].filter((x) => x) as tf.Tensor[],
        );
        disposeNetworks(nets);
      },
    };
  },
});

const unsteered = (kind: GuidanceKind, strength: number): boolean => (kind === 'free' ? strength === -1 : strength === 0);

const cellOf = ({ kind, strength, n, obeyed, clean, spread, batches, ms, steps }: Tally, real: number): Cell => ({
  kind,
  strength,
  n,
  agreement: obeyed / n,
  fidelity: clean / n,
  variety: spread / batches / real,
  msPerStep: ms / steps,
  passes: passesOf(unsteered(kind, strength) ? 'none' : kind),
});

/** The wish in words, for CLIP. */
export function promptOf(condition: Condition): string {
  const choice = Object.fromEntries(ATTRIBUTE_KEYS.flatMap((key, a) => (condition[a] === null ? [] : [[key, condition[a]]])));
  return captionOf(choice, 'en', createRng('the wish in words'));
}

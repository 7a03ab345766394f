/**
 * Trains one model: `npm run train -- <model> [--steps N | --minutes M] [--seed S] [--fresh | --again]`.
 * Goes on from the last checkpoint; checkpoints every minute and at the end; leaves sample sheets and a log beside it.
 * `--again` begins another round, learning rate and all, from the weights that the last one ended with.
 */
import { appendFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as tf from '../app/models/tf';
import { startBackend } from './backend';
import { type TrainContext, type TrainedModel, type Training, tensorsOf } from './model';
import { modelNamed } from './models/index';
import { writeSheet } from './png';
import { asked, Refusal } from './refusal';
import { contextOf, loadArrays, type Round, type RunInfo, runFolder, saveArrays } from './runs';
import { type Budget, learningRate, shareOf } from './schedule';

const SAVE_EVERY = 60; // seconds
const PRINT_EVERY = 5;

export interface TrainOptions {
  readonly seed?: number;
  readonly budget?: Budget;
  readonly fresh?: boolean;
  readonly again?: boolean;
  readonly print?: (line: string) => void;
}

/** Trains, and returns the losses of all steps (the first of each step's numbers). */
export async function train(name: string, options: TrainOptions = {}): Promise<number[]> {
  const model = await modelNamed(name);
  const seed = options.seed ?? 1;
  const budget: Budget = options.budget ?? { steps: model.steps };
  const print = options.print ?? console.log;
  const folder = runFolder(name);
  if (options.fresh) rmSync(folder, { recursive: true, force: true });
  const last = options.again ? loadArrays(`${folder}/weights.safetensors`) : null;
  if (options.again && !last) throw new Refusal(`${name} has no weights to go on from: train it without --again first.`);
  const saved = last ? null : loadArrays(`${folder}/checkpoint.safetensors`);
  const before = last ? [...(last.info.before ?? []), roundOf(last.info)] : (saved?.info.before ?? []);
  const [stepsBefore, secondsBefore] = [sum(before.map((b) => b.steps)), sum(before.map((b) => b.seconds))];
  let step = (saved?.info.step ?? stepsBefore) - stepsBefore;
  let seconds = (saved?.info.seconds ?? secondsBefore) - secondsBefore;

  const ctx = contextOf(name, seed, stepsBefore + step);
  const run = await model.start(ctx);
  if (saved) run.restore(saved.arrays);
  if (last) {
    if (!run.begin) throw new Refusal(`${name} cannot begin from weights alone: its training keeps more than those.`);
    run.begin(last.arrays);
  }
  const length = budget.minutes === undefined ? `--steps ${budget.steps}` : `--minutes ${budget.minutes}`;
  const info = (): RunInfo => ({
    model: name,
    command: `npm run train -- ${name} ${length}${before.length ? ' --again' : ''} --seed ${seed}`,
    seed,
    step: stepsBefore + step,
    seconds: Math.round(secondsBefore + seconds),
    ...(before.length && { before }),
  });
  const snapshots = (before.length ? [] : (model.snapshots ?? [])).filter((share) => share > shareOf(budget, step, seconds));

  const losses: number[] = [];
  let clock = performance.now();
  let worked = process.cpuUsage().user;
  let lastSave = clock;
  let told = { time: clock, step, sums: {} as Record<string, number> };
  for (let share = shareOf(budget, step, seconds); share < 1; share = shareOf(budget, step, seconds)) {
    const lr = learningRate(model.lr, share);
    const numbers = run.step({ step, share, lr });
    losses.push(Object.values(numbers)[0]);
    for (const [key, value] of Object.entries(numbers)) told.sums[key] = (told.sums[key] ?? 0) + value;
    step++;
    const now = performance.now();
    const work = process.cpuUsage().user;
    seconds += Math.min(now - clock, (work - worked) / 1000) / 1000; // a core that others use, or a pause, does not count
    clock = now;
    worked = work;
    if (now - told.time > PRINT_EVERY * 1000) {
      const rate = (step - told.step) / ((now - told.time) / 1000);
      const left = budget.minutes === undefined ? ((budget.steps ?? 0) - step) / rate : budget.minutes * 60 - seconds;
      const means = Object.entries(told.sums).map(([key, sum]) => `${key} ${(sum / (step - told.step)).toPrecision(4)}`);
      print(
        `step ${step}  ${rate.toFixed(1)}/s (${Math.round(rate * model.batch)} examples/s)  ${means.join('  ')}  lr ${lr.toExponential(1)}  left ${clockText(left)}  tensors ${tf.memory().numTensors}`,
      );
      appendFileSync(
        `${folder}/log.csv`,
        `${step},${seconds.toFixed(1)},${Object.entries(told.sums)
          .map(([key, sum]) => `${key}=${sum / (step - told.step)}`)
          .join(',')}\n`,
      );
      told = { time: now, step, sums: {} };
    }
    while (snapshots.length && shareOf(budget, step, seconds) >= snapshots[0]) {
      saveArrays(`${folder}/at-${String(Math.round(100 * (snapshots.shift() ?? 0))).padStart(2, '0')}.safetensors`, run.params(), info());
    }
    if (now - lastSave > SAVE_EVERY * 1000) {
      await save(folder, run, model, ctx, info());
      clock = performance.now(); // saving and drawing do not count as training
      worked = process.cpuUsage().user;
      lastSave = clock;
      await new Promise(setImmediate);
    }
  }
  await save(folder, run, model, ctx, info());
  print(`${name}: ${step} steps in ${clockText(seconds)}.`);
  run.dispose();
  return losses;
}

async function save(folder: string, run: Training, model: TrainedModel, ctx: TrainContext, info: RunInfo): Promise<void> {
  saveArrays(`${folder}/checkpoint.safetensors`, run.save(), info);
  const arrays = run.params();
  saveArrays(`${folder}/weights.safetensors`, arrays, info);
  if (!model.sheets) return;
  const params = tensorsOf(arrays);
  for (const [name, sheet] of Object.entries(await model.sheets(params, ctx))) writeSheet(`${folder}/${name}.png`, sheet);
  tf.dispose(params);
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** The last round that the info tells of, by itself. */
function roundOf({ command, step, seconds, before = [] }: RunInfo): Round {
  return { command, steps: step - sum(before.map((b) => b.steps)), seconds: seconds - sum(before.map((b) => b.seconds)) };
}

const clockText = (seconds: number): string =>
  `${Math.max(0, Math.floor(seconds / 60))}:${String(Math.max(0, Math.floor(seconds % 60))).padStart(2, '0')}`;

/** Trains what the command line asks for. */
async function trainAsked(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      steps: { type: 'string' },
      minutes: { type: 'string' },
      seed: { type: 'string' },
      fresh: { type: 'boolean' },
      again: { type: 'boolean' },
    },
  });
  if (positionals.length !== 1)
    throw new Refusal('Say which model: npm run train -- <model> [--steps N | --minutes M] [--seed S] [--fresh | --again]');
  await modelNamed(positionals[0]);
  await startBackend();
  await train(positionals[0], {
    seed: values.seed === undefined ? undefined : Number(values.seed),
    budget:
      values.minutes !== undefined
        ? { minutes: Number(values.minutes) }
        : values.steps !== undefined
          ? { steps: Number(values.steps) }
          : undefined,
    fresh: values.fresh,
    again: values.again,
  });
}

if (import.meta.url === `file://${process.argv[1]}`) await asked(trainAsked);

/** The page's programs in Node on WASM: stages equal the whole step, seeds replay, live changes stay live, bad input is refused in a sentence. */
import { beforeAll, describe, expect, it } from 'vitest';
import { GRID, gridX } from '../../app/models/gan/line';
import { density1D, js1D } from '../../app/models/gan/optimalD';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import { FigureError, NonFiniteError } from '../../app/runtime/program';
import { type MinMaxConfig, minMaxDefaults } from '../../app/runtime/programs/gan/config';
import minmax, { type MinMaxFrame } from '../../app/runtime/programs/gan/minmax';
import optimal from '../../app/runtime/programs/gan/optimal';
import variety from '../../app/runtime/programs/gan/variety';
import { weightless } from '../program';

beforeAll(initNode);

async function open(config: Partial<MinMaxConfig> = {}, seed = 1, saved?: unknown) {
  const run = await minmax.start({ ...minMaxDefaults, ...config }, weightless(seed), saved);
  return run as Required<typeof run>;
}

const points = async (run: { frame(): MinMaxFrame | Promise<MinMaxFrame> }) => Array.from((await run.frame()).fake);

describe('gan.minmax', () => {
  it('stage by stage gives exactly the same game as whole steps', async () => {
    const [whole, slow] = [await open({ dSteps: 2 }), await open({ dSteps: 2 })];
    for (let i = 0; i < 3; i++) whole.step();
    const stages: string[] = [];
    for (let done = 0; done < 3; ) {
      const { stage, stepDone } = slow.stage();
      if (done === 0) stages.push(stage);
      if (stepDone) done++;
    }
    const turn = ['sampleZ', 'generate', 'discriminate', 'lossD', 'gradientsD', 'updateD'];
    expect(stages).toEqual([...turn, ...turn, 'sampleZ', 'generate', 'discriminate', 'lossG', 'gradientsG', 'updateG']);
    const [a, b] = [await points(whole), await points(slow)];
    for (const [i, v] of a.entries()) expect(v).toBeCloseTo(b[i], 5);
    whole.dispose();
    slow.dispose();
  });

  it('shows what slow motion has done, and moves a player only at its update', async () => {
    const run = await open();
    const before = await points(run);
    for (let i = 0; i < 6; i++) run.stage(); // D's first turn
    const { trace } = await run.frame();
    expect(trace).toMatchObject({ stage: 'updateD', player: 'd', round: 1, rounds: 2 });
    expect(trace?.loss).toBeGreaterThan(0);
    expect(trace?.gradient).toBeGreaterThan(0);
    expect(trace?.fake?.length).toBe(2 * minMaxDefaults.batch);
    for (let i = 0; i < 11; i++) run.stage(); // up to G's gradient
    expect(await points(run)).toEqual(before);
    run.stage();
    expect(await points(run)).not.toEqual(before);
    run.dispose();
  });

  it('replays with the same seed, differs with another, and looking at it changes nothing', async () => {
    const runs = [await open(), await open(), await open({}, 2)];
    for (const [k, run] of runs.entries()) {
      for (let i = 0; i < 4; i++) {
        run.step();
        if (k === 0) await run.frame();
      }
    }
    const [a, b, c] = await Promise.all(runs.map(points));
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    for (const run of runs) run.dispose();
  });

  it('takes new learning rates, turns, batch and R1 in flight, and asks for a restart for the rest', async () => {
    const run = await open();
    run.step();
    expect(run.configure({ ...minMaxDefaults, lrG: 0 })).toBe(true);
    const before = await points(run);
    run.step();
    expect(await points(run)).toEqual(before); // G stands still at rate 0
    expect(run.configure({ ...minMaxDefaults, lrD: 0.1, dSteps: 5, batch: 64, r1: 1 })).toBe(true);
    run.step();
    for (const other of [{ loss: 'hinge' }, { data: 'moons' }, { widthG: 9 }, { noiseDim: 1 }] as const)
      expect(run.configure({ ...minMaxDefaults, ...other })).toBe(false);
    run.dispose();
  });

  it.each(['saturating', 'nonSaturating', 'leastSquares', 'hinge', 'wganGp'] as const)(
    '%s trains to finite numbers, with R1 too and with 1-D Gaussian noise',
    async (loss) => {
      const run = await open({ loss, r1: 0.1, noise: 'gaussian', noiseDim: 1, optimizer: 'rmsprop' });
      for (let i = 0; i < 3; i++) run.step();
      const frame = await run.frame();
      expect(frame.ny).toBe(1);
      for (const list of [frame.fake, frame.mesh, frame.surface, frame.sampleGradient, Object.values(frame.now)])
        expect(Array.from(list).every(Number.isFinite)).toBe(true);
      expect(frame.history.step.length).toBeGreaterThan(0);
      run.dispose();
    },
  );

  it('goes on from a save', async () => {
    const run = await open();
    for (let i = 0; i < 3; i++) run.step();
    const saved = await run.save();
    const back = await open({}, 1, saved);
    expect(await points(back)).toEqual(await points(run));
    run.dispose();
    back.dispose();
  });

  it('a learning rate of 1e9 ends in one clear sentence, not in a broken picture', async () => {
    const run = await open({ lrG: 1e9, lrD: 1e9, optimizer: 'sgd', loss: 'wganGp' });
    await expect(
      (async () => {
        for (let i = 0; i < 30; i++) run.step();
        await run.frame();
      })(),
    ).rejects.toThrow(NonFiniteError);
    run.dispose();
  });

  it.each([[[]], [[[0.5, 0.5]]]])('a drawing of %j is refused in a sentence', async (strokes) => {
    await expect((async () => open({ data: 'drawn', strokes }))()).rejects.toThrow(FigureError);
  });

  it('makes at most 30 launches an iteration: a player is one each way', async () => {
    const run = await open({ dSteps: 2 });
    run.step();
    const { kernels } = await tf.profile(() => {
      run.step();
      return tf.scalar(0);
    });
    expect(kernels.length).toBeLessThanOrEqual(30);
    run.dispose();
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const run = await open();
    run.step();
    for (let i = 0; i < 7; i++) run.stage();
    await run.frame();
    run.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('gan.optimal', () => {
  it('D comes close to D* and stays below the bound', async () => {
    const side = (m: number) => ({ weights: [1], means: [m], sigmas: [0.7] });
    const run = await optimal.start({ data: side(1), generated: side(-0.5), lr: 0.02, width: 12, batch: 128 }, weightless());
    const first = (await run.frame()).value;
    for (let i = 0; i < 150; i++) run.step?.();
    const last = (await run.frame()).value;
    const [p, q] = [1, -0.5].map((m) => gridX().map((x) => density1D(side(m), x)));
    const bound = 2 * js1D(p, q, GRID.dx) - Math.log(4);
    expect(last).toBeGreaterThan(first + 0.2);
    expect(last).toBeGreaterThan(bound - 0.05);
    expect(last).toBeLessThan(bound);
    expect(run.configure?.({ data: side(2), generated: side(0), lr: 0.02, width: 12, batch: 128 })).toBe(true);
    run.dispose();
  });
});

describe('gan.variety', () => {
  const { data: _data, strokes: _strokes, noise: _noise, noiseDim: _dim, ...game } = minMaxDefaults;
  const start = (noise: { kind: 'constant' | 'discrete' | 'gaussian'; dim: 1 | 2; values?: number }, feed = 1) =>
    variety.start({ data: 'gaussians8', noise: { scale: 1, values: 2, ...noise }, feed, game }, weightless());
  it('constant noise makes one point, two values a coordinate make four, a Gaussian makes as many as are drawn', async () => {
    for (const [noise, distinct] of [
      [{ kind: 'constant', dim: 2 }, 1],
      [{ kind: 'discrete', dim: 2 }, 4],
      [{ kind: 'discrete', dim: 1, values: 3 }, 3],
    ] as const) {
      const run = await start(noise);
      expect((await run.frame()).distinct).toBe(distinct);
      run.dispose();
    }
    const run = await start({ kind: 'gaussian', dim: 2 });
    expect((await run.frame()).distinct).toBeGreaterThan(1000);
    run.dispose();
  });
  it('the width of the noise fed may change without a restart; at 0 one point is left', async () => {
    const run = await start({ kind: 'gaussian', dim: 2 });
    expect(run.configure?.({ data: 'gaussians8', noise: { scale: 1, values: 2, kind: 'gaussian', dim: 2 }, feed: 0, game })).toBe(true);
    expect((await run.frame()).distinct).toBe(1);
    run.dispose();
  });
});

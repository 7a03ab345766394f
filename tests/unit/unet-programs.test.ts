/** The programs of the U-Net page, on the weights that ship. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ATTRIBUTES, faceValues } from '../../app/data/faces/index';
import { CONDITION_DIM, conditionRows, nullCondition } from '../../app/models/diffusion/condition';
import { qSample } from '../../app/models/diffusion/faces';
import { forward as classify } from '../../app/models/diffusion/noisyClassifier';
import { faceSchedule } from '../../app/models/diffusion/schedule';
import { type Config, forward } from '../../app/models/diffusion/unet';
import * as tf from '../../app/models/tf';
import { initNode } from '../../app/runtime/kernels/node';
import { GRID, STRENGTHS } from '../../app/runtime/programs/unet/grid';
import guided, { type GuidedConfig } from '../../app/runtime/programs/unet/guided';
import { classesOf, disposeNetworks, loadNetworks, noiseOf } from '../../app/runtime/programs/unet/networks';
import { Opened, type Peek } from '../../app/runtime/programs/unet/peek';
import skips, { type Wiring } from '../../app/runtime/programs/unet/skips';
import { loadWeights } from '../../app/runtime/weights';
import { weightless } from '../program';

const shipped = async (path: string) => readFileSync(new URL(`../../public/weights/${path}`, import.meta.url));
const ctx = { ...weightless('unet'), weights: (model: string, file?: string) => loadWeights(model, file, shipped) };

const WHOLE: Wiring = { skip0: 'own', skip1: 'own', skip2: 'own', middle: 'own' };

beforeAll(initNode);

describe('skips', () => {
  it('meet what comes up the same way, concatenated or added up', { timeout: 60_000 }, async () => {
    const { methods, dispose } = await skips.start({}, ctx, undefined);
    const { up, skip, sum, joined, apart } = await methods.join({ face: 3, noise: 1, t: 250, channel: 4 });
    expect(apart).toBeLessThan(1e-4);
    for (const i of [0, 77, 255]) {
      expect(up[i] + skip[i]).toBeCloseTo(sum[i], 5);
      expect(joined[i]).toBeCloseTo(sum[i], 4);
    }
    expect(Math.max(...skip.map(Math.abs))).toBeGreaterThan(0.1); // the skip has its say
    const other = await methods.join({ face: 3, noise: 1, t: 250, channel: 5 });
    expect(other.sum).not.toEqual(sum);
    dispose();
  });

  it('carry the details, and the bottom the meaning: which attributes follow which, over 24 pairs of faces', {
    timeout: 120_000,
  }, async () => {
    const pairs = Array.from({ length: 24 }, (_, i) => ({ face: 3 + 7 * i, other: 15 + 11 * i, noise: 1 + i, t: 600 }));
    const { methods, dispose } = await skips.start({}, ctx, undefined);
    const oracle = (await ctx.weights('oracle')).params;
    const classes = (faces: Float32Array) => classesOf(oracle, tf.tensor4d(faces, [2, 16, 16, 3]));
    /** Of the attributes in which two faces differ, the shares that a rewired face has of itself and of the other. */
    const shares = async (wiring: Wiring) => {
      const [own, other, apart] = [
        [0, 0],
        [0, 0],
        [0, 0],
      ];
      for (const pair of pairs) {
        const { x0, x0Own } = await methods.ask({ ...pair, wiring });
        const [made, clean] = [await classes(x0), await classes(x0Own)];
        const n = made.length / 2;
        for (const which of [0, 1])
          for (let a = 0; a < n; a++) {
            const [mine, theirs] = [clean[which * n + a], clean[(1 - which) * n + a]];
            if (mine === theirs) continue;
            apart[which]++;
            if (made[which * n + a] === mine) own[which]++;
            if (made[which * n + a] === theirs) other[which]++;
          }
      }
      return { own: own.map((v, i) => v / apart[i]), other: other.map((v, i) => v / apart[i]) };
    };
    const bottom = await shares({ skip0: 'own', skip1: 'own', skip2: 'own', middle: 'other' });
    const all = await shares({ skip0: 'other', skip1: 'other', skip2: 'other', middle: 'own' });
    for (const which of [0, 1]) {
      expect(bottom.other[which]).toBeGreaterThan(bottom.own[which] + 0.1);
      expect(all.own[which]).toBeGreaterThan(all.other[which] + 0.4);
    }
    expect((await methods.ask({ ...pairs[0], wiring: WHOLE })).x0).toEqual((await methods.ask({ ...pairs[0], wiring: WHOLE })).x0Own);
    dispose();
  });
});

describe('without time embedding', () => {
  it('the error grows little up to t = 200 and by three tenths at 700 and 800, as the note says', { timeout: 60_000 }, async () => {
    const N = 48;
    const x0 = tf.concat(Array.from({ length: N }, (_, i) => tf.tensor4d(faceValues(3_000 + i), [1, 16, 16, 3])));
    const rows = tf.tensor2d(conditionRows(new Array(N).fill(nullCondition)), [N, CONDITION_DIM]);
    const nets = await Promise.all(['ddpm-short', 'ddpm-notime'].map((model) => ctx.weights(model)));
    const errorsAt = (t: number) =>
      nets.map(({ params, card }) => {
        const { config } = (card as unknown as { architecture: { config: Config } }).architecture;
        return tf.tidy(() => {
          const eps = tf.tensor4d(noiseOf(`timeless ${t}`, N), [N, 16, 16, 3]);
          const xt = qSample(x0, tf.fill([N, 1, 1, 1], faceSchedule.alphaBar[t]) as tf.Tensor4D, eps);
          return tf.mean(tf.square(tf.sub(eps, forward(params, xt, new Float32Array(N).fill(t), rows, config)))).dataSync()[0];
        });
      });
    const worse = (t: number) => {
      const [told, untold] = errorsAt(t);
      return untold / told;
    };
    for (const t of [20, 60, 120, 200]) expect(worse(t)).toBeLessThan(1.1);
    for (const t of [700, 800]) {
      expect(worse(t)).toBeGreaterThan(1.22);
      expect(worse(t)).toBeLessThan(1.42);
    }
  });
});

describe('guidance at several strengths', () => {
  const blue = ATTRIBUTES.find(({ key }) => key === 'hairColor')?.classes.findIndex(({ key }) => key === 'blue') ?? -1;
  const config: GuidedConfig = {
    kind: 'free',
    strength: 2,
    from: 0,
    to: 1000,
    condition: ATTRIBUTES.map(({ key }) => (key === 'hairColor' ? blue : null)),
    prompt: 'a person with blue hair',
    negative: null,
    steps: 5,
    watched: 0,
  };

  it('starts from the same noises; the wish appears; CLIP is asked only where it steers', { timeout: 120_000 }, async () => {
    for (const kind of ['free', 'clip'] as const) {
      const before = tf.memory().numTensors;
      const { methods, dispose } = await guided.start({ ...config, kind }, ctx, undefined);
      const grid = await methods.grid(undefined, ctx);
      if (!grid) throw new Error('stopped');
      expect(grid.strengths).toEqual(STRENGTHS[kind]);
      expect(grid.faces.length).toBe(STRENGTHS[kind].length * GRID * 768);
      expect(grid.obeys[3]).toBeGreaterThan(grid.obeys[0]);
      expect(grid.variety.every((v) => v > 0.1 && v < 2)).toBe(true);
      if (kind === 'clip') expect(grid.cosine?.[4]).toBeGreaterThan(grid.cosine?.[0] as number);
      else expect(grid.cosine).toBeNull();
      if (kind === 'free') expect((await methods.grid(undefined, ctx))?.faces).toEqual(grid.faces);
      dispose();
      expect(tf.memory().numTensors - before).toBeLessThanOrEqual(0);
    }
  });

  it('shows what there is between another strength and the first step with it', { timeout: 60_000 }, async () => {
    const run = await guided.start(config, ctx, undefined);
    run.step?.();
    run.step?.();
    expect(await run.configure?.({ ...config, strength: 4 })).toBe(true);
    const frame = await run.frame();
    expect(frame.done).toBe(0);
    expect(frame.plain.faces.length).toBe(16 * 768);
    expect(frame.plain.film.length).toBe(0);
    run.dispose();
  });

  it('goes on with another strength after its end: the unguided are kept, and the first strength gives the same faces again', {
    timeout: 120_000,
  }, async () => {
    const run = await guided.start(config, ctx, undefined);
    const toEnd = async () => {
      let steps = 1;
      while (!run.step?.()) steps++;
      return { steps, frame: await run.frame() };
    };
    const first = await toEnd();
    expect(run.ended?.()).toBe(true);
    expect(first.frame.guided.clean?.length).toBe(16);
    run.configure?.({ ...config, watched: 3 });
    expect(run.ended?.()).toBe(true); // another one is watched: nothing to sample
    expect((await run.frame()).guided.film).not.toEqual(first.frame.guided.film);
    run.configure?.({ ...config, strength: 4 });
    expect(run.ended?.()).toBe(false);
    const { kernels } = await tf.profile(() => {
      run.step?.();
      return tf.scalar(0);
    });
    expect(kernels.filter(({ name, outputShapes }) => name === 'OwnConv2D' && outputShapes[0]?.[0] === 16)).toEqual([]); // 32 at once: the guided alone
    const other = await toEnd();
    expect(other.steps).toBe(4);
    expect(other.frame.plain.faces).toEqual(first.frame.plain.faces);
    expect(other.frame.guided.faces).not.toEqual(first.frame.guided.faces);
    run.configure?.(config);
    expect((await toEnd()).frame.guided.faces).toEqual(first.frame.guided.faces);
    run.dispose();
  });

  it('stops when asked to', { timeout: 60_000 }, async () => {
    const { methods, dispose } = await guided.start(config, ctx, undefined);
    const stop = new AbortController();
    stop.abort();
    expect(await methods.grid(undefined, { ...ctx, signal: stop.signal })).toBeNull();
    dispose();
  });
});

describe('one guided step opened up', () => {
  it.each(['free', 'classifier', 'clip'] as const)(
    '%s: another strength asks no network, and shows what a fresh start would',
    async (kind) => {
      const condition = ATTRIBUTES.map((_, a) => (a === 0 ? 1 : null));
      const asked = { face: 3, noise: 1, t: 400, kind, strength: 1, condition, prompt: 'a person with blue hair', negative: null };
      const { nets, clip } = await loadNetworks(ctx, kind);
      const [dragged, fresh] = [new Opened(nets, clip), new Opened(nets, clip)];
      const before = tf.memory().numTensors;
      const first = await dragged.peek(asked);
      const kernels = async (of: Opened, strength: number) => {
        let shown: Peek | undefined;
        const profile = await tf.profile(async () => {
          shown = await of.peek({ ...asked, strength });
          return tf.scalar(0);
        });
        tf.dispose(profile.result);
        return { shown, count: profile.kernels.length };
      };
      const again = await kernels(dragged, 4);
      const anew = await kernels(fresh, 4);
      expect(again.shown).toEqual(anew.shown);
      expect(again.count).toBeLessThan(anew.count / 5);
      const marks = ATTRIBUTES.map((_, a) => (a === 0 ? 1 : -1));
      const xt = tf.tensor4d(first.xt, [1, 16, 16, 3]);
      const read = tf.tidy(() => {
        if (kind === 'classifier' && nets.classifier)
          return classify(nets.classifier, xt, Float32Array.of(400)).flatMap((logits, a) =>
            marks[a] < 0 ? [] : [tf.softmax(logits).dataSync()[marks[a]]],
          );
        return kind === 'clip' && clip ? Array.from(clip.cosine(xt, Float32Array.of(400), clip.point(asked.prompt)).dataSync()) : [];
      });
      xt.dispose();
      expect(first.says.length).toBe(read.length);
      for (const [i, value] of read.entries()) expect(first.says[i]).toBeCloseTo(value, 5);
      expect(first.x0Guided).not.toEqual((await dragged.peek({ ...asked, strength: 4 })).x0Guided);
      expect((await dragged.peek({ ...asked, t: 100 })).xt).not.toEqual(first.xt);
      dragged.dispose();
      fresh.dispose();
      expect(tf.memory().numTensors).toBe(before);
      disposeNetworks(nets);
    },
  );
});

/** The birthday test on the plane: its estimate against what is really there, and that against brute force. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { chanceOfSame, eachSamePair, near } from '../../app/models/gan/birthday';
import { initNode } from '../../app/runtime/kernels/node';
import birthday, { type BirthdayConfig } from '../../app/runtime/programs/gan/birthday';
import { MOST } from '../../app/runtime/programs/gan/birthdaySettings';
import { weightless } from '../program';

beforeAll(initNode);

const ctx = weightless('birthday');
const open = async (over: Partial<BirthdayConfig> = {}) => {
  const run = await birthday.start({ source: 'even', side: 50, same: 0, ...over }, ctx);
  while (!run.step?.());
  return run;
};

it('the chance that two draws are the same is that of draws', () => {
  const rng = createRng('points');
  const points = Float32Array.from({ length: 80 }, () => rng.uniform());
  const p = Array.from({ length: 40 }, (_, i) => (i + 1) / 820);
  const draw = () => {
    let u = rng.uniform();
    let i = 0;
    while (i < 39 && u >= p[i]) u -= p[i++];
    return i;
  };
  const apart = (i: number, j: number) => Math.hypot(points[2 * i] - points[2 * j], points[2 * i + 1] - points[2 * j + 1]);
  const n = 60_000;
  let same = 0;
  for (let k = 0; k < n; k++) if (apart(draw(), draw()) <= 0.15) same++;
  expect(chanceOfSame(points, p, 0.15)).toBeCloseTo(same / n, 2);
  expect(chanceOfSame(points, p, 0)).toBeCloseTo(
    p.reduce((sum, v) => sum + v * v, 0),
    10,
  );
});

it('every two draws that are near are found once, as by comparing all with all', () => {
  const rng = createRng('pairs');
  const points = Float32Array.from({ length: 60 }, (_, i) => (i < 20 ? i % 3 : rng.normal()));
  const drawn = Array.from({ length: 90 }, () => Math.floor(30 * rng.uniform()));
  for (const same of [0, 0.3, 1, 10]) {
    const all: string[] = [];
    for (let a = 0; a < 90; a++) for (let b = 0; b < a; b++) if (near(points, drawn[a], drawn[b], same)) all.push(`${b} ${a}`);
    const found: string[] = [];
    eachSamePair(points, drawn, same, (a, b) => found.push(`${Math.min(a, b)} ${Math.max(a, b)}`));
    expect(found.sort()).toEqual(all.sort());
  }
});

describe('gan.birthday', () => {
  it('2,500 equally likely points: the truth is their number, found within its bounds in about two of three tests, most unseen', async () => {
    const run = await open();
    const frame = await run.frame();
    expect(frame.n).toBe(MOST);
    expect(frame.truth).toBeCloseTo(2500, 6);
    expect(frame.seen).toBeLessThan(MOST);
    const { ratios, held } = (await run.methods.repeat({ n: MOST }, ctx)) as { ratios: Float32Array; held: number };
    expect(held).toBeGreaterThan(0.58);
    expect(held).toBeLessThan(0.78);
    expect(ratios.slice().sort()[ratios.length >> 1]).toBeCloseTo(1, 1);
    run.dispose();
  });

  it('uneven points count as fewer, and merged ones too; another limit needs no new draws', async () => {
    const uneven = await open({ source: 'uneven', side: 20 });
    expect((await uneven.frame()).truth).toBeLessThan(100);
    const even = await open({ side: 20 });
    const before = await even.frame();
    expect(even.configure?.({ source: 'even', side: 20, same: 0.25 })).toBe(true);
    const merged = await even.frame();
    expect(merged.drawn).toEqual(before.drawn);
    expect(merged.truth).toBeLessThan(before.truth / 3);
    expect(merged.pairs).toBeGreaterThan(3 * before.pairs);
    expect(even.configure?.({ source: 'even', side: 21, same: 0.25 })).toBe(false);
  });

  it('a plane GAN fed with 30 × 30 noises can make 900 points, and the test finds so many', async () => {
    const run = await open({ source: 'G', side: 30 });
    const frame = await run.frame();
    expect(frame.truth).toBeCloseTo(900, 6);
    const { ratios } = (await run.methods.repeat({ n: MOST }, ctx)) as { ratios: Float32Array };
    expect(ratios.slice().sort()[ratios.length >> 1]).toBeCloseTo(1, 1);
    run.dispose();
  });
});

/** What the note says of one network against four, and of curved and straight paths, trained. */
import { beforeAll, describe, expect, it } from 'vitest';
import { initNode } from '../../app/runtime/kernels/node';
import ranges from '../../app/runtime/programs/diffusion/ranges';
import { LEARN as REPEAT } from '../../app/runtime/programs/diffusion/rangesSettings';
import straight from '../../app/runtime/programs/diffusion/straight';
import { COUNTS, LEARN } from '../../app/runtime/programs/diffusion/straightSettings';
import { weightless } from '../program';

beforeAll(initNode);
const eight = { data: 'gaussians8', strokes: [] } as const;

describe('one network or four', () => {
  it('four small ones are nearer to the exact answer than the one; the samples of both are nearly as near to the data as data', {
    timeout: 240_000,
  }, async () => {
    const run = await ranges.start({ ...eight, size: 'all' }, weightless('ranges'));
    for (let i = 0; i < REPEAT; i++) run.step?.();
    const { ended, repeat } = await run.frame();
    expect(repeat).toBe(1);
    expect(ended.four.error[0]).toBeLessThan(0.9 * ended.one.error[0]);
    for (const side of ['one', 'four'] as const) expect(ended[side].ratio[0]).toBeLessThan(2);
    run.dispose();
  });
});

describe('curved and straight', () => {
  it('reflow’s paths are the straightest, and its single step is the nearest to the data', { timeout: 300_000 }, async () => {
    const run = await straight.start({ ...eight, steps: 4 }, weightless('straight'));
    for (let i = 0; i < LEARN; i++) run.step?.();
    await run.frame();
    for (let i = 0; i < LEARN; i++) run.step?.();
    const { nets, trained } = await run.frame();
    expect(trained).toEqual([LEARN, LEARN]);
    const { curved, straight: once, again } = nets;
    if (!curved || !once || !again) throw new Error('not all three have learned');
    expect(again.detour).toBeLessThan(1.03);
    expect(curved.detour).toBeGreaterThan(1.05);
    expect(once.detour).toBeGreaterThan(1.3); // first to the middle, then out: lines that cross do not make straight paths
    expect(COUNTS[0]).toBe(1);
    expect(again.ratios[0]).toBeLessThan(0.6 * Math.min(curved.ratios[0], once.ratios[0]));
    for (const one of [curved, once, again]) expect(one.ratios[COUNTS.length - 1]).toBeLessThan(2.5);
    run.dispose();
  });
});

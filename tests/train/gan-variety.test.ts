/** The presets of the figure of variety do what the note says: evenly matched all modes come out; a G that runs ahead collapses; five turns of D bring them back. */
import { beforeAll, expect, test } from 'vitest';
import { configOf, type PLAYS, varietyState } from '../../app/pages/gan/varietyState';
import { initNode } from '../../app/runtime/kernels/node';
import variety from '../../app/runtime/programs/gan/variety';
import { readState } from '../../app/store/url';
import { weightless } from '../program';

beforeAll(initNode);

/** Modes covered after 1,000, 1,250, … 2,000 iterations, of eight. */
async function covered(play: (typeof PLAYS)[number]): Promise<number[]> {
  const { values } = readState(varietyState, '');
  const run = await variety.start(configOf({ ...values, play }), weightless());
  const seen: number[] = [];
  for (let i = 1; i <= 2000; i++) {
    run.step?.();
    if (i >= 1000 && i % 250 === 0) seen.push((await run.frame()).covered);
  }
  run.dispose();
  return seen;
}

test('evenly matched, all eight modes come out', async () => expect((await covered('fair')).at(-1)).toBe(8), 300_000);
test('G runs ahead: never more than three', async () => expect(Math.max(...(await covered('greedy')))).toBeLessThanOrEqual(3), 300_000);
test('the same with five turns of D: all eight again', async () => expect((await covered('turns')).at(-1)).toBe(8), 300_000);

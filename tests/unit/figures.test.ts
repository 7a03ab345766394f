/** What the manifests of figures promise: the code they name is there to be shown. (Where a figure stands: notes-parity; that it lives: e2e.) */
import { describe, expect, it } from 'vitest';
import { allFigures } from '../../app/figures';
import { regionsOf } from '../../app/shell/regions';
import { readSource } from '../../app/shell/sources';

it('knows figures of every page that has some', () => {
  expect(new Set(allFigures.map((figure) => figure.page))).toEqual(new Set(['gan', 'vae', 'dalle', 'diffusion', 'models']));
  expect(new Set(allFigures.map((figure) => figure.id)).size).toBe(allFigures.length);
});

describe.each(allFigures.map((figure) => [figure.id, figure] as const))('%s', (_id, { code }) => {
  it('shows sources that exist, and regions that they have', async () => {
    expect(code.length).toBeGreaterThan(0);
    for (const ref of code) {
      const source = await readSource(typeof ref === 'string' ? ref : ref.file);
      expect(source).toContain('export ');
      if (typeof ref !== 'string') expect(regionsOf(source).map((region) => region.name)).toContain(ref.region);
    }
  });
});

it('has no source of another name', async () => {
  await expect(readSource('models/nothing.ts')).rejects.toThrow('models/nothing.ts');
});

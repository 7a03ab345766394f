/** The layers of the app: as they are, no rule is broken; and every rule bites. */
import { describe, expect, it } from 'vitest';
import { importsOf, workersIn } from '../../tools/imports';
import { circles, RULES, strayWorkers, violations } from '../../tools/layers';

const edge = (from: string, to: string, kind: { type?: boolean; lazy?: boolean } = {}) => ({
  from: `app/${from}`,
  to: to.includes('.') ? `app/${to}` : to,
  type: kind.type ?? false,
  lazy: kind.lazy ?? false,
});

describe('the app', () => {
  const imports = importsOf('app');

  it('is read whole: files, packages, types and lazy imports', () => {
    const has = (from: string, to: string) => imports.find((i) => i.from === `app/${from}` && i.to === to);
    expect(has('pages/gan/MinMax.tsx', 'app/viz/Plane.tsx')).toMatchObject({ type: false, lazy: false });
    expect(has('pages/gan/minmaxState.ts', 'app/runtime/programs/gan/config.ts')).toMatchObject({ type: true });
    expect(has('routes.ts', 'app/pages/gan/index.tsx')).toMatchObject({ lazy: true });
    expect(has('models/tf.ts', '@tensorflow/tfjs-core')).toBeDefined();
  });

  it('keeps to its layers, without a circle', () => {
    expect(violations(imports)).toEqual([]);
    expect(circles(imports)).toEqual([]);
  });

  it('starts workers in the runtime only', () => {
    const files = workersIn('app');
    expect(files.length).toBeGreaterThan(0);
    expect(strayWorkers(files)).toEqual([]);
    expect(strayWorkers([...files, 'app/pages/gan/MinMax.tsx'])).toHaveLength(1);
  });
});

const BITES: readonly (readonly [rule: string, ReturnType<typeof edge>])[] = [
  ['one way', edge('data/rng.ts', 'models/tf.ts')],
  ['one way', edge('i18n/index.ts', 'shell/text.ts')],
  ['one way', edge('models/gan/game.ts', 'runtime/protocol.ts', { type: true })],
  ['one way', edge('runtime/worker.ts', 'store/lab.ts')],
  ['one way', edge('store/url.ts', 'shell/types.ts', { type: true })],
  ['one way', edge('viz/Curves.tsx', 'store/lab.ts')],
  ['one way', edge('viz/Curves.tsx', 'models/gan/game.ts')],
  ['one way', edge('shell/App.tsx', 'pages/gan/index.tsx', { lazy: true })],
  ['one way', edge('pages/gan/index.tsx', 'routes.ts')],
  ['packages', edge('data/rng.ts', 'react')],
  ['packages', edge('pages/gan/MinMax.tsx', '@tensorflow/tfjs-core')],
  ['packages', edge('pages/gan/MinMax.tsx', 'zustand')],
  ['packages', edge('viz/Curves.tsx', 'zustand/vanilla')],
  ['packages', edge('runtime/worker.ts', 'react')],
  ['one door to tf', edge('models/gan/game.ts', '@tensorflow/tfjs-core')],
  ['no tensors in pages', edge('pages/gan/MinMax.tsx', 'models/tf.ts')],
  ['no tensors in pages', edge('shell/App.tsx', 'runtime/kernels/index.ts')],
  ['runtime behind the store', edge('pages/gan/MinMax.tsx', 'runtime/client.ts')],
  ['pages apart', edge('pages/vae/Prior.tsx', 'pages/gan/text/minmax.ts')],
];

describe('a rule', () => {
  it.each(BITES)('bites: %s, %o', (name, wrong) => {
    expect(RULES.filter((rule) => rule.broken(wrong)).map((rule) => rule.name)).toContain(name);
  });

  it('has an example each', () => {
    expect([...new Set(BITES.map(([name]) => name))].sort()).toEqual(RULES.map((rule) => rule.name).sort());
  });

  it('lets pass what is right', () => {
    expect(
      violations([
        edge('models/gan/game.ts', 'data/rng.ts'),
        edge('models/tf.ts', '@tensorflow/tfjs-core'),
        edge('pages/gan/MinMax.tsx', 'runtime/worker.ts', { type: true }),
        edge('pages/gan/MinMax.tsx', 'pages/gan/text/minmax.ts'),
        edge('routes.ts', 'pages/gan/index.tsx', { lazy: true }),
      ]),
    ).toEqual([]);
  });

  it('finds circles of any length, and no other', () => {
    expect(circles([edge('a.ts', 'b.ts'), edge('b.ts', 'c.ts'), edge('a.ts', 'c.ts')])).toEqual([]);
    expect(circles([edge('a.ts', 'b.ts'), edge('b.ts', 'a.ts', { type: true })])).toEqual([['app/a.ts', 'app/b.ts']]);
    expect(circles([edge('a.ts', 'b.ts'), edge('b.ts', 'c.ts'), edge('c.ts', 'a.ts', { lazy: true }), edge('d.ts', 'a.ts')])).toEqual([
      ['app/a.ts', 'app/b.ts', 'app/c.ts'],
    ]);
  });
});

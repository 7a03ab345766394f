/** What a card offers to take home: PyTorch files that exist, say that they are for this model, and come with all they import. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { referenceOf } from '../../app/pages/models/reference';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const source = (file: string) => readFileSync(at(`training/reference/${file}`), 'utf8');

it.each(readdirSync(at('public/weights')).filter((name) => !name.startsWith('.')))('%s', (model) => {
  const [own, ...others] = referenceOf(model);
  const header = source(own).split('"""')[1];
  const named = header
    .split('Weights: ')[1]
    .replace('public/weights/', '')
    .split(/[.;]\s|[.;]?$/m)[0]
    .split(', ');
  expect(named).toContain(model.replace('-short', '')); // one that was trained for less is the same network
  const imports = [own, ...others].flatMap((file) =>
    [...source(file).matchAll(/^(?:from|import) (\w+)/gm)].map(([, name]) => `${name}.py`),
  );
  const ours = new Set(readdirSync(at('training/reference')));
  for (const file of imports.filter((name) => ours.has(name))) expect([own, ...others]).toContain(file);
});

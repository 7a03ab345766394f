/** What the style sheets must not say, since an engine does not understand it: WebKit drops a `text-decoration` that names more than lines. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const LINES = /^(none|inherit|initial|unset|((underline|overline|line-through)\s*)+)$/;

it('underlines get their colour, style and thickness by name', () => {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.css'))
    .map((file) => `app/${file}`);
  expect(files.length).toBeGreaterThan(20);
  const wrong = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?<![\w-])text-decoration:\s*([^;}]+)/g)]
      .map(([, value]) => value.trim())
      .filter((value) => !LINES.test(value))
      .map((value) => `${file}: text-decoration: ${value}`),
  );
  expect(wrong).toEqual([]);
});

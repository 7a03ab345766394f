/** The 中文 of notes, figures and cards keeps to the table of terms: none of the variants that were dropped is left. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const table = readFileSync(new URL('docs/terms.md', ROOT), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| English'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, , zh, dropped]) => ({ zh, dropped: dropped ? dropped.split(/, ?/) : [] }));

const files = readdirSync(new URL('app/', ROOT), { recursive: true })
  .map(String)
  .filter((file) => /\.(tsx?|mdx)$/.test(file) && !file.includes('.generated.'));

/** Whatever a reader of 中文 reads: the notes as they are, of the code what stands between quotation marks and holds a Chinese character. */
function chinese(file: string, text: string): string[] {
  if (/note\.zh\.mdx$/.test(file)) return text.replace(/\$\$?[^$]*\$\$?|<\/?[A-Za-z][^>]*>/g, ' ').split('\n');
  if (file.endsWith('.mdx')) return [];
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...code.matchAll(/'([^'\n]*)'|`([^`]*)`|"([^"\n]*)"/g)]
    .map((m) => (m[1] ?? m[2] ?? m[3]).replace(/\$\{[^}]*\}/g, ' '))
    .filter((words) => /[\u4e00-\u9fff]/.test(words));
}

/** Latin variants count as words of their own, and not where the table's own 中文 explains them (奈特（nat）). */
const uses = (words: string, variant: string): boolean =>
  /^[a-z]+$/i.test(variant) ? new RegExp(`(?<![A-Za-z（-])${variant}s?(?![A-Za-z）])`, 'i').test(words) : words.includes(variant);

it('reads a table with variants, and text to look through', () => {
  expect(table.length).toBeGreaterThan(15);
  expect(table.flatMap((row) => row.dropped).length).toBeGreaterThan(10);
  expect(uses('每个记号', '记号')).toBe(true);
  expect(uses('多少 nat 一张', 'nat')).toBe(true);
  expect(uses('以奈特（nat）为单位', 'nat')).toBe(false);
  const strings = files.flatMap((file) => chinese(file, readFileSync(new URL(`app/${file}`, ROOT), 'utf8')));
  expect(strings.length).toBeGreaterThan(500);
  for (const { zh } of table.slice(0, 5)) expect(strings.some((words) => words.includes(zh.split('，')[0]))).toBe(true);
});

/** What the cards say in 中文. */
const cards = readdirSync(new URL('public/weights/', ROOT)).map((model) => {
  const { title, remark } = JSON.parse(readFileSync(new URL(`public/weights/${model}/card.json`, ROOT), 'utf8'));
  return { model, words: `${title.zh} ${remark?.zh ?? ''}` };
});

describe.each(table.flatMap(({ zh, dropped }) => dropped.map((variant) => ({ variant, zh }))))('$variant', ({ variant }) => {
  it('is nowhere', () => {
    const found = files.flatMap((file) =>
      chinese(file, readFileSync(new URL(`app/${file}`, ROOT), 'utf8'))
        .filter((words) => uses(words, variant))
        .map((words) => `${file}: ${words.trim().slice(0, 60)}`),
    );
    expect(found).toEqual([]);
    expect(cards.filter(({ words }) => uses(words, variant))).toEqual([]);
  });
});

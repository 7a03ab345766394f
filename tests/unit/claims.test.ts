/** docs/claims.md: every figure stands in it and every figure it names exists, it has every sentence of the notes in both languages, and its numbers are those of the cards. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allFigures } from '../../app/figures';
import { elements, NOTES, type Node, readNote, walk } from '../notes';

const ROOT = new URL('../../', import.meta.url);
const table = readFileSync(new URL('docs/claims.md', ROOT), 'utf8');
const rows = table
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| Says'))
  .map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim()),
  );
const figures = rows.map(([, figure]) => figure.replaceAll('`', ''));

it('is a table of four columns', () => {
  expect(rows.length).toBeGreaterThan(30);
  for (const row of rows) expect(row, row[0]).toHaveLength(4);
  for (const row of rows) for (const cell of row) expect(cell).not.toBe('');
});

it('has every figure of the manifests, and no other', () => {
  const known = allFigures.map(({ id }) => id);
  expect(known.filter((id) => !figures.includes(id))).toEqual([]);
  expect(figures.filter((id) => !known.some((other) => other === id))).toEqual([]);
});

const wordsOf = (node: Node): string =>
  [...walk(node)]
    .map(({ type, value }) => (type === 'text' || type === 'inlineMath' ? (value ?? '') : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

describe.each(NOTES)('%s', (page) => {
  it.each(['zh', 'en'] as const)('every claim of the note has its row: %s', (lang) => {
    const says = rows.filter(([, figure]) => figure.startsWith(`\`${page}.`)).map(([sentence]) => sentence);
    const missing = elements(readNote(page, lang), 'Claim')
      .map(wordsOf)
      .filter((claim) => !says.some((sentence) => sentence.split('<br>')[lang === 'zh' ? 0 : 1] === claim));
    expect(missing).toEqual([]);
  });
});

describe('numbers', () => {
  const cited = [...table.matchAll(/`([\w.-]+)\/([\w.-]+)` ([\d.]+) \(n = (\d+)\)/g)];

  it('are cited from cards', () => expect(cited.length).toBeGreaterThan(30));

  it.each(cited.map(([, model, metric, value, n]) => ({ model, metric, value, n })))(
    '$model: $metric is $value',
    ({ model, metric, value, n }) => {
      const { metrics } = JSON.parse(readFileSync(new URL(`public/weights/${model}/card.json`, ROOT), 'utf8'));
      expect(metrics[metric]?.n).toBe(Number(n));
      expect(Math.abs(metrics[metric].value - Number(value))).toBeLessThanOrEqual(0.501 * 10 ** -(value.split('.')[1]?.length ?? 0));
    },
  );

  it('of guidance are those of its evaluation', () => {
    const rows: { kind: string; strength: number; n: number; agreement: number; fidelity: number }[] = JSON.parse(
      readFileSync(new URL('training/guidance.json', ROOT), 'utf8'),
    );
    const of = (kind: string, strength: number) => rows.find((row) => row.kind === kind && row.strength === strength);
    const [none, eight, clip] = [of('none', 0), of('classifier', 8), of('clip', 2)];
    const percent = (v?: number) => Math.round(100 * (v ?? Number.NaN));
    expect([none, eight, clip].map((row) => row?.n)).toEqual([1024, 1024, 1024]);
    expect([percent(none?.agreement), percent(eight?.agreement), percent(clip?.agreement)]).toEqual([12, 93, 71]);
    expect([percent(none?.fidelity), percent(eight?.fidelity)]).toEqual([73, 66]);
  });
});

it('names only tests and files that exist', () => {
  const files = [...table.matchAll(/`((?:tests|training)\/[^`]+)`/g)].map(([, file]) => file);
  expect(files.length).toBeGreaterThan(30);
  expect(files.filter((file) => !existsSync(new URL(file, ROOT)))).toEqual([]);
});

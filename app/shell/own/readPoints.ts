/** Points from a table of text: CSV, tabs, semicolons (with decimal commas) or spaces, with or without a line of names; or this site's own JSON. */
import { csvParseRows, dsvFormat } from 'd3';
import { type OwnPoints, ownPoints } from '../../data/points/own';
import { refuse } from '../../data/refused';

export const MAX_BYTES = 2_000_000;
const MAX_ROWS = 20_000;
const MAX_COLUMNS = 64;

export interface TablePoints extends OwnPoints {
  /** What the two columns are called, where the table says so or has others. */
  readonly columns: readonly [string, string] | null;
}

/** Throws Refused, with the sentence for the reader. */
export function readPoints(text: string): TablePoints {
  if (text.length > MAX_BYTES) refuse('This is more than 2 MB: too much for a table of points.', '超过了 2 MB：作为一张点的表太大了。');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells a file that is no text
  if (/[\u0000-\u0008\ufffd]/.test(text))
    refuse('This file is not text, so it is no table of points.', '这个文件不是文本，所以也不是点的表。');
  const trimmed = text.replace(/^\ufeff/, '').trim();
  if (!trimmed) refuse('There is nothing in it.', '里面什么也没有。');
  if (/^[[{]/.test(trimmed)) return { ...ownPoints(fromJson(trimmed)), columns: null };
  if (trimmed.startsWith('<'))
    refuse('This is markup (HTML, SVG or XML), not a table of points.', '这是标记语言（HTML、SVG 或 XML），不是点的表。');
  const table = rowsOf(trimmed);
  const { x, y, named } = columnsOf(table);
  const body = named ? table.slice(1) : table;
  if (body.length > MAX_ROWS)
    refuse(`There are ${body.length} rows; at most ${MAX_ROWS} are read.`, `有 ${body.length} 行，最多读 ${MAX_ROWS} 行。`);
  const width = table[0].length;
  const points = body.map((row, i): [number, number] => {
    const line = i + (named ? 2 : 1);
    if (row.length !== width)
      refuse(`Row ${line} has ${row.length} columns, the first has ${width}.`, `第 ${line} 行有 ${row.length} 列，第一行有 ${width} 列。`);
    return [numberIn(row[x], line, x), numberIn(row[y], line, y)];
  });
  return { ...ownPoints(points), columns: named ? [named[x], named[y]] : width > 2 ? [String(x + 1), String(y + 1)] : null };
}

/** Cells of every line that is not empty, with the separator that the first lines use. */
function rowsOf(text: string): string[][] {
  const head = text
    .slice(0, 2_000)
    .split(/\r?\n|\r/, 5)
    .join('\n');
  const lines = text.replace(/\r\n?/g, '\n');
  const rows = head.includes('\t')
    ? dsvFormat('\t').parseRows(lines)
    : head.includes(';')
      ? dsvFormat(';')
          .parseRows(lines)
          .map((row) => row.map((cell) => cell.replace(/^(\s*[-+]?\d+),(\d+)/, '$1.$2')))
      : head.includes(',')
        ? csvParseRows(lines)
        : lines.split('\n').map((line) => line.trim().split(/\s+/));
  const full = rows.map((row) => row.map((cell) => cell.trim())).filter((row) => row.some(Boolean));
  const width = full[0]?.length ?? 0;
  if (width < 2) refuse('A point needs two columns, x and y; only one was found.', '一个点要有 x 和 y 两列，这里只有一列。');
  if (width > MAX_COLUMNS)
    refuse(`There are ${width} columns; at most ${MAX_COLUMNS} are read.`, `有 ${width} 列，最多读 ${MAX_COLUMNS} 列。`);
  return full;
}

const isNumber = (cell: string | undefined): boolean => !!cell && Number.isFinite(Number(cell));

/** x and y: by name, else the first two columns that hold numbers in one of the first lines. A first line without any number is their names. */
function columnsOf(rows: readonly string[][]): { x: number; y: number; named: readonly string[] | null } {
  const [first] = rows;
  const named = rows.length > 1 && !first.some(isNumber) ? first : null;
  const by = (name: string) => named?.findIndex((cell) => cell.toLowerCase() === name) ?? -1;
  if (by('x') >= 0 && by('y') >= 0) return { x: by('x'), y: by('y'), named };
  const numeric = rows.slice(0, 5).map((row) => row.flatMap((cell, i) => (isNumber(cell) ? [i] : [])));
  const [x, y] = numeric.find((columns) => columns.length >= 2) ?? [0, 1];
  return { x, y, named };
}

function numberIn(cell: string | undefined, row: number, column: number): number {
  if (!cell) refuse(`Row ${row}, column ${column + 1} is empty.`, `第 ${row} 行第 ${column + 1} 列是空的。`);
  const value = /^[-+]?(inf(inity)?|nan|na)$/i.test(cell) ? Number.NaN : Number(cell);
  if (Number.isFinite(value)) return value;
  const shown = cell.length > 20 ? `${cell.slice(0, 20)}…` : cell;
  return refuse(
    `Row ${row}, column ${column + 1} says “${shown}”, which is no finite number.`,
    `第 ${row} 行第 ${column + 1} 列写着“${shown}”，不是一个有限的数。`,
  );
}

/** `[[x, y], …]`, `{ points: … }`, or the data that a figure of these notes saved. */
function fromJson(text: string): [number, number][] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    refuse('It begins like JSON, but cannot be read as JSON.', '开头像 JSON，却读不成 JSON。');
  }
  const given = value as { points?: unknown; config?: { strokes?: unknown } };
  const list = Array.isArray(value) ? value : (given.points ?? given.config?.strokes);
  if (!Array.isArray(list) || list.length === 0) refuse('This JSON has no list of points.', '这个 JSON 里没有点的列表。');
  if (list.length > MAX_ROWS)
    refuse(`There are ${list.length} rows; at most ${MAX_ROWS} are read.`, `有 ${list.length} 行，最多读 ${MAX_ROWS} 行。`);
  const flat = typeof list[0] === 'number' ? [list] : list;
  return flat.flatMap((entry: unknown, i): [number, number][] => {
    const ok = Array.isArray(entry) && entry.length >= 2 && entry.length % 2 === 0 && entry.every((v) => typeof v === 'number');
    if (!ok) return refuse(`Entry ${i + 1} of the list is not two numbers [x, y].`, `列表的第 ${i + 1} 项不是两个数 [x, y]。`);
    return Array.from({ length: entry.length / 2 }, (_, k) => [entry[2 * k], entry[2 * k + 1]]);
  });
}

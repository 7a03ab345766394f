/**
 * What a figure wrote, read back: the JSON of its numbers names the figure, its address and the step, and these put it back as it was. A table
 * of points is taken where a figure draws from points. The address is read by the figure's own table of state: there is no second schema.
 * Of a file only what is named here is looked at, each by its own key; a file that does not fit throws Refused, and nothing has changed.
 */
import { encodeDrawing } from '../../data/points/drawnText';
import { refuse } from '../../data/refused';
import { type Fields, readState, type StateTable, type Values, writeState } from '../../store/url';
import { FORMAT } from '../figureData';
import { readPoints } from '../own/readPoints';

/** The largest that a figure writes is a tenth of it. */
export const MAX_BYTES = 32_000_000;
/** Steps beyond this are not run again. */
export const MOST_STEPS = 1_000_000;
/** Twice what any figure's address comes to. */
const MAX_ADDRESS = 20_000;

export interface ReadBack {
  /** The part of an address that puts the figure there, as `applyFigureQuery` takes it. */
  readonly query: string;
  /** Where its run stood; null where the file says nothing of a run. */
  readonly step: number | null;
  /** What its run showed there. */
  readonly data: unknown;
  /** How many points were taken; null where it was no table. */
  readonly points: number | null;
}

/** A figure as it stands: what it reads a file by. */
export interface Standing {
  readonly table: StateTable<Fields>;
  readonly values: Values<Fields>;
}

/** Throws Refused, with the sentence for the reader. */
export function readBack(given: string, { table, values }: Standing): ReadBack {
  if (given.length > MAX_BYTES) refuse('This is more than 32 MB: no figure writes so much.', '超过了 32 MB：没有哪幅图会写出这么多。');
  const text = given.replace(/^\ufeff/, '').trim();
  if (!text) refuse('There is nothing in it.', '里面什么也没有。');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells a file that is no text
  if (/[\u0000-\u0008\ufffd]/.test(text.slice(0, 100_000)))
    refuse('This file is not text, so no figure has written it.', '这个文件不是文本，不会是图写出来的。');
  if (text.startsWith('{')) {
    const file = objectOf(text);
    if (own(file, 'figure') !== undefined || !takesPoints(table)) return ofFigure(file, table, values);
  } else if (/^name,index,value\r?\n/.test(text))
    refuse(
      'These are a figure’s numbers as CSV, which do not say what made them; its JSON brings it back.',
      '这是图里的数存成的 CSV，没有说明它们怎样得来；要放回来，请用存成的 JSON。',
    );
  else if (!takesPoints(table))
    refuse('This is no JSON that this figure wrote, and it takes no points.', '这不是这幅图写出的 JSON，而且这幅图不接受点。');
  const { points } = readPoints(text);
  const dots = Array.from({ length: points.length / 2 }, (_, i) => points.subarray(2 * i, 2 * i + 2));
  const next = { ...values, data: 'drawn', drawn: encodeDrawing(dots) };
  return { query: queryOf(table, values, next), step: null, data: null, points: dots.length };
}

/** Whether a figure may be given points of the reader's own: its data can be what is drawn. */
export const takesPoints = ({ fields }: StateTable<Fields>): boolean =>
  Object.hasOwn(fields, 'drawn') && Object.hasOwn(fields, 'data') && fields.data.parse('drawn') === 'drawn';

function objectOf(text: string): object {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    refuse(
      'It begins like JSON, but cannot be read as JSON: it is damaged or cut short.',
      '开头像 JSON，却读不成 JSON：文件损坏或不完整。',
    );
  }
  return file as object;
}

/** What stands under a key of the file itself, never of what all objects have. */
const own = (file: object, key: string): unknown =>
  Object.hasOwn(file, key) ? Object.getOwnPropertyDescriptor(file, key)?.value : undefined;

const short = (given: unknown): string => {
  const words = String(typeof given === 'object' ? JSON.stringify(given) : given);
  return words.length > 40 ? `${words.slice(0, 40)}…` : words;
};

function ofFigure(file: object, table: StateTable<Fields>, values: Values<Fields>): ReadBack {
  const figure = own(file, 'figure');
  if (typeof figure !== 'string' || !/^\w+\.\w+$/.test(figure))
    refuse('This JSON does not say which figure wrote it.', '这个 JSON 没有说明是哪幅图写的。');
  if (figure !== table.figure)
    refuse(
      `This was written by the figure ${short(figure)}; here is ${table.figure}.`,
      `这是图 ${short(figure)} 写的，这里是 ${table.figure}。`,
    );
  const format = own(file, 'format');
  if (format !== undefined && format !== FORMAT)
    refuse(
      `This is of another version of these notes (format ${short(format)}; here ${FORMAT} is read).`,
      `这是另一个版本的讲义写的（格式 ${short(format)}，这里读的是 ${FORMAT}）。`,
    );
  for (const key of ['config', 'data'])
    if (typeof (own(file, key) ?? {}) !== 'object')
      refuse(`What the file has under “${key}” is of another kind than figures write.`, `文件里“${key}”下面的东西不是图会写的那种。`);
  const step = own(file, 'step') ?? null;
  if (step !== null && !(Number.isInteger(step) && (step as number) >= 0 && (step as number) <= MOST_STEPS))
    refuse(
      `The file says step ${short(step)}; it takes a whole number from 0 to ${MOST_STEPS.toLocaleString('en')}.`,
      `文件说第 ${short(step)} 步；步数应是 0 到 ${MOST_STEPS.toLocaleString('en')} 的整数。`,
    );
  const search = searchOf(own(file, 'address'));
  // How a preset frames a figure is this page's affair.
  const prefix = `${table.figure.slice(table.figure.indexOf('.') + 1)}.`;
  for (const part of FRAMING) search.delete(prefix + part);
  const { values: told, problems } = readState(table, search.toString());
  for (const { param, given } of problems) {
    const key = param.slice(prefix.length);
    const expects = Object.hasOwn(table.fields, key) ? table.fields[key].expects : null;
    const said = `${short(param)}=${short(given)}`;
    refuse(
      `Its address says ${said}${expects ? `, where ${expects.en} is expected` : ', which this figure does not have'}.`,
      `文件中的地址写着 ${said}，${expects ? expects.zh : '这幅图没有这一项'}。`,
    );
  }
  return { query: queryOf(table, values, told), step: step as number | null, data: own(file, 'data') ?? null, points: null };
}

const FRAMING = ['title', 'note', 'hide', 'pin'] as const;
type Framing = Partial<Record<(typeof FRAMING)[number], string>>;

function searchOf(address: unknown): URLSearchParams {
  if (typeof address !== 'string' || address.length > MAX_ADDRESS || !URL.canParse(address))
    refuse('The file has no address that says how the figure was set.', '文件里没有地址，不知道图当时怎样设置。');
  return new URL(address).searchParams;
}

/** The query of a figure's next values, in the frame that it has now. What a preset holds fast stays, or the file is refused. */
function queryOf(table: StateTable<Fields>, now: Values<Fields>, next: Values<Fields>): string {
  const { title, note, hide, pin } = now as Framing;
  const held = (pin ?? '')
    .split('.')
    .find((key) => Object.hasOwn(table.fields, key) && table.fields[key].format(now[key]) !== table.fields[key].format(next[key]));
  if (held) refuse(`Here ${held} is held fast, and the file has it otherwise.`, `这里固定了 ${held}，文件里却不是这样。`);
  const framing = Object.fromEntries(Object.entries({ title, note, hide, pin }).filter(([, words]) => words !== undefined));
  return writeState(table, { ...next, ...framing } as Values<Fields>, '');
}

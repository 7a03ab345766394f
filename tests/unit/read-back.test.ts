/** What a figure wrote comes back in: every figure's state through its JSON and the same again; files that do not fit get one sentence each. */
import { describe, expect, it } from 'vitest';
import { encodeDrawing } from '../../app/data/points/drawnText';
import { Refused } from '../../app/data/refused';
import { allFigures } from '../../app/figures';
import { asCsv, asJson } from '../../app/shell/figureData';
import { MAX_BYTES, MOST_STEPS, readBack, type Standing, takesPoints } from '../../app/shell/take/readBack';
import { showsSame } from '../../app/shell/take/showsSame';
import { type Field, type Fields, readState, type StateTable, type Values, writeState } from '../../app/store/url';

/** Another value than the default, by what the field says it expects. */
function other(field: Field<unknown>): string | null {
  const said = field.expects.en;
  const [, low, high] = /from (\S+) to (\S+)$/.exec(said) ?? [];
  const list = said.startsWith('one of: ') ? said.slice(8).split(', ') : low ? [low, high] : ['1', '0', 'abcd', '_abcdefgh'];
  return list.find((text) => field.parse(text) !== undefined && text !== field.format(field.default)) ?? null;
}

const address = (figure: string, query: string) => `https://example.org/notes/${figure.replace('.', '/?')}&${query}#x`;
const standing = (table: StateTable<Fields>): Standing => ({ table, values: table.defaults });

describe.each(allFigures.map((figure) => [figure.id, figure] as const))('%s', (id, figure) => {
  it('is put back by its JSON, every field at another value', async () => {
    const { state } = await figure.load();
    const values: Record<string, unknown> = { ...state.defaults };
    for (const [key, field] of Object.entries<Field<unknown>>(state.fields)) {
      const text = other(field);
      if (text !== null) values[key] = field.parse(text);
    }
    const query = writeState(state, values as Values<Fields>, '');
    if (Object.keys(state.fields).length > 0) expect(query).not.toBe('');
    const run = { frame: { points: new Float32Array([1, 2]) }, config: null, seed: 7, step: 12 };
    const read = readBack(asJson(id, address(id, query), run), standing(state));
    expect(read).toEqual({ query, step: 12, data: { points: [1, 2] }, points: null });
    expect(writeState(state, readState(state, read.query).values, '')).toBe(query);
  });
});

const tableOf = async (id: string): Promise<Standing> => {
  const figure = allFigures.find((entry) => entry.id === id);
  if (!figure) throw new Error(id);
  return standing((await figure.load()).state);
};
const minmax = await tableOf('gan.minmax');
const collapse = await tableOf('gan.collapse');
const good = {
  figure: 'gan.minmax',
  format: 1,
  address: 'https://example.org/gan/?minmax.lrG=0.01#minmax',
  seed: 1,
  step: 3,
  config: {},
  data: {},
};
const file = (changed: object) => JSON.stringify({ ...good, ...changed });
const at = (query: string) => file({ address: `https://example.org/gan/?${query}` });

it('what is not the file’s own, and what is not this figure’s, is left alone', () => {
  const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
  const text = file({ more: { deep: [1] } }).replace('{', '{"__proto__":{"step":99,"pwned":1},"constructor":{"prototype":{"pwned":1}},');
  expect(readBack(text, minmax)).toMatchObject({ query: 'minmax.lrG=0.01', step: 3 });
  expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(before);
  expect(({} as { pwned?: number }).pwned).toBeUndefined();
  expect(readBack(at('lang=zh&backend=cpu&dirac.eta=3&minmax.lrG=0.5&minmax.title=x&minmax.hide=tools&minmax.pin=lrG'), minmax).query).toBe(
    'minmax.lrG=0.5',
  );
});

it('a file that a person saved with another editor is the same file', () => {
  const { step } = good;
  expect(readBack(`\ufeff\r\n${JSON.stringify(good, null, 2).replaceAll('\n', '\r\n')}\r\n`, minmax).step).toBe(step);
  const { format: _format, ...earlier } = good;
  expect(readBack(JSON.stringify(earlier), minmax).step).toBe(step);
});

it('a preset stays what it is: its frame, and what it holds fast', () => {
  const values = { ...minmax.values, lrG: 0.01, title: 'Mine', pin: 'lrG' } as Values<Fields>;
  const preset = { ...minmax, values };
  const { query } = readBack(at('minmax.lrG=0.01&minmax.k=4&minmax.title=Theirs'), preset);
  expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
    'minmax.lrG': '0.01',
    'minmax.k': '4',
    'minmax.title': 'Mine',
    'minmax.pin': 'lrG',
  });
  expect(() => readBack(at('minmax.lrG=0.02'), preset)).toThrow(/lrG is held fast/);
});

it('a table of points becomes the data of a figure that draws from points', async () => {
  const points = [
    [0, 1],
    [1.5, -1],
    [-2, 0.5],
  ];
  const table = `x,y\n${points.map(String).join('\n')}`;
  const read = readBack(table, minmax);
  expect(read.points).toBe(3);
  const { values } = readState(minmax.table, read.query);
  expect(values).toMatchObject({ data: 'drawn', drawn: encodeDrawing(points) });
  expect(readBack(JSON.stringify(points), minmax).query).toBe(read.query);
  expect(readBack(JSON.stringify({ points }), minmax).query).toBe(read.query);
  // Every figure whose panel offers points of one's own takes them here as well.
  const takers = await Promise.all(allFigures.map(async ({ id, load }) => (takesPoints((await load()).state) ? [id] : [])));
  expect(takers.flat().length).toBeGreaterThan(5);
});

it('numbers are compared list by list, up to rounding; single ones may be times', () => {
  const frame = { a: new Float32Array([1, 2, Number.NaN]), inner: { b: [3] }, ms: 12, history: { loss: [3, 2] } };
  const lab = { frame, config: null, seed: 1, step: 1 };
  const { data } = JSON.parse(asJson('', '', lab));
  expect(showsSame(lab, data)).toBe(true);
  expect(showsSame(lab, { ...data, ms: 99, history: { loss: [3] } })).toBe(true);
  expect(showsSame(lab, { ...data, a: [1, 2.0001, null] })).toBe(true);
  for (const a of [[1, 2.1, null], [1, 2], [1, 2, 3], [1, 'x', null], 'no', null, undefined])
    expect(showsSame(lab, { ...data, a })).toBe(false);
  for (const wrong of [null, 3, [], {}]) expect(showsSame(lab, wrong)).toBe(false);
});

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const HOSTILE: readonly (readonly [string, string, RegExp, Standing?])[] = [
  ['nothing', '', /nothing in it/],
  ['a mark of byte order alone', '\ufeff', /nothing in it/],
  ['binary', '{\u0000\u0001', /not text/],
  ['UTF-16', '{\u0000"\u0000', /not text/],
  ['bytes that are no UTF-8', '{"figure":"\ufffd\ufffd"}', /not text/],
  ['33 MB', ' '.repeat(MAX_BYTES + 1), /32 MB/],
  ['cut short', JSON.stringify(good).slice(0, -20), /cannot be read as JSON/],
  ['nested half a million deep and cut short', `{"data":${'['.repeat(500_000)}`, /cannot be read as JSON/],
  ['comments', '{ // no\n}', /cannot be read as JSON/],
  ['NaN', '{"figure":"gan.minmax","step":NaN}', /cannot be read as JSON/],
  ['a figure without points given a list', '[1,2,3]', /no JSON that this figure wrote/, collapse],
  ['a figure without points given a table', 'x,y\n1,2\n3,4', /no JSON that this figure wrote/, collapse],
  ['a figure without points given a web page', '<html></html>', /no JSON that this figure wrote/, collapse],
  ['a figure with points given a web page', '<html></html>', /markup/],
  ['a figure with points given JSON of something else', '{"a":1}', /no list of points/],
  ['points: one', '1,2', /two different points/],
  ['points: NaN', 'x,y\nNaN,1\n2,3', /“NaN”/],
  ['the CSV of a figure', asCsv({ frame: { a: [1] } }), /as CSV/],
  ['no figure', '{"a":1}', /which figure wrote it/, collapse],
  ['the figure only by the prototype', '{"__proto__":{"figure":"gan.collapse"}}', /which figure wrote it/, collapse],
  ['the figure an object', file({ figure: { id: 1 } }), /which figure wrote it/],
  ['the figure a script', file({ figure: '<script>alert(1)</script>' }), /which figure wrote it/],
  ['another figure', file({ figure: 'vae.gaussian' }), /by the figure vae\.gaussian; here is gan\.minmax/],
  ['a later version', file({ format: 2 }), /another version/],
  ['a version in words', file({ format: 'one' }), /another version/],
  ['no address', file({ address: undefined }), /no address/],
  ['the address a number', file({ address: 7 }), /no address/],
  ['the address a list', file({ address: ['https://example.org'] }), /no address/],
  ['the address no address', file({ address: 'minmax.lrG=0.1' }), /no address/],
  ['an address of a megabyte', at(`minmax.drawn=${'a'.repeat(1e6)}`), /no address/],
  ['a number out of range', at('minmax.lrG=1e9'), /minmax\.lrG=1e9, where a number from 0 to 1 is expected/],
  ['a number that is none', at('minmax.lrG=NaN'), /minmax\.lrG=NaN/],
  ['a half step', at('minmax.k=1.5'), /minmax\.k=1\.5, where a whole number/],
  ['a word that is none of them', at('minmax.loss=%3Cscript%3E'), /minmax\.loss=<script>, where one of/],
  ['a field that it does not have', at('minmax.nothing=1'), /does not have/],
  ['a field of all objects', at('minmax.__proto__=1'), /minmax\.__proto__=1, which this figure does not have/],
  ['another field of all objects', at('minmax.constructor=1'), /does not have/],
  ['a drawing that is none', at('minmax.drawn=!!!!'), /minmax\.drawn=!!!!/],
  ['a speed that is none', at('minmax.speed=fast'), /minmax\.speed=fast/],
  ['a step below nothing', file({ step: -1 }), /step -1/],
  ['half a step of the run', file({ step: 1.5 }), /step 1\.5/],
  ['a step in words', file({ step: 'three' }), /step three/],
  ['steps without end', file({ step: MOST_STEPS + 1 }), /whole number from 0/],
  ['a step that is a list', file({ step: [3] }), /step \[3\]/],
  ['data that is a word', file({ data: 'all' }), /under “data”/],
  ['a configuration that is a number', file({ config: 3 }), /under “config”/],
];

it.each(HOSTILE.map(([name, given, sentence, to]) => ({ name, given, sentence, to })))('$name: one sentence, in both languages', (kind) => {
  const { given, sentence, to = minmax } = kind;
  let thrown: unknown;
  try {
    readBack(given, to);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Refused);
  const { en, zh } = (thrown as Refused).text;
  expect(en).toMatch(sentence);
  expect(en.length).toBeLessThan(260);
  expect(en).toMatch(/^[A-Z].*\.$/s);
  expect(zh).toMatch(/[\u4e00-\u9fff].*。$/s);
});

it('data nested deep is not entered', () => {
  const deep = JSON.stringify(good).replace('"data":{}', `"data":{"points":${nested(3_000)}}`);
  const { data } = readBack(deep, minmax);
  expect(showsSame({ frame: { points: [1, 2] }, config: null, seed: 1, step: 3 }, data)).toBe(false);
});

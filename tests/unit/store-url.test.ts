/** The codec between a figure's state and the query string. */
import { describe, expect, it } from 'vitest';
import { bool, defineState, int, number, oneOf, readState, text, writeState } from '../../app/store/url';

const state = defineState('gan.minmax', {
  data: oneOf(['ring', 'moons', 'grid'], 'ring'),
  lr: number({ min: 1e-5, max: 1, default: 1e-3 }),
  layers: int({ min: 1, max: 4, default: 2 }),
  r1: bool(false),
  note: text({ default: '', max: 10, check: (t) => !t.includes('!') }),
});

const read = (search: string) => readState(state, search);

describe('figure state in the address', () => {
  it('reads what it writes', () => {
    const values = { data: 'grid', lr: 2.5e-5, layers: 4, r1: true, note: 'a b&c=d' } as const;
    expect(read(writeState(state, values, ''))).toEqual({ values, problems: [] });
  });

  it('leaves defaults out, and everybody else alone', () => {
    expect(writeState(state, state.defaults, '?lang=zh&other.lr=3&minmax.lr=0.5')).toBe('lang=zh&other.lr=3');
    expect(writeState(state, { ...state.defaults, r1: true }, '')).toBe('minmax.r1=1');
  });

  it('takes nothing from other figures', () => {
    expect(read('?dirac.lr=0.5&lr=0.5&minmaxlr=1')).toEqual({ values: state.defaults, problems: [] });
  });

  it.each([
    ['minmax.data=circle'],
    ['minmax.data='],
    ['minmax.lr=abc'],
    ['minmax.lr='],
    ['minmax.lr=1e9'],
    ['minmax.lr=-1'],
    ['minmax.lr=NaN'],
    ['minmax.lr=Infinity'],
    ['minmax.lr=0x10'],
    ['minmax.lr=%20'],
    ['minmax.layers=2.5'],
    ['minmax.layers=99999999999999999999'],
    ['minmax.r1=maybe'],
    ['minmax.note=hello!'],
    ['minmax.note=12345678901'],
    ['minmax.data=constructor'],
    ['minmax.r1=toString'],
  ])('%s falls back to its default and says so in both languages', (query) => {
    const { values, problems } = read(query);
    expect(values).toEqual(state.defaults);
    expect(problems).toHaveLength(1);
    expect(problems[0].message.en).toContain(problems[0].param);
    expect(problems[0].message.zh).toContain(problems[0].param);
  });

  it('says what it does not know, and never breaks on nonsense', () => {
    expect(read('?minmax.bogus=1').problems[0].message.en).toMatch(/does not have/);
    expect(read('?minmax.__proto__=1').problems).toHaveLength(1);
    expect(read('?minmax.constructor=1').problems).toHaveLength(1);
    expect(read('?%E0%A4%A&&==&minmax.=&minmax.lr=%').values).toEqual(state.defaults);
    const long = read(`?minmax.data=${'x'.repeat(5000)}`).problems[0].message.en;
    expect(long.length).toBeLessThan(300);
  });

  it('one bad value does not take the good ones with it', () => {
    const { values, problems } = read('?minmax.lr=oops&minmax.layers=3&minmax.data=moons');
    expect(values).toMatchObject({ lr: 1e-3, layers: 3, data: 'moons' });
    expect(problems).toHaveLength(1);
  });

  it('accepts numbers as people write them', () => {
    for (const [written, value] of [
      ['1e-4', 1e-4],
      ['.5', 0.5],
      ['1.', 1],
      ['+0.25', 0.25],
    ] as const) {
      expect(read(`?minmax.lr=${encodeURIComponent(written)}`).values.lr).toBe(value);
    }
  });
});

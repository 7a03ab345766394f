/** A figure's numbers taken away: everything in them, and back again by JSON. */
import { expect, it } from 'vitest';
import { asCsv, asJson } from '../../app/shell/figureData';

const frame = {
  points: new Float32Array([0.5, -1, 2]),
  curves: { v: [1, 2], none: [] as number[] },
  loss: 0.25,
  name: 'x, "y"',
  rows: [{ n: 1 }, { n: 2 }],
  broken: Number.NaN,
  nothing: null,
};
const run = { frame, config: { lr: new Float64Array([0.1]) }, seed: 7, step: 12 };

it('JSON holds the run whole, and what it has no word for as null', () => {
  expect(JSON.parse(asJson('gan.minmax', 'https://example.org/gan/#minmax', run))).toEqual({
    figure: 'gan.minmax',
    format: 1,
    address: 'https://example.org/gan/#minmax',
    seed: 7,
    step: 12,
    config: { lr: [0.1] },
    data: { ...frame, points: [0.5, -1, 2], broken: null },
  });
});

it('the reader’s own pictures stay where they are', () => {
  const own = { ...run, config: { beta: 7, own: ['a picture', 'another'], mine: 'a third' } };
  expect(JSON.parse(asJson('vae.gaussian', '', own)).config).toEqual({ beta: 7 });
  expect(JSON.parse(asJson('gan.density', '', { ...run, config: { own: true } })).config).toEqual({ own: true }); // a switch is no picture
});

it('CSV has a line for every number', () => {
  const lines = asCsv({ frame: { ...frame, 'a,b"': 3 } }).split('\r\n');
  expect(lines).toEqual([
    'name,index,value',
    'points,0,0.5',
    'points,1,-1',
    'points,2,2',
    'curves.v,0,1',
    'curves.v,1,2',
    'loss,,0.25',
    'rows.0.n,,1',
    'rows.1.n,,2',
    'broken,,NaN',
    '"a,b""",,3',
    '',
  ]);
});

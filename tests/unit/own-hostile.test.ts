/** Hostile and broken files, each kind with one sentence in both languages, and nothing handed on: tables of points and pictures. */

import { gzipSync } from 'node:zlib';
import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { Refused } from '../../app/data/refused';
import { inspect } from '../../app/shell/own/openPicture';
import { readPoints } from '../../app/shell/own/readPoints';

const bytes = (text: string) => new TextEncoder().encode(text);
const png = (width: number, height: number) => {
  const file = new Uint8Array(PNG.sync.write(new PNG({ width: 4, height: 4 })));
  const view = new DataView(file.buffer, file.byteOffset);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return file;
};

const points = (text: string) => () => readPoints(text);
const face = (file: Uint8Array) => () => inspect(file);
const ftyp = (brand: string) => bytes(`\0\0\0\u0018ftyp${brand}\0\0\0\0mif1heic`);

const CASES: readonly (readonly [string, () => unknown, RegExp])[] = [
  ['points: nothing', points(' \n\r\n '), /nothing in it/],
  ['points: one column', points('1\n2\n3'), /two columns/],
  ['points: a million columns', points(Array.from({ length: 1e6 }, () => '1').join(',')), /1000000 columns/],
  ['points: rows of different length', points('1,2\n3,4,5'), /Row 2 has 3 columns/],
  ['points: words', points('1,2\n3,four'), /“four”/],
  ['points: NaN', points('1,2\nNaN,4'), /“NaN”/],
  ['points: ∞', points('1,2\n1e999,4'), /“1e999”/],
  ['points: out of range', points('1,2\n1e12,4'), /beyond ±10⁹/],
  ['points: an empty cell', points('1,2\n,4'), /is empty/],
  ['points: the same point a hundred times', points('1,2\n'.repeat(100)), /two different points/],
  ['points: 30,000 rows', points('1,2\n3,4\n'.repeat(15_000)), /30000 rows/],
  ['points: three megabytes', points('1,2\n'.repeat(750_000)), /2 MB/],
  ['points: no text', points('\u0000\u0001\u0002PNG'), /not text/],
  ['points: broken JSON', points('[[1,2],[3,'), /cannot be read as JSON/],
  ['points: JSON without points', points('{"data":{"a":1}}'), /no list of points/],
  ['points: JSON of other things', points('[["a","b"]]'), /not two numbers/],
  ['points: a web page', points('<html><body>1,2</body></html>'), /markup/],
  ['points: cells that a spreadsheet would run', points('x,y\n=cmd|calc,1\n2,3'), /“=cmd\|calc”/],

  ['picture: no bytes', face(new Uint8Array(0)), /empty/],
  ['picture: words', face(bytes('not a picture')), /no picture/],
  ['picture: a PNG cut in its header', face(png(4, 4).subarray(0, 14)), /no picture/],
  ['picture: a PNG that says 100,000 × 100,000', face(png(100_000, 100_000)), /100000 × 100000/],
  ['picture: a PNG that says 16,000 × 16,000', face(png(16_000, 16_000)), /too large/],
  ['picture: a PNG of no pixels', face(png(0, 4)), /no pixels|no picture/],
  ['picture: an SVG with a script', face(bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')), /SVG/],
  ['picture: an SVG behind a declaration', face(bytes('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "&a;&a;">]><svg/>')), /SVG/],
  ['picture: a web page', face(bytes('<!doctype html><title>x</title>')), /web page/],
  ['picture: a PDF', face(bytes('%PDF-1.7')), /PDF/],
  ['picture: a zip', face(bytes('PK\u0003\u0004')), /zip/],
  ['picture: a gzip bomb', face(new Uint8Array(gzipSync(new Uint8Array(50_000_000)))), /gzip/],
  ['picture: 31 MB', face(new Uint8Array(31_000_000)), /30 MB/],
  ['picture: a HEIC without a picture in it', face(ftyp('heic')), /no picture/],
];

it.each(CASES)('%s', (_, read, sentence) => {
  let thrown: unknown;
  try {
    read();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(Refused);
  const { en, zh } = (thrown as Refused).text;
  expect(en).toMatch(sentence);
  expect(en).toMatch(/^[A-Z“].*\.$/s);
  expect(zh).toMatch(/[\u4e00-\u9fff].*。$/s);
});

it('there are more than thirty kinds, and what is right is read', () => {
  expect(new Set(CASES.map(([name]) => name)).size).toBeGreaterThanOrEqual(30);
  expect(inspect(png(4, 4))).toEqual({ type: 'png', width: 4, height: 4, moving: false });
});

it('a moving picture is known by its frames', () => {
  const frame = [0x21, 0xf9, 4, 0, 5, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
  const gif = (frames: number) =>
    Uint8Array.from([...bytes('GIF89a'), 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, ...Array(frames).fill(frame).flat(), 0x3b]);
  expect(inspect(gif(1)).moving).toBe(false);
  expect(inspect(gif(3)).moving).toBe(true);
});

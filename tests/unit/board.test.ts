/** A board's pure parts: strokes, what the rubber meets, the magnifier's range, undo; and what the other window is told. */
import { beforeEach, expect, test } from 'vitest';
import { type Board, boardOf, change, hearBoard, leftToOther, onBoard, type Stroke, thaw, useBoards } from '../../app/shell/board/boards';
import {
  choosePen,
  clear,
  commit,
  draw,
  erase,
  glassOf,
  held,
  hold,
  meets,
  strokePath,
  undo,
  widthOf,
  ZOOM,
  zoomBy,
} from '../../app/shell/board/ink';

const PICTURE = {
  source: '<svg/>',
  width: 1000,
  height: 500,
  paper: '#fff',
  colours: { ink: '#000', data: '#00f', generated: '#f00', condition: '#f0f' },
  step: 7,
} as const;
const fresh: Board = {
  picture: PICTURE,
  shown: true,
  ran: false,
  tool: 'pen',
  colour: 'ink',
  strokes: [],
  live: null,
  theirs: null,
  past: [],
  lens: { x: 500, y: 250, zoom: ZOOM.first },
};
const ID = 'gan/value';
const line = (y: number): Stroke => ({
  colour: 'ink',
  pressed: false,
  points: Array.from({ length: 20 }, (_, i) => [100 + 20 * i, y, 0.5]),
});
const board = () => boardOf(ID) as Board;

beforeEach(() => {
  onBoard(null);
  useBoards.setState({ [ID]: fresh }, true);
});

/** The least box around all points of a path [left, top, right, bottom]. */
function boxOf(path: string): readonly number[] {
  const numbers = (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
  const xs = numbers.filter((_, i) => i % 2 === 0);
  const ys = numbers.filter((_, i) => i % 2 === 1);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

test('the path of a stroke lies around its points, no further than its width', () => {
  const [left, top, right, bottom] = boxOf(strokePath(line(200), 6));
  expect(left).toBeGreaterThan(93);
  expect(left).toBeLessThan(106);
  expect(right).toBeGreaterThan(474);
  expect(right).toBeLessThan(487);
  expect(bottom - top).toBeGreaterThan(2);
  expect(bottom - top).toBeLessThan(9);
  expect(strokePath(line(200), 6)).toMatch(/^M.*Z$/);
});

test('a pen pressed harder writes thicker; a single touch is a dot', () => {
  const pressed = (pressure: number) => {
    const points = line(200).points.map(([x, y]) => [x, y, pressure] as const);
    const [, top, , bottom] = boxOf(strokePath({ ...line(200), points, pressed: true }, 10));
    return bottom - top;
  };
  expect(pressed(0.9)).toBeGreaterThan(1.5 * pressed(0.1));
  const [left, top, right, bottom] = boxOf(strokePath({ ...line(0), points: [[50, 60, 0.5]] }, 10));
  expect([(left + right) / 2, (top + bottom) / 2].map(Math.round)).toEqual([50, 60]);
});

test('a rubber meets a stroke where it is within its radius of the line, between points too', () => {
  const two: Pick<Stroke, 'points'> = {
    points: [
      [0, 0, 0.5],
      [100, 0, 0.5],
    ],
  };
  for (const [x, y, met] of [
    [50, 4, true],
    [50, 6, false],
    [-4, 0, true],
    [-6, 0, false],
    [104, 3, true],
  ] as const)
    expect(meets(two, x, y, 5), `${x}, ${y}`).toBe(met);
  expect(meets({ points: [[10, 10, 0.5]] }, 12, 10, 5)).toBe(true);
});

test('what is drawn, rubbed out and cleared can be taken back, step by step', () => {
  draw(ID, [[10, 10, 0.5]], false);
  draw(ID, [[90, 10, 0.5]], false);
  expect(board().live?.points).toHaveLength(2);
  commit(ID);
  choosePen(ID, 'data');
  draw(ID, [[10, 200, 0.5]], true);
  commit(ID);
  expect(board().strokes.map((s) => [s.colour, s.pressed])).toEqual([
    ['ink', false],
    ['data', true],
  ]);
  const before = board().strokes;
  erase(ID, 50, 400, before); // nothing there
  expect(board().past).toHaveLength(2);
  erase(ID, 50, 12, before);
  erase(ID, 10, 200, before); // the same way of the rubber
  expect(board().strokes).toEqual([]);
  expect(board().past).toHaveLength(3);
  undo(ID);
  expect(board().strokes).toEqual(before);
  clear(ID);
  clear(ID); // nothing left to clear is nothing to take back
  undo(ID);
  expect(board().strokes).toEqual(before);
  for (let i = 0; i < 5; i++) undo(ID);
  expect(board().strokes).toEqual([]);
});

test('the magnifier stays on the picture and in its range', () => {
  expect(held({ x: -5, y: 900, zoom: 100 }, PICTURE)).toEqual({ x: 0, y: 500, zoom: ZOOM.most });
  hold(ID, { x: 5000 });
  expect(board().lens).toEqual({ x: 1000, y: 250, zoom: ZOOM.first });
  for (let i = 0; i < 30; i++) zoomBy(ID, 0.8);
  expect(board().lens.zoom).toBe(ZOOM.least);
  expect(glassOf(PICTURE)).toBeLessThanOrEqual(PICTURE.height / 2);
  expect(widthOf({ width: 320 })).toBe(3.5);
});

test('a stroke of the other window joins those that stand here, and what either is drawing goes on', () => {
  draw(ID, [[10, 10, 0.5]], false);
  hearBoard(ID, { live: line(300), theirs: line(1) });
  draw(ID, [[90, 10, 0.5]], false);
  expect(board().live?.points).toHaveLength(2);
  expect(board().theirs).toEqual(line(300));
  commit(ID);
  // It was added before they heard of ours.
  hearBoard(ID, { strokes: [line(300)], past: [[]], live: null }, line(300));
  expect(board().strokes.map(({ points }) => points[0][1])).toEqual([10, 300]);
  expect([board().live, board().theirs]).toEqual([null, null]);
  undo(ID);
  expect(board().strokes).toHaveLength(1);
  draw(ID, [[10, 10, 0.5]], false);
  hearBoard(ID, { shown: false });
  expect(board().live).toBeNull();
});

test('the other window is told what is changed here, not what it has said itself', () => {
  const told: [string, Partial<Board>][] = [];
  onBoard({ tell: (id, changed) => told.push([id, changed]), elsewhere: (_, tool) => tool === 'lens' });
  change(ID, { tool: 'eraser' });
  hearBoard(ID, { tool: 'lens' });
  thaw(ID);
  thaw(ID); // not shown any more: nothing to tell
  expect(told).toEqual([
    [ID, { tool: 'eraser' }],
    [ID, { shown: false, live: null }],
  ]);
  expect([leftToOther(ID, 'lens'), leftToOther(ID, 'pen')]).toEqual([true, false]);
  hearBoard('gan/other', { shown: true }); // of a picture that never came
  expect(boardOf('gan/other')).toBeUndefined();
  hearBoard('gan/other', fresh);
  expect(boardOf('gan/other')?.picture.step).toBe(7);
});

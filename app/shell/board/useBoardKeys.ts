/**
 * The keys of a board, while its figure has the focus. They are caught at the figure, before the figure's own keys and the deck's; what
 * is none of them goes on to those (a clicker turns the page, `b` makes the screen black).
 */
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { FigureLab } from '../types';
import { boardOf, change, PENS, type Tool } from './boards';
import { freeze, leave as leaveBoard } from './freeze';
import { choosePen, clear, commit, draw, erase, hold, undo, zoomBy } from './ink';

interface Hands {
  readonly id: string;
  readonly figure: RefObject<HTMLElement | null>;
  readonly run: () => FigureLab | null;
  readonly paper: RefObject<SVGSVGElement | null>;
  /** The keyboard's place on the picture; null until an arrow key is used. */
  readonly cursor: readonly [number, number] | null;
  readonly setCursor: (at: readonly [number, number] | null) => void;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Parts of a figure that have their keys to themselves: what is typed into, and panels that are read (code, formulas). */
const OWN = 'input, textarea, select, [contenteditable], [role=region], [role=dialog], [role=menu], [data-panel]';

/** The tool, or the pen where it is in the hand already. */
export const swap = (id: string, tool: Tool): void => change(id, { tool: boardOf(id)?.tool === tool ? 'pen' : tool, live: null });

export function useBoardKeys(hands: Hands) {
  const { id, figure, run, paper } = hands;
  const latest = useRef(hands);
  latest.current = hands;
  const leave = useCallback(() => {
    leaveBoard(id, run);
    figure.current?.focus({ preventScroll: true });
  }, [id, figure, run]);
  const anew = useCallback(() => {
    const element = figure.current;
    if (element) void freeze({ id, element, run }, boardOf(id)?.tool ?? 'pen', true);
  }, [id, figure, run]);

  useEffect(() => {
    const element = figure.current;
    // The board takes the focus from its figure, not from what lies elsewhere.
    const has = document.activeElement;
    if (has === document.body || element?.contains(has)) paper.current?.focus({ preventScroll: true });
    const onKey = (event: KeyboardEvent) => {
      const on = event.target as Element;
      const own = on.closest(OWN);
      if (event.altKey || (own && element?.contains(own))) return;
      if (press(event, { ...latest.current, leave, anew })) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    element?.addEventListener('keydown', onKey);
    return () => element?.removeEventListener('keydown', onKey);
  }, [figure, paper, leave, anew]);
  return { leave, anew };
}

/** Does what a key says; false where it says nothing to a board. */
function press(event: KeyboardEvent, hands: Hands & { readonly leave: () => void; readonly anew: () => void }): boolean {
  const { id } = hands;
  const board = boardOf(id);
  if (!board) return false;
  const key = event.key.normalize('NFKC').toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === 'z') undo(id);
    return key === 'z';
  }
  const colour = PENS[Number(key) - 1];
  if (ARROWS[event.key]) move(hands, ARROWS[event.key], event.shiftKey);
  else if (event.key === 'Enter') return !(event.target as Element).closest('button, a') && enter(hands);
  else if (colour) choosePen(id, colour);
  else if (key === 'escape' || key === 'd') hands.leave();
  else if (key === 'e') swap(id, 'eraser');
  else if (key === 'm') swap(id, 'lens');
  else if (key === 'z') undo(id);
  else if (key === 'c') clear(id);
  else if (key === 't') hands.anew();
  else if (key === '+' || key === '=') zoomBy(id, 1.25);
  else if (key === '-') zoomBy(id, 1 / 1.25);
  else return false;
  return true;
}

/** An arrow key: the magnifier, the pen or the eraser goes on. */
function move({ id, paper, cursor, setCursor }: Hands, [dx, dy]: readonly [number, number], far: boolean): void {
  const board = boardOf(id);
  if (!board) return;
  const { width, height } = board.picture;
  const step = (width / 100) * (far ? 5 : 1);
  requestAnimationFrame(() => paper.current?.querySelector('[data-moved]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
  if (board.tool === 'lens') {
    hold(id, { x: board.lens.x + dx * step, y: board.lens.y + dy * step });
    return;
  }
  const [x, y] = cursor ?? [board.lens.x, board.lens.y];
  const next = [Math.max(0, Math.min(width, x + dx * step)), Math.max(0, Math.min(height, y + dy * step))] as const;
  setCursor(next);
  if (board.live) draw(id, [[...next, 0.5]], false);
}

/** Enter: the pen is put down, or lifted; the eraser takes away what is under it. */
function enter({ id, cursor, setCursor }: Hands): boolean {
  const board = boardOf(id);
  if (!board || board.tool === 'lens') return false;
  const at = cursor ?? ([board.lens.x, board.lens.y] as const);
  setCursor(at);
  if (board.tool === 'eraser') erase(id, ...at, board.strokes);
  else if (board.live) commit(id);
  else draw(id, [[...at, 0.5]], false);
  return true;
}

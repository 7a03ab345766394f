/**
 * Boards: a figure's picture, frozen, with what was drawn on it and the magnifier held over it. A lecture keeps one for each of its stages,
 * the same in both its windows; a figure outside of lectures has its own. For the life of the window.
 *
 * Freezing stops the run. What went on unseen would have jumped when it is seen again, and the numbers beside the picture would not be its own.
 */
import { createContext } from 'react';
import { create } from 'zustand';

/** Few colours: ink, and the roles that are pointed at most. */
export const PENS = ['ink', 'data', 'generated', 'condition'] as const;
export type Pen = (typeof PENS)[number];
export type Tool = 'pen' | 'eraser' | 'lens';

/** Across and down, in units of the picture, and how hard the pen was pressed, in [0, 1]. */
export type Point = readonly [x: number, y: number, pressure: number];

export interface Stroke {
  readonly colour: Pen;
  readonly points: readonly Point[];
  /** Whether the pressure was felt by a pen; else the stroke is as thick as it was slow. */
  readonly pressed: boolean;
}

/** A figure as it was seen: one SVG that needs nothing else, in CSS pixels of the window that took it, with the colours of that window. */
export interface Frozen {
  readonly source: string;
  readonly width: number;
  readonly height: number;
  readonly paper: string;
  readonly colours: Readonly<Record<Pen, string>>;
  /** The step its run was at; null where nothing runs. */
  readonly step: number | null;
}

/** The middle of the magnifier, in units of the picture, and how many times it enlarges. */
export interface Lens {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Board {
  readonly picture: Frozen;
  readonly shown: boolean;
  /** Whether the run was going when it was frozen: it goes on when the picture is left. */
  readonly ran: boolean;
  readonly tool: Tool;
  readonly colour: Pen;
  readonly strokes: readonly Stroke[];
  /** What is being drawn in this window, and in the other one of a lecture. */
  readonly live: Stroke | null;
  readonly theirs: Stroke | null;
  /** What undo goes back to, the last at the end. */
  readonly past: readonly (readonly Stroke[])[];
  readonly lens: Lens;
}

/** By stage of a lecture (`page/stage`) or figure (`page.name`). */
export const useBoards = create<Readonly<Record<string, Board>>>(() => ({}));
export const boardOf = (id: string): Board | undefined => useBoards.getState()[id];

/** The board of the figure on stage; null: the figure's own. */
export const BoardContext = createContext<string | null>(null);

interface Listener {
  /** Told of every change made in this window; `added` is the stroke, where the change is that one more stands. */
  readonly tell: (id: string, changed: Partial<Board>, added?: Stroke) => void;
  /** Whether a picture is left to the other window to take, which is told of it so. */
  readonly elsewhere: (id: string, tool: Tool) => boolean;
}
const NOBODY: Listener = { tell: () => {}, elsewhere: () => false };
let listener = NOBODY;
/** The lecture's other window (session.ts); null: there is none. */
export function onBoard(next: Listener | null): void {
  listener = next ?? NOBODY;
}
export const leftToOther = (id: string, tool: Tool): boolean => listener.elsewhere(id, tool);

/** Told at a figure whose picture is about to be taken; who has to put something into it first takes the event's default away. */
export const FREEZING = 'freezing';

function put(id: string, changed: Partial<Board>): void {
  const before = boardOf(id);
  if (before || changed.picture) useBoards.setState({ [id]: { ...before, ...changed } as Board });
}

export function change(id: string, changed: Partial<Board>, added?: Stroke): void {
  put(id, changed);
  listener.tell(id, changed, added);
}

/**
 * Takes over what the other window says. Two may draw at once: what is drawn there is seen beside what is drawn here, and a stroke that was
 * added there joins those that stand here.
 */
export function hearBoard(id: string, { live, theirs: _ours, ...changed }: Partial<Board>, added?: Stroke): void {
  const board = boardOf(id);
  put(id, {
    ...changed,
    ...(added && board && { strokes: [...board.strokes, added], past: remember(board) }),
    ...(live !== undefined && { theirs: live }),
    // On a new picture, and on one that is left, nothing is half drawn.
    ...((changed.picture || changed.shown === false) && { live: null, theirs: live ?? null }),
  });
}

/** How many changes can be taken back. */
const MEMORY = 100;

/** What undo goes back to, with what stands now at its end. */
export const remember = ({ past, strokes }: Board) => [...past, strokes].slice(-MEMORY);

/** Shows the live figure again. */
export function thaw(id: string): void {
  if (boardOf(id)?.shown) change(id, { shown: false, live: null });
}

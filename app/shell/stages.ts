/**
 * A *stage*: one figure in a named state, with one sentence. Lectures, exercises and teachers' plans are lists of stages; each page declares
 * its own in `stages.ts`, once. tests/unit/figures.test.ts holds them to the figures' tables of state.
 */
import type { Bilingual } from '../store/lab';

/** Fields of the figure's state that differ from their defaults. */
export type StageState = Readonly<Record<string, string | number | boolean>>;

interface Asked {
  /** Stands where the sentence will: one question, no hint. */
  readonly question: Bilingual;
  /** What the figure's state is changed by when the answer is to be seen. */
  readonly seen?: StageState;
  /** The answer is a run: it begins when it is to be seen. */
  readonly play?: boolean;
}

/** The hall chooses one of two to four. */
export interface ChoiceAsk extends Asked {
  readonly options: readonly Bilingual[];
  /** The number of the right one, from 0. */
  readonly right: number;
}

/** The hall draws the curve it expects, over the axes of one of the figure's own plots (`<Curves hand=…>`); what comes out is laid over it. */
export interface CurveAsk extends Asked {
  readonly of: string;
  /** The piece of both axes that is drawn on. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Predict, then see: what a stage asks before it shows. */
export type Ask = ChoiceAsk | CurveAsk;

export interface Stage {
  /** Its name in lists, unique on its page. */
  readonly id: string;
  /** Name of the figure on this page. */
  readonly figure: string;
  readonly state: StageState;
  /** What is said. One sentence: it is read from the last row. */
  readonly sentence: Bilingual;
  /** What only the one who speaks sees: what to do, what to ask, what comes out. */
  readonly notes: Bilingual;
  /** How long it is expected to take. */
  readonly minutes: number;
  readonly ask?: Ask;
}

/** Declares the stages of a page in the order they are shown in. */
export const defineStages = <const Name extends string>(
  _figures: Readonly<Record<Name, unknown>>,
  stages: readonly (Stage & { readonly figure: Name })[],
): readonly Stage[] => stages;

/** The state a stage is in once its answer is seen. */
export const seenState = ({ state, ask }: Pick<Stage, 'state' | 'ask'>): StageState => ({ ...state, ...ask?.seen });

/** The stage's state as a figure's part of a query string. */
export function stageQuery({ figure, state }: Pick<Stage, 'figure' | 'state'>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(state))
    params.set(`${figure}.${key}`, typeof value === 'boolean' ? (value ? '1' : '0') : String(value));
  return params.toString();
}

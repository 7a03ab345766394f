/**
 * A *stage*: one figure in a named state, with one sentence. Lectures, exercises and teachers' plans are lists of stages; each page declares
 * its own in `stages.ts`, once. tests/unit/figures.test.ts holds them to the figures' tables of state.
 */
import type { Bilingual } from '../store/lab';

/** Fields of the figure's state that differ from their defaults. */
export type StageState = Readonly<Record<string, string | number | boolean>>;

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
}

/** Declares the stages of a page in the order they are shown in. */
export const defineStages = <const Name extends string>(
  _figures: Readonly<Record<Name, unknown>>,
  stages: readonly (Stage & { readonly figure: Name })[],
): readonly Stage[] => stages;

/** The stage's state as a figure's part of a query string. */
export function stageQuery({ figure, state }: Pick<Stage, 'figure' | 'state'>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(state))
    params.set(`${figure}.${key}`, typeof value === 'boolean' ? (value ? '1' : '0') : String(value));
  return params.toString();
}

/** What a hall has predicted on each stage that asks, and whether the answer has been seen: the lecture's memory, the same in both its windows. */
import { create } from 'zustand';
import { type Drawn, undrawn } from '../../viz/hand';
import type { Ask } from '../stages';

export interface Answer {
  readonly seen: boolean;
  /** Number of the option that was chosen, from 0. */
  readonly chosen: number | null;
  /** Hands counted for each option; null where nobody has counted. */
  readonly hands: readonly (number | null)[];
  readonly drawn: Drawn;
  /** The plot that is drawn on is shown large, over the figure. */
  readonly lifted: boolean;
}

export const unanswered: Answer = { seen: false, chosen: null, hands: [], drawn: undrawn, lifted: true };

/** By page and stage. */
export const useAnswers = create<Readonly<Record<string, Answer>>>(() => ({}));

export const answerOf = (key: string): Answer => useAnswers.getState()[key] ?? unanswered;

let tell: (key: string, answer: Answer) => void = () => {};
/** Who is told of what is answered in this window (session.ts). */
export function onAnswer(then: (key: string, answer: Answer) => void): void {
  tell = then;
}

/** Takes over what the other window says. */
export const takeAnswers = (answers: Readonly<Record<string, Answer>>): void => useAnswers.setState(answers);

export function change(key: string, changed: Partial<Answer>): void {
  const answer = { ...answerOf(key), ...changed };
  useAnswers.setState({ [key]: answer });
  tell(key, answer);
}

/** One more or other count of hands for an option; what is no whole number below 10,000 is no count. */
export function count(key: string, option: number, typed: string): void {
  const said = typed.normalize('NFKC').trim();
  const hands = [...answerOf(key).hands];
  while (hands.length <= option) hands.push(null);
  hands[option] = /^\d{1,4}$/.test(said) ? Number(said) : null;
  change(key, { hands });
}

/** Share of the hands that each option has; null while none are counted. */
export function sharesOf(hands: Answer['hands'], options: number): readonly number[] | null {
  const all = hands.reduce<number>((sum, n) => sum + (n ?? 0), 0);
  return all > 0 ? Array.from({ length: options }, (_, i) => (hands[i] ?? 0) / all) : null;
}

export const isChoice = (ask: Ask): ask is Extract<Ask, { options: unknown }> => 'options' in ask;

/** What a page has for a classroom beside its stages: exercises that only its figures can answer, and what a teacher wants to know. Types only. */
import type { Bilingual } from '../store/lab';
import type { StageState } from './stages';

export interface Exercise {
  readonly question: Bilingual;
  readonly answer: Bilingual;
  /** Where the answer can be seen. */
  readonly figure: string;
  readonly state: StageState;
}

export interface Misconception {
  readonly said: Bilingual;
  readonly rather: Bilingual;
}

export interface Teaching {
  readonly aims: readonly Bilingual[];
  readonly misconceptions: readonly Misconception[];
  /** Stages of the page by id, in order: what fits into so many minutes. */
  readonly plans: Readonly<Record<10 | 25 | 45, readonly string[]>>;
  readonly exercises: readonly Exercise[];
}

/** Something of the reader's own that cannot be used, with one sentence why, in both languages. Whoever throws it has changed nothing. */
import type { Lang } from './types';

export class Refused extends Error {
  readonly text: Readonly<Record<Lang, string>>;
  constructor(text: Readonly<Record<Lang, string>>) {
    super(text.en);
    this.name = 'Refused';
    this.text = text;
  }
}

/** For an expression: `value ?? refuse('…', '…')`. */
export function refuse(en: string, zh: string): never {
  throw new Refused({ en, zh });
}

/** What to tell the reader of anything that was thrown; `otherwise` where it was not a refusal. */
export const sentenceOf = (error: unknown, otherwise: Readonly<Record<Lang, string>>): Readonly<Record<Lang, string>> =>
  error instanceof Refused ? error.text : otherwise;

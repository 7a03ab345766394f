/** The cards of shipped models. */
import { defineProgram } from '../../program';
import { type Card, loadCard } from '../../weights';

type Methods = {
  /** The cards of these models; null where none ships. */
  cards(args: { names: readonly string[] }): Promise<(Card | null)[]>;
};

export const readCards: Methods['cards'] = ({ names }) => Promise.all(names.map((name) => loadCard(name).catch(() => null)));

export default defineProgram<Record<string, never>, null, Methods>({
  start: () => ({ methods: { cards: readCards }, dispose: () => {} }),
});

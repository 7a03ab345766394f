/** The cards of models, read once by the engine. */
import { useEffect, useState } from 'react';
import type { Card } from '../../runtime/weights';
import type { Lab } from '../../store/lab';

/** By name; null where a model does not ship; the whole is null while they are being read. */
export type CardsByName = Readonly<Record<string, Card | null>> | null;

export function useCards(lab: Lab<'models.generators'> | Lab<'models.cards'>, names: readonly string[]): CardsByName {
  const [cards, setCards] = useState<CardsByName>(null);
  const { call, status, run } = lab as Lab<'models.cards'>;
  const alive = status !== 'loading' && status !== 'error';
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new run asks again
  useEffect(() => {
    if (!alive) return;
    let current = true;
    call('cards', { names }, { queue: true }).then((list) => {
      if (list && current) setCards(Object.fromEntries(names.map((name, i) => [name, list[i]])));
    });
    return () => {
      current = false;
    };
  }, [call, alive, run, names]);
  return cards;
}

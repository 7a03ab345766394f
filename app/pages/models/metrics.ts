/** The numbers of a card by name, in both languages: `unconditional.fidelity`, `accuracy.clean.hat`, `loss.t450`. */
import { ATTRIBUTES } from '../../data/faces';
import type { Lang } from '../../i18n';
import { text } from './text';

export interface MetricWords {
  readonly name: string;
  /** What it means; null for a number this page knows nothing of. */
  readonly meaning: string | null;
}

/** A key's parts are a measure and what narrows it down: a step t, a weight w, an attribute, a language, a way of sampling. */
export function metricWords(key: string, lang: Lang): MetricWords {
  const { measures, narrowed, of } = text[lang].metrics;
  const known: Readonly<Record<string, readonly string[]>> = measures;
  const words: Readonly<Record<string, string>> = narrowed;
  const parts = key.split(/\.(?!\d)/);
  const measure = parts.find((part) => part in known);
  if (!measure) return { name: key, meaning: null };
  const rest = parts
    .filter((part) => part !== measure)
    .map((part) => {
      const at = /^([tw])([\d.]+)$/.exec(part);
      return at ? `${at[1]} = ${at[2]}` : (words[part] ?? ATTRIBUTES.find((attribute) => attribute.key === part)?.[lang] ?? part);
    });
  const [name, meaning] = known[measure];
  return { name: rest.length ? of(name, rest) : name, meaning };
}

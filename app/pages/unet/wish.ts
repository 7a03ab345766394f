/** A wish: classes of some attributes, as it stands in the address (`hairColor.blue~glasses.clear`) and as the programs take it. */
import { ATTRIBUTES, type AttributeChoice, type AttributeKey } from '../../data/faces';
import type { Condition } from '../../models/diffusion/condition';
import { type Field, text } from '../../store/url';

const SEPARATOR = '~';

/** undefined where a name does not exist. */
export function readWish(given: string): AttributeChoice | undefined {
  const choice: AttributeChoice = {};
  for (const part of given.split(SEPARATOR).filter(Boolean)) {
    const [key, name] = part.split('.');
    const value = ATTRIBUTES.find((attribute) => attribute.key === key)?.classes.findIndex((c) => c.key === name) ?? -1;
    if (value < 0) return undefined;
    choice[key as AttributeKey] = value;
  }
  return choice;
}

export const writeWish = (choice: AttributeChoice): string =>
  ATTRIBUTES.flatMap(({ key, classes }) => (choice[key] === undefined ? [] : [`${key}.${classes[choice[key]].key}`])).join(SEPARATOR);

export const wishField = (initial: string): Field<string> =>
  text({ default: initial, max: 240, check: (given) => readWish(given) !== undefined });

export const conditionOf = (choice: AttributeChoice): Condition => ATTRIBUTES.map(({ key }) => choice[key] ?? null);

/** Every attribute class there is, as `hairColor.blue` and in words. */
export const everyClass = (
  lang: 'zh' | 'en',
): readonly {
  readonly key: AttributeKey;
  readonly name: string;
  readonly classes: readonly { readonly value: number; readonly name: string }[];
}[] =>
  ATTRIBUTES.map((attribute) => ({
    key: attribute.key,
    name: attribute[lang],
    classes: attribute.classes.map((c, value) => ({ value, name: c[lang] })),
  }));

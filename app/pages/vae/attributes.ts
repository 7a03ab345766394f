/** The attributes of faces as a map shows them: names in the reader's language, and a colour a class. */
import { ATTRIBUTE_KEYS, ATTRIBUTES, type AttributeKey, PALETTE } from '../../data/faces';
import type { Lang } from '../../i18n';
import { int } from '../../store/url';

export type { AttributeKey };
export { ATTRIBUTE_KEYS };

/** The one class that a map shows, of the attribute it is coloured by; −1: all. */
export const onlyField = int({ min: -1, max: 19, default: -1 });

/** Classes that are colours are shown in that colour. */
const OWN: Partial<Record<AttributeKey, readonly string[]>> = {
  skin: PALETTE.skin,
  hairColor: PALETTE.hair,
  eyeColor: PALETTE.eyes,
  clothing: PALETTE.clothing,
};
/** The others take Tol's "muted" colours, which stay apart under every common colour blindness. They are no roles. */
const OTHERS = ['ddcc77', '332288', 'cc6677', '44aa99', '882255', '88ccee'];

export function classesOf(key: AttributeKey, lang: Lang): { name: string; colour: string }[] {
  const { classes } = ATTRIBUTES[ATTRIBUTE_KEYS.indexOf(key)];
  return classes.map((c, i) => ({ name: c[lang], colour: `#${(OWN[key] ?? OTHERS)[i]}` }));
}

export const attributeOptions = (lang: Lang) => ATTRIBUTES.map(({ key, ...name }) => ({ value: key, label: name[lang] }));

/** The class of every face for one attribute, of all of them [n · 10] → [n]. */
export function columnOf(attributes: Uint8Array, key: AttributeKey): Uint8Array {
  const k = ATTRIBUTE_KEYS.indexOf(key);
  return Uint8Array.from({ length: attributes.length / ATTRIBUTES.length }, (_, i) => attributes[i * ATTRIBUTES.length + k]);
}

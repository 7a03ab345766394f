/** Texts that differ from a prompt in one thing it names: what a judge of pictures and texts must tell apart. */
import { ATTRIBUTE_KEYS, ATTRIBUTES, type AttributeChoice, asPrinted, captionOf } from '../../data/faces';
import { createRng } from '../../data/rng';
import type { Lang } from '../../i18n';

/** At most `most` texts, each with another class of one attribute named; none where nothing is. */
export function contraries(choice: AttributeChoice, lang: Lang, most = 5): string[] {
  const named = ATTRIBUTE_KEYS.filter((key) => choice[key] !== undefined);
  return named.slice(0, most).map((key) => {
    const { classes } = ATTRIBUTES[ATTRIBUTE_KEYS.indexOf(key)];
    const other = ((choice[key] as number) + 1) % classes.length;
    return asPrinted(captionOf({ ...choice, [key]: other }, lang, createRng(`contrary ${key}`)), lang);
  });
}

/** What can be said of a prompt before anything is drawn: its language, what of it the models know, and where it contradicts itself. */
import { ATTRIBUTE_KEYS, type AttributeChoice, type AttributeKey, heldOutNamed, readCaption } from '../../data/faces';
import type { Lang } from '../../i18n';

/** Characters of a prompt that are kept; the address holds them. */
export const MOST = 400;

/** The first characters of a text, none of them cut in half. */
export const shortened = (text: string, most = MOST): string =>
  text.length <= most ? text : Array.from(text).slice(0, most).join('').slice(0, most);

/** The language whose words a prompt is read with. */
export const langOf = (text: string): Lang => (/[\u3400-\u9fff]/.test(text) ? 'zh' : 'en');

export interface Remarks {
  readonly choice: AttributeChoice;
  /** Attributes that two phrases name differently. */
  readonly contradictions: readonly AttributeKey[];
  /** Words that stand in no caption: the models have never seen them. */
  readonly unknown: readonly string[];
  readonly empty: boolean;
  /** Pairs of attributes that were held out of training. */
  readonly unseenPairs: number;
}

/** Signs and figures: no caption has any. */
const SYMBOLS = /(?:\p{Extended_Pictographic}|\p{N}|\p{Sc})+/gu;

export function remarksOn(text: string): Remarks {
  const lang = langOf(text);
  const { choice, spans, unknown } = readCaption(text, lang);
  const first: AttributeChoice = {};
  const contradictions = new Set<AttributeKey>();
  for (const { start, end } of spans) {
    const said = readCaption(text.slice(start, end), lang).choice;
    for (const key of ATTRIBUTE_KEYS) {
      if (said[key] === undefined) continue;
      if (first[key] !== undefined && first[key] !== said[key]) contradictions.add(key);
      first[key] = said[key];
    }
  }
  return {
    choice,
    contradictions: [...contradictions],
    unknown: [...unknown, ...(text.match(SYMBOLS) ?? [])].map((word) => shortened(word, 24)),
    empty: text.trim() === '',
    unseenPairs: heldOutNamed(choice).length,
  };
}

/** Named attributes, and whether the picture shows each. */
export function checked(
  choice: AttributeChoice,
  classes: ArrayLike<number>,
  offset = 0,
): { key: AttributeKey; asked: number; found: number; kept: boolean }[] {
  return ATTRIBUTE_KEYS.flatMap((key, a) => {
    const asked = choice[key];
    const found = classes[offset + a];
    return asked === undefined ? [] : [{ key, asked, found, kept: found === asked }];
  });
}

/** Forced tokens in the address: "5:77,9:12", cells with their codes; null for anything else. */
export function readForced(text: string, cells = 16, codes = 256): number[] | null {
  const out = new Array<number>(cells).fill(-1);
  if (text === '') return out;
  for (const pair of text.split(',')) {
    const [, cell, code] = /^(\d{1,3}):(\d{1,3})$/.exec(pair) ?? [];
    if (cell === undefined || Number(cell) >= cells || Number(code) >= codes) return null;
    out[Number(cell)] = Number(code);
  }
  return out;
}

export const writeForced = (forced: readonly number[]): string =>
  forced.flatMap((code, cell) => (code < 0 ? [] : [`${cell}:${code}`])).join(',');

/**
 * Captions of faces in English and Chinese, and back: what a sentence says about a face, phrase by phrase.
 *
 * Every class has a few phrases, each fit for a place in the sentence (before the noun, after "with", after "wearing"; in Chinese a clause or
 * a plain noun). Order and sentence vary; the same table reads captions, so that a prompt can be checked against a picture.
 */
import { type Rng, shuffled } from '../rng';
import type { Lang } from '../types';
import { ATTRIBUTE_KEYS, type AttributeChoice, type AttributeKey, attributesOf, CLASS_COUNTS } from './attributes';
import type { Face } from './face';
import { visible } from './parts';

/** Where a phrase can stand. en: before the noun, after "with", after "wearing". zh: as a clause ("戴眼镜"), as a noun ("眼镜"). */
type Place = 'adjective' | 'with' | 'wearing' | 'clause' | 'noun';
type Phrases = Partial<Record<Place, string[]>>;
/** What one phrase speaks of: one attribute, or hair style and hair colour together. */
type Topic = { choice: AttributeChoice; phrases: Phrases };

const EN = {
  skin: ['light', 'tan', 'brown', 'dark'],
  hair: ['black', 'brown', 'blond', 'red', 'blue', 'green'],
  eyes: ['brown', 'blue', 'green'],
  clothing: ['blue', 'green', 'red', 'yellow', 'purple'],
};
const ZH = {
  skin: ['浅色', '小麦色', '棕色', '深色'],
  hair: ['黑', '棕', '金', '红', '蓝', '绿'],
  eyes: ['棕', '蓝', '绿'],
  clothing: ['蓝', '绿', '红', '黄', '紫'],
};

/** Hair of a style and a colour, either of which may be left open. */
function hairPhrases(lang: Lang, style: number | undefined, color: number | undefined): Phrases {
  if (lang === 'en') {
    const hair = color === undefined ? 'hair' : `${EN.hair[color]} hair`;
    if (style === undefined) return { with: [hair], adjective: [hair.replace(' hair', '-haired')] };
    return {
      with: [
        [`thinning ${hair}`, `sparse ${hair}`],
        [`short ${hair}`],
        [`chin-length ${hair}`],
        [`long ${hair}`],
        [`${hair} tied up`, `tied-up ${hair}`],
        [`wild ${hair}`, `messy ${hair}`],
      ][style],
    };
  }
  const plain = color === undefined ? '头发' : `${ZH.hair[color]}发`;
  const of = color === undefined ? '' : `${ZH.hair[color]}色`;
  if (style === undefined) return { clause: [`有一头${plain}`, `头发是${of}的`], noun: [plain, `${of}头发`] };
  const noun = [
    [`稀疏的${plain}`],
    [`${of}短发`],
    [`${of}中长发`],
    [`${of}长发`],
    [`扎起来的${plain}`],
    [`蓬乱的${plain}`, `乱蓬蓬的${plain}`],
  ][style];
  const cut = style >= 1 && style <= 3; // a style one wears, "留着"; of the others one says "有一头"
  return { clause: noun.map((n) => (cut ? `留着${n}` : `有一头${n}`)), noun };
}

/** Phrases of all attributes but hair: [class]. */
const TABLE: Record<Lang, Record<Exclude<AttributeKey, 'hairStyle' | 'hairColor'>, Phrases[]>> = {
  en: {
    skin: EN.skin.map((w) => ({ with: [`${w} skin`], adjective: [`${w}-skinned`] })),
    eyeColor: EN.eyes.map((w) => ({ with: [`${w} eyes`], adjective: [`${w}-eyed`] })),
    mouth: [
      { with: ['a smile'], adjective: ['smiling', 'happy'] },
      { with: ['an open mouth'], adjective: ['open-mouthed'] },
      { with: ['a straight mouth'], adjective: ['serious'] },
      { with: ['a frown'], adjective: ['frowning', 'sad'] },
    ],
    glasses: [
      { with: ['no glasses'] },
      { with: ['glasses'], wearing: ['glasses', 'clear glasses'] },
      { with: ['sunglasses', 'dark glasses'], wearing: ['sunglasses', 'dark glasses'] },
    ],
    hat: [
      { with: ['no hat'], adjective: ['bareheaded'] },
      { with: ['a hat'], wearing: ['a hat'] },
    ],
    beard: [
      { with: ['no beard'], adjective: ['clean-shaven', 'beardless'] },
      { with: ['a beard'], adjective: ['bearded'] },
    ],
    clothing: EN.clothing.map((w) => ({ with: [`a ${w} shirt`], wearing: [`a ${w} shirt`, `a ${w} top`, `${w} clothes`] })),
    accessories: [{ with: ['no earrings'] }, { with: ['earrings'], wearing: ['earrings'] }],
  },
  zh: {
    skin: ZH.skin.map((w) => ({ clause: [`有着${w}皮肤`], noun: [`${w}皮肤`] })),
    eyeColor: ZH.eyes.map((w) => ({ clause: [`长着${w}色眼睛`, `有一双${w}色的眼睛`], noun: [`${w}色眼睛`, `${w}眼睛`] })),
    mouth: [
      { clause: ['面带微笑', '微笑着'], noun: ['微笑'] },
      { clause: ['张着嘴', '张开嘴'], noun: ['张开的嘴'] },
      { clause: ['抿着嘴', '表情严肃'], noun: ['抿着的嘴'] },
      { clause: ['撇着嘴', '嘴角向下'], noun: ['撇着的嘴'] },
    ],
    glasses: [
      { clause: ['没戴眼镜', '不戴眼镜'] },
      { clause: ['戴眼镜', '戴着眼镜'], noun: ['眼镜'] },
      { clause: ['戴墨镜', '戴着墨镜'], noun: ['墨镜'] },
    ],
    hat: [{ clause: ['没戴帽子', '不戴帽子'] }, { clause: ['戴帽子', '戴着帽子'], noun: ['帽子'] }],
    beard: [{ clause: ['没有胡子', '没留胡子'] }, { clause: ['留着胡子', '有胡子'], noun: ['胡子'] }],
    clothing: ZH.clothing.map((w) => ({ clause: [`穿${w}色衣服`, `穿着${w}色上衣`], noun: [`${w}色衣服`, `${w}色上衣`] })),
    accessories: [{ clause: ['没戴耳环', '不戴耳环'] }, { clause: ['戴耳环', '戴着耳环'], noun: ['耳环'] }],
  },
};

/** All phrases that name a class, any place: the inverse of a caption. Hair styles are listed without colour and colours without style. */
export function phrasesOf(attribute: AttributeKey, classNumber: number, lang: Lang): string[] {
  const phrases =
    attribute === 'hairStyle'
      ? hairPhrases(lang, classNumber, undefined)
      : attribute === 'hairColor'
        ? hairPhrases(lang, undefined, classNumber)
        : TABLE[lang][attribute][classNumber];
  return [...new Set(Object.values(phrases).flat())];
}

const pick = <T>(rng: Rng, list: readonly T[]): T => list[rng.int(list.length)];

function topicsOf(choice: AttributeChoice, lang: Lang): Topic[] {
  const topics: Topic[] = [];
  const { hairStyle, hairColor } = choice;
  if (hairStyle !== undefined || hairColor !== undefined)
    topics.push({ choice: { hairStyle, hairColor }, phrases: hairPhrases(lang, hairStyle, hairColor) });
  for (const key of ATTRIBUTE_KEYS) {
    const value = choice[key];
    if (value === undefined || key === 'hairStyle' || key === 'hairColor') continue;
    const phrases = TABLE[lang][key][value];
    if (!phrases) throw new RangeError(`The attribute ${key} has no class ${value}.`);
    topics.push({ choice: { [key]: value }, phrases });
  }
  return topics;
}

const listed = (items: string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;

function english(topics: Topic[], rng: Rng): string {
  const kind = rng.uniform();
  if (topics.length > 1 && kind < 0.25) {
    // a list of keywords
    return shuffled(rng, topics)
      .map(({ phrases }) => pick(rng, Object.values(phrases).flat()).replace(/^an? /, ''))
      .join(', ');
  }
  const places: Record<'adjective' | 'with' | 'wearing', string[]> = { adjective: [], with: [], wearing: [] };
  for (const { phrases } of shuffled(rng, topics)) {
    const open = (['adjective', 'with', 'wearing'] as const).filter(
      (place) => phrases[place] && (place !== 'adjective' || places.adjective.length < 2),
    );
    const place = pick(rng, open);
    places[place].push(pick(rng, phrases[place] ?? []));
  }
  if (kind < 0.45) {
    const said = [
      places.adjective.length ? `is ${listed(places.adjective)}` : '',
      places.with.length ? `has ${listed(places.with)}` : '',
      places.wearing.length ? `wears ${listed(places.wearing)}` : '',
    ].filter(Boolean);
    if (said.length) return `this person ${listed(said)}`;
  }
  const who = [places.adjective.join(', '), pick(rng, ['person', 'person', 'character'])].filter(Boolean).join(' ');
  const withWhat = places.with.length ? ` with ${listed(places.with)}` : '';
  const wearing = places.wearing.length ? `${withWhat ? ',' : ''} wearing ${listed(places.wearing)}` : '';
  return `${kind > 0.85 ? 'portrait of ' : ''}${/^[aeiou]/.test(who) ? 'an' : 'a'} ${who}${withWhat}${wearing}`;
}

function chinese(topics: Topic[], rng: Rng): string {
  const kind = rng.uniform();
  const order = shuffled(rng, topics);
  if (order.length > 1 && kind < 0.25) {
    const nouns = order.map(({ phrases }) => pick(rng, phrases.noun ?? phrases.clause ?? []));
    return `${pick(rng, ['', '', '头像:'])}${nouns.join('、')}`;
  }
  const clauses = order.map(({ phrases }) => pick(rng, phrases.clause ?? []));
  if (order.length && kind < 0.5) return `这个人${clauses.join(',')}`;
  // before "的人" stand one or two clauses that have no 的 of their own; the rest follows
  const before = clauses.filter((c) => !c.includes('的')).slice(0, 1 + rng.int(2));
  const after = clauses.filter((c) => !before.includes(c));
  const who = before.length ? `一个${before.join('、')}的人` : '一个人';
  return `${kind > 0.85 ? '画像:' : ''}${[who, ...after].join(',')}`;
}

/** A caption that says exactly what is given, no more; word order and phrasing are drawn. Throws a RangeError for a class that is not there. */
export function captionOf(choice: AttributeChoice, lang: Lang, rng: Rng): string {
  const topics = topicsOf(choice, lang);
  return lang === 'en' ? english(topics, rng) : chinese(topics, rng);
}

/** Attributes whose class 0 says that something is absent. */
const ABSENCE: AttributeKey[] = ['glasses', 'hat', 'beard', 'accessories'];

/** What a caption of this face would mention: some of what can be seen, rarely that something is absent. At least one thing. */
export function mention(face: Face, rng: Rng): AttributeChoice {
  const classes = attributesOf(face);
  const shows = visible(face);
  const seen = ATTRIBUTE_KEYS.flatMap((key, i) => (shows[i] ? [{ key, value: classes[i] }] : []));
  const isAbsence = (key: AttributeKey, value: number): boolean => ABSENCE.includes(key) && value === 0;
  let mentioned = seen.filter(({ key, value }) => rng.uniform() < (isAbsence(key, value) ? 0.06 : 0.55));
  if (mentioned.length === 0)
    mentioned = [
      pick(
        rng,
        seen.filter(({ key, value }) => !isAbsence(key, value)),
      ),
    ];
  return Object.fromEntries(
    shuffled(rng, mentioned)
      .slice(0, 6)
      .map(({ key, value }) => [key, value]),
  );
}

/** A caption of a face; see `mention` for what it mentions. All it says is true and can be seen. */
export function caption(face: Face, lang: Lang, rng: Rng): string {
  return captionOf(mention(face, rng), lang, rng);
}

/** A text as captions are written: these have commas and colons of half width, a reader of 中文 types full ones. Signs of full width become half. */
export const asCaptioned = (text: string): string =>
  text.replace(/[！-～]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll('。', '.');

/** A 中文 caption as it is printed: with commas and colons of full width. */
export const asPrinted = (caption: string, lang: Lang): string =>
  lang === 'zh' ? caption.replaceAll(',', '，').replaceAll(':', '：') : caption;

export interface Reading {
  /** What the text says. Of two contradicting phrases the later counts. */
  choice: AttributeChoice;
  /** The phrases understood, as places in the text (UTF-16), with the attributes each speaks of. */
  spans: { start: number; end: number; attributes: AttributeKey[] }[];
  /** What is neither a phrase nor one of the sentences' own words: the models have never seen it. */
  unknown: string[];
}

/** [phrase, what it says], longest first. */
const LEXICON: Record<Lang, [string, AttributeChoice][]> = { en: lexicon('en'), zh: lexicon('zh') };

function lexicon(lang: Lang): [string, AttributeChoice][] {
  const entries = new Map<string, AttributeChoice>();
  const add = (choice: AttributeChoice): void => {
    for (const { choice: said, phrases } of topicsOf(choice, lang)) {
      for (const phrase of Object.values(phrases).flat()) {
        const known = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
        entries.set(phrase, known);
        if (lang === 'en') entries.set(phrase.replace(/^an? /, ''), known);
      }
    }
  };
  for (const [key, classes] of Object.entries(TABLE[lang])) for (const value of classes.keys()) add({ [key]: value });
  for (let style = 0; style < CLASS_COUNTS[ATTRIBUTE_KEYS.indexOf('hairStyle')]; style++) {
    add({ hairStyle: style });
    for (let color = 0; color < EN.hair.length; color++) add({ hairStyle: style, hairColor: color });
  }
  for (let color = 0; color < EN.hair.length; color++) add({ hairColor: color });
  return [...entries].sort((a, b) => b[0].length - a[0].length);
}

const OWN_WORDS: Record<Lang, string[]> = {
  en: 'a an the this person character face portrait picture of someone with and is has wears wearing in'.split(' '),
  zh: ['这个人', '一个', '一位', '的人', '头像', '画像', '和', '而且', '的', '着'],
};

/** Reads a caption or a reader's prompt: which classes of which attributes it names. */
export function readCaption(text: string, lang: Lang): Reading {
  const low = text.toLowerCase();
  const reading: Reading = { choice: {}, spans: [], unknown: [] };
  const isLetter = (i: number): boolean => /[a-z]/.test(low[i] ?? '');
  let rest = '';
  for (let at = 0; at < low.length; ) {
    const wordStart = lang === 'zh' || !isLetter(at - 1);
    const found =
      wordStart && LEXICON[lang].find(([phrase]) => low.startsWith(phrase, at) && (lang === 'zh' || !isLetter(at + phrase.length)));
    if (found) {
      const end = at + found[0].length;
      Object.assign(reading.choice, found[1]);
      reading.spans.push({ start: at, end, attributes: Object.keys(found[1]) as AttributeKey[] });
      rest += ' ';
      at = end;
    } else rest += low[at++];
  }
  for (const word of rest.split(lang === 'en' ? /[^\p{L}-]+/u : /[\s\p{P}]+/u)) {
    let left = word;
    if (lang === 'zh') for (const own of OWN_WORDS.zh) left = left.replaceAll(own, '');
    else if (OWN_WORDS.en.includes(word)) left = '';
    if (left && left !== '人') reading.unknown.push(left);
  }
  return reading;
}

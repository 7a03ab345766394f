/**
 * What can be said about a face: ten attributes with named classes, read off its description exactly.
 *
 * Classes are groups of variants that differ in the picture (a smile's corners go up, a frown's go down), not the package's names.
 */
import type { AttributeClass, Attribute as NamedAttribute } from '../types';
import { atlas, type Slot } from './atlas';
import type { Face } from './face';

export interface Attribute extends NamedAttribute {
  readonly key: AttributeKey;
}
export const ATTRIBUTE_KEYS = [
  'skin',
  'hairStyle',
  'hairColor',
  'eyeColor',
  'mouth',
  'glasses',
  'hat',
  'beard',
  'clothing',
  'accessories',
] as const;
export type AttributeKey = (typeof ATTRIBUTE_KEYS)[number];
/** Class numbers of some attributes; what is left out is free. */
export type AttributeChoice = Partial<Record<AttributeKey, number>>;

const classes = (...list: [string, string, string][]): AttributeClass[] => list.map(([key, en, zh]) => ({ key, en, zh }));

/** All attributes, in the order of `attributesOf`; class numbers index `classes`. Colour classes follow the palette's order. */
export const ATTRIBUTES: Attribute[] = [
  {
    key: 'skin',
    en: 'skin',
    zh: '肤色',
    classes: classes(['light', 'light', '浅色'], ['tan', 'tan', '小麦色'], ['brown', 'brown', '棕色'], ['dark', 'dark', '深色']),
  },
  {
    key: 'hairStyle',
    en: 'hair style',
    zh: '发型',
    classes: classes(
      ['sparse', 'sparse', '稀疏'],
      ['short', 'short', '短发'],
      ['medium', 'chin-length', '中长发'],
      ['long', 'long', '长发'],
      ['tied', 'tied', '扎起的头发'],
      ['wild', 'wild', '乱发'],
    ),
  },
  {
    key: 'hairColor',
    en: 'hair colour',
    zh: '发色',
    classes: classes(
      ['black', 'black', '黑色'],
      ['brown', 'brown', '棕色'],
      ['blond', 'blond', '金色'],
      ['red', 'red', '红色'],
      ['blue', 'blue', '蓝色'],
      ['green', 'green', '绿色'],
    ),
  },
  {
    key: 'eyeColor',
    en: 'eye colour',
    zh: '眼睛颜色',
    classes: classes(['brown', 'brown', '棕色'], ['blue', 'blue', '蓝色'], ['green', 'green', '绿色']),
  },
  {
    key: 'mouth',
    en: 'mouth',
    zh: '嘴',
    classes: classes(['smile', 'smiling', '微笑'], ['open', 'open', '张开'], ['flat', 'flat', '平直'], ['frown', 'frowning', '嘴角向下']),
  },
  {
    key: 'glasses',
    en: 'glasses',
    zh: '眼镜',
    classes: classes(['none', 'none', '无'], ['clear', 'clear', '透明眼镜'], ['dark', 'dark', '墨镜']),
  },
  { key: 'hat', en: 'hat', zh: '帽子', classes: classes(['no', 'no', '无'], ['yes', 'yes', '有']) },
  { key: 'beard', en: 'beard', zh: '胡子', classes: classes(['no', 'no', '无'], ['yes', 'yes', '有']) },
  {
    key: 'clothing',
    en: 'clothing',
    zh: '衣服颜色',
    classes: classes(
      ['blue', 'blue', '蓝色'],
      ['green', 'green', '绿色'],
      ['red', 'red', '红色'],
      ['yellow', 'yellow', '黄色'],
      ['purple', 'purple', '紫色'],
    ),
  },
  { key: 'accessories', en: 'earrings', zh: '耳环', classes: classes(['no', 'no', '无'], ['yes', 'yes', '有']) },
];

/** Number of classes of each attribute, in order. */
export const CLASS_COUNTS: number[] = ATTRIBUTES.map(({ classes: list }) => list.length);

/** Class of every variant of a slot, from lists of names, one list a class. Every variant must be named exactly once. */
function grouped(slot: Slot, groups: string[]): number[] {
  const lists = groups.map((names) => names.split(' '));
  return atlas.parts[slot].map(({ name }) => {
    const found = lists.flatMap((list, group) => (list.includes(name) ? [group] : []));
    if (found.length !== 1) throw new Error(`${slot} ${name} is in ${found.length} groups.`);
    return found[0];
  });
}

export const HAIR_STYLE: number[] = grouped('hair', [
  'short05 short07 short12 short18 short20 short21 short23 short24',
  'short01 short02 short03 short04 short06 short08 short09 short10 short14 short15 short16 short17 short19 short22',
  'long04 long10 long11 long16 long17 long21',
  'long01 long02 long03 long07 long08 long09 long12 long13 long20',
  'long05 long06 long14 long18 long19',
  'long15 short11 short13',
]);

export const MOUTH_MOOD: number[] = grouped('mouth', [
  'happy03 happy04 happy06 happy07 happy08 happy09 happy10 happy11',
  'happy01 happy05 happy12 happy13',
  'happy02 sad04 sad05 sad06 sad07',
  'sad01 sad02 sad03 sad08 sad09 sad10',
]);

/** Class of every glasses variant (1 clear, 2 dark); a face without glasses is 0. */
export const GLASSES_KIND: number[] = atlas.parts.glasses.map(({ name }) => (name.startsWith('light') ? 1 : 2));

/** The class number of every attribute, in the order of ATTRIBUTES: [10]. */
export function attributesOf(face: Face, out: Uint8Array = new Uint8Array(ATTRIBUTES.length), offset = 0): Uint8Array {
  out[offset] = face.skin;
  out[offset + 1] = HAIR_STYLE[face.hair];
  out[offset + 2] = face.hairColor;
  out[offset + 3] = face.eyesColor;
  out[offset + 4] = MOUTH_MOOD[face.mouth];
  out[offset + 5] = face.glasses < 0 ? 0 : GLASSES_KIND[face.glasses];
  out[offset + 6] = face.hat < 0 ? 0 : 1;
  out[offset + 7] = face.beard < 0 ? 0 : 1;
  out[offset + 8] = face.clothingColor;
  out[offset + 9] = face.accessories < 0 ? 0 : 1;
  return out;
}

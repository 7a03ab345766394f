/**
 * Pairs of attributes that the GPT never meets in training: 24 of the 227 pairs of skin, hair style, hair colour, eye colour and clothing
 * (10.6%). Each class stands in other pairs, so every word is known and only the meeting is new. 28% of random faces hold no such pair.
 */
import { ATTRIBUTE_KEYS, ATTRIBUTES, type AttributeChoice, type AttributeKey } from './attributes';

type Pair = readonly [AttributeKey, string, AttributeKey, string];

const PAIRS: readonly Pair[] = [
  ['skin', 'light', 'hairStyle', 'long'],
  ['skin', 'brown', 'hairStyle', 'medium'],
  ['skin', 'dark', 'hairColor', 'red'],
  ['skin', 'tan', 'hairColor', 'blond'],
  ['skin', 'brown', 'hairColor', 'brown'],
  ['skin', 'dark', 'eyeColor', 'green'],
  ['skin', 'tan', 'clothing', 'yellow'],
  ['skin', 'brown', 'clothing', 'red'],
  ['hairStyle', 'wild', 'hairColor', 'green'],
  ['hairStyle', 'sparse', 'hairColor', 'blue'],
  ['hairStyle', 'short', 'hairColor', 'blond'],
  ['hairStyle', 'medium', 'hairColor', 'black'],
  ['hairStyle', 'sparse', 'eyeColor', 'brown'],
  ['hairStyle', 'tied', 'eyeColor', 'blue'],
  ['hairStyle', 'long', 'clothing', 'green'],
  ['hairStyle', 'wild', 'clothing', 'blue'],
  ['hairStyle', 'short', 'clothing', 'purple'],
  ['hairColor', 'black', 'eyeColor', 'blue'],
  ['hairColor', 'red', 'eyeColor', 'green'],
  ['hairColor', 'green', 'clothing', 'blue'],
  ['hairColor', 'blue', 'clothing', 'yellow'],
  ['hairColor', 'brown', 'clothing', 'red'],
  ['eyeColor', 'brown', 'clothing', 'green'],
  ['eyeColor', 'green', 'clothing', 'yellow'],
];

/** Two classes that never meet: `a` and `b` are places in ATTRIBUTES, `i` and `j` numbers of their classes. */
export interface HeldOut {
  readonly a: number;
  readonly i: number;
  readonly b: number;
  readonly j: number;
}

const attribute = (key: AttributeKey) => ATTRIBUTE_KEYS.indexOf(key);
const classNumber = (key: AttributeKey, name: string) => ATTRIBUTES[attribute(key)].classes.findIndex((c) => c.key === name);

export const HELD_OUT: readonly HeldOut[] = PAIRS.map(([k, c, l, d]) => ({
  a: attribute(k),
  i: classNumber(k, c),
  b: attribute(l),
  j: classNumber(l, d),
}));

/** Attributes that stand in these pairs. */
export const PAIRED: readonly AttributeKey[] = ['skin', 'hairStyle', 'hairColor', 'eyeColor', 'clothing'];

/** The held-out pairs that a face with these classes [10] has: none, for every face of the GPT's training. */
export const heldOutIn = (classes: ArrayLike<number>): HeldOut[] =>
  HELD_OUT.filter(({ a, i, b, j }) => classes[a] === i && classes[b] === j);

/** The held-out pairs that a description names. */
export const heldOutNamed = (choice: AttributeChoice): HeldOut[] =>
  HELD_OUT.filter(({ a, i, b, j }) => choice[ATTRIBUTE_KEYS[a]] === i && choice[ATTRIBUTE_KEYS[b]] === j);

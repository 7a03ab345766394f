/** What the two data worlds hand to everything above them. Types only. */

/** Points in the plane: x0, y0, x1, y1, … Data sets live within about [−2, 2]². */
export type Points = Float32Array;

/** One class of an attribute, named in both languages. */
export interface AttributeClass {
  readonly key: string;
  readonly en: string;
  readonly zh: string;
}

/** Something true of a face that can be read off it and asked for: "hair colour", with its classes. */
export interface Attribute {
  readonly key: string;
  readonly en: string;
  readonly zh: string;
  readonly classes: readonly AttributeClass[];
}

export type Lang = 'zh' | 'en';

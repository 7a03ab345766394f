/** Faces: composer, attributes, visibility, split, captions. (Equality with the package's own drawing: tests/e2e/atlas.spec.ts.) */
import { describe, expect, it } from 'vitest';
import {
  ATTRIBUTE_KEYS,
  ATTRIBUTES,
  type AttributeChoice,
  asCaptioned,
  asPrinted,
  atlas,
  attributesOf,
  CLASS_COUNTS,
  CLASS_SHARE,
  canonical,
  caption,
  captionOf,
  checkFace,
  compose,
  composeMany,
  FACE_BYTES,
  type Face,
  faceAt,
  fromUnit,
  mention,
  PALETTE,
  PARTS,
  partMask,
  phrasesOf,
  pictureHash,
  readCaption,
  rgbOf,
  sampleFace,
  splitOfHash,
  TEST_SIZE,
  TRAIN_SIZE,
  toUnit,
  visible,
} from '../../app/data/faces';
import { createRng } from '../../app/data/rng';

const rng = createRng('faces test');
const faces = Array.from({ length: 4000 }, () => sampleFace(rng));
const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.every((byte, i) => byte === b[i]);

describe('atlas', () => {
  it('has every variant of the package, each with pixels', () => {
    const variants = Object.values(atlas.parts).flat();
    expect(variants.length).toBe(139);
    for (const { layers } of variants) for (const { pixels } of layers) expect(pixels).toMatch(/^(?!0{64})[0-9a-f]{64}$/);
  });
});

describe('composer', () => {
  it('puts the same face on the same bytes, alone and in a batch', () => {
    const some = faces.slice(0, 20);
    const batch = composeMany(some);
    for (const [i, face] of some.entries()) expect(batch.slice(i * FACE_BYTES, (i + 1) * FACE_BYTES)).toEqual(compose({ ...face }));
  });

  it('shows every colour that is chosen', () => {
    const face = { ...faces[0], hat: -1, glasses: -1, beard: -1, hair: 0 };
    for (const slot of ['hair', 'eyes', 'clothing', 'mouth'] as const) {
      PALETTE[slot].forEach((hex, i) => {
        const pixels = compose({ ...face, [`${slot}Color`]: i });
        const wanted = rgbOf(hex).join();
        expect(Array.from({ length: 256 }, (_, p) => pixels.slice(p * 3, p * 3 + 3).join())).toContain(wanted);
      });
    }
  });

  it('ignores the colour of a part that is not there', () => {
    const face = { ...faces[0], glasses: -1, hat: -1, glassesColor: 2, hatColor: 3 };
    expect(sameBytes(compose(face), compose(canonical(face)))).toBe(true);
    expect(canonical(face)).toMatchObject({ glassesColor: 0, hatColor: 0 });
  });

  it('goes to −1…1 and back without loss', () => {
    const pixels = compose(faces[1]);
    const unit = toUnit(pixels);
    expect(Math.max(...unit)).toBeLessThanOrEqual(1);
    expect(Math.min(...unit)).toBeGreaterThanOrEqual(-1);
    const rgba = fromUnit(unit);
    for (let p = 0; p < 256; p++) {
      expect([...rgba.slice(p * 4, p * 4 + 4)]).toEqual([...pixels.slice(p * 3, p * 3 + 3), 255]);
    }
    expect([...fromUnit(Float32Array.of(-9, 0, 9))]).toEqual([0, 128, 255, 255]);
  });

  it('names the field of a face that is out of range', () => {
    expect(() => checkFace(faces[0])).not.toThrow();
    expect(() => checkFace({ ...faces[0], hair: 45 })).toThrow(/hair must be .* 0 to 44, not 45/);
    expect(() => checkFace({ ...faces[0], mouth: -1 })).toThrow(/mouth/);
  });
});

describe('attributes', () => {
  it('have names in both languages and the shares that were asked for', () => {
    const counts = CLASS_COUNTS.map((n) => new Array(n).fill(0));
    for (const face of faces) for (const [a, c] of attributesOf(face).entries()) counts[a][c]++;
    ATTRIBUTES.forEach(({ key, classes }, a) => {
      const asked = key in CLASS_SHARE ? CLASS_SHARE[key as keyof typeof CLASS_SHARE] : classes.map(() => 1 / classes.length);
      classes.forEach((c, k) => {
        expect(c.en && c.zh).toBeTruthy();
        expect(Math.abs(counts[a][k] / faces.length - asked[k])).toBeLessThan(0.035);
      });
    });
  });

  it('can be asked for when sampling', () => {
    for (const { key, classes } of ATTRIBUTES) {
      classes.forEach((_, k) => {
        for (let i = 0; i < 10; i++) expect(attributesOf(sampleFace(rng, { [key]: k }))[ATTRIBUTE_KEYS.indexOf(key)]).toBe(k);
      });
    }
    const all: AttributeChoice = {
      skin: 2,
      hairStyle: 3,
      hairColor: 4,
      eyeColor: 1,
      mouth: 0,
      glasses: 2,
      hat: 1,
      beard: 1,
      clothing: 3,
      accessories: 0,
    };
    expect([...attributesOf(sampleFace(rng, all))]).toEqual(ATTRIBUTE_KEYS.map((key) => all[key]));
  });

  it('are visible exactly when the picture tells them', () => {
    // brute force: an attribute shows iff no other class of it, all else equal, gives the same picture
    const alternatives = (face: Face): Record<string, Face[]> => ({
      hairStyle: atlas.parts.hair.map((_, hair) => ({ ...face, hair })),
      hairColor: PALETTE.hair.map((_, hairColor) => ({ ...face, hairColor })),
      eyeColor: PALETTE.eyes.map((_, eyesColor) => ({ ...face, eyesColor })),
      clothing: PALETTE.clothing.map((_, clothingColor) => ({ ...face, clothingColor })),
      beard: [{ ...face, beard: -1 }, ...atlas.parts.beard.map((_, beard) => ({ ...face, beard }))],
    });
    for (const sampled of faces.slice(0, 150)) {
      const face = { ...sampled, hat: rng.int(11) - 1, hair: rng.int(45) };
      const shows = visible(face);
      const mine = compose(face);
      for (const [key, others] of Object.entries(alternatives(face))) {
        const a = ATTRIBUTE_KEYS.indexOf(key as (typeof ATTRIBUTE_KEYS)[number]);
        const own = attributesOf(face)[a];
        const confused = others.some((other) => attributesOf(other)[a] !== own && sameBytes(compose(other), mine));
        if (shows[a]) expect(confused, `${key} ${JSON.stringify(face)}`).toBe(false);
        if (confused) expect(shows[a]).toBe(false);
      }
    }
  });

  it('are hidden by a hat or by hair where they should be, and hardly ever in sampled faces', () => {
    const at = (key: string) => ATTRIBUTE_KEYS.indexOf(key as (typeof ATTRIBUTE_KEYS)[number]);
    const hairs = atlas.parts.hair.map(({ name }) => name);
    const face = { ...faces[0], beard: -1, hat: 8, hair: hairs.indexOf('short23') };
    expect(visible(face)[at('hairStyle')]).toBe(false);
    expect(visible(face)[at('hairColor')]).toBe(false);
    expect(visible({ ...face, hat: -1 })[at('hairStyle')]).toBe(true);
    expect(visible({ ...face, hat: -1, hair: hairs.indexOf('long13'), accessories: 1 })[at('accessories')]).toBe(false);
    const shares = ATTRIBUTE_KEYS.map((_, a) => faces.filter((f) => visible(f)[a]).length / faces.length);
    for (const share of shares) expect(share).toBeGreaterThan(0.97);
  });
});

describe('part masks', () => {
  it('give the unlensed eye, the mouth over the beard and the hat over the hair their pixels', () => {
    const face = { ...sampleFace(rng, { hat: 1, beard: 1, glasses: 1 }) };
    const mask = partMask(face);
    const found = new Set([...mask].map((part) => PARTS[part].key));
    for (const part of ['background', 'skin', 'clothing', 'eyes', 'glasses', 'beard', 'mouth', 'hair', 'hat'] as const)
      expect(found).toContain(part);
  });

  it('change only where the picture does when a part is taken away', () => {
    for (const face of faces.filter(({ hat }) => hat >= 0).slice(0, 50)) {
      const bare = { ...face, hat: -1 };
      const [a, b, before, after] = [partMask(face), partMask(bare), compose(face), compose(bare)];
      const hat = PARTS.findIndex(({ key }) => key === 'hat');
      for (let p = 0; p < 256; p++) {
        if (a[p] !== hat) expect(a[p]).toBe(b[p]);
        if (a[p] !== hat) expect([...before.slice(p * 3, p * 3 + 3)]).toEqual([...after.slice(p * 3, p * 3 + 3)]);
      }
    }
  });
});

describe('split', () => {
  it('is the same on every call, checks its range, and shares no picture', () => {
    expect(faceAt('train', 12345)).toEqual(faceAt('train', 12345));
    expect(faceAt('train', 0)).not.toEqual(faceAt('test', 0));
    expect(() => faceAt('test', TEST_SIZE)).toThrow(/8192 faces/);
    expect(() => faceAt('train', -1)).toThrow(RangeError);
    const test = new Set(Array.from({ length: 3000 }, (_, i) => pictureHash(compose(faceAt('test', i)))));
    expect(test.size).toBeGreaterThan(2995);
    for (let i = 0; i < 20_000; i++) {
      const hash = pictureHash(compose(faceAt('train', (i * 3) % TRAIN_SIZE)));
      expect(splitOfHash(hash)).toBe('train');
      expect(test.has(hash)).toBe(false);
    }
  });

  it('keeps its first faces: models were trained on them', () => {
    const hashes = [0, 1, 65_535].map((i) => pictureHash(compose(faceAt('train', i))));
    expect([...hashes, pictureHash(compose(faceAt('test', 0)))]).toMatchInlineSnapshot(`
      [
        5737506016071394,
        3318764117964773,
        3799488048260327,
        3226980007713744,
      ]
    `);
  });
});

describe('captions', () => {
  it('are printed with full-width signs in 中文, and a text with full-width signs is read as they are written', () => {
    const rng = createRng('printed');
    for (let i = 0; i < 200; i++) {
      const written = caption(faceAt('test', i), 'zh', rng);
      const printed = asPrinted(written, 'zh');
      expect(printed).not.toMatch(/[,:]/);
      expect(asCaptioned(printed)).toBe(written);
    }
    expect(asPrinted('a person, smiling', 'en')).toBe('a person, smiling');
    expect(asCaptioned('戴帽子！ＡＢ。😀、')).toBe('戴帽子!AB.😀、');
  });

  const exactly = (choice: AttributeChoice) => Object.fromEntries(Object.entries(choice).sort());

  it('say what they were asked to say, no more and no less, in both languages', () => {
    for (let i = 0; i < 1500; i++) {
      const said = mention(faces[i], rng);
      for (const lang of ['en', 'zh'] as const) {
        const text = captionOf(said, lang, rng);
        const read = readCaption(text, lang);
        expect(exactly(read.choice), text).toEqual(exactly(said));
        expect(read.unknown, text).toEqual([]);
      }
    }
  });

  it('say only what is true and can be seen', () => {
    for (const face of faces.slice(0, 500)) {
      const classes = attributesOf(face),
        shows = visible(face);
      for (const [key, value] of Object.entries(readCaption(caption(face, 'zh', rng), 'zh').choice)) {
        const a = ATTRIBUTE_KEYS.indexOf(key as (typeof ATTRIBUTE_KEYS)[number]);
        expect(classes[a]).toBe(value);
        expect(shows[a]).toBe(true);
      }
    }
  });

  it('vary in order and words', () => {
    const choice = { hairColor: 4, hairStyle: 3, glasses: 1, clothing: 2 };
    for (const lang of ['en', 'zh'] as const)
      expect(new Set(Array.from({ length: 200 }, () => captionOf(choice, lang, rng))).size).toBeGreaterThan(60);
  });

  it('have phrases for every class, each read back alone', () => {
    for (const lang of ['en', 'zh'] as const) {
      ATTRIBUTES.forEach(({ key, classes }) => {
        classes.forEach((_, k) => {
          const phrases = phrasesOf(key, k, lang);
          expect(phrases.length).toBeGreaterThan(0);
          for (const phrase of phrases) expect(readCaption(phrase, lang)).toMatchObject({ choice: { [key]: k }, unknown: [] });
        });
      });
    }
  });

  it('find what is not known in a prompt', () => {
    expect(readCaption('A smiling robot with sunglasses', 'en')).toMatchObject({ choice: { mouth: 0, glasses: 2 }, unknown: ['robot'] });
    expect(readCaption('一个戴墨镜的机器人', 'zh')).toMatchObject({ choice: { glasses: 2 }, unknown: ['机器人'] });
    expect(readCaption('', 'en')).toEqual({ choice: {}, spans: [], unknown: [] });
  });

  it('speak of nobody in particular when nothing is given, and refuse unknown classes', () => {
    expect(captionOf({}, 'zh', rng)).toMatch(/人/);
    expect(captionOf({}, 'en', rng)).toMatch(/person|character/);
    expect(() => captionOf({ hat: 7 }, 'en', rng)).toThrow(/hat has no class 7/);
  });
});

import { describe, expect, it } from 'vitest';
import { readCaption } from '../../app/data/faces';
import { createRng } from '../../app/data/rng';
import { bestOf, curve, truths } from '../../app/models/dalle/ranking';
import { contraries } from '../../app/pages/dalle/contrary';

describe('choosing the best of many', () => {
  it('counts what is named and shown', () => {
    const classes = Uint8Array.from([0, 0, 4, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 0, 0, 1, 0, 0, 0, 0]);
    expect([...truths({ hairColor: 4, glasses: 1 }, classes)]).toEqual([1, 0.5]);
    expect([...truths({}, classes)]).toEqual([1, 1]);
  });

  it('takes the first of the best, among the first n only', () => {
    const scores = Float32Array.of(0.2, 0.5, 0.5, 0.9);
    expect([1, 2, 3, 4].map((n) => bestOf(scores, n))).toEqual([0, 1, 1, 3]);
  });

  it('finds no gain in a score that knows nothing, all of it in one that knows everything, and loss in one that lies', () => {
    const rng = createRng('ranking');
    const results = (score: (truth: number) => number) =>
      Array.from({ length: 400 }, () => {
        const t = Float32Array.from({ length: 16 }, () => (rng.uniform() < 0.5 ? 1 : 0.5));
        return { truths: t, cosines: t.map(score) };
      });
    const blind = curve(
      results(() => rng.uniform()),
      16,
    );
    const knowing = curve(
      results((truth) => truth),
      16,
    );
    const lying = curve(
      results((truth) => -truth + 0.01 * rng.uniform()),
      16,
    );
    expect([...blind.n]).toEqual([1, 2, 4, 8, 16]);
    expect(Math.abs(blind.truth[4] - blind.truth[0])).toBeLessThan(0.05);
    expect(blind.order).toBeCloseTo(0.5, 1);
    expect([...knowing.truth]).toEqual([...knowing.perfect]);
    expect(knowing.fooled[4]).toBe(0);
    expect(knowing.order).toBe(1);
    expect(lying.truth[4]).toBeLessThan(0.55);
    expect(lying.fooled[4]).toBeGreaterThan(0.9);
    for (let k = 1; k < 5; k++) expect(lying.cosine[k]).toBeGreaterThanOrEqual(lying.cosine[k - 1]); // its own score rises all the same
  });

  it('holds a prompt against texts that differ in one thing', () => {
    const choice = { hairColor: 4, glasses: 1, mouth: 0 };
    const texts = contraries(choice, 'en');
    expect(texts).toHaveLength(3);
    for (const text of texts) {
      const said = readCaption(text, 'en').choice;
      expect(Object.keys(said).sort()).toEqual(Object.keys(choice).sort());
      expect(Object.entries(choice).filter(([key, value]) => said[key as keyof typeof said] !== value)).toHaveLength(1);
    }
    expect(contraries({}, 'zh')).toEqual([]);
  });
});

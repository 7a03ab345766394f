/** The pairs of attributes that the GPT is never shown. */
import { describe, expect, it } from 'vitest';
import { ATTRIBUTE_KEYS, ATTRIBUTES, attributesOf, HELD_OUT, heldOutIn, heldOutNamed, PAIRED, sampleFace } from '../../app/data/faces';
import { createRng } from '../../app/data/rng';

describe('pairs held out of training', () => {
  const counts = PAIRED.map((key) => ATTRIBUTES[ATTRIBUTE_KEYS.indexOf(key)].classes.length);
  const all = counts.reduce((sum, n, i) => sum + n * counts.slice(i + 1).reduce((a, b) => a + b, 0), 0);

  it('are a tenth of all pairs or more, each once, of classes that exist', () => {
    expect(HELD_OUT.length / all).toBeGreaterThanOrEqual(0.1);
    expect(new Set(HELD_OUT.map(({ a, i, b, j }) => [a, i, b, j].join())).size).toBe(HELD_OUT.length);
    for (const { a, i, b, j } of HELD_OUT) {
      for (const [attribute, of] of [
        [a, i],
        [b, j],
      ]) {
        expect(PAIRED).toContain(ATTRIBUTE_KEYS[attribute]);
        expect(of).toBeGreaterThanOrEqual(0);
        expect(of).toBeLessThan(ATTRIBUTES[attribute].classes.length);
      }
      expect(a).not.toBe(b);
    }
  });

  it('leave every class with most of its partners, and a quarter of all faces', () => {
    for (const [k, key] of PAIRED.entries()) {
      const attribute = ATTRIBUTE_KEYS.indexOf(key);
      const partners = counts.reduce((a, b) => a + b) - counts[k];
      for (let of = 0; of < counts[k]; of++)
        expect(HELD_OUT.filter((p) => (p.a === attribute && p.i === of) || (p.b === attribute && p.j === of)).length).toBeLessThan(
          partners / 3,
        );
    }
    const rng = createRng('held out');
    const kept = Array.from({ length: 2000 }, () => heldOutIn(attributesOf(sampleFace(rng)))).filter((pairs) => pairs.length === 0);
    expect(kept.length / 2000).toBeGreaterThan(0.25);
  });

  it('are found in a face, and in what a caption names', () => {
    const { a, i, b, j } = HELD_OUT[0];
    const face = attributesOf(sampleFace(createRng(1), { [ATTRIBUTE_KEYS[a]]: i, [ATTRIBUTE_KEYS[b]]: j }));
    expect(heldOutIn(face)).toContainEqual(HELD_OUT[0]);
    expect(heldOutNamed({ [ATTRIBUTE_KEYS[a]]: i, [ATTRIBUTE_KEYS[b]]: j })).toEqual([HELD_OUT[0]]);
    expect(heldOutNamed({ [ATTRIBUTE_KEYS[a]]: i })).toEqual([]);
  });
});

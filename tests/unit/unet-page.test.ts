/** What the U-Net page says of guidance, against the card that ships: which strength counts as a kind's best, and that the aims are met. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bestOfEach } from '../../app/pages/unet/numbers';
import type { Card, MeasuredGuidance } from '../../app/runtime/weights';

const { guidance = [] }: Card = JSON.parse(readFileSync(new URL('../../public/weights/ddpm/card.json', import.meta.url), 'utf8'));
const one = (kind: MeasuredGuidance['kind'], strength: number, agreement: number): MeasuredGuidance => ({
  kind,
  strength,
  agreement,
  n: 1024,
  fidelity: 0.7,
  variety: 1,
  seconds: 0.03,
});

describe('the best strength', () => {
  it('is the mildest within one standard error of the highest agreement, of each kind; nothing steered comes first', () => {
    const measured = [one('clip', 8, 0.95), one('clip', 4, 0.946), one('clip', 2, 0.9), one('none', 0, 0.1), one('free', 1, 0.99)];
    expect(bestOfEach(measured).map(({ kind, strength }) => [kind, strength])).toEqual([
      ['none', 0],
      ['clip', 4],
      ['free', 1],
    ]);
  });
});

describe('the card', () => {
  it('has at least 1,000 samples of every kind; a classifier wins 10 points, CLIP nearly as much, without a classifier it is 98%', () => {
    const [none, classifier, clip, free] = bestOfEach(guidance);
    expect([none, classifier, clip, free].map(({ kind }) => kind)).toEqual(['none', 'classifier', 'clip', 'free']);
    for (const { n, fidelity, variety, seconds } of guidance) {
      expect(n).toBeGreaterThanOrEqual(1_000);
      expect(fidelity * variety * seconds).toBeGreaterThan(0);
    }
    expect(classifier.agreement).toBeGreaterThan(none.agreement + 0.1);
    expect(clip.agreement).toBeGreaterThan(classifier.agreement - 0.03);
    expect(free.agreement).toBeGreaterThan(0.98);
  });
});

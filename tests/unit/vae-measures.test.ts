/** Mutual information, MIG, votes and mIoU on data where the answers are known. */
import { describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { disentanglement, entropy, mutualInformation, quantileBins } from '../../app/models/vae/disentangle';
import { borderScore, borders, countVotes, meanIoU, segment } from '../../app/models/vae/segmentation';

describe('information', () => {
  it('entropy of a fair and a loaded die', () => {
    expect(entropy([0, 1, 2, 3], 4)).toBeCloseTo(Math.log(4), 12);
    expect(entropy([0, 0, 0, 1], 2)).toBeCloseTo(-(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25)), 12);
  });

  it('quantile bins are equally filled and keep ties together', () => {
    const bins = quantileBins([5, 1, 3, 2, 4, 0], 3);
    expect([...bins]).toEqual([2, 0, 1, 1, 2, 0]);
    expect(new Set(quantileBins([1, 1, 1, 1], 4)).size).toBe(1);
  });

  it('is H for a copy and about 0 for independent variables', () => {
    const rng = createRng('mi');
    const a = Array.from({ length: 20000 }, () => rng.int(5));
    const b = Array.from({ length: 20000 }, () => rng.int(7));
    expect(mutualInformation(a, 5, a, 5)).toBeCloseTo(entropy(a, 5), 3);
    expect(mutualInformation(a, 5, b, 7)).toBeLessThan(5e-4);
  });

  it('matches the closed form of a binary symmetric channel', () => {
    const rng = createRng('bsc');
    const flip = 0.1;
    const a = Array.from({ length: 200000 }, () => rng.int(2));
    const b = a.map((x) => (rng.uniform() < flip ? 1 - x : x));
    const capacity = Math.log(2) + flip * Math.log(flip) + (1 - flip) * Math.log(1 - flip);
    expect(mutualInformation(a, 2, b, 2)).toBeCloseTo(capacity, 2);
  });
});

describe('MIG', () => {
  const rng = createRng('mig');
  const n = 8000;
  const v = new Uint8Array(n * 2);
  for (let i = 0; i < n; i++) {
    v[2 * i] = rng.int(4);
    v[2 * i + 1] = rng.int(2);
  }

  it('is 1 when each attribute has its own dimension', () => {
    const z = new Float32Array(n * 3);
    for (let i = 0; i < n; i++) z.set([v[2 * i] + 1e-3 * rng.normal(), v[2 * i + 1] + 1e-3 * rng.normal(), rng.normal()], i * 3);
    const d = disentanglement(z, 3, v, [4, 2]);
    expect(d.mig).toBeGreaterThan(0.95);
    expect(d.info[0]).toBeGreaterThan(d.info[2 * 2]);
  });

  it('is about 0 when two dimensions carry the same attribute, and when none does', () => {
    const twins = new Float32Array(n * 2);
    const noise = new Float32Array(n * 2);
    for (let i = 0; i < n; i++) {
      const both = v[2 * i] * 2 + v[2 * i + 1];
      twins.set([both, both], i * 2);
    }
    rng.fillNormal(noise);
    expect(disentanglement(twins, 2, v, [4, 2]).mig).toBeLessThan(0.01);
    expect(disentanglement(noise, 2, v, [4, 2]).mig).toBeLessThan(0.01);
  });

  it('refuses tables of different sample sizes', () => {
    expect(() => disentanglement(new Float32Array(6), 2, new Uint8Array(5), [2])).toThrow(RangeError);
  });
});

describe('votes of codes', () => {
  it('a code that always covers one part votes for it; unused codes vote for the commonest part', () => {
    const masks = Uint8Array.from({ length: 256 }, (_, i) => (i % 16 < 8 ? 1 : 2)); // left half part 1, right half part 2
    const tokens = [0, 1, 0, 1]; // a 2×2 grid: left code 0, right code 1
    const votes = countVotes(tokens, masks, 3, 4, 2);
    expect(segment(tokens, votes)).toEqual(masks);
    expect([...new Set(votes.parts.slice(2 * 64))]).toHaveLength(1);
    expect(meanIoU(segment(tokens, votes), masks, 4).mean).toBe(1);
  });

  it('mIoU against brute force', () => {
    const rng = createRng('iou');
    const a = Uint8Array.from({ length: 400 }, () => rng.int(3));
    const b = Uint8Array.from({ length: 400 }, () => rng.int(3));
    const brute = [0, 1, 2].map((p) => {
      const inA = new Set([...a.keys()].filter((i) => a[i] === p));
      const inB = new Set([...b.keys()].filter((i) => b[i] === p));
      const both = [...inA].filter((i) => inB.has(i)).length;
      return both / new Set([...inA, ...inB]).size;
    });
    const { perPart, mean } = meanIoU(a, b, 4);
    brute.forEach((value, p) => {
      expect(perPart[p]).toBeCloseTo(value, 6);
    });
    expect(perPart[3]).toBeNaN();
    expect(mean).toBeCloseTo((brute[0] + brute[1] + brute[2]) / 3, 6);
  });

  it('borders lie where parts meet, and score 1 against themselves', () => {
    const masks = Uint8Array.from({ length: 256 }, (_, i) => (i % 16 < 8 ? 1 : 2));
    const edge = borders(masks);
    expect([...edge.keys()].filter((i) => edge[i]).every((i) => i % 16 === 7)).toBe(true);
    expect(borderScore(edge, edge)).toEqual({ precision: 1, recall: 1, f1: 1 });
    expect(borderScore(new Uint8Array(256), edge).f1).toBe(0);
  });
});

/** What the figures on GANs of faces compute: the birthday estimate against simulation, ways through the noise against geometry, JS and its floor. */
import { describe, expect, it } from 'vitest';
import { ATTRIBUTES, attributesOf, CLASS_COUNTS, compose, faceAt, pictureHash, splitOfHash } from '../../app/data/faces';
import { createRng } from '../../app/data/rng';
import { apart, chanceOfPair, draws50, support } from '../../app/models/gan/birthday';
import { marginalDistances, meanApart } from '../../app/models/gan/sources';
import { angleBetween, directions, greatCircle, norm, planeThrough, straight } from '../../app/models/gan/walks';
import { Draws, FAR } from '../../app/runtime/programs/gan/collapse';
import { noisesOf } from '../../app/runtime/programs/gan/draws';
import { drawFace } from '../../app/runtime/programs/gan/faceGenerators';

/** Equal pairs among n draws from shares p. */
function pairsOf(rng: { uniform(): number }, n: number, shares: readonly number[]): { pairs: number; first: number | null } {
  const counts = new Map<number, number>();
  let [pairs, first] = [0, null as number | null];
  for (let i = 0; i < n; i++) {
    let [u, k] = [rng.uniform(), 0];
    while (k < shares.length - 1 && u >= shares[k]) u -= shares[k++];
    const before = counts.get(k) ?? 0;
    if (before > 0 && first === null) first = i + 1;
    pairs += before;
    counts.set(k, before + 1);
  }
  return { pairs, first };
}

describe('the birthday test', () => {
  it('finds how many there are: the mean of c over simulations gives N back, and its deviation is √c', () => {
    const [N, n, times] = [500, 100, 400];
    const rng = createRng('birthday');
    const found = Array.from({ length: times }, () => pairsOf(rng, n, new Array(N).fill(1 / N)).pairs);
    const mean = found.reduce((a, b) => a + b) / times;
    const variance = found.reduce((a, c) => a + (c - mean) ** 2, 0) / times;
    expect(support(n, mean).estimate).toBeGreaterThan(0.94 * N);
    expect(support(n, mean).estimate).toBeLessThan(1.06 * N);
    expect(variance / mean).toBeGreaterThan(0.8);
    expect(variance / mean).toBeLessThan(1.2);
  });

  it('of unequal shares it is 1 / Σ p²', () => {
    const raw = Array.from({ length: 200 }, (_, i) => 1 / (i + 1));
    const sum = raw.reduce((a, b) => a + b);
    const shares = raw.map((v) => v / sum);
    const effective = 1 / shares.reduce((a, p) => a + p * p, 0);
    const rng = createRng('unequal');
    let pairs = 0;
    for (let i = 0; i < 400; i++) pairs += pairsOf(rng, 60, shares).pairs / 400;
    expect((support(60, pairs).estimate as number) / effective).toBeGreaterThan(0.93);
    expect((support(60, pairs).estimate as number) / effective).toBeLessThan(1.07);
  });

  it('bounds it from below where nothing repeats: at the bound no pair is seen in 5 of 100', () => {
    const { estimate, low, high } = support(100, 0);
    expect([estimate, high]).toEqual([null, null]);
    expect(1 - chanceOfPair(100, low)).toBeGreaterThan(0.04);
    expect(1 - chanceOfPair(100, low)).toBeLessThan(0.055);
  });

  it('knows birthdays, and 1.18 √N', () => {
    expect(draws50(365)).toBe(23);
    expect(chanceOfPair(23, 365)).toBeCloseTo(0.507297, 6);
    expect(draws50(1_000_000) / 1000).toBeCloseTo(Math.sqrt(2 * Math.log(2)), 2);
    expect(chanceOfPair(11, 10)).toBe(1);
  });

  it('the first repeat comes as early as that says', () => {
    const rng = createRng('first');
    const firsts = Array.from({ length: 401 }, () => pairsOf(rng, 200, new Array(365).fill(1 / 365)).first as number).sort((a, b) => a - b);
    expect(Math.abs(firsts[200] - 23)).toBeLessThanOrEqual(2);
  });

  it('counts pairs of pictures as brute force does, whatever the batches, and again under another limit', () => {
    const rng = createRng('pictures');
    const kinds = Array.from({ length: 12 }, () => Float32Array.from({ length: 768 }, () => rng.uniform() * 2 - 1));
    const list = Array.from({ length: 48 }, () => kinds[rng.int(12)].map((v) => v + 0.05 * rng.normal()));
    const draws = new Draws();
    for (const [from, to] of [
      [0, 16],
      [16, 17],
      [17, 48],
    ])
      draws.add(Float32Array.from(list.slice(from, to).flatMap((p) => [...p])));
    for (const same of [0.004, 0.005, FAR]) {
      let [pairs, first] = [0, null as number | null];
      for (let i = 0; i < 48; i++)
        for (let j = 0; j < i; j++) {
          const d = list[i].reduce((sum, v, k) => sum + (v - list[j][k]) ** 2, 0) / 768;
          if (d <= same) {
            pairs++;
            first ??= i + 1;
          }
        }
      const found = draws.tested(same);
      expect([found.pairs, found.first]).toEqual([pairs, first]);
      expect(draws.counted(same, [48])[0]).toBe(pairs);
    }
    const exact = apart(Float32Array.from([...list[0], ...list[1]]), 0, 1, 768);
    expect(exact).toBeCloseTo(list[0].reduce((sum, v, k) => sum + (v - list[1][k]) ** 2, 0) / 768, 5);
  });
});

describe('ways through the noise', () => {
  const [a, b, c] = [0, 1, 2].map((i) => noisesOf('test', 3).slice(64 * i, 64 * i + 64));

  it('a great circle keeps its length, starts at a, meets the direction of b, and closes', () => {
    for (let i = 0; i <= 12; i++) expect(norm(greatCircle(a, b, (i * Math.PI) / 6))).toBeCloseTo(norm(a), 4);
    const at = greatCircle(a, b, angleBetween(a, b));
    for (const [i, v] of at.entries()) expect(v).toBeCloseTo((b[i] * norm(a)) / norm(b), 4);
    for (const [i, v] of greatCircle(a, b, 2 * Math.PI).entries()) expect(v).toBeCloseTo(a[i], 5);
    for (const [i, v] of greatCircle(a, b, Math.PI).entries()) expect(v).toBeCloseTo(-a[i], 5);
  });

  it('a straight line between two draws comes nearer to the origin than any draw does', () => {
    expect(norm(straight(a, b, 0.5))).toBeLessThan(0.85 * Math.min(norm(a), norm(b)));
    const shortest = Math.min(...Array.from({ length: 500 }, (_, i) => norm(noisesOf(`draw ${i}`, 1))));
    expect(norm(straight(a, b, 0.5))).toBeLessThan(shortest);
  });

  it('a plane has its three points at (0, 0), (1, 0) and (0, 1)', () => {
    for (const [u, v, corner] of [
      [0, 0, a],
      [1, 0, b],
      [0, 1, c],
    ] as const)
      for (const [i, x] of planeThrough(a, b, c, u, v).entries()) expect(x).toBeCloseTo(corner[i], 5);
  });

  it('the directions are the singular vectors of a matrix that was built from known ones', () => {
    const size = 5;
    const rng = createRng('svd');
    const basis: number[][] = [];
    while (basis.length < size) {
      let v = Array.from({ length: size }, () => rng.normal());
      for (const u of basis) {
        const along = v.reduce((s, x, i) => s + x * u[i], 0);
        v = v.map((x, i) => x - along * u[i]);
      }
      const length = Math.hypot(...v);
      basis.push(v.map((x) => x / length));
    }
    const scales = [1, 9, 3, 7, 2];
    const w = new Float32Array(size * size); // row i: Σ_k basis_k[i] scale_k e_k
    for (let i = 0; i < size; i++) for (let k = 0; k < size; k++) w[i * size + k] = basis[k][i] * scales[k];
    const found = directions(w, size, 2);
    for (const [n, k] of [1, 3].entries()) {
      const v = found.subarray(n * size, (n + 1) * size);
      expect(Math.abs(v.reduce((s, x, i) => s + x * basis[k][i], 0))).toBeCloseTo(1, 4);
      expect(Math.max(...v)).toBe(Math.max(...v.map(Math.abs)));
    }
  });
});

describe('what comes from where', () => {
  const attributes = (n: number, from: number) => {
    const out = new Uint8Array(n * ATTRIBUTES.length);
    for (let i = 0; i < n; i++) attributesOf(faceAt('test', from + i), out, i * ATTRIBUTES.length);
    return out;
  };

  it('JS is 0 for the same faces, has a floor for others that falls with √n, and is near 1 where nothing is shared', () => {
    const data = attributes(3000, 0);
    expect(marginalDistances(data, data).mean).toBe(0);
    const [few, many] = [marginalDistances(attributes(100, 4000), data).mean, marginalDistances(attributes(1600, 5000), data).mean];
    expect(many).toBeGreaterThan(0);
    expect(few / many).toBeGreaterThan(2);
    expect(few / many).toBeLessThan(6);
    const apartOnes = [0, 1].map((k) => Uint8Array.from({ length: 10 * ATTRIBUTES.length }, (_, i) => k % CLASS_COUNTS[i % 10]));
    for (const v of marginalDistances(apartOnes[0], apartOnes[1]).each) expect(v).toBeCloseTo(1, 6);
  });

  it('two of a set apart: the mean over neighbours', () => {
    expect(meanApart(Float32Array.of(0, 0, 1, 1, 1, 3), 2)).toBeCloseTo((1 + 2) / 2, 6);
    expect(meanApart(Float32Array.of(1, 2), 2)).toBe(0);
  });

  it('faces drawn for a wish have it, and keep to their side of the split', () => {
    const rng = createRng('wish');
    const wish = attributesOf(faceAt('test', 8));
    for (const split of ['train', 'test'] as const)
      for (let i = 0; i < 40; i++) {
        const face = drawFace(rng, wish, split);
        expect(Array.from(attributesOf(face))).toEqual(Array.from(wish));
        expect(splitOfHash(pictureHash(compose(face)))).toBe(split);
      }
  });
});

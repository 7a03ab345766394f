/** The plain arithmetic of the DALL·E page: prompts, tokens as a reader sees them, heads, forced tokens in the address. */
import { describe, expect, it } from 'vitest';
import { attentionOf, KINDS, kindOf, sortedHeads } from '../../app/pages/dalle/heads';
import { checked, langOf, readForced, remarksOn, shortened, writeForced } from '../../app/pages/dalle/prompts';
import { partedAt } from '../../app/pages/dalle/rerankCards';
import { partsOf } from '../../app/pages/dalle/tokens';
import { treeOf } from '../../app/pages/dalle/tree';

describe('what can be said of a prompt', () => {
  it('reads what it names in either language', () => {
    expect(langOf('a person')).toBe('en');
    expect(langOf('一个人')).toBe('zh');
    expect(remarksOn('a smiling person with blue hair').choice).toEqual({ mouth: 0, hairColor: 4 });
    expect(remarksOn('一个戴墨镜的人').choice).toEqual({ glasses: 2 });
  });

  it('finds contradictions, and none where a thing is said twice', () => {
    expect(remarksOn('a person with blue hair and red hair').contradictions).toEqual(['hairColor']);
    expect(remarksOn('a person with a hat and no hat').contradictions).toEqual(['hat']);
    expect(remarksOn('戴眼镜，没戴眼镜').contradictions).toEqual(['glasses']);
    expect(remarksOn('blue hair, blue hair').contradictions).toEqual([]);
  });

  it('finds words no caption has, and what is empty', () => {
    expect(remarksOn('a pirate with blue hair').unknown).toEqual(['pirate']);
    expect(remarksOn('🙂 שלום').unknown.length).toBeGreaterThan(0);
    expect(remarksOn('  ').empty).toBe(true);
    expect(remarksOn('light skin, long hair').unseenPairs).toBe(1);
    expect(remarksOn('tan skin, long hair').unseenPairs).toBe(0);
  });

  it('is kept short without cutting a character in half', () => {
    expect(shortened('short')).toBe('short');
    expect(shortened('x'.repeat(10_000))).toHaveLength(400);
    const faces = shortened('🙂'.repeat(500));
    expect(faces.length).toBeLessThanOrEqual(400);
    expect(faces).toBe('🙂'.repeat(faces.length / 2));
  });

  it('is held against what the picture shows', () => {
    expect(checked({ hat: 1, beard: 0 }, [0, 0, 0, 0, 0, 0, 1, 1, 0, 0])).toEqual([
      { key: 'hat', asked: 1, found: 1, kept: true },
      { key: 'beard', asked: 0, found: 1, kept: false },
    ]);
  });
});

describe('forced tokens in the address', () => {
  it('come back as they were written', () => {
    const forced = new Array(16).fill(-1);
    expect(readForced('')).toEqual(forced);
    forced[5] = 77;
    forced[15] = 0;
    expect(writeForced(forced)).toBe('5:77,15:0');
    expect(readForced('5:77,15:0')).toEqual(forced);
  });

  it('are refused when there is no such cell or code', () => {
    for (const text of ['16:1', '3:256', '3', 'a:b', '3:1,']) expect(readForced(text)).toBeNull();
  });
});

describe('a token', () => {
  const bytes = (text: string) => [...new TextEncoder().encode(text)];
  it('is its characters; spaces, marks and controls can be seen', () => {
    expect(partsOf(bytes(' hair'))).toEqual([{ text: '␣hair', bytes: false }]);
    expect(partsOf([0])).toEqual([{ text: 'U+0000', bytes: false }]);
  });

  it('is bytes where it is part of a character, and never �', () => {
    expect(partsOf(bytes('蓝').slice(0, 2))).toEqual([{ text: 'E8 93', bytes: true }]);
    expect(partsOf([...bytes('a'), ...bytes('蓝').slice(0, 1)])).toEqual([
      { text: 'a', bytes: false },
      { text: 'E8', bytes: true },
    ]);
    expect(partsOf([0xed, 0xa0, 0xbd])).toEqual([{ text: 'U+D83D', bytes: false }]); // half a surrogate pair
  });
});

describe('heads', () => {
  const shape = { cells: 16, blocks: 2, heads: 2, textPlaces: 25 };
  /** Head n of four looks at one kind of place only. */
  const looks = ['words', 'self', 'above', 'cells'] as const;
  const attention = new Float32Array(16 * 4 * 41);
  for (let cell = 0; cell < 16; cell++)
    looks.forEach((kind, n) => {
      const row = attentionOf(attention, shape, { cell, block: n >> 1, head: n % 2, picture: 0, pictures: 1 });
      const places = Array.from({ length: 25 + cell }, (_, j) => j).filter((j) => kindOf(j, cell, 5, 25) === kind);
      const fallback = places.length ? places : [0];
      for (const j of fallback) row[j] = 1 / fallback.length;
    });

  it('know each place by its kind', () => {
    expect([0, 1, 5, 6, 24].map((j) => kindOf(j, 3, 5, 25))).toEqual(['filler', 'words', 'words', 'filler', 'filler']);
    expect([25, 26, 27].map((j) => kindOf(j, 3, 5, 25))).toEqual(['cells', 'cells', 'self']);
    expect(kindOf(25 + 3, 7, 5, 25)).toBe('above');
  });

  it('are sorted by what they look at more than the others do', () => {
    const sorted = sortedHeads(attention, shape, 0, 1, 5);
    expect(sorted.map(({ kind }) => kind)).toEqual(['words', 'self', 'above', 'cells']);
    expect(sorted[0]).toMatchObject({ block: 0, head: 0 });
    for (const { shares } of sorted) expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(KINDS).toHaveLength(5);
  });
});

describe('the tree of a token', () => {
  it('has its bytes as leaves, in order', () => {
    const bpe = { merges: [[104, 97] as const, [256, 105] as const, [257, 114] as const] }; // ha, hai, hair
    const tree = treeOf(bpe, 258);
    const leaves = (node: ReturnType<typeof treeOf>): string[] => node.children?.flatMap(leaves) ?? [node.name];
    expect(leaves(tree).join('')).toBe('hair');
    expect(tree).toMatchObject({ name: 'hair', number: '258', children: [{ name: 'hai' }, { name: 'r', number: '114' }] });
  });
});

describe('where a score and the truth part', () => {
  const card = (gains: readonly number[], error: number) => ({
    'cosine.n1': { value: 0.1 },
    ...Object.fromEntries(
      gains.flatMap((value, i) => [
        [`gain.n${2 ** (i + 1)}`, { value, error }],
        [`cosine.n${2 ** (i + 1)}`, { value: 0.2 + 0.01 * i }],
      ]),
    ),
  });
  it('is the doubling by which the choice loses most while the score rises, surely or perhaps; none where it never loses', () => {
    expect(partedAt(card([0.1, -0.01, -0.03, 0.02], 0.01))).toEqual({ from: 4, to: 8, gain: -0.03, error: 0.01, sure: true });
    expect(partedAt(card([0.1, -0.01], 0.02))?.sure).toBe(false);
    expect(partedAt(card([0.1, 0], 0.01))).toBeNull();
  });
});

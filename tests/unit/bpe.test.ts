import { describe, expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { bytesOf, decode, encode, encodeSteps, trainBpe, vocabulary } from '../../app/models/dalle/bpe';
import { bytesOfText, charactersOf } from '../../app/models/dalle/wtf8';

const texts = ['a face with blue hair', 'a face with green hair', '蓝色头发的脸', '绿色头发的脸', 'a face, smiling'];
const bpe = trainBpe(texts, 275);

describe('byte-pair encoding', () => {
  it('joins the most frequent pair first', () => {
    expect(trainBpe(['abab ab', 'ac'], 257).merges).toEqual([[97, 98]]); // "ab" three times, "ac" once
  });

  it('stops when no pair occurs twice, and at the size wanted', () => {
    expect(trainBpe(['abcd'], 300).merges).toEqual([]);
    expect(vocabulary(bpe)).toBe(275);
  });

  it('does not depend on the order of the texts', () => {
    expect(trainBpe([...texts].reverse(), 275)).toEqual(bpe);
  });

  it('gives back every text, seen or not', () => {
    for (const text of [...texts, 'unseen words!', '没见过的字。', '🙂 é', '']) expect(decode(bpe, encode(bpe, text))).toBe(text);
  });

  it('makes known text shorter', () => {
    const bytes = new TextEncoder().encode(texts[2]).length;
    expect(encode(bpe, texts[2]).length).toBeLessThan(bytes / 2);
  });

  it('shows its steps: every one joins at least one pair, the last is the encoding', () => {
    const steps = encodeSteps(bpe, texts[0]);
    expect(steps[0]).toEqual({ tokens: [...new TextEncoder().encode(texts[0])], merge: -1 });
    for (let i = 1; i < steps.length; i++) expect(steps[i].tokens.length).toBeLessThan(steps[i - 1].tokens.length);
    expect(steps.at(-1)?.tokens).toEqual(encode(bpe, texts[0]));
  });

  it('never joins over a word boundary', () => {
    for (let token = 256; token < vocabulary(bpe); token++) {
      const text = new TextDecoder().decode(Uint8Array.from(bytesOf(bpe, token)));
      expect(text.slice(1)).not.toContain(' ');
    }
  });

  it('says which tokens there are', () => {
    expect(() => decode(bpe, [275])).toThrow(RangeError);
    expect(() => decode(bpe, [-1])).toThrow('There is no token -1');
  });
});

/** Slow and plain: joins the pair learned first, wherever it stands, until none is left. */
function bruteForce(merges: readonly (readonly [number, number])[], bytes: number[]): number[] {
  let tokens = [...bytes];
  for (let i = 0; i < merges.length; i++) {
    const next: number[] = [];
    for (let at = 0; at < tokens.length; at++) {
      if (tokens[at] === merges[i][0] && tokens[at + 1] === merges[i][1]) {
        next.push(256 + i);
        at++;
      } else next.push(tokens[at]);
    }
    tokens = next;
  }
  return tokens;
}

describe('any string at all', () => {
  const rng = createRng('unicode');
  const RANGES: readonly (readonly [number, number])[] = [
    [0, 0x7f],
    [0x80, 0x7ff],
    [0x4e00, 0x9fff],
    [0xd800, 0xdfff], // half surrogates
    [0xfe00, 0xffff], // variation selectors, the byte-order mark, no characters
    [0x1f300, 0x1faff],
    [0x10000, 0x10ffff],
  ];
  const unit = () => {
    if (rng.uniform() < 0.4) return texts[rng.int(texts.length)].slice(0, 1 + rng.int(8));
    const [from, to] = RANGES[rng.int(RANGES.length)];
    return String.fromCodePoint(from + rng.int(to - from + 1));
  };
  const strings = Array.from({ length: 400 }, () => Array.from({ length: rng.int(24) }, unit).join(''));

  it('comes back exactly', () => {
    for (const text of [...strings, '\ufeff', 'a\ud83d', '\ude00b', '\ude00\ud83d', '👩‍👩‍👧', 'שלום', '\0']) {
      expect(decode(bpe, encode(bpe, text))).toBe(text);
      expect(decode(bpe, encodeSteps(bpe, text)[0].tokens)).toBe(text);
    }
  });

  it('has the bytes that the platform gives it, where it is well formed', () => {
    const platform = new TextEncoder();
    for (const text of strings) if (!/\p{Cs}/u.test(text)) expect(bytesOfText(text)).toEqual([...platform.encode(text)]);
  });

  it('is encoded as plain merging does', () => {
    const pieces = / ?[^\s,.;:!?，。；：！？、]+|[\s\S]/gu;
    for (const text of strings) {
      const plain = (text.match(pieces) ?? []).flatMap((piece) => bruteForce(bpe.merges, bytesOfText(piece)));
      expect(encode(bpe, text)).toEqual(plain);
      expect(encodeSteps(bpe, text).at(-1)?.tokens).toEqual(plain);
    }
  });

  it('is read character by character; bytes that are none stand alone', () => {
    expect(charactersOf(bytesOfText('a蓝'))).toEqual([
      { text: 'a', bytes: 1 },
      { text: '蓝', bytes: 3 },
    ]);
    expect(charactersOf(bytesOfText('蓝').slice(0, 2))).toEqual([
      { text: null, bytes: 1 },
      { text: null, bytes: 1 },
    ]);
    expect(charactersOf([0xc0, 0x80]).map(({ text }) => text)).toEqual([null, null]); // not the shortest way
    expect(charactersOf([0xf8, 0x41]).map(({ text }) => text)).toEqual([null, 'A']);
  });
});

describe('training', () => {
  it('finds the merges that counting by hand finds', () => {
    const corpus = ['low low low', 'lower', 'newest newest', 'widest', '蓝 蓝发'];
    const learned = trainBpe(corpus, 266).merges;
    // by hand: count every pair in every piece, join the most frequent (the smaller where equal), and again
    let words = corpus.flatMap((text) => text.match(/ ?\S+/g) ?? []).map((w) => bytesOfText(w));
    learned.forEach((pair, i) => {
      const counts = new Map<string, number>();
      for (const w of words)
        for (let k = 0; k + 1 < w.length; k++) counts.set(`${w[k]},${w[k + 1]}`, (counts.get(`${w[k]},${w[k + 1]}`) ?? 0) + 1);
      const most = Math.max(...counts.values());
      const best = [...counts].filter(([, n]) => n === most).map(([key]) => key.split(',').map(Number));
      best.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      expect(pair).toEqual(best[0]);
      words = words.map((w) => joined(w, pair, 256 + i));
    });
  });
});
const joined = (w: number[], pair: readonly number[], token: number) => {
  const out: number[] = [];
  for (let k = 0; k < w.length; k++) {
    if (w[k] === pair[0] && w[k + 1] === pair[1]) {
      out.push(token);
      k++;
    } else out.push(w[k]);
  }
  return out;
};

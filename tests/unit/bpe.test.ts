import { describe, expect, it } from 'vitest';
import { bytesOf, decode, encode, encodeSteps, trainBpe, vocabulary } from '../../app/models/bpe';

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

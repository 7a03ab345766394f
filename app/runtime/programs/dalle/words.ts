/** Byte pairs learned in the page from the captions that GPT and CLIP were trained on: every merge with its rivals, and what merging saves. */
import { caption, captionCorpus, faceAt, type Lang } from '../../../data/faces';
import { encode, trainSteps } from '../../../models/dalle/bpe';
import { defineProgram } from '../../program';

/** Merges that the shipped models use. */
const MERGES = 384;
const RIVALS = 4;
/** Held-out captions of each language on which tokens a character are counted, and the numbers of merges. */
const COUNTED = 150;
const MARKS = 24;

export interface WordsFrame {
  /** Pairs of tokens in the order they were joined [merges · 2], how often each stood in the corpus [merges], */
  readonly merges: Int32Array;
  readonly counts: Int32Array;
  /** and the pairs that came next at that step [merges · rivals · 2], [merges · rivals]; −1 where there were fewer. */
  readonly rivals: Int32Array;
  readonly rivalCounts: Int32Array;
  readonly texts: number;
  /** Tokens a character of held-out captions, over the number of merges. */
  readonly perCharacter: Readonly<Record<'merges' | Lang, Float32Array>>;
}

export default defineProgram<Record<string, never>, WordsFrame, Record<string, never>>({
  async start(_config, ctx) {
    const corpus = captionCorpus();
    await ctx.breathe();
    const [merges, counts, rivals, rivalCounts] = [2, 1, 2 * RIVALS, RIVALS].map((n) => new Int32Array(MERGES * n).fill(-1));
    const pairs: (readonly [number, number])[] = [];
    for (const choice of trainSteps(corpus, RIVALS)) {
      const i = pairs.length;
      merges.set(choice.pair, 2 * i);
      counts[i] = choice.count;
      choice.rivals.forEach(({ pair, count }, r) => {
        rivals.set(pair, 2 * (i * RIVALS + r));
        rivalCounts[i * RIVALS + r] = count;
      });
      pairs.push(choice.pair);
      if (pairs.length >= MERGES) break;
      if (i % 32 === 31) {
        ctx.progress(i / MERGES, { zh: '正在学习字节对', en: 'Learning byte pairs' });
        await ctx.breathe();
      }
    }
    const rng = ctx.rng('counted');
    const marks = Float32Array.from({ length: MARKS + 1 }, (_, k) => Math.round((k * pairs.length) / MARKS));
    const captions = (lang: Lang) => Array.from({ length: COUNTED }, (_, i) => caption(faceAt('test', i), lang, rng));
    const shares = (texts: readonly string[]) => {
      const characters = texts.reduce((sum, text) => sum + Array.from(text).length, 0);
      return marks.map((n) => {
        const bpe = { merges: pairs.slice(0, n) };
        return texts.reduce((sum, text) => sum + encode(bpe, text).length, 0) / characters;
      });
    };
    const en = shares(captions('en'));
    await ctx.breathe();
    const zh = shares(captions('zh'));
    ctx.progress(1, '');
    return {
      frame: () => ({
        merges: merges.slice(),
        counts: counts.slice(),
        rivals: rivals.slice(),
        rivalCounts: rivalCounts.slice(),
        texts: corpus.length,
        perCharacter: { merges: marks.slice(), en: en.slice(), zh: zh.slice() },
      }),
      methods: {},
      dispose: () => {},
    };
  },
});

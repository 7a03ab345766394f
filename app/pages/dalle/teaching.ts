/** This page in a classroom. */
import type { Teaching } from '../../shell/teaching';

export const teaching: Teaching = {
  aims: [
    { en: 'Explain how text and picture become one sequence of whole numbers.', zh: '解释文字和图怎样变成同一串整数。' },
    { en: 'Say what a token may look at, and why conditioning costs nothing.', zh: '说清一个词元可以看什么，为什么条件生成不费功夫。' },
    { en: 'Count what a model understood instead of admiring it.', zh: '数一数模型懂了什么，而不是只赞叹。' },
    { en: 'Ask of every shown sample: the best of how many?', zh: '对每一张展示的样本都问：多少张里挑的？' },
  ],
  misconceptions: [
    {
      said: { en: '“The transformer paints pixels.”', zh: '“Transformer 画的是像素。”' },
      rather: {
        en: 'It guesses code numbers. What sixteen codes cannot say, no caption brings back.',
        zh: '它猜的是码的编号。十六个码说不出的，什么描述也补不回来。',
      },
    },
    {
      said: { en: '“It understands the sentence.”', zh: '“它理解了句子。”' },
      rather: {
        en: 'It has learned which image tokens follow which text tokens. How far that carries can be counted on unseen pairs.',
        zh: '它学到的是哪些图像词元跟在哪些文字词元后面。能走多远，可以在没见过的组合上数。',
      },
    },
    {
      said: { en: '“A mistake is mended by the next tokens.”', zh: '“画错了，后面的词元会补救。”' },
      rather: { en: 'Nothing is taken back: every later token is conditioned on it.', zh: '什么都收不回来：后面每个词元都以它为条件。' },
    },
    {
      said: { en: '“CLIP makes the pictures better.”', zh: '“CLIP 让图变好了。”' },
      rather: { en: 'It makes what you are shown better, at the price of all the others.', zh: '它让你看到的变好，代价是其余那些。' },
    },
  ],
  plans: {
    10: ['sixteen', 'stream'],
    25: ['pairs', 'sixteen', 'stream', 'unseen', 'rerank'],
    45: ['pairs', 'sixteen', 'soft', 'stream', 'temperature', 'unseen', 'rerank'],
  },
  exercises: [
    {
      question: {
        en: 'How many tokens does your name need with no merges at all, and what are they?',
        zh: '一次合并也不做时，你的名字要几个词元？它们是什么？',
      },
      answer: {
        en: 'One a byte of its UTF-8 code: one for a plain Latin letter, three for most 汉字.',
        zh: 'UTF-8 的每个字节一个：普通拉丁字母一个，多数汉字三个。',
      },
      figure: 'words',
      state: { merges: 0 },
    },
    {
      question: { en: 'At temperature 0, what does another seed change?', zh: '温度为 0 时，换一个种子会改变什么？' },
      answer: {
        en: 'Nothing: the likeliest token is taken at every place, and no die is cast.',
        zh: '什么也不变：每一处都取最可能的词元，没有掷骰子。',
      },
      figure: 'stream',
      state: { temperature: 0 },
    },
    {
      question: {
        en: 'What is gained from 1 candidate to 8, and from 8 to 64? Try a prompt with earrings as well.',
        zh: '从 1 个候选到 8 个、从 8 个到 64 个，各得到多少？也试一句带耳环的描述。',
      },
      answer: {
        en: 'Read it off the curve; it is counted on the candidates before you. Where CLIP sees badly, choosing among more of them buys little.',
        zh: '从曲线上读，它就是在眼前这些候选上数出来的。CLIP 看不清的地方，从更多里面挑也换不来多少。',
      },
      figure: 'rerank',
      state: { n: 8 },
    },
  ],
};

/** What a lecture on this page goes through. */
import { defineStages } from '../../shell/stages';
import { figures } from './figures';

export const stages = defineStages(figures, [
  {
    id: 'holes',
    figure: 'bottleneck',
    state: { how: 'box', through: 'ae' },
    sentence: {
      en: 'An autoencoder puts its codes where reconstructing is easiest, not where one could sample.',
      zh: '自编码器把编码放在最便于重建的地方，而不是便于采样的地方。',
    },
    notes: {
      en: 'Move over the left map slowly: inside an island faces, between islands mixtures nobody asked for. Ask: which share of samples from a box round the codes will be faces? Then read the count, and compare the four ways to sample.',
      zh: '在左边的地图上慢慢移动：岛内是脸，岛与岛之间是谁也没要过的混合。问：从编码外框里均匀采样，多少会是脸？然后读数，再比较四种采样方式。',
    },
    minutes: 5,
  },
  {
    id: 'ellipses',
    figure: 'gaussian',
    state: { start: 'scratch', ellipses: true },
    sentence: {
      en: 'A VAE answers with an ellipse: where the code lies, and how exactly that has to be known.',
      zh: 'VAE 的回答是一个椭圆：编码在哪里，要知道得多准。',
    },
    notes: {
      en: 'Space: it trains now. The ellipses begin as large as the prior and shrink as far as they are worth. Turn the dial: the same face, another ε.',
      zh: '按空格，现场训练。椭圆一开始和先验一样大，之后缩到“准”还划算为止。转动转盘：同一张脸，另一个 ε。',
    },
    minutes: 5,
  },
  {
    id: 'beta',
    figure: 'gaussian',
    state: { start: 'shipped', beta: 200 },
    sentence: {
      en: 'β is the price of exactness: too dear, and every code says the same, which is nothing.',
      zh: 'β 是“准”的价格：太贵了，每个编码说的都一样，也就是什么都没说。',
    },
    notes: {
      en: 'Ask before playing: what will the decoder paint when the code says nothing? (The average face.) Then play, wait until the ellipses cover each other, and turn β down again.',
      zh: '播放之前先问：编码什么都不说的时候，解码器画什么？（平均脸。）然后播放，等椭圆互相盖住，再把 β 调小。',
    },
    minutes: 5,
    ask: {
      question: {
        en: 'At β = 200 a code says nothing any more. What does the decoder paint?',
        zh: 'β = 200 时，编码什么都不说了。解码器画什么？',
      },
      options: [
        { en: 'noise', zh: '噪声' },
        { en: 'a random face each time', zh: '每次随机一张脸' },
        { en: 'the same average face', zh: '同一张平均脸' },
      ],
      right: 2,
      play: true,
    },
  },
  {
    id: 'direction',
    figure: 'arithmetic',
    state: { plus: 'glasses.2' },
    sentence: {
      en: 'Mixing codes mixes descriptions; an attribute is, roughly, a direction.',
      zh: '混合编码，混合的是描述；一个属性，大致就是一个方向。',
    },
    notes: {
      en: 'Compare the walk with the cross-fade beneath it. Then go further along the direction of glasses. The count beside it says how often they appear, and how many other attributes stay.',
      zh: '把行走和下面的叠化对比。再沿着眼镜的方向走远一些。旁边的计数说明眼镜有多常出现，其余属性有多少没变。',
    },
    minutes: 4,
  },
  {
    id: 'concepts',
    figure: 'dimensions',
    state: { beta: '4' },
    sentence: {
      en: 'Do dimensions stand for concepts? Here that can be measured, and mostly they do not.',
      zh: '维度代表概念吗？这里可以测量，而多半不是。',
    },
    notes: {
      en: 'Let the hall guess what row one changes, then move it. If each concept had a dimension of its own, every column of the heat map would have one bright cell. Compare β = 0.25.',
      zh: '让大家猜第一行会改变什么，再去动它。如果每个概念都有自己的维度，热图每一列就该只有一格是亮的。再和 β = 0.25 比较。',
    },
    minutes: 5,
  },
  {
    id: 'look-up',
    figure: 'codebook',
    state: {},
    sentence: {
      en: 'VQ-VAE writes a face as sixteen whole numbers: each cell is looked up in a codebook.',
      zh: 'VQ-VAE 把一张脸写成十六个整数：每一格都到码本里查一次表。',
    },
    notes: {
      en: 'Hover over a cell: how far is every code? Click a token and put another word in its place. Ask where the change will stay (the decoder looks at the whole grid).',
      zh: '悬停在一格上：每个码有多远？点开一个词元，换一个词。问：变化会不会只留在那一格？（解码器看的是整个网格。）',
    },
    minutes: 4,
  },
  {
    id: 'k-means',
    figure: 'clusters',
    state: { k: '32' },
    sentence: {
      en: 'The codes move like cluster centres, while the encodings move too.',
      zh: '码像聚类中心一样移动，而编码本身也在动。',
    },
    notes: {
      en: 'Play. Then turn revival off and start again: dead codes stay dead, and the perplexity says how many words are really in use.',
      zh: '播放。然后关掉复活，重新开始：死掉的码不会再活，困惑度说明真正在用的词有多少。',
    },
    minutes: 4,
  },
  {
    id: 'grammar',
    figure: 'prior',
    state: {},
    sentence: {
      en: 'Words are not yet a language: to generate, the tokens need a prior.',
      zh: '有词还不算语言：要生成，词元需要一个先验。',
    },
    notes: {
      en: 'Three ways to draw sixteen tokens through one decoder: uniformly, each with its own frequency, and one after the other. Ask which fault is left in the second. Then lower the temperature.',
      zh: '同一个解码器，三种方式抽十六个词元：均匀地、各按各的频率、一个接一个。问：第二种还剩下什么毛病？然后降低温度。',
    },
    minutes: 4,
  },
]);

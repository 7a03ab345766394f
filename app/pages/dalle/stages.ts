/** What a lecture on this page goes through. */
import { defineStages } from '../../shell/stages';
import { figures } from './figures';

export const stages = defineStages(figures, [
  {
    id: 'pairs',
    figure: 'words',
    state: {},
    sentence: {
      en: 'Text becomes numbers by joining, again and again, the most frequent pair of neighbours.',
      zh: '一再合并最常见的相邻一对，文字就变成了编号。',
    },
    notes: {
      en: 'Type a name from the hall, in either script: nothing is ever unknown. Drag the merges to 0: bytes. Ask how many tokens a caption will need at the end.',
      zh: '输入在座某位的名字，中英文都行：没有写不出来的。把合并次数拖到 0：只剩字节。问：一句描述最后要用几个词元？',
    },
    minutes: 4,
    ask: {
      question: {
        en: 'A Chinese character is three bytes. How many tokens does it need as pairs are joined?',
        zh: '一个汉字是三个字节。一对一对合并下去，一个汉字要用几个词元？',
      },
      of: 'perCharacter',
      x: [0, 384],
      y: [0, 3.2],
    },
  },
  {
    id: 'sixteen',
    figure: 'codes',
    state: {},
    sentence: {
      en: 'A face becomes sixteen numbers, and what does not fit into them is lost for good.',
      zh: '一张脸变成十六个数，装不进去的就永远丢了。',
    },
    notes: {
      en: 'Compare the face with its decoding, pixel by pixel. Then paint something no face has, and see what the sixteen words make of it.',
      zh: '逐个像素对比原来的脸和解码的脸。再画一点脸上不会有的东西，看这十六个词把它说成什么。',
    },
    minutes: 4,
  },
  {
    id: 'soft',
    figure: 'relax',
    state: { tau: 2 },
    sentence: {
      en: 'A choice has no gradient; a soft choice has one, and cooling makes it hard again.',
      zh: '选择没有梯度，软的选择有；降温再让它变硬。',
    },
    notes: {
      en: 'Warm: the decoder learns from mixtures. Ask what happens when each cell must name one code. Then let τ cool while it plays and watch the gap close.',
      zh: '温度高时，解码器从混合里学。问：每格只能说一个码时会怎样？播放的同时让 τ 冷下来，看差距合上。',
    },
    minutes: 5,
    ask: {
      question: {
        en: 'Warm, the decoder learns from mixtures. What happens when each cell must name one code?',
        zh: '温度高时，解码器从混合里学。每格只许说一个码时会怎样？',
      },
      options: [
        { en: 'nothing changes', zh: '没有变化' },
        { en: 'it gets worse', zh: '变差' },
        { en: 'it gets better', zh: '变好' },
      ],
      right: 1,
      play: true,
    },
  },
  {
    id: 'stream',
    figure: 'stream',
    state: { view: 'heads' },
    sentence: {
      en: 'One sentence, half of it a picture: every new token is guessed from those before it.',
      zh: '一句话，后半句是图：每个新词元都只由前面的猜出来。',
    },
    notes: {
      en: 'Step with . and stop at an interesting place: which words does it look at now? Force an unlikely token and play on: it cannot be taken back.',
      zh: '用 . 一步一步走，停在有意思的地方：它现在看的是哪些词？强行放进一个不太可能的词元再继续：收不回来了。',
    },
    minutes: 6,
  },
  {
    id: 'temperature',
    figure: 'stream',
    state: { temperature: 1.6 },
    sentence: {
      en: 'Temperature decides between the likeliest face and an accident.',
      zh: '温度决定是最可能的脸，还是一场意外。',
    },
    notes: {
      en: 'The same prompt and the same dice at 1.6, 1, 0.5 and 0. Ask for the smallest temperature at which two seeds still differ. (Not 0.)',
      zh: '同样的描述、同样的骰子，温度取 1.6、1、0.5、0。问：两个种子还不一样的最低温度在哪里？（0 不行。）',
    },
    minutes: 3,
  },
  {
    id: 'unseen',
    figure: 'unseen',
    state: {},
    sentence: {
      en: 'It knows each of the words; only their meeting is new.',
      zh: '字都认得，只是没见过它们碰在一起。',
    },
    notes: {
      en: 'The marked cells were held out of training. Ask for a guess first: will they come out worse? Then count, and let the hall say what “understands” would have to mean.',
      zh: '标出的格子训练时没有见过。先请大家猜：它们会更差吗？然后数一数，再讨论“理解”该是什么意思。',
    },
    minutes: 4,
  },
  {
    id: 'rerank',
    figure: 'rerank',
    state: { n: 64 },
    sentence: {
      en: 'Re-ranking does not make the generator better, only what you are shown.',
      zh: '重排并没有让生成器变好，只是让你看到的变好。',
    },
    notes: {
      en: 'Start with 1 candidate, then 8, then 64. The curve says what choosing is worth. The habit to take home: of how many was this the best?',
      zh: '先看 1 个候选，再看 8 个、64 个。曲线说明挑选值多少。要带走的习惯：这是多少张里最好的一张？',
    },
    minutes: 4,
  },
]);

/** The words of the figure on training, in both languages. */
import { defineText } from '../../../i18n';

export const text = defineText({
  en: {
    title: 'From noise to what was said',
    claim: 'Guessing the next token is enough: first the frequent codes, then faces, and at last the faces that were asked for.',
    start: 'Begin with',
    starts: { scratch: 'a small one, fresh', shipped: 'the shipped one' },
    losses: 'Surprise a token, nats',
    lossesAlt: 'Nats a token over training steps, of text and of picture tokens.',
    textLoss: 'text, weight 1/8',
    imageLoss: 'picture, weight 7/8',
    steps: 'training steps',
    even: 'every code alike',
    prompts: ['a person with blue hair', 'a bearded person wearing a hat', '一个戴墨镜的人', '一个穿黄色衣服的人'],
    picture: (prompt: string) => `What it paints now for “${prompt}”`,
    attention: (b: number, h: number) => `Attention of block ${b}, head ${h}, over the first prompt and its picture`,
    attentionAlt: 'A row for each place that looks, a column for each it looks at; text first, then the picture.',
    head: 'Head',
    readouts: { text: 'text', image: 'picture', parameters: 'parameters' },
    nats: 'nats a token',
    note: (n: string, small: boolean) =>
      small
        ? `${n} parameters, trained here on 2,048 faces at most; the shipped one has 1.03 million and has seen millions.`
        : `${n} parameters: the shipped model, which goes on learning from here.`,
  },
  zh: {
    title: '从噪点到所说的',
    claim: '会猜下一个词元就够了：先学会常见的码，再学会脸，最后才是所说的那张脸。',
    start: '从什么开始',
    starts: { scratch: '一个小的，全新', shipped: '随页面提供的' },
    losses: '每个词元的意外程度，奈特',
    lossesAlt: '文字词元与图像词元各自每个多少奈特，随训练步数变化。',
    textLoss: '文字，权重 1/8',
    imageLoss: '图，权重 7/8',
    steps: '训练步数',
    even: '每个码一样可能',
    prompts: ['一个蓝色头发的人', '一个留着胡子、戴帽子的人', 'a person wearing sunglasses', 'a person wearing a yellow shirt'],
    picture: (prompt: string) => `对“${prompt}”，它现在画成这样`,
    attention: (b: number, h: number) => `第 ${b} 层第 ${h} 头的注意力，看第一句描述与它的图`,
    attentionAlt: '一行是一个在看的位置，一列是一个被看的位置；先是文字，然后是图。',
    head: '头',
    readouts: { text: '文字', image: '图', parameters: '参数' },
    nats: '奈特每词元',
    note: (n: string, small: boolean) =>
      small
        ? `${n} 个参数，就在这里用至多 2,048 张脸训练；随页面提供的有 103 万个，见过几百万个例子。`
        : `${n} 个参数：随页面提供的模型，从这里接着学。`,
  },
});

/** The words of the page's first figure, in both languages. */
import { defineText } from '../../../i18n';

export const text = defineText({
  en: {
    title: 'Finish the sentence with a face',
    claim: 'A transformer goes on from the words with sixteen numbers; the decoder of an autoencoder turns those into a picture.',
    prompt: 'Say a face',
    nothing: 'say nothing: any face',
    examples: [
      'a smiling person with blue hair and glasses',
      'a sad person with a beard, a hat and a red shirt',
      'an old sailor with pink hair',
    ],
    another: 'Another face',
    token: 'token',
    tokens: 'what the transformer adds: 16 tokens',
    face: 'what the decoder makes of them',
    ms: 'sixteen tokens in',
    msNote: 'Time that writing them took, by the clock of this machine.',
  },
  zh: {
    title: '用一张脸把话说完',
    claim: 'Transformer 接着文字往下写十六个数，自编码器的解码器再把这些数变成图像。',
    prompt: '说一张脸',
    nothing: '什么也不说：随便一张脸',
    examples: ['一个微笑着、戴眼镜的人，留着蓝色短发', '一个撇着嘴、戴帽子、有胡子的人，红色衣服', '一个粉色头发的老水手'],
    another: '换一张脸',
    token: '词元',
    tokens: 'Transformer 续写的：16 个词元',
    face: '解码器由此画出的',
    ms: '十六个词元用时',
    msNote: '按这台机器的钟，写完它们所用的时间。',
  },
});

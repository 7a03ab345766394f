/** This page in a classroom. */
import type { Teaching } from '../../shell/teaching';

export const teaching: Teaching = {
  aims: [
    {
      en: 'Say what an autoencoder’s loss leaves open, and why that matters for sampling.',
      zh: '说清自编码器的损失没有管什么，以及这对采样有什么影响。',
    },
    { en: 'Read the two terms of the bound, and predict what β does to the map.', zh: '读懂下界的两项，预测 β 会把地图变成什么样。' },
    { en: 'Measure whether a dimension stands for a concept.', zh: '测量一个维度是否代表一个概念。' },
    { en: 'Explain the look-up of a VQ-VAE, and why it needs a prior.', zh: '解释 VQ-VAE 的查表，以及它为什么需要先验。' },
  ],
  misconceptions: [
    {
      said: { en: '“A VAE samples from what the encoder learned.”', zh: '“VAE 从编码器学到的高斯里采样。”' },
      rather: {
        en: 'It samples from the fixed prior; the encoder’s ellipses fill it only on average.',
        zh: '它从固定的先验采样；编码器的椭圆只是平均起来填满它。',
      },
    },
    {
      said: { en: '“VAE pictures are soft because of the Gaussian in the middle.”', zh: '“VAE 的图模糊，是因为中间那个高斯。”' },
      rather: {
        en: 'Two things together: noisy codes that several faces share, and a likelihood that asks for their mean.',
        zh: '是两件事合在一起：几张脸共用一个带噪的编码，而似然又要它们的均值。',
      },
    },
    {
      said: { en: '“β-VAE finds the true factors.”', zh: '“β-VAE 会找到真正的因素。”' },
      rather: {
        en: 'Nothing in the likelihood prefers the axes. Here the gap is measured, and it is far from one.',
        zh: '似然里没有什么偏爱坐标轴。这里量出了差距，离 1 还远。',
      },
    },
    {
      said: { en: '“Sixteen likely tokens make a likely face.”', zh: '“十六个可能的词元，就是一张可能的脸。”' },
      rather: { en: 'Only if they go together: that is what the prior is for.', zh: '还要彼此相配：先验就是管这个的。' },
    },
  ],
  plans: {
    10: ['holes', 'ellipses'],
    25: ['holes', 'ellipses', 'beta', 'look-up', 'grammar'],
    45: ['holes', 'ellipses', 'beta', 'direction', 'concepts', 'look-up', 'k-means', 'grammar'],
  },
  exercises: [
    {
      question: {
        en: 'Count faces for the four ways to sample the autoencoder. What does each way know of where the codes lie?',
        zh: '四种从自编码器采样的办法，各数一数有多少是脸。每一种对编码在哪里知道多少？',
      },
      answer: {
        en: 'A box knows only how far they reach, N(0, I) nothing; a fitted Gaussian knows their middle and spread, codes of real faces the places themselves. The loss fixed none of it.',
        zh: '外框只知道它们伸到多远，N(0, I) 什么也不知道；拟合的高斯知道中心和散布，真脸的编码知道位置本身。损失一样也没有管。',
      },
      figure: 'bottleneck',
      state: { how: 'near' },
    },
    {
      question: {
        en: 'Set β to 1000 and train. What does the decoder paint, and why is that its best answer?',
        zh: '把 β 设成 1000 再训练。解码器画出什么？为什么这是它最好的回答？',
      },
      answer: {
        en: 'The average face, for every z: codes that cost so much say nothing, and the mean is what squared error asks for when nothing is known.',
        zh: '不管 z 是什么，都是平均脸：编码太贵，干脆什么都不说；什么都不知道时，平方误差要的就是均值。',
      },
      figure: 'gaussian',
      state: { beta: 1000 },
    },
    {
      question: {
        en: 'Does the place of a cell alone already tell the part? Compare the control with the learned codes.',
        zh: '光凭格子的位置，能不能说出部件？把对照和学到的码比一比。',
      },
      answer: {
        en: 'A good deal of it: the faces are aligned. The codes’ own part is what is left over that control.',
        zh: '能说出不少：脸是对齐的。码自己的贡献，是超出这个对照的那一部分。',
      },
      figure: 'segmentation',
      state: { control: 'place' },
    },
  ],
};

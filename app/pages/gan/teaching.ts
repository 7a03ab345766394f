/** This page in a classroom. */
import type { Teaching } from '../../shell/teaching';

export const teaching: Teaching = {
  aims: [
    { en: 'Say what G receives from D, and why no data point is needed for it.', zh: '说清 G 从 D 得到什么，为什么不需要任何数据点。' },
    { en: 'Derive the optimal D for a fixed G, and read V as a divergence.', zh: '对固定的 G 推出最优的 D，并把 V 读作一个散度。' },
    {
      en: 'Explain why small gradient steps circle the equilibrium, and what damping changes.',
      zh: '解释小步梯度为什么绕着均衡点转，阻尼改变了什么。',
    },
    {
      en: 'Tell “the noise is rich” from “the samples are varied”, and measure the second.',
      zh: '区分“噪声丰富”和“样本多样”，并测量后者。',
    },
  ],
  misconceptions: [
    {
      said: { en: '“A low loss of G means good samples.”', zh: '“G 的损失低，样本就好。”' },
      rather: {
        en: 'The loss is the state of a game. When it goes well, D guesses and both losses stand still; only a distance says how good G is.',
        zh: '损失只是博弈的局面。顺利时 D 在猜，两个损失都不动；说明 G 有多好的是距离。',
      },
    },
    {
      said: { en: '“With smaller steps it would converge.”', zh: '“步子小一些就收敛了。”' },
      rather: {
        en: 'The field itself turns. Smaller steps only leave the equilibrium more slowly; a penalty changes the field.',
        zh: '打转的是场本身。小步只是离开得慢一些；惩罚项才改变场。',
      },
    },
    {
      said: { en: '“More noise gives more variety.”', zh: '“噪声越多，样本越多样。”' },
      rather: { en: 'Noise is permission. A G that runs ahead ignores it.', zh: '噪声只是准许。跑得太快的 G 不理会它。' },
    },
    {
      said: { en: '“D computes the Jensen–Shannon divergence.”', zh: '“D 算的是 JS 散度。”' },
      rather: { en: 'Only the optimal D does. Every other gives a lower bound.', zh: '只有最优的 D 是。其他的都只给出下界。' },
    },
  ],
  plans: {
    10: ['one-step', 'circle'],
    25: ['one-step', 'value', 'optimal', 'circle', 'no-other-dice'],
    45: ['one-step', 'value', 'optimal', 'circle', 'damped', 'no-other-dice', 'collapse', 'wish', 'birthday'],
  },
  exercises: [
    {
      question: {
        en: 'Push the generator’s hump far away from the data. Which way does the learned D’s value pull it, and how strongly?',
        zh: '把生成器的峰推得离数据很远。这时 V 朝哪边拉它，拉力多大？',
      },
      answer: {
        en: 'Hardly at all: D* is a step, flat on both sides, and JS is close to its largest value log 2, whatever the distance.',
        zh: '几乎不拉：D* 成了两边平的阶跃，无论多远，JS 都接近最大值 log 2。',
      },
      figure: 'optimal',
      state: { mean: 4, sigma: 0.3 },
    },
    {
      question: {
        en: 'For which γ does the Dirac-GAN with R1 settle fastest: 0.1, 0.5 or 5? Guess before you look.',
        zh: '带 R1 的 Dirac-GAN，γ 取 0.1、0.5、5 哪个最快停下？先猜再看。',
      },
      answer: {
        en: 'Neither the smallest nor the largest. A small γ damps little; with a large one D follows so sluggishly that θ creeps in.',
        zh: '不是最小的，也不是最大的。γ 小，阻尼弱；γ 太大，D 迟钝，θ 只能慢慢爬过去。',
      },
      figure: 'dirac',
      state: { method: 'r1', update: 'alternating', gamma: 5 },
    },
    {
      question: {
        en: 'How many different points can G make from noise with two values in one coordinate?',
        zh: '噪声只有一个坐标、两个取值时，G 最多能画出几个不同的点？',
      },
      answer: { en: 'Two. G is a function, and no training gives it a third.', zh: '两个。G 是函数，再怎么训练也变不出第三个。' },
      figure: 'variety',
      state: { noise: 'discrete', dim: 1, values: 2 },
    },
  ],
};

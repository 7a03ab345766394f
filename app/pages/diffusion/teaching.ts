/** This page in a classroom. */
import type { Teaching } from '../../shell/teaching';

export const teaching: Teaching = {
  aims: [
    { en: 'Derive the jump from the single step, and read ᾱ as a share of variance.', zh: '由单步推出一跳，把 ᾱ 读作方差的份额。' },
    {
      en: 'Say what the network is asked, what the answer is, and why we know it.',
      zh: '说清问网络的是什么、答案是什么、我们为什么知道答案。',
    },
    { en: 'Translate between noise, clean picture, velocity, mean and score.', zh: '在噪声、干净图、速度、均值和分数之间互相换算。' },
    { en: 'Explain what is settled early and what late on the way back.', zh: '解释回来的路上什么先定，什么后定。' },
  ],
  misconceptions: [
    {
      said: { en: '“The network predicts the noise added in this step.”', zh: '“网络预测的是这一步加上的噪声。”' },
      rather: {
        en: 'It predicts that of the whole jump from x₀: all steps so far in one.',
        zh: '它预测的是从 x₀ 起整个一跳的噪声：此前所有步合成一个。',
      },
    },
    {
      said: { en: '“It finds the very noise that was added.”', zh: '“它找到的就是当初加上的那份噪声。”' },
      rather: {
        en: 'That cannot be known. It answers with the average of all that could have led here.',
        zh: '那是无法知道的。它给出所有可能噪声的平均。',
      },
    },
    {
      said: { en: '“More noise steps make a better model.”', zh: '“步数越多，模型越好。”' },
      rather: {
        en: 'The same network can be asked at only twenty-five of the thousand times. What changes is how long each leap is, and how much noise belongs in it.',
        zh: '同一个网络，一千个时间里可以只问二十五个。变的是每一跳多长，以及该放回多少噪声。',
      },
    },
    {
      said: { en: '“It must be told the time, or nothing works.”', zh: '“不告诉它时间就完全不行。”' },
      rather: {
        en: 'A picture gives its noise level away by itself; in the plane a point does not.',
        zh: '一张图自己就透露了噪声有多大；平面上的一个点则不会。',
      },
    },
  ],
  plans: {
    10: ['forward', 'backward'],
    25: ['forward', 'backward', 'target', 'lie', 'score'],
    45: ['forward', 'isotropic', 'backward', 'target', 'questions', 'lie', 'score'],
  },
  exercises: [
    {
      question: {
        en: 'At t = 500, which schedule has kept more of the picture, linear or cosine?',
        zh: 't = 500 时，线性和余弦两种调度，哪种保留的图更多？',
      },
      answer: {
        en: 'The cosine: it was made so that ᾱ does not fall to nothing long before the end.',
        zh: '余弦：设计它就是为了不让 ᾱ 早早掉到几乎为零。',
      },
      figure: 'forward',
      state: { t: 500, schedule: 'cosine' },
    },
    {
      question: { en: 'With DDIM and η = 0, what does the face depend on?', zh: '用 DDIM、η = 0 时，脸取决于什么？' },
      answer: {
        en: 'On the first noise alone: a walk from one noise to another is a walk from one face to another.',
        zh: '只取决于最初的噪声：从一个噪声走到另一个，就是从一张脸走到另一张。',
      },
      figure: 'backward',
      state: { sampler: 'ddim', start: 'between' },
    },
    {
      question: {
        en: 'Where do all arrows of the score point at t = 1000, whatever the data? Why?',
        zh: 't = 1000 时，不管什么数据，分数的箭头都指向哪里？为什么？',
      },
      answer: {
        en: 'To the middle: p_t is very nearly one round Gaussian, and its score is −x.',
        zh: '指向中间：p_t 几乎就是一个圆的高斯，它的分数是 −x。',
      },
      figure: 'score',
      state: { t: 1000, show: 'exact' },
    },
  ],
};

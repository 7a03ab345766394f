/** This page in a classroom. */
import type { Teaching } from '../../shell/teaching';

export const teaching: Teaching = {
  aims: [
    { en: 'Follow one number of a feature map back to the pixels it depends on.', zh: '把特征图里的一个数追溯到它依赖的像素。' },
    { en: 'Tell transposed convolution from interpolation, and predict a checkerboard.', zh: '区分转置卷积和插值，并预测棋盘格。' },
    { en: 'Derive guidance from Bayes’ rule, with a classifier and without.', zh: '用贝叶斯公式推出引导，带分类器和不带分类器。' },
    { en: 'Name what guidance costs, and measure it.', zh: '说出引导的代价，并测量它。' },
  ],
  misconceptions: [
    {
      said: { en: '“Transposed convolution undoes a convolution.”', zh: '“转置卷积把卷积还原。”' },
      rather: {
        en: 'It stamps kernels and adds them up. As a matrix it is the transpose, not the inverse.',
        zh: '它是盖章再相加。作为矩阵，它是转置，不是逆。',
      },
    },
    {
      said: { en: '“Any good classifier can guide.”', zh: '“好的分类器都能引导。”' },
      rather: { en: 'It is asked about noise, so it must have been trained on noise.', zh: '问它的是带噪的图，所以它必须在噪声上训练过。' },
    },
    {
      said: { en: '“Guidance makes samples better.”', zh: '“引导让样本更好。”' },
      rather: {
        en: 'It makes them agree with the wish, and pays with variety; fidelity rose on photographs, and falls on these faces.',
        zh: '它让样本与愿望相符，付出的是多样性；保真度在照片上升了，在这些脸上却降了。',
      },
    },
    {
      said: { en: '“In training the network gives both outputs.”', zh: '“训练时网络同时给出两个输出。”' },
      rather: { en: 'One or the other, by a die. Both are asked for only in sampling.', zh: '由骰子决定是哪一个。采样时才两个都问。' },
    },
  ],
  plans: {
    10: ['skips', 'free'],
    25: ['inside', 'skips', 'classifier', 'free', 'compare'],
    45: ['inside', 'stamps', 'skips', 'classifier', 'free', 'sharpened', 'compare'],
  },
  exercises: [
    {
      question: { en: 'Which kernel sizes leave no checkerboard at stride 2?', zh: '步长为 2 时，哪些核大小不会留下棋盘格？' },
      answer: {
        en: 'Those that the stride divides: 2 and 4. There every output is under equally many stamps.',
        zh: '能被步长整除的：2 和 4。那时每个输出上叠的章一样多。',
      },
      figure: 'resample',
      state: { input: 'flat', size: 4, stride: 2 },
    },
    {
      question: {
        en: 'Swap the bottoms of two faces and keep all skips, at t = 100 and at t = 700. Who is who?',
        zh: '互换两张脸的最底层，跳跃连接都保留，t 取 100 和 700。谁是谁？',
      },
      answer: {
        en: 'At t = 700 each has mostly become the other: in so much noise the skips have little to hand over, and the network believes its bottom. At t = 100 each is still itself: the picture says nearly everything, and the skips hand it over.',
        zh: 't = 700 时，两张脸大半变成了对方：噪声这么大，跳跃连接没有多少可递，网络相信最底层。t = 100 时，谁还是谁：图里几乎什么都有，跳跃连接把它递过去。',
      },
      figure: 'skips',
      state: { t: 700 },
    },
    {
      question: {
        en: 'Is there a w at which guided samples are exactly those of the conditional model?',
        zh: '有没有一个 w，使引导的样本恰好就是条件模型的样本？',
      },
      answer: { en: 'Yes, w = 0: then nothing is extrapolated.', zh: '有，w = 0：这时什么也没有外推。' },
      figure: 'free',
      state: { w: 0 },
    },
  ],
};

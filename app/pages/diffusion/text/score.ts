/** The words of the figure on the score, in both languages. */
import { defineText } from '../../../i18n';

const pair = (v: readonly [number, number]) => `(${v[0].toFixed(1)}, ${v[1].toFixed(1)})`.replaceAll('-', '−');

export const text = defineText({
  en: {
    title: 'The score: which way is uphill',
    claim:
      'Predicting the noise is the same as knowing, at every noise level, in which direction the data become denser. Particles that follow it end up as data.',
    schedule: 'Schedule',
    schedules: { linear: 'linear', cosine: 'cosine' },
    show: 'Arrows',
    shows: { exact: 'exact', learned: 'learned', difference: 'difference' },
    steps: 'steps of the particles',
    ways: 'show their ways',
    flow: 'Let them flow',
    plane: (t: number) => `p at t = ${t}`,
    planeNote: 'shaded: exact density',
    planeLabel: (t: number, error: string) =>
      `Density of the noised data at t = ${t}, arrows of the score, and particles on their way from noise; the learned score is off by ${error} in units of the noise.`,
    timeline: 'Time, from noise at the left to data at the right',
    drawMore: 'Draw a little more: until then the last data stays.',
    drawHere: 'Draw your data on the plane: mouse, finger, or arrow keys and Enter. Training starts anew with every stroke.',
    at: (at: readonly [number, number], alphaBar: number, score: readonly [number, number]) =>
      `at ${pair(at)}: ∇ log p = ${pair(score)}, so the expected noise is ${pair([-Math.sqrt(1 - alphaBar) * score[0], -Math.sqrt(1 - alphaBar) * score[1]])}`,
    legend:
      'Particles start as noise (t = 1,000, left) and flow to the data (t = 0, right). η = 0 follows the flow; η = 1 is the ancestral sampler. Point at the plane for the exact score there.',
    error: 'error of the score',
    errorNote:
      'Root mean square of learned minus exact score over the arrows, weighted by the density there, times √(1−ᾱ): in units of predicted noise.',
    distance: 'particles to data',
    training: 'training steps',
    loss: 'Loss',
    lossLabel: 'Mean squared error of the predicted noise over training steps, approaching the error of the exact score.',
    optimum: 'exact score',
    ratio: 'Distance of particles to data',
    ratioLabel: 'Distance of the particles to the data over that of two fresh samples, over training steps.',
    floor: 'data to data',
  },
  zh: {
    title: '分数：哪边是上坡',
    claim: '会预测噪声，就等于在每一级噪声下都知道朝哪个方向走数据更密。顺着它走的粒子，最后就成了数据。',
    schedule: '噪声调度',
    schedules: { linear: '线性', cosine: '余弦' },
    show: '箭头',
    shows: { exact: '精确的', learned: '学到的', difference: '两者之差' },
    steps: '粒子走的步数',
    ways: '画出路径',
    flow: '让粒子流动',
    plane: (t: number) => `t = ${t} 时的 p`,
    planeNote: '底色：精确的密度',
    planeLabel: (t: number, error: string) =>
      `t = ${t} 时加噪数据的密度、分数的箭头，以及从噪声走来的粒子；学到的分数误差为 ${error}（以噪声为单位）。`,
    timeline: '时间，左边是噪声，右边是数据',
    drawMore: '请再多画一点；在那之前仍用原来的数据。',
    drawHere: '在平面上画出你的数据：鼠标、手指，或方向键和回车。每画一笔，训练就重新开始。',
    at: (at: readonly [number, number], alphaBar: number, score: readonly [number, number]) =>
      `在 ${pair(at)}：∇ log p = ${pair(score)}，因此期望的噪声是 ${pair([-Math.sqrt(1 - alphaBar) * score[0], -Math.sqrt(1 - alphaBar) * score[1]])}`,
    legend:
      '粒子从噪声出发（t = 1000，左），流向数据（t = 0，右）。η = 0 顺着流走；η = 1 是祖先采样。把指针放在平面上，可以读出那里的精确分数。',
    error: '分数的误差',
    errorNote: '在各个箭头处，学到的减去精确的分数，按那里的密度加权取均方根，再乘 √(1−ᾱ)：以预测的噪声为单位。',
    distance: '粒子到数据',
    training: '训练步数',
    loss: '损失',
    lossLabel: '预测噪声的均方误差随训练步数下降，趋近精确分数的误差。',
    optimum: '精确的分数',
    ratio: '粒子到数据的距离',
    ratioLabel: '粒子到数据的距离除以两份新取数据之间的距离，随训练步数变化。',
    floor: '数据对数据',
  },
});

/** The words of the figure on the covariance on its way to the identity, in both languages. */
import { defineText } from '../../../i18n';

export const text = defineText({
  en: {
    title: 'However long the ellipse, it ends as a circle',
    claim: 'Isotropic means: the covariance is a multiple of the identity. Long directions shrink, flat ones swell, until all are equal.',
    schedule: 'Schedule',
    schedules: { linear: 'linear', cosine: 'cosine' },
    plane: 'Points in the plane',
    planeNote: (t: number) => `at t = ${t}; solid: two standard deviations, dashed: N(0, I)`,
    planeLabel: (t: number, ratio: string) =>
      `Noised points at t = ${t}; the longer axis of their ellipse is ${ratio} times the shorter one.`,
    spectrum: 'Spectrum of faces',
    spectrumNote: (n: number) => `256 variances, from ${n} faces`,
    spectrumLabel: (t: number, ratio: string) =>
      `Eigenvalues of the covariance of face pictures at t = ${t}, sorted: the largest is ${ratio} times the smallest; all approach 1.`,
    rank: 'direction, by rank',
    identity: 'identity',
    axes: 'long axis / short axis',
    condition: 'largest / smallest variance of faces',
    timeline: 'Time step t',
    drawMore: 'Draw a little more: until then the last data stays.',
  },
  zh: {
    title: '再扁的椭圆，最后也成了圆',
    claim: '各向同性是说：协方差是单位矩阵的倍数。长的方向缩短，扁的方向鼓起，直到全都相等。',
    schedule: '噪声调度',
    schedules: { linear: '线性', cosine: '余弦' },
    plane: '平面上的点',
    planeNote: (t: number) => `t = ${t}；实线：两个标准差，虚线：N(0, I)`,
    planeLabel: (t: number, ratio: string) => `t = ${t} 时加了噪声的点；它们的椭圆长轴是短轴的 ${ratio} 倍。`,
    spectrum: '人脸的谱',
    spectrumNote: (n: number) => `256 个方差，取自 ${n} 张脸`,
    spectrumLabel: (t: number, ratio: string) => `t = ${t} 时人脸图像协方差的特征值，从大到小：最大的是最小的 ${ratio} 倍；全都趋向 1。`,
    rank: '方向（按大小排列）',
    identity: '单位矩阵',
    axes: '长轴 / 短轴',
    condition: '人脸方差的最大 / 最小',
    timeline: '时间步 t',
    drawMore: '请再多画一点；在那之前仍用原来的数据。',
  },
});

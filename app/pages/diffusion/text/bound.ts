/** The words of the figure that measures the bound step by step. */
import { defineText } from '../../../i18n';

export const text = defineText({
  en: {
    title: 'Where the bound spends its bits',
    claim:
      'The bound pays for the first few steps, where the picture is there already and only its grain is not known. The simple loss pays for the steps where the face is decided.',
    sigma: 'Variance of the step back',
    sigmas: { posterior: 'σ² = β̃', beta: 'σ² = β' },
    errors: 'Two errors at each t',
    errorsLabel: (noise: string, picture: string) =>
      `Mean squared errors over t, both axes logarithmic: that of the noise falls from ${noise} at t = 1, that of the picture rises from ${picture}.`,
    ofNoise: 'of the noise',
    ofPicture: 'of the picture',
    weights: 'What an error of the noise costs',
    weightsLabel:
      'Weight of the squared error of the noise over t, both axes logarithmic: in the bound it falls over two powers of ten, and rises steeply at the very end; in the simple loss it is 1 throughout.',
    inBound: 'the bound',
    inSimple: 'the simple loss',
    shares: 'Share of the whole that steps 1 … t have',
    sharesLabel: (half: number, halfSimple: number) =>
      `Share of the sum over steps up to t, t logarithmic: the bound has half of its sum by t = ${half}, the simple loss by t = ${halfSimple}.`,
    upTo: (t: number, bound: string, simple: string) =>
      `Steps 1 to ${t} have ${bound} of the bound, and ${simple} of the simple loss. Drag in the lower picture.`,
    total: 'the bound',
    totalUnit: 'bits a number',
    totalNote: (parts: { first: string; rest: string; end: string; error: string }) =>
      `All terms, over the numbers of a picture and ln 2: L₀ = ${parts.first}, the steps 2 … T together ${parts.rest}, L_T = ${parts.end} bits. Standard error ${parts.error}. Writing every number down as it is costs 8.`,
    half: 'half of the bound is spent by',
    halfNote: 'The first t by which the sum of the terms reaches half of all.',
    halfSimple: 'half of the simple loss by',
    halfSimpleNote: 'The first t by which the sum of the unweighted errors reaches half of all.',
    seen: 'faces seen at each t',
    seenNote: (bands: number) => `Held-out faces, one in each of ${bands} bands of t a round; within a band t is drawn evenly.`,
    t: 't =',
  },
  zh: {
    title: '这个界把比特花在哪里',
    claim: '界的代价花在最初的几步：图像已经在那里，只有颗粒还不知道。简单损失的代价，花在决定这张脸的那些步上。',
    sigma: '往回一步的方差',
    sigmas: { posterior: 'σ² = β̃', beta: 'σ² = β' },
    errors: '每个 t 处的两种误差',
    errorsLabel: (noise: string, picture: string) =>
      `均方误差随 t 的变化，两轴都是对数：噪声的误差从 t = 1 处的 ${noise} 下降，图像的误差从 ${picture} 上升。`,
    ofNoise: '噪声的',
    ofPicture: '图像的',
    weights: '噪声错一点要付多少',
    weightsLabel: '噪声的平方误差的权重随 t 的变化，两轴都是对数：在界里它下降两个数量级，到最后又陡然升起；在简单损失里处处是 1。',
    inBound: '界',
    inSimple: '简单损失',
    shares: '第 1 到 t 步占全部的几成',
    sharesLabel: (half: number, halfSimple: number) =>
      `到 t 为止各步之和占全部的比例，t 为对数：界到 t = ${half} 已过一半，简单损失到 t = ${halfSimple} 才过一半。`,
    upTo: (t: number, bound: string, simple: string) => `第 1 到 ${t} 步占界的 ${bound}，占简单损失的 ${simple}。可以在下面的图里拖动。`,
    total: '界',
    totalUnit: '比特/数',
    totalNote: (parts: { first: string; rest: string; end: string; error: string }) =>
      `各项之和，除以一幅图的数的个数和 ln 2：L₀ = ${parts.first}，第 2 … T 步合计 ${parts.rest}，L_T = ${parts.end} 比特。标准误差 ${parts.error}。把每个数原样写下要 8 比特。`,
    half: '界花掉一半时',
    halfNote: '各项之和首次达到全部一半的 t。',
    halfSimple: '简单损失花掉一半时',
    halfSimpleNote: '不加权的误差之和首次达到全部一半的 t。',
    seen: '每个 t 处看过的脸',
    seenNote: (bands: number) => `没有训练过的脸，每轮在 ${bands} 段 t 里各取一张；段内的 t 均匀抽取。`,
    t: 't =',
  },
});

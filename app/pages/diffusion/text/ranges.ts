/** The words of the figure that holds one network against four. */
import { defineText } from '../../../i18n';

export const text = defineText({
  en: {
    title: 'One network, or four?',
    claim:
      'One set of parameters serves all steps. Four networks, one for each quarter of t, with as many parameters together and as much arithmetic to learn with, should then do no better.',
    size: 'The four have',
    sizes: { all: 'as many parameters in all', each: 'as many each' },
    names: { one: 'one for all t', four: 'one for each quarter' },
    short: { one: 'one', four: 'four' },
    distance: 'distance',
    distanceNote:
      'Sliced Wasserstein distance of 400 samples, made in 50 ancestral steps, to fresh samples of the data, over that of two fresh samples. 1 is as good as the data itself.',
    parameters: 'parameters',
    parametersNote: 'Weights and biases: of the one network, or of the four together.',
    plane: (name: string, ratio: string) =>
      `Samples of "${name}" over the data; their distance is ${ratio} times that of two fresh samples of the data.`,
    byTime: 'Error against the exact answer, by t',
    byTimeLabel:
      'Mean square of the difference between what is said and the exact expected noise, over t, logarithmic; one curve for the one network, one for the four, whose ranges meet at 250, 500 and 750.',
    repeats: 'Distance at the end of each repeat',
    repeatsLabel: (n: number, won: number) =>
      `Distance of the samples to the data at the end of ${n} repeats from other seeds; the four were nearer in ${won} of them.`,
    repeat: 'repeat',
    notYet: (step: number, of: number) => `the first repeat ends at step ${of}; it is at ${step}`,
    floor: 'data to data',
    nearer: 'four nearer to the data in',
    nearerNote:
      'Repeats at whose end the samples of the four were nearer to the data than those of the one, of all repeats that have ended.',
    error: 'error, four over one',
    errorNote:
      'Error against the exact answer, meaned over t and over all repeats that have ended: that of the four divided by that of the one.',
  },
  zh: {
    title: '一个网络，还是四个？',
    claim: '一套参数管所有的步。若真如此，每四分之一的 t 各用一个网络，一共四个，参数总数相同，学习时的计算量也相同，就不该做得更好。',
    size: '四个网络的参数',
    sizes: { all: '合起来一样多', each: '每个都一样多' },
    names: { one: '一个管所有的 t', four: '每四分之一各一个' },
    short: { one: '一个', four: '四个' },
    distance: '距离',
    distanceNote:
      '用 50 步祖先采样得到的 400 个样本，到新抽的数据的切片 Wasserstein 距离，除以两份新抽的数据之间的距离。1 表示和数据本身一样好。',
    parameters: '参数',
    parametersNote: '权重与偏置的个数：一个网络的，或四个网络合起来的。',
    plane: (name: string, ratio: string) => `“${name}”的样本与数据；它们的距离是两份新样本之间距离的 ${ratio} 倍。`,
    byTime: '与精确答案的误差，随 t',
    byTimeLabel:
      '网络说的与精确的期望噪声之差的均方，随 t 的变化，对数刻度；一个网络一条曲线，四个网络合成一条，它们的范围在 250、500、750 处相接。',
    repeats: '每次重复结束时的距离',
    repeatsLabel: (n: number, won: number) => `换种子重复 ${n} 次，每次结束时样本到数据的距离；其中 ${won} 次四个网络更近。`,
    repeat: '第几次',
    notYet: (step: number, of: number) => `第一次重复到第 ${of} 步结束；现在是第 ${step} 步`,
    floor: '数据到数据',
    nearer: '四个更近的次数',
    nearerNote: '在已经结束的各次重复里，结束时四个网络的样本比一个网络的更接近数据的次数。',
    error: '误差之比，四个比一个',
    errorNote: '与精确答案的误差，对 t 和已结束的各次重复取平均：四个网络的除以一个网络的。',
  },
});

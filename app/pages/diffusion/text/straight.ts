/** The words of the figure on curved and straight paths. */
import { defineText } from '../../../i18n';

export const text = defineText({
  en: {
    title: 'How straight is the way back?',
    claim:
      'Who walks straight may take large steps. Learning straight lines does not make straight paths, since the lines cross. Learning them once more, between the ends of those paths, does, and then one step is enough.',
    steps: 'steps of the paths drawn',
    names: { curved: 'diffusion', straight: 'flow matching', again: 'reflow' },
    distance: 'distance',
    distanceNote: (n: number) =>
      `Sliced Wasserstein distance of the samples of ${n} steps to fresh samples of the data, over that of two fresh samples. 1 is as good as the data itself.`,
    detour: 'path over chord',
    detourNote:
      'Length of the paths, taken in 50 steps, over the straight line between their ends, on the mean over 400 paths. 1 is straight.',
    plane: (name: string, steps: number, ratio: string) =>
      `Paths of "${name}" from noise to data in ${steps} steps, with where they end; the ends are ${ratio} times as far from the data as two fresh samples from each other.`,
    curves: 'Distance to the data by number of steps',
    curvesLabel:
      'Sliced Wasserstein distance to the data over that of two fresh samples, over the number of steps from 1 to 50, both axes logarithmic, one curve a network.',
    x: 'steps',
    floor: 'data to data',
    wait: (done: number, of: number) => `begins after step ${of} of the two others; they are at ${done}`,
    trained: 'training steps',
    trainedNote:
      'Of the first two networks, on the same points and the same noise; then of the third, which begins as a copy of the second.',
  },
  zh: {
    title: '回来的路有多直？',
    claim: '走得直，步子才可以大。学的是直线，走出来的路却不直，因为线会相交。拿这些路的两端再学一遍直线，路就直了，这时一步就够。',
    steps: '所画的路的步数',
    names: { curved: '扩散', straight: '流匹配', again: '再流（reflow）' },
    distance: '距离',
    distanceNote: (n: number) =>
      `走 ${n} 步得到的样本到新抽的数据的切片 Wasserstein 距离，除以两份新抽的数据之间的距离。1 表示和数据本身一样好。`,
    detour: '路长比弦长',
    detourNote: '分 50 步走出的路的长度，除以两端之间的直线距离，400 条路平均。1 就是直的。',
    plane: (name: string, steps: number, ratio: string) =>
      `“${name}”分 ${steps} 步从噪声走到数据的路，以及走到的地方；终点到数据的距离是两份新样本之间距离的 ${ratio} 倍。`,
    curves: '到数据的距离，随步数',
    curvesLabel: '到数据的切片 Wasserstein 距离除以两份新样本之间的距离，随步数从 1 到 50 的变化，两轴都是对数，每个网络一条曲线。',
    x: '步数',
    floor: '数据到数据',
    wait: (done: number, of: number) => `等前两个网络学完 ${of} 步才开始；现在是第 ${done} 步`,
    trained: '训练步数',
    trainedNote: '前两个网络的，用同样的点和同样的噪声；然后是第三个的，它从第二个的副本开始。',
  },
});

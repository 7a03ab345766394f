/** The words of comparing networks trained side by side in the plane, in both languages. */
import { defineText } from '../../../i18n';

export const text = defineText({
  en: {
    distance: 'distance',
    distanceNote:
      'Sliced Wasserstein distance of these samples to the data, over that of two fresh samples of the data. 1 is as good as the data itself.',
    plane: (name: string, ratio: string) =>
      `Samples of the network "${name}" over the data; their distance is ${ratio} times that of two fresh samples of the data.`,
    curves: 'Distance to the data',
    curvesLabel:
      'Sliced Wasserstein distance of the samples to the data over that of two fresh samples, over training steps, one curve a network.',
    steps: 'training steps',
    floor: 'data to data',
  },
  zh: {
    distance: '距离',
    distanceNote: '这些样本到数据的切片 Wasserstein 距离，除以两份新取数据之间的距离。1 就和数据本身一样好。',
    plane: (name: string, ratio: string) => `网络“${name}”的样本与数据；它们的距离是两份新取数据之间距离的 ${ratio} 倍。`,
    curves: '到数据的距离',
    curvesLabel: '样本到数据的切片 Wasserstein 距离，除以两份新取数据之间的距离，随训练步数变化，每个网络一条曲线。',
    steps: '训练步数',
    floor: '数据对数据',
  },
});

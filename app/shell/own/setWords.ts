/** Words of the figures that train on pictures of the reader's own, in both languages. */
import { defineText } from '../../i18n';

export const setWords = defineText({
  en: {
    on: 'Train on',
    ons: { faces: 'faces', own: 'my pictures' },
    moved: ', mirrored and moved by a pixel because they are so few',
    tooFew: (n: number, least: number) =>
      `${n === 0 ? 'This device keeps no pictures of yours' : `This device keeps ${n} of your pictures`}, and it takes ${least}: until then it trains on faces. They stay where they were added, an address does not carry them.`,
    near: { own: 'samples to yours', faces: 'samples to faces' },
    nearNote: (samples: number, n: number) =>
      `Mean squared difference of ${samples} samples to the nearest of ${n} pictures: all that training draws of yours, or as many test faces.`,
  },
  zh: {
    on: '训练数据',
    ons: { faces: '脸', own: '我的图片' },
    moved: '；因为太少，训练时随机左右翻转、挪动一个像素',
    tooFew: (n: number, least: number) =>
      `${n === 0 ? '这台设备上没有你的图片' : `这台设备上有你的 ${n} 张图片`}，至少要 ${least} 张：在那之前用脸训练。图片留在添加它们的那台设备上，链接里不带。`,
    near: { own: '样本到你的图片', faces: '样本到脸' },
    nearNote: (samples: number, n: number) =>
      `${samples} 张样本到 ${n} 张图里最近一张的像素差的平方的平均：一边是训练会用到的你的图片的各种样子，另一边是同样多的测试脸。`,
  },
});

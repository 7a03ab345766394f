/** The words on the doors to what is the reader's own: they travel with the figures. */
import { defineText } from '../../i18n';

export const doors = defineText({
  en: {
    fromFile: 'From a file …',
    pointsTitle: 'Points of your own',
    picture: 'Your picture …',
    pictureTitle: 'A picture of your own, 16 × 16',
    pictures: (n: number) => `Your pictures: ${n} …`,
    picturesTitle: 'Pictures of your own to train on',
    reading: 'Reading …',
  },
  zh: {
    fromFile: '从文件来……',
    pointsTitle: '自己的点',
    picture: '自己的图片……',
    pictureTitle: '自己的图片，16 × 16',
    pictures: (n: number) => `自己的图片：${n} 张……`,
    picturesTitle: '用来训练的自己的图片',
    reading: '正在读……',
  },
});

/** The words of what several figures of this page share, in both languages. */
import { defineText } from '../../../i18n';

export const text = defineText({
  en: {
    data: 'Data',
    drawn: 'your own',
    erase: 'Erase',
    colours: 'Colours',
    unpaint: 'Undo painting',
    face: 'Face',
    faces: 'Faces to choose from',
    faceName: (i: number) => `Face ${i}`,
    randomFace: 'random',
  },
  zh: {
    data: '数据',
    drawn: '自己的数据',
    erase: '擦掉',
    colours: '颜色',
    unpaint: '撤销涂画',
    face: '脸',
    faces: '可选的脸',
    faceName: (i: number) => `第 ${i} 张脸`,
    randomFace: '随机一张',
  },
});

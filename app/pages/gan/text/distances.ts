/** The words of the figure on JS and W₁ over the distance of two humps, in both languages. */
import { defineText } from '../../../i18n';
import { plain } from '../../../shell/numbers';

export const text = defineText({
  en: {
    title: 'Where JS stops teaching',
    claim:
      'Once two humps no longer overlap, JS stands still at log 2 and its slope is gone; W₁ grows with the distance, with slope 1 however far apart they are.',
    at: 'where p_g stands',
    width: 'width of both humps',
    drag: 'where p_g stands',
    plot: 'The density of the data at 0 and that of the generator beside it, over x from −8 to 8.',
    jsOver: 'JS, by where the generated hump stands',
    jsAlt: 'JS over the position of the generated hump: a narrow valley at 0, flat at log 2 on either side.',
    w1Over: 'W₁, likewise',
    w1Alt: 'W₁ over the position of the generated hump: it grows in a straight line on either side of 0.',
    pulls: 'How steep each is; every line is a factor of ten',
    pullsAlt:
      'The size of the slope, on a logarithmic scale: that of JS falls by orders of magnitude with the distance, that of W₁ is 1 throughout, that of KL minus 2 JS grows.',
    names: { js: 'JS', nonSaturating: 'KL − 2 JS', w1: 'W₁' },
    pullOf: (name: string) => `slope of ${name}`,
    says: (dead: boolean, js: number, w1: number) =>
      dead
        ? `Here the slope of W₁ is ${plain(w1)} and that of JS ${plain(js)}: G is told next to nothing by a perfect D.`
        : `Here the humps overlap, and both teach: the slope of JS is ${plain(js)}, that of W₁ ${plain(w1)}.`,
  },
  zh: {
    title: 'JS 从哪里起不再教人',
    claim: '两个峰一旦不再重叠，JS 就停在 log 2 上，坡度也没有了；W₁ 随距离增大，离得再远，坡度都是 1。',
    at: 'p_g 的位置',
    width: '两个峰的宽度',
    drag: 'p_g 的位置',
    plot: '数据的密度在 0 处，生成器的密度在它旁边，x 从 −8 到 8。',
    jsOver: 'JS 随生成峰的位置',
    jsAlt: 'JS 随生成峰的位置：0 处是一道窄谷，两边平在 log 2。',
    w1Over: 'W₁，同上',
    w1Alt: 'W₁ 随生成峰的位置：在 0 的两边沿直线上升。',
    pulls: '各有多陡；纵轴每格差十倍',
    pullsAlt: '坡度的大小，对数刻度：JS 的坡度随距离一个数量级一个数量级地掉，W₁ 的始终是 1，KL 减 2 JS 的越来越大。',
    names: { js: 'JS', nonSaturating: 'KL − 2 JS', w1: 'W₁' },
    pullOf: (name: string) => `${name} 的坡度`,
    says: (dead: boolean, js: number, w1: number) =>
      dead
        ? `这里 W₁ 的坡度是 ${plain(w1)}，JS 的只有 ${plain(js)}：完美的 D 几乎什么也没告诉 G。`
        : `这里两个峰还重叠着，两者都在教：JS 的坡度是 ${plain(js)}，W₁ 的是 ${plain(w1)}。`,
  },
});

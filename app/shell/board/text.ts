/** The words of a frozen figure's board. */
import { defineText } from '../../i18n';

export const text = defineText({
  en: {
    bar: 'Pens and magnifier',
    frozen: (step: string | null) =>
      step === null ? 'The picture is frozen.' : `The picture is frozen at step ${step}; nothing runs meanwhile.`,
    paper: {
      pen: 'Frozen picture, with a pen. Arrow keys move the pen, Enter puts it down and lifts it.',
      eraser: 'Frozen picture, with an eraser. Arrow keys move it, Enter takes away the stroke under it.',
      lens: (zoom: string) => `Frozen picture under a magnifier, ${zoom} times. Arrow keys move it, plus and minus enlarge more and less.`,
    },
    drawn: (n: number) => (n === 1 ? '1 stroke is drawn on it.' : `${n} strokes are drawn on it.`),
    pens: { ink: 'Ink', data: 'Colour of real data', generated: 'Colour of the generated', condition: 'Colour of the condition' },
    eraser: 'Eraser',
    undo: 'Undo',
    clear: 'Clear',
    lens: 'Magnifier',
    more: 'Larger',
    less: 'Smaller',
    times: (zoom: string) => `× ${zoom}`,
    anew: 'Freeze the picture of now',
    leave: 'Back to the live figure',
  },
  zh: {
    bar: '画笔与放大镜',
    frozen: (step: string | null) => (step === null ? '画面已定格。' : `画面定格在第 ${step} 步，期间计算暂停。`),
    paper: {
      pen: '定格的画面，手中是笔。方向键移动笔，回车落笔、提笔。',
      eraser: '定格的画面，手中是橡皮。方向键移动橡皮，回车擦去它碰到的一笔。',
      lens: (zoom: string) => `放大镜下的定格画面，放大 ${zoom} 倍。方向键移动放大镜，加号、减号调节倍数。`,
    },
    drawn: (n: number) => `上面画了 ${n} 笔。`,
    pens: { ink: '墨色', data: '真实数据的颜色', generated: '生成结果的颜色', condition: '条件的颜色' },
    eraser: '橡皮',
    undo: '撤销',
    clear: '全部擦去',
    lens: '放大镜',
    more: '再放大',
    less: '缩小',
    times: (zoom: string) => `× ${zoom}`,
    anew: '改为定格此刻的画面',
    leave: '回到活动的图',
  },
});

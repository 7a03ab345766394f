/** Words for what a figure wrote and is given back, in both languages. */
import { defineText } from '../../i18n';

export const text = defineText({
  en: {
    back: 'Put it back as it was',
    hint: 'A JSON that this figure saved: its settings, and its run to the same step.',
    hintPoints:
      'A JSON that this figure saved: its settings, and its run to the same step. Or a table of points of your own (CSV), to be its data.',
    running: (step: number, to: number) => `step ${step.toLocaleString('en')} of ${to.toLocaleString('en')}`,
    stop: 'Stop',
    set: 'It is set as it was.',
    points: (n: number) => `${n} points are its data now.`,
    there: (step: number) => `It stands at step ${step.toLocaleString('en')} again, with the numbers of the file.`,
    other: (step: number) =>
      `It stands at step ${step.toLocaleString('en')} again, with other numbers than the file: another machine rounds otherwise, and what was changed on the way is not in it.`,
    ended: (step: number) => `It is set as it was; its run ends at step ${step.toLocaleString('en')}.`,
    stopped: 'It is set as it was; its run was stopped on the way.',
    failed: 'This could not be read.',
  },
  zh: {
    back: '放回原样',
    hint: '这幅图存下的 JSON：设置照旧，运行也回到同一步。',
    hintPoints: '这幅图存下的 JSON：设置照旧，运行也回到同一步。也可以给一张自己的点的表（CSV），作它的数据。',
    running: (step: number, to: number) => `第 ${step.toLocaleString('en')} 步，共 ${to.toLocaleString('en')} 步`,
    stop: '停止',
    set: '已恢复原来的设置。',
    points: (n: number) => `现在用这 ${n} 个点作数据。`,
    there: (step: number) => `又到了第 ${step.toLocaleString('en')} 步，数和文件里的一样。`,
    other: (step: number) =>
      `又到了第 ${step.toLocaleString('en')} 步，但数和文件里的不同：换一台机器舍入会不同，中途改动过什么文件里也没有。`,
    ended: (step: number) => `已恢复原来的设置；运行到第 ${step.toLocaleString('en')} 步就结束了。`,
    stopped: '已恢复原来的设置；运行在途中停了。',
    failed: '这个读不出来。',
  },
});

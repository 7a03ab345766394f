/** Words for what a figure's run can be taken away as, beyond its picture and numbers, in both languages. */
import { defineText } from '../../i18n';

export const text = defineText({
  en: {
    film: 'A film (GIF)',
    pictures: 'Pictures',
    every: 'Steps between',
    anew: 'From the start',
    make: 'Make it',
    making: (done: number, of: number) => `${done} of ${of}`,
    stop: 'Stop',
    filmHint: 'A picture of the figure at each of these steps, however long a step takes.',
    filmTimeHint: 'A picture of the figure at each of so many places along its time.',
    filmed: (n: number, mb: string) => `${n} pictures, ${mb} MB.`,
    goesOn: 'The film goes on: it is saved when it is done.',
    noFilm: 'There was nothing to film, or the run stopped.',

    model: 'The network in training',
    out: 'Save it as safetensors',
    outHint: 'Every parameter under its own name, the optimizer’s state, and the step.',
    inHint: 'A file takes its place: one saved here, or parameters alone, of the same names and sizes.',
    taken: (step: number) => (step > 0 ? `It goes on from step ${step.toLocaleString('en')}.` : 'It goes on from these parameters.'),
    gone: 'The run came to an end meanwhile.',
    failed: 'This could not be read.',
  },
  zh: {
    film: '动图（GIF）',
    pictures: '张数',
    every: '间隔步数',
    anew: '从头开始',
    make: '生成',
    making: (done: number, of: number) => `${done} / ${of}`,
    stop: '停止',
    filmHint: '在这些步上各取一张图，不管一步要算多久。',
    filmTimeHint: '沿着时间轴，在这么多个位置上各取一张图。',
    filmed: (n: number, mb: string) => `共 ${n} 张，${mb} MB。`,
    goesOn: '动图还在做，做完会自动保存。',
    noFilm: '没有可拍的画面，或者运行停了。',

    model: '正在训练的网络',
    out: '存成 safetensors',
    outHint: '每个参数都用自己的名字，连同优化器的状态和步数。',
    inHint: '也可以换上一个文件：这里存的，或者只有参数、名字和大小相同的。',
    taken: (step: number) => (step > 0 ? `从第 ${step.toLocaleString('en')} 步继续。` : '从这组参数继续。'),
    gone: '这期间运行已经结束。',
    failed: '这个读不出来。',
  },
});

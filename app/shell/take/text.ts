/** Words for what a figure's run can be taken away as, beyond its picture and numbers, in both languages. */
import { defineText } from '../../i18n';

export const text = defineText({
  en: {
    model: 'The network in training',
    out: 'Save it as safetensors',
    outHint: 'Every parameter under its own name, the optimizer’s state, and the step.',
    inHint: 'A file takes its place: one saved here, or parameters alone, of the same names and sizes.',
    taken: (step: number) => (step > 0 ? `It goes on from step ${step.toLocaleString('en')}.` : 'It goes on from these parameters.'),
    gone: 'The run came to an end meanwhile.',
    failed: 'This could not be read.',
  },
  zh: {
    model: '正在训练的网络',
    out: '存成 safetensors',
    outHint: '每个参数都用自己的名字，连同优化器的状态和步数。',
    inHint: '也可以换上一个文件：这里存的，或者只有参数、名字和大小相同的。',
    taken: (step: number) => (step > 0 ? `从第 ${step.toLocaleString('en')} 步继续。` : '从这组参数继续。'),
    gone: '这期间运行已经结束。',
    failed: '这个读不出来。',
  },
});

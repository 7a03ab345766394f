/** The words of the figure on the noise that is put back, in both languages. */
import { defineText } from '../../../i18n';

export const text = defineText({
  en: {
    title: 'How much noise to put back',
    claim:
      'Only the mean has to be learned. The variance can be one of two constants, β or β̃, and with many steps it hardly matters which.',
    schedule: 'Schedule',
    schedules: { linear: 'linear', cosine: 'cosine' },
    long: 'Take 1,000 steps',
    ask: 'press “Take 1,000 steps”',
    steps: (n: number) => `${n.toLocaleString('en')} steps`,
    kinds: { beta: 'σ² = β', posterior: 'σ² = β̃', learned: 'learned Σ' },
    cell: (kind: string, n: number, ratio: string) =>
      `Samples with variance ${kind} and ${n} steps over the data: ${ratio} times the distance of two fresh samples.`,
    near: 'The two constants, first 40 steps',
    nearLabel: 'β and β̃ over t from 2 to 41 on a logarithmic scale: β̃ starts at about half of β and comes within a tenth of it by step 20.',
    all: 'Their ratio, all steps',
    allLabel: 'The ratio β̃ / β over t: about ½ at first, above 0.9 from t = 20 and above 0.95 from t = 40 on.',
    learned: 'Where the learned variance lies',
    learnedLabel: 'The network’s v over t: 0 stands for β̃, 1 for β.',
  },
  zh: {
    title: '放回多少噪声',
    claim: '要学的只有均值。方差可以取 β 或 β̃，两个都是常数；步数多的时候，取哪个几乎没有差别。',
    schedule: '噪声调度',
    schedules: { linear: '线性', cosine: '余弦' },
    long: '走 1000 步',
    ask: '请按“走 1000 步”',
    steps: (n: number) => `${n} 步`,
    kinds: { beta: 'σ² = β', posterior: 'σ² = β̃', learned: '学出的 Σ' },
    cell: (kind: string, n: number, ratio: string) => `方差取 ${kind}、走 ${n} 步的样本与数据：距离是两份新取数据之间的 ${ratio} 倍。`,
    near: '两个常数，最初 40 步',
    nearLabel: 'β 和 β̃ 在 t 从 2 到 41 时的值，对数坐标：β̃ 开始约为 β 的一半，到第 20 步已相差不到一成。',
    all: '两者之比，所有的步',
    allLabel: 'β̃ / β 随 t 的变化：开始约为 ½，t = 20 起超过 0.9，t = 40 起超过 0.95。',
    learned: '学出的方差落在哪里',
    learnedLabel: '网络给出的 v 随 t 的变化：0 表示 β̃，1 表示 β。',
  },
});

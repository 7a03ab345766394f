/** The words of the figure on the four training targets, in both languages. */
import { defineText } from '../../../i18n';

export const text = defineText({
  en: {
    title: 'Four ways to ask the same question',
    claim: 'ε, x₀, v and the mean can be computed from each other. As training targets they are not equal.',
    names: { eps: 'predicts the noise ε', x0: 'predicts the point x₀', v: 'predicts the velocity v', mean: 'predicts the mean μ̃' },
  },
  zh: {
    title: '同一个问题的四种问法',
    claim: 'ε、x₀、v 和均值可以互相换算。作为训练目标，它们并不等价。',
    names: { eps: '预测噪声 ε', x0: '预测点 x₀', v: '预测速度 v', mean: '预测均值 μ̃' },
  },
});

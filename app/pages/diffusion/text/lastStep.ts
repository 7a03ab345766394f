/** The words of the figure that tells the jump's noise from the last step's. */
import { defineText } from '../../../i18n';

export const text = defineText({
  en: {
    title: 'Which noise is it?',
    claim: 'The network names the noise of the whole jump from x₀ to xₜ. The noise of the last step, from xₜ₋₁ to xₜ, it can hardly know.',
    stage: 'Look at',
    stages: { jump: 'the jump', step: 'the last step', net: 'the network', compare: 'all three noises' },
    next: 'Next',
    otherNoise: 'Other noise',
    said: {
      jump: (t: number) => `From the clean face to t = ${t} in one jump. This ε is what training asks for.`,
      step: (t: number, d: string) =>
        `The very same xₜ, reached from t = ${t - 1} by one step with a noise of its own, εₜ (the two ways differ by at most ${d}). Both noises were drawn together: ε is εₜ and all the noise before it, in one.`,
      net: () => 'The network is shown xₜ and t. It does not know which way xₜ was reached.',
      compare: (whole: string, own: string, share: string) =>
        `Its answer correlates ${whole} with the jump’s noise and ${own} with the last step’s own. Of the two noises themselves one expects √(β/(1 − ᾱ)) = ${share}, give or take 0.04 with 768 numbers: of εₜ nobody can know more than its share in ε.`,
    },
    names: {
      x0: 'the face',
      before: (t: number) => `t = ${t}`,
      xt: (t: number) => `t = ${t}`,
      eps: 'the whole jump’s',
      own: 'the last step’s own',
      epsHat: 'the network’s answer',
    },
    alts: {
      x0: 'The clean face.',
      before: (t: number) => `The face at step ${t}, one before.`,
      xt: (t: number) => `The noisy face at step ${t}.`,
      eps: 'The noise of the jump from the clean face to this step.',
      own: 'The noise of the last step alone.',
      epsHat: 'The noise that the network names: it looks like the jump’s.',
    },
    timeline: 'Time step t',
    withWhole: 'ε̂ with ε',
    withOwn: 'ε̂ with εₜ',
    note: (faces: number) =>
      `Correlation of the network’s answer with the noise: of this example. In the plot: the mean over ${faces} faces at each t.`,
    curves: 'Correlation of the answer with each noise, by t',
    curvesLabel:
      'Correlation of the network’s answer over t: with the jump’s noise near 1 nearly everywhere; with the last step’s own noise it is equal at t = 1, falls to about a tenth and rises again at the very end, along √(β/(1 − ᾱ)).',
    whole: 'with ε',
    own: 'with εₜ',
    share: '√(β/(1 − ᾱ))',
  },
  zh: {
    title: '是哪一份噪声？',
    claim: '网络说的是从 x₀ 到 xₜ 整个一跳的噪声。从 xₜ₋₁ 到 xₜ 最后一步的噪声，它几乎无从知道。',
    stage: '看',
    stages: { jump: '这一跳', step: '最后一步', net: '网络', compare: '三份噪声' },
    next: '下一幕',
    otherNoise: '换一份噪声',
    said: {
      jump: (t: number) => `从干净的脸一跳到 t = ${t}。训练要网络说的，就是这份 ε。`,
      step: (t: number, d: string) =>
        `同一个 xₜ，从 t = ${t - 1} 走一步也能到，用的是这一步自己的噪声 εₜ（两条路最多相差 ${d}）。两份噪声是一起抽的：ε 就是 εₜ 和它之前的全部噪声，合成一份。`,
      net: () => '给网络看的是 xₜ 和 t。xₜ 是怎么来的，它不知道。',
      compare: (whole: string, own: string, share: string) =>
        `它的回答与整跳的噪声相关 ${whole}，与最后一步自己的噪声相关 ${own}。这两份噪声彼此的相关，期望是 √(β/(1 − ᾱ)) = ${share}，只有 768 个数，上下会差 0.04：关于 εₜ，谁也不可能知道得比它在 ε 里的那一份更多。`,
    },
    names: {
      x0: '这张脸',
      before: (t: number) => `t = ${t}`,
      xt: (t: number) => `t = ${t}`,
      eps: '整个一跳的',
      own: '最后一步自己的',
      epsHat: '网络的回答',
    },
    alts: {
      x0: '干净的脸。',
      before: (t: number) => `前一步，第 ${t} 步的脸。`,
      xt: (t: number) => `第 ${t} 步的带噪声的脸。`,
      eps: '从干净的脸一跳到这一步的噪声。',
      own: '仅仅最后一步的噪声。',
      epsHat: '网络说出的噪声：像整跳的那一份。',
    },
    timeline: '时间步 t',
    withWhole: 'ε̂ 与 ε',
    withOwn: 'ε̂ 与 εₜ',
    note: (faces: number) => `网络的回答与这份噪声的相关系数，就这一个例子而言。曲线上是每个 t 处 ${faces} 张脸的平均。`,
    curves: '网络的回答与两份噪声的相关，随 t',
    curvesLabel:
      '网络的回答的相关系数随 t 的变化：与整跳的噪声几乎处处接近 1；与最后一步自己的噪声在 t = 1 时相等，随后降到十分之一左右，到最后又升起来，沿着 √(β/(1 − ᾱ))。',
    whole: '与 ε',
    own: '与 εₜ',
    share: '√(β/(1 − ᾱ))',
  },
});

/** What a lecture on this page goes through. */
import { defineStages } from '../../shell/stages';
import { figures } from './figures';

export const stages = defineStages(figures, [
  {
    id: 'inside',
    figure: 'inside',
    state: { level: 'down1' },
    sentence: {
      en: 'Down: fewer places, more channels. Up: the reverse. Across: the exact place, handed over.',
      zh: '往下，位置变少、通道变多；往上反过来；横着，把确切的位置递过去。',
    },
    notes: {
      en: 'Choose a map, then one number of it, and follow it to what it depends on in the picture. At the bottom: the whole face. Ask how wide it is one level up.',
      zh: '选一张特征图，再选其中一个数，追到它在图里依赖什么。最底层：整张脸。问：上一层有多宽？',
    },
    minutes: 5,
  },
  {
    id: 'stamps',
    figure: 'resample',
    state: { up: 'transposed', size: 3, stride: 2, input: 'flat' },
    sentence: {
      en: 'A transposed convolution writes: stamps that overlap unevenly leave a checkerboard.',
      zh: '转置卷积是在写：章叠得不均匀，就留下棋盘格。',
    },
    notes: {
      en: 'Put a flat picture in: it comes out chequered at size 3, stride 2. Ask which size would cure it (one that the stride divides). Then nearest neighbour and a convolution.',
      zh: '放进一张平的图：核大小 3、步长 2，出来就有格子。问：多大的核能治好？（能被步长整除的。）再换成最近邻加卷积。',
    },
    minutes: 4,
    ask: {
      question: {
        en: 'Stamps of 3 × 3 set down two apart leave a checkerboard. Which stamps leave none?',
        zh: '3 × 3 的章每隔两格盖一次，留下棋盘格。哪种章不会？',
      },
      options: [
        { en: '4 × 4: two goes into four', zh: '4 × 4：四能被二除尽' },
        { en: 'none: stamps always do', zh: '没有，盖章总会这样' },
        { en: '3 × 3 with other numbers', zh: '3 × 3，换一组数' },
      ],
      right: 0,
      seen: { size: 4 },
    },
  },
  {
    id: 'skips',
    figure: 'skips',
    state: { t: 250, middle: 'own' },
    sentence: {
      en: 'The skips carry the details, the bottom the meaning.',
      zh: '跳跃连接传递细节，最底层传递含义。',
    },
    notes: {
      en: 'Before cutting: what will be missing? First the finest skip. Then swap the bottoms, at t = 600: whose hair will each have, and whose edges?',
      zh: '剪断之前先问：会少什么？先剪最细的一条。再在 t = 600 处互换最底层：头发像谁，边缘像谁？',
    },
    minutes: 5,
    ask: {
      question: { en: 'One of three skips is cut. Which cut costs the picture most?', zh: '三条跳跃连接剪断一条。剪哪一条，图受损最重？' },
      options: [
        { en: 'the coarsest', zh: '最粗的' },
        { en: 'the middle one', zh: '中间的' },
        { en: 'the finest', zh: '最细的' },
      ],
      right: 2,
      seen: { skip0: 'cut' },
    },
  },
  {
    id: 'classifier',
    figure: 'classifier',
    state: { s: 3 },
    sentence: {
      en: 'A classifier that knows noise says, at every step, where the wish lies.',
      zh: '认得噪声的分类器，在每一步上说出愿望在哪个方向。',
    },
    notes: {
      en: 'Play at s = 0, then 3, then 20. Watch both counts: agreement rises, and fidelity and variety pay. Ask at which s they would stop.',
      zh: '先 s = 0，再 3，再 20。看两个计数：相符上升，由保真度和多样性付账。问大家会停在哪个 s。',
    },
    minutes: 5,
  },
  {
    id: 'free',
    figure: 'free',
    state: { w: 2 },
    sentence: {
      en: 'Ask one network twice, with the wish and without, and walk past the difference.',
      zh: '同一个网络问两遍，一遍带愿望，一遍不带，再沿着差走过头。',
    },
    notes: {
      en: 'w = −1: no wish; 0: the plain wish; 2: past it; 8: too far. In training it is one or the other, by a die; both only in sampling.',
      zh: 'w = −1：没有愿望；0：照愿望；2：走过头；8：太过头。训练时由骰子决定带或不带，采样时才两样都问。',
    },
    minutes: 5,
  },
  {
    id: 'sharpened',
    figure: 'sharpened',
    state: { w: 3 },
    sentence: {
      en: 'The guided score belongs to a sharpened density at each t, and the samples to none of them.',
      zh: '引导后的分数在每个 t 上属于一个削尖的密度，样本却不属于其中任何一个。',
    },
    notes: {
      en: 'Three densities that are often taken for one. Drag t, then w. Where do they agree? (All three at w = 0; the first two also at t = 0.)',
      zh: '常被当成一回事的三种密度。拖动 t，再拖动 w。它们在哪里一致？（w = 0 时三者一致；t = 0 时前两者也一致。）',
    },
    minutes: 4,
  },
  {
    id: 'compare',
    figure: 'compare',
    state: {},
    sentence: {
      en: 'Every kind of guidance buys agreement with fidelity and variety; the curves are the rate of exchange.',
      zh: '每一种引导都拿保真度和多样性换相符，曲线就是兑换率。',
    },
    notes: {
      en: 'The same noise, the same wish. Ask which they would ship, and what it costs a step. It takes a moment to measure: start it, and talk meanwhile.',
      zh: '同样的噪声，同样的愿望。问大家会选哪一种，每一步要付多少。测量要一会儿：先开始，边讲边等。',
    },
    minutes: 5,
  },
]);

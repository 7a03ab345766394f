/** What a lecture on this page goes through. */
import { defineStages } from '../../shell/stages';
import { figures } from './figures';

export const stages = defineStages(figures, [
  {
    id: 'one-step',
    figure: 'minmax',
    state: { speed: 'stage' },
    sentence: {
      en: 'G never sees a data point; all it gets is the arrow that comes back through D.',
      zh: 'G 从没见过数据点，它得到的只有从 D 传回来的箭头。',
    },
    notes: {
      en: 'Press . for one stage at a time: noise, generate, judge, loss, gradient, move D; then the same for G. Ask before the first arrow: where will this point go? Then space, and let it run.',
      zh: '按 . 一次走一个阶段：噪声、生成、判别、损失、梯度、移动 D，然后轮到 G。第一支箭头出现之前先问：这个点会往哪里走？之后按空格让它跑起来。',
    },
    minutes: 5,
  },
  {
    id: 'value',
    figure: 'minmax',
    state: { speed: 'max' },
    sentence: {
      en: 'When the game goes well, D can only guess: V comes back to −log 4.',
      zh: '博弈进行顺利时，D 只能靠猜，V 回到 −log 4。',
    },
    notes: {
      en: 'Let it run for some thousand steps. V first rises (D learns), then falls back to about −1.386. Ask: which of the four curves says how good G is? Not the losses: the distance does, against its floor.',
      zh: '让它跑几千步。V 先升（D 在学），再回到约 −1.386。问：四条曲线里哪一条说明 G 有多好？不是损失，而是距离，要和它的下限比。',
    },
    minutes: 4,
    ask: {
      question: { en: 'The game begins. How does V go over its first 3,000 steps?', zh: '博弈开始了。头 3000 步里，V 会怎么走？' },
      of: 'value',
      x: [0, 3000],
      y: [-1.6, -0.8],
      play: true,
    },
  },
  {
    id: 'optimal',
    figure: 'optimal',
    state: { data: 'two' },
    sentence: {
      en: 'For a fixed G the best answer of D is known: the share of the real density in the sum of both.',
      zh: 'G 固定时，D 的最好回答是已知的：真实密度占两者之和的比例。',
    },
    notes: {
      en: 'Drag the generator’s hump onto a hump of the data: the optimal D goes to one half there. Then drag it far away: D becomes a step, and V barely changes any more. A perfect D has nothing left to teach.',
      zh: '把生成器的峰拖到数据的一个峰上：那里最优的 D 变成二分之一。再把它拖远：D 成了阶跃，V 几乎不再变化。完美的 D 没什么可教的了。',
    },
    minutes: 5,
  },
  {
    id: 'circle',
    figure: 'dirac',
    state: { method: 'gan', update: 'simultaneous' },
    sentence: {
      en: 'Around the equilibrium the two gradients form a whirl: no small step leads in.',
      zh: '均衡点周围，两个梯度形成漩涡：再小的步子也走不进去。',
    },
    notes: {
      en: 'Ask first: with a step half as large, does it arrive? Then drag the start and the step size. It spirals out at every step size, only slower. Then switch to taking turns: it stays on its orbit.',
      zh: '先问：步长减半，能走到吗？然后拖动起点和步长：不管步长多小都往外转，只是慢一些。再换成轮流更新：它留在轨道上。',
    },
    minutes: 5,
    ask: {
      question: { en: 'It spirals out. With steps half as large, does it arrive?', zh: '它往外转。步长减半，走得到吗？' },
      options: [
        { en: 'Yes, only later', zh: '能，只是更慢' },
        { en: 'No: it stays on one circle', zh: '不能，停在一个圈上' },
        { en: 'No: outward all the same', zh: '不能，照样往外' },
      ],
      right: 2,
      seen: { h: 0.05, steps: 800 },
    },
  },
  {
    id: 'damped',
    figure: 'dirac',
    state: { method: 'r1', update: 'alternating' },
    sentence: {
      en: 'A penalty on D’s slope at the real data turns the circle into a spiral that ends.',
      zh: '惩罚 D 在真实数据处的斜率，圆圈就变成走得到终点的螺线。',
    },
    notes: {
      en: 'One line of code. Turn γ to 0 and the circle is back. The table under the picture has the eigenvalues of all methods: only a negative real part leads in.',
      zh: '代码只有一行。把 γ 调到 0，圆圈又回来了。图下的表列出各种方法的特征值：只有实部为负才走得进去。',
    },
    minutes: 4,
  },
  {
    id: 'no-other-dice',
    figure: 'variety',
    state: { noise: 'discrete' },
    sentence: {
      en: 'G is a function: four values of noise make four points, however long it trains.',
      zh: 'G 是一个函数：噪声只有四个值，就只有四个点，训练多久都一样。',
    },
    notes: {
      en: 'Ask how many different points there will be, then press space. Then constant noise, then one dimension: a curve. After training with a Gaussian, narrow what is fed.',
      zh: '先问会有几个不同的点，再按空格。然后换成常数噪声，再换成一维噪声：一条曲线。用高斯训练好之后，把喂进去的噪声调窄。',
    },
    minutes: 4,
    ask: {
      question: {
        en: 'The noise takes four values, the data has eight modes. How many different points will G make?',
        zh: '噪声只有四个值，数据有八个模式。G 会生成几个不同的点？',
      },
      options: [
        { en: 'four', zh: '四个' },
        { en: 'eight', zh: '八个' },
        { en: 'as many as are drawn', zh: '抽多少就有多少' },
      ],
      right: 0,
      play: true,
    },
  },
  {
    id: 'collapse',
    figure: 'variety',
    state: { play: 'greedy' },
    sentence: {
      en: 'Rich noise is only permission for variety: a G that runs ahead ignores it.',
      zh: '噪声丰富只是准许多样：G 跑得太快，就不理会噪声了。',
    },
    notes: {
      en: 'Watch the modes go out and come on: G sends everything to one place, D learns to suspect it, G moves on. Then give D five turns for each of G’s, at the very same rates.',
      zh: '看各个模式熄灭又亮起：G 把一切都送到一处，D 学会怀疑那里，G 再换地方。然后让 D 走五步、G 走一步，学习率不变。',
    },
    minutes: 4,
  },
  {
    id: 'wish',
    figure: 'faces',
    state: { way: 'directions' },
    sentence: {
      en: 'A face is a function of one noise and one wish, and of nothing else.',
      zh: '一张脸只是一个噪声和一个愿望的函数，别无其他。',
    },
    notes: {
      en: 'Move one slider of the noise, then change one word of the wish. What the wish names comes from the wish; the noise fills in the rest. Ask what width 0 will do before doing it.',
      zh: '先动一个噪声滑块，再改愿望里的一个词。愿望点了名的来自愿望，其余由噪声补上。把宽度调到 0 之前先问会怎样。',
    },
    minutes: 5,
  },
  {
    id: 'birthday',
    figure: 'collapse',
    state: { wishes: 'held' },
    sentence: {
      en: 'How soon a generator repeats itself says how many pictures it has.',
      zh: '一个生成器多快重样，说明它有多少张画。',
    },
    notes: {
      en: 'The birthday paradox, as a measurement. The collapsed twin passes for real most often, face by face; held to one wish it repeats itself at once. Then free the wishes: the fault is hidden.',
      zh: '把生日悖论用作测量。坍塌的那个，单看一张脸最像真的；固定一个愿望，马上就重样。再放开愿望：毛病就藏起来了。',
    },
    minutes: 5,
  },
]);

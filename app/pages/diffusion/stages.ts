/** What a lecture on this page goes through. */
import { defineStages } from '../../shell/stages';
import { figures } from './figures';

export const stages = defineStages(figures, [
  {
    id: 'forward',
    figure: 'forward',
    state: { t: 0 },
    sentence: {
      en: 'Ruining a picture is easy, and a thousand small steps are one jump.',
      zh: '毁掉一张画很容易，而一千小步就是一跳。',
    },
    notes: {
      en: 'Drag the time slowly. Ask for hands: at which t can you no longer tell the hair colour? The small picture took all the steps, the large one a single jump. Then compare the cosine schedule.',
      zh: '慢慢拖动时间。请大家举手：到哪个 t 就看不出发色了？小图走完了每一步，大图只跳了一次。再和余弦调度比较。',
    },
    minutes: 4,
  },
  {
    id: 'isotropic',
    figure: 'isotropic',
    state: { t: 0 },
    sentence: {
      en: 'Isotropic means equal variance in every direction: the empty directions fill first.',
      zh: '各向同性是说每个方向方差相等：空的方向先被填满。',
    },
    notes: {
      en: 'A line in the plane becomes a round cloud. Noise moves every eigenvalue towards 1 and leaves the eigenvectors alone. Then the same for the pixels of faces.',
      zh: '平面上的一条线变成一团圆云。噪声把每个特征值推向 1，不动特征向量。再看人脸像素的情形。',
    },
    minutes: 4,
    ask: {
      question: { en: 'The points lie on a line. Which directions does the noise fill first?', zh: '点都在一条线上。噪声先填满哪些方向？' },
      options: [
        { en: 'along the line', zh: '沿着线' },
        { en: 'across it', zh: '横着线' },
        { en: 'all alike', zh: '各方向一样' },
      ],
      right: 1,
      seen: { t: 400 },
    },
  },
  {
    id: 'backward',
    figure: 'backward',
    state: {},
    sentence: {
      en: 'The same network is asked at every step, and large things are settled first.',
      zh: '每一步问的都是同一个网络，大的先定下来。',
    },
    notes: {
      en: 'Play. Watch the guess at the clean face: a blur, then hair and skin, glasses and mouth last. Then paint a stroke early and one late. Ask which of the two will stay.',
      zh: '播放。看对干净脸的猜测：先是一团模糊，然后头发和肤色，眼镜和嘴最后。再在早的和晚的一步各画一笔，问哪一笔会留下。',
    },
    minutes: 6,
    ask: {
      question: { en: 'From noise back to a face: what is settled first?', zh: '从噪声回到一张脸：什么先定下来？' },
      options: [
        { en: 'the small: eyes, mouth', zh: '小的：眼睛、嘴' },
        { en: 'the large: hair, skin', zh: '大的：头发、肤色' },
        { en: 'all at once', zh: '一起' },
      ],
      right: 1,
      play: true,
    },
  },
  {
    id: 'target',
    figure: 'predictNoise',
    state: { t: 400 },
    sentence: {
      en: 'We added the noise ourselves, so we know the answer: that is the whole training.',
      zh: '噪声是我们自己加的，所以答案已知：训练就是这么回事。',
    },
    notes: {
      en: 'Go through it once: face, step, noise, mix, ask, compare. Ask where the question is hard, at small t or at large t. The error by t answers.',
      zh: '完整走一遍：脸、步、噪声、混合、提问、比较。问：小 t 难还是大 t 难？误差随 t 的曲线给出答案。',
    },
    minutes: 5,
  },
  {
    id: 'questions',
    figure: 'targets',
    state: {},
    sentence: {
      en: 'Noise, clean picture, velocity, mean: one unknown, but not one lesson.',
      zh: '噪声、干净图、速度、均值：未知的是同一个，学起来却不一样。',
    },
    notes: {
      en: 'Four copies of one network, the same data, the same noise; only the question differs. Bet on one, then press space.',
      zh: '同一个网络的四份拷贝，数据和噪声都一样，只是问法不同。先押一个，再按空格。',
    },
    minutes: 4,
  },
  {
    id: 'lie',
    figure: 'timeEmbedding',
    state: { t: 300, told: 600 },
    sentence: {
      en: 'Lie to the network about the time, and it takes away too little or too much.',
      zh: '对网络谎报时间，它就拿走得太少或太多。',
    },
    notes: {
      en: 'Told too late a time, it expects more noise than there is, and grain stays. Ask for the other case before showing it.',
      zh: '报得太晚，它以为噪声比实际多，颗粒就留下了。另一种情形先问再演示。',
    },
    minutes: 4,
  },
  {
    id: 'score',
    figure: 'score',
    state: { show: 'exact' },
    sentence: {
      en: 'Predicting the noise is knowing, at every level of noise, which way is uphill.',
      zh: '会预测噪声，就知道在每一级噪声下哪边是上坡。',
    },
    notes: {
      en: 'At large t all arrows point to the middle, whatever the data. Drag t down and watch them part; the particles decide at the watersheds. Then learned instead of exact, and the difference.',
      zh: '大 t 时不管什么数据，箭头都指向中间。把 t 拖小，看它们分开；粒子在分水岭上做决定。再换成学到的，看差多少。',
    },
    minutes: 5,
  },
]);

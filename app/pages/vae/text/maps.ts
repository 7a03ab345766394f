/** The words of the figures on autoencoder and VAE, in both languages. */
import { defineText } from '../../../i18n';

export const text = defineText({
  en: {
    start: 'Begin with',
    starts: { shipped: 'trained weights', scratch: 'random weights' },
    colour: 'Colour by',
    classes: 'Classes, with their colours in the map',
    lens: 'The face decoded at the pointer',
    mosaic: 'faces',
    show: 'Show',
    points: 'codes',
    ellipses: 'ellipses',
    prior: 'prior',
    another: 'Another face',
    fresh: 'Sample again',
    bottleneck: {
      title: 'Two maps of the same faces',
      claim:
        "The autoencoder puts its codes wherever reconstruction is best. The VAE's fill one place that is known beforehand, so that one can sample there.",
      ae: 'Autoencoder',
      vae: 'VAE',
      map: (model: string, n: number) =>
        `${model}: the latent plane, tiled with the faces it decodes to; ${n} test faces lie on it as dots coloured by the chosen attribute. Move the pointer or the arrow keys over it to decode a place.`,
      network: 'A face on its way through the network',
      networkAlt: (shapes: string) =>
        `Layers from the picture through the bottleneck back to a picture, with ${shapes} units; darker units say more.`,
      layers: ['pixels', 'dense', 'dense', 'code', 'dense', 'dense', 'pixels'],
      face: 'the face',
      painted: 'what comes back',
      through: 'Through',
      how: 'Sample',
      hows: { box: 'box round the codes', prior: 'N(0, I)', gaussian: 'fitted Gaussian', near: 'near real codes' },
      howNote: {
        box: 'Evenly over the box that holds most codes, holes and all.',
        prior:
          'From the standard normal distribution, without a look at a single code: for the VAE this is its prior; the autoencoder was never told of it.',
        gaussian: 'From a Gaussian fitted afterwards to the codes of real faces.',
        near: 'Codes of real faces, moved a little.',
      },
      lies: (mean: string, spread: string) => `The codes lie round ${mean}, spread ${spread}.`,
      samples: (model: string) => `Samples of the ${model}`,
      mse: 'error',
      measure: 'Measure how many are faces',
      measured: (n: number) =>
        `Of ${n} samples each: the share that comes as close to a face as 95% of what the same decoder paints from codes of real faces. In grey: the share that passes as a clean face, and the median squared distance to the nearest face.`,
      strict: (share: string, median: string) => `clean ${share}, distance ${median}`,
      row: (model: string, dims: number) => (model === 'VAE' && dims === 16 ? 'VAE, 16-D, β = 4' : `${model}, ${dims}-D`),
    },
    gaussian: {
      title: 'A VAE learning its map',
      map: (n: number, step: number) =>
        `The latent plane of a VAE after ${step} training steps, tiled with decoded faces; ${n} faces as ellipses of two standard deviations. Move the pointer or the arrow keys over it to decode a place.`,
      mapOwn: (n: number, step: number) =>
        `The latent plane of a VAE trained for ${step} steps on ${n} pictures of your own, tiled with what it decodes to; the pictures and their variants as ellipses of two standard deviations. Move the pointer or the arrow keys over it to decode a place.`,
      anotherPicture: 'Another of yours',
      on: 'Train on',
      ons: { faces: 'faces', own: 'my pictures' },
      ownOnly: (n: number, few: boolean) =>
        `Trained on ${n} pictures of yours and nothing else${few ? ', mirrored and moved by a pixel because they are so few' : ''}. So few do not tell what pictures look like: the network learns them by heart, and the prior gives them back, or blends of them. None is left to test with; the numbers are of those it trains on.`,
      tooFew: (n: number, least: number) =>
        `${n === 0 ? 'This device keeps no pictures of yours' : `This device keeps ${n} of your pictures`}, and it takes ${least}: until then it trains on faces. They stay where they were added, an address does not carry them.`,
      nearNote: (n: number) =>
        `Mean squared difference of sixteen samples from the prior to the nearest of ${n} pictures: all that training draws of yours, or as many test faces.`,
      beta: 'β, price of information',
      mu: 'μ, the middle of its ellipse',
      eps: 'ε',
      dial: 'ε: how many standard deviations away from μ, in each direction',
      decoded: 'decoded from z',
      reconstruction: 'reconstruction',
      kl: 'KL',
      steps: 'training steps',
      spread: 'All ellipses together, against the prior',
      axis: (j: number) => `z${j}`,
      /** What depends on whether it trains on faces or on the reader's own pictures. */
      of: {
        faces: {
          claim:
            'Each face is an ellipse: where its code lies, and how exactly that has to be known. Exactness costs β: raise it, and the ellipses swell until the faces can no longer be told apart.',
          lens: 'The face decoded at the pointer',
          one: 'One face',
          curves: 'What the two terms cost, nats a face',
          curvesAlt: 'Reconstruction term and KL of test faces over training steps, on a logarithmic scale.',
          spreadAlt: 'Histogram of the codes drawn for all faces along one axis, with the standard normal density over it.',
          priorSamples: 'Faces from the prior',
          priorAlt: 'Faces decoded from samples of the standard normal prior',
        },
        own: {
          claim:
            'Each picture is an ellipse: where its code lies, and how exactly that has to be known. Exactness costs β: raise it, and the ellipses swell until the pictures can no longer be told apart.',
          lens: 'The picture decoded at the pointer',
          one: 'One of your pictures',
          curves: 'What the two terms cost, nats a picture',
          curvesAlt: 'Reconstruction term and KL of the pictures it trains on, over training steps, on a logarithmic scale.',
          spreadAlt: 'Histogram of the codes drawn for all pictures along one axis, with the standard normal density over it.',
          priorSamples: 'Pictures from the prior',
          priorAlt: 'Pictures decoded from samples of the standard normal prior',
        },
      },
      readouts: { rec: 'reconstruction', kl: 'KL', mse: 'error', near: { own: 'samples to yours', faces: 'samples to faces' } },
      nats: 'nats',
      ownBeta: (beta: string) =>
        `The loss assumes a pixel variance of 0.02, which suits sixteen dimensions. Two paint more roughly: at their present error the likelihood is greatest with β = ${beta}.`,
    },
  },
  zh: {
    start: '起点',
    starts: { shipped: '训练好的权重', scratch: '随机权重' },
    colour: '按什么上色',
    classes: '各类别及其在图中的颜色',
    lens: '指针处解码出的脸',
    mosaic: '脸',
    show: '显示',
    points: '编码',
    ellipses: '椭圆',
    prior: '先验',
    another: '换一张脸',
    fresh: '再采一批',
    bottleneck: {
      title: '同一批脸的两张地图',
      claim: '自编码器把编码放在重建最方便的地方；VAE 的编码填满一个事先就知道的地方，所以能在那里采样。',
      ae: '自编码器',
      vae: 'VAE',
      map: (model: string, n: number) =>
        `${model}：隐空间平面，铺满它解码出的脸；${n} 张测试脸是其上的点，按所选属性上色。把指针移上去（或用方向键）就能看到那里解码成什么。`,
      network: '一张脸穿过网络',
      networkAlt: (shapes: string) => `从图像经过瓶颈再回到图像的各层，单元数依次为 ${shapes}；颜色越深，单元的值越大。`,
      layers: ['像素', '全连接', '全连接', '编码', '全连接', '全连接', '像素'],
      face: '原来的脸',
      painted: '还原出来的脸',
      through: '经过',
      how: '采样方式',
      hows: { box: '编码外的方框', prior: 'N(0, I)', gaussian: '拟合的高斯', near: '真编码附近' },
      howNote: {
        box: '在装下大多数编码的方框里均匀地取，空洞也算在内。',
        prior: '从标准正态分布取，一个编码也不看：对 VAE 来说这就是它的先验；自编码器从来没听说过它。',
        gaussian: '事后给真脸的编码拟合一个高斯，从中取。',
        near: '取真脸的编码，稍微挪动。',
      },
      lies: (mean: string, spread: string) => `编码的中心在 ${mean}，散布为 ${spread}。`,
      samples: (model: string) => `${model}的样本`,
      mse: '误差',
      measure: '测一测有多少是脸',
      measured: (n: number) =>
        `每种取 ${n} 个样本。数字是像脸的份额：同一个解码器由真脸的编码画出的图，95% 都在离脸某个距离之内；样本也在这个距离之内，就算像。灰色：当得起清晰的脸的份额，以及到最近的脸的平方距离的中位数。`,
      strict: (share: string, median: string) => `清晰 ${share}，距离 ${median}`,
      row: (model: string, dims: number) => (model === 'VAE' && dims === 16 ? 'VAE，16 维，β = 4' : `${model}，${dims} 维`),
    },
    gaussian: {
      title: '看 VAE 学会它的地图',
      map: (n: number, step: number) =>
        `训练 ${step} 步之后 VAE 的隐空间平面，铺满解码出的脸；${n} 张脸各是一个两倍标准差的椭圆。把指针移上去（或用方向键）就能看到那里解码成什么。`,
      mapOwn: (n: number, step: number) =>
        `用你的 ${n} 张图片训练了 ${step} 步的 VAE 的隐空间平面，铺满它解码出的图；你的图片和它们的各种样子画成两倍标准差的椭圆。把指针移上去（或用方向键）就能看到那里解码成什么。`,
      anotherPicture: '换一张自己的',
      on: '训练数据',
      ons: { faces: '脸', own: '我的图片' },
      ownOnly: (n: number, few: boolean) =>
        `只用你的 ${n} 张图片训练${few ? '；因为太少，训练时随机左右翻转、挪动一个像素' : ''}。这么几张说明不了图片是什么样的：网络只是背下它们，从先验采出来的就是这几张，或者它们的混合。没有留下没见过的图片，所以这里的数都是在训练用的图片上测的。`,
      tooFew: (n: number, least: number) =>
        `${n === 0 ? '这台设备上没有你的图片' : `这台设备上有你的 ${n} 张图片`}，至少要 ${least} 张：在那之前用脸训练。图片留在添加它们的那台设备上，链接里不带。`,
      nearNote: (n: number) =>
        `从先验采十六张，到 ${n} 张图里最近的一张的像素差的平方的平均：一边是训练会用到的你的图片的各种样子，另一边是同样多的测试脸。`,
      beta: 'β，信息的价格',
      mu: 'μ，它的椭圆的中心',
      eps: 'ε',
      dial: 'ε：在每个方向上离 μ 几个标准差',
      decoded: '由 z 解码',
      reconstruction: '重建',
      kl: 'KL',
      steps: '训练步数',
      spread: '所有椭圆合在一起，与先验相比',
      axis: (j: number) => `z${j}`,
      of: {
        faces: {
          claim: '每张脸是一个椭圆：编码在哪里，要知道得多准。“准”的价钱是 β：调高它，椭圆就胀大，直到一张张脸再也分不清。',
          lens: '指针处解码出的脸',
          one: '一张脸',
          curves: '两项各要多少代价（奈特／脸）',
          curvesAlt: '测试脸的重建项与 KL 随训练步数的变化，对数刻度。',
          spreadAlt: '为所有脸抽取的编码在一个轴上的直方图，上面画着标准正态密度。',
          priorSamples: '从先验采样的脸',
          priorAlt: '由标准正态先验的样本解码出的脸',
        },
        own: {
          claim: '每张图片是一个椭圆：编码在哪里，要知道得多准。“准”的价钱是 β：调高它，椭圆就胀大，直到一张张图片再也分不清。',
          lens: '指针处解码出的图片',
          one: '你的一张图片',
          curves: '两项各要多少代价（奈特／张）',
          curvesAlt: '训练用的图片的重建项与 KL 随训练步数的变化，对数刻度。',
          spreadAlt: '为所有图片抽取的编码在一个轴上的直方图，上面画着标准正态密度。',
          priorSamples: '从先验采样的图片',
          priorAlt: '由标准正态先验的样本解码出的图片',
        },
      },
      readouts: { rec: '重建', kl: 'KL', mse: '误差', near: { own: '样本到你的图片', faces: '样本到脸' } },
      nats: '奈特',
      ownBeta: (beta: string) => `损失里假定像素方差为 0.02，适合十六维。两维画得更粗：按现在的误差，似然在 β = ${beta} 时最大。`,
    },
  },
});

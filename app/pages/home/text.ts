/** The words of the first page. */
import { defineText } from '../../i18n';

export const text = defineText({
  en: {
    lede: 'How does a machine draw a face that nobody has ever seen? Four answers and the network behind the last of them, each with its argument written out, and beside every claim a figure in which you can see whether it holds: real models, trained and sampled in your browser while you watch.',
    begin: 'Begin with GANs',
    models: 'The trained models, measured',
    tide: 'Noise over the faces',
    tideHelp: 'Move across the faces: they drown in noise. A diffusion model learns the way back.',
    noise: 'Noise',
    fresh: 'Other faces',
    five: 'Five pages',
    worlds: {
      title: 'Two worlds of data',
      points: 'Points in the plane, where a whole distribution can be seen at once, and drawn by hand.',
      faces:
        'Pixel faces of 16 × 16, about seven thousand million of them, of which everything is known: hair, hat, mood, the part each pixel belongs to. So fidelity, variety and agreement with a caption are not matters of taste here: they are counted.',
    },
    colours: {
      title: 'One colour, one role',
      body: 'In every text, formula, program and picture of these notes a colour means the same:',
      data: 'real data',
      generated: 'what a model made',
      noise: 'noise',
      latent: 'latent codes',
      network: 'networks and their parameters',
      gradient: 'gradients',
      condition: 'conditions: a class, a sentence',
    },
    pages: {
      gan: 'One network forges, the other tries to tell. See the game converge, circle, and collapse.',
      vae: 'Squeeze a face into two numbers, or into sixteen entries of a codebook, and ask what lies between them.',
      dalle: 'A sentence, then a picture, token after token: one transformer writes both.',
      diffusion: 'Add noise until nothing is left. Learn to predict the noise, and walk back.',
      unet: 'Down, across, up: what the skips carry, and three ways to tell a sampler what you want.',
    },
  },
  zh: {
    lede: '机器怎样画出一张谁也没见过的脸？这里有四种回答，外加最后一种背后的网络。每一页都把道理写完整；每一个论断旁边都有一幅图，让你亲眼看它是否成立：真正的模型，就在你的浏览器里，当着你的面训练和采样。',
    begin: '从 GAN 开始',
    models: '训练好的模型与测量',
    tide: '漫过人脸的噪声',
    tideHelp: '在人脸上移动：它们被噪声淹没。扩散模型学的就是回来的路。',
    noise: '噪声',
    fresh: '换一批脸',
    five: '五页讲义',
    worlds: {
      title: '两个数据世界',
      points: '平面上的点：整个分布一眼可见，也可以亲手画一个。',
      faces:
        '16 × 16 的像素人脸，大约七十亿张，每一张的一切都是已知的：头发、帽子、表情、每个像素属于哪个部件。因此逼真、多样、是否听从描述，在这里不是品味问题，而是可以数出来的。',
    },
    colours: {
      title: '一种颜色，一个角色',
      body: '在这份讲义的文字、公式、代码和图里，同一种颜色始终是同一个意思：',
      data: '真实数据',
      generated: '模型生成的',
      noise: '噪声',
      latent: '隐变量、编码',
      network: '网络及其参数',
      gradient: '梯度',
      condition: '条件：一个类别、一句话',
    },
    pages: {
      gan: '一个网络造假，另一个网络鉴别。看这场博弈收敛、打转、坍塌。',
      vae: '把一张脸压成两个数，或者码本里的十六个条目，再问它们之间是什么。',
      dalle: '先是一句话，再是一幅画，一个词元接一个词元：由同一个 Transformer 写出。',
      diffusion: '不断加噪声，直到什么都不剩。学会预测噪声，再一步步走回来。',
      unet: '向下，跨过去，再向上：跳跃连接带来了什么，以及告诉采样器你要什么的三种办法。',
    },
  },
});

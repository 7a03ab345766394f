/** The pages of the notes by name, in reading order, and what they are called. Which files they are is told from above: app/routes.ts. */
import { defineText } from '../i18n';

export type PageKey = 'gan' | 'vae' | 'dalle' | 'diffusion' | 'unet';
export const PAGES: readonly PageKey[] = ['gan', 'vae', 'dalle', 'diffusion', 'unet'];

export const pageText = defineText({
  en: {
    home: 'Home',
    gan: { short: 'GAN', title: 'Generative adversarial networks', line: 'Two networks play against each other.' },
    vae: { short: 'VAE', title: 'Autoencoders, VAE and VQ-VAE', line: 'A bottleneck one can sample from.' },
    dalle: { short: 'DALL·E', title: 'DALL·E', line: 'Words and pictures as one sequence.' },
    diffusion: { short: 'Diffusion', title: 'Diffusion models', line: 'Destroy with noise, learn the way back.' },
    unet: { short: 'U-Net', title: 'U-Net and guidance', line: 'The network inside, and how to steer it.' },
    models: { short: 'Models', title: 'The models on these pages', line: 'Every weight that ships, measured.' },
  },
  zh: {
    home: '首页',
    gan: { short: 'GAN', title: '生成对抗网络', line: '两个网络互相博弈。' },
    vae: { short: 'VAE', title: '自编码器、VAE 与 VQ-VAE', line: '一个可以采样的瓶颈。' },
    dalle: { short: 'DALL·E', title: 'DALL·E', line: '文字和图像连成一个序列。' },
    diffusion: { short: '扩散', title: '扩散模型', line: '用噪声摧毁，再学会走回来。' },
    unet: { short: 'U-Net', title: 'U-Net 与引导', line: '其中的网络，以及怎样给它指方向。' },
    models: { short: '模型', title: '这些页面上的模型', line: '随页面发布的每一份权重，都有测量。' },
  },
});

/** Every page of the notes, in reading order. Each is its own chunk; so is its table of figures, for `/embed`. */
import { type ComponentType, lazy } from 'react';
import { defineText } from '../i18n';
import type { Figures } from './manifest';

export type PageKey = 'gan' | 'vae' | 'dalle' | 'diffusion' | 'unet';
export const PAGES: readonly PageKey[] = ['gan', 'vae', 'dalle', 'diffusion', 'unet'];

const loaders: Record<PageKey | 'home' | 'models', () => Promise<{ default: ComponentType }>> = {
  home: () => import('../pages/home'),
  gan: () => import('../pages/gan'),
  vae: () => import('../pages/vae'),
  dalle: () => import('../pages/dalle'),
  diffusion: () => import('../pages/diffusion'),
  unet: () => import('../pages/unet'),
  models: () => import('../pages/models'),
};

/** Page components, loaded when first shown. */
export const pages = Object.fromEntries(Object.entries(loaders).map(([key, load]) => [key, lazy(load)])) as Record<
  keyof typeof loaders,
  ReturnType<typeof lazy>
>;

/** Starts fetching a page before it is asked for (pointer over its link). */
export const preload = (key: keyof typeof loaders): void => void loaders[key]?.().catch(() => {});

/** Figures of each page, by name: what `/embed/<page>/<figure>` can show. */
export const figuresOf: Record<PageKey | 'models', () => Promise<{ figures: Figures }>> = {
  gan: () => import('../pages/gan/figures'),
  vae: () => import('../pages/vae/figures'),
  dalle: () => import('../pages/dalle/figures'),
  diffusion: () => import('../pages/diffusion/figures'),
  unet: () => import('../pages/unet/figures'),
  models: () => import('../pages/models/figures'),
};

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

/** The words beside the painters of the first page; they come with them. */
import { defineText } from '../../i18n';

export const painters = defineText({
  en: {
    wish: 'What is asked for',
    again: 'Another seed',
    any: 'any',
    all: 'Let all of them paint (3.0 MB)',
    later: 'Paints when you let it.',
    retry: 'Try again',
    names: {
      real: 'Real faces',
      gan: 'GAN',
      'vae16-b1': 'VAE',
      prior4: 'VQ-VAE with a prior',
      gpt: 'GPT on image tokens',
      ddpm: 'Diffusion with guidance',
    },
    how: {
      real: 'drawn by the rule of the data',
      gan: 'noise and a wish, one pass',
      'vae16-b1': 'noise through the decoder; it cannot be asked',
      prior4: 'sixteen tokens, one after the other; it cannot be asked',
      gpt: 'the wish as a sentence, then sixteen tokens',
      ddpm: 'noise taken away step by step, towards the wish',
    },
    faces: (name: string, n: number) => `${n} faces: ${name}`,
    needs: 'You need nothing for this but the browser you have.',
    backends: {
      webgpu: 'your graphics card (WebGPU)',
      webgl: 'your graphics card (WebGL)',
      wasm: 'your processor (WASM)',
      cpu: 'your processor (JavaScript)',
    },
    machine: (backend: string, adapter: string, ms: string) =>
      `You need nothing for this but the browser you have. Painted just now by ${backend}${adapter ? `, ${adapter}` : ''}: the slowest took ${ms} ms a face.`,
  },
  zh: {
    wish: '想要什么',
    again: '换一个种子',
    any: '不限',
    all: '让它们都来画（3.0 MB）',
    later: '等你让它画。',
    retry: '再试一次',
    names: {
      real: '真实的脸',
      gan: 'GAN',
      'vae16-b1': 'VAE',
      prior4: 'VQ-VAE 加先验',
      gpt: '图像词元上的 GPT',
      ddpm: '带引导的扩散模型',
    },
    how: {
      real: '按数据的规则抽出来的',
      gan: '噪声和愿望，一次算完',
      'vae16-b1': '噪声穿过解码器；不能提要求',
      prior4: '十六个词元，一个接一个；不能提要求',
      gpt: '愿望是一句话，后面接十六个词元',
      ddpm: '噪声一步一步拿走，朝着愿望去',
    },
    faces: (name: string, n: number) => `${n} 张脸：${name}`,
    needs: '你什么也不用准备，有浏览器就够了。',
    backends: { webgpu: '你的显卡（WebGPU）', webgl: '你的显卡（WebGL）', wasm: '你的处理器（WASM）', cpu: '你的处理器（JavaScript）' },
    machine: (backend: string, adapter: string, ms: string) =>
      `你什么也不用准备，有浏览器就够了。刚才由${backend}${adapter ? `，${adapter}，` : ''}画出，最慢的一张脸用了 ${ms} 毫秒。`,
  },
});

import mdx from '@mdx-js/rollup';
import react from '@vitejs/plugin-react';
import rehypeKatex from 'rehype-katex';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  cacheDir: '.cache/vite',
  plugins: [{ enforce: 'pre', ...mdx({ remarkPlugins: [remarkGfm, remarkMath], rehypePlugins: [rehypeKatex] }) }, react()],
  worker: { format: 'es' },
  build: { target: 'es2022' },
});

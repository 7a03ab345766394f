/** The formulas of a page, wherever one stands (a note, an embed, a popover). Suspends while they load. */
import { use } from 'react';
import type { PageKey } from './pages';
import type { Formulas } from './types';

const loaders: Record<PageKey, () => Promise<{ formulas: Formulas }>> = {
  gan: () => import('../pages/gan/formulas'),
  vae: () => import('../pages/vae/formulas'),
  dalle: () => import('../pages/dalle/formulas'),
  diffusion: () => import('../pages/diffusion/formulas'),
  unet: () => import('../pages/unet/formulas'),
};

const none: Promise<{ formulas: Formulas }> = Promise.resolve({ formulas: {} });
const cache = new Map<string, Promise<{ formulas: Formulas }>>();

export function useFormulas(page: string | null): Formulas {
  const key = page ?? '';
  let promise = cache.get(key);
  if (!promise) {
    promise = Object.hasOwn(loaders, key) ? loaders[key as PageKey]() : none;
    cache.set(key, promise);
  }
  return use(promise).formulas;
}

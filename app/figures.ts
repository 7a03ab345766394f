/** Every figure of every page in reading order: for the build, the tools and the tests. The app itself loads one page's at a time. */
import { figures as dalle } from './pages/dalle/figures';
import { figures as diffusion } from './pages/diffusion/figures';
import { figures as gan } from './pages/gan/figures';
import { figures as models } from './pages/models/figures';
import { figures as unet } from './pages/unet/figures';
import { figures as vae } from './pages/vae/figures';
import type { FigureEntry, Figures } from './shell/manifest';

export const manifests = { gan, vae, dalle, diffusion, unet, models } satisfies Readonly<Record<string, Figures>>;

export const allFigures: readonly FigureEntry[] = Object.values<Figures>(manifests).flatMap((figures) => Object.values(figures));

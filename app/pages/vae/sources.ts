/** The running sources of the page's models, as the code panels show them: fetched when a panel is first opened. */
import type { CodeRef } from '../../shell/types';

const autoencoder: CodeRef = { file: 'models/vae/autoencoder.ts', source: () => import('../../models/vae/autoencoder.ts?raw') };
const vae: CodeRef = { file: 'models/vae/vae.ts', source: () => import('../../models/vae/vae.ts?raw') };
const disentangle: CodeRef = { file: 'models/vae/disentangle.ts', source: () => import('../../models/vae/disentangle.ts?raw') };
const vqvae: CodeRef = { file: 'models/vae/vqvae.ts', source: () => import('../../models/vae/vqvae.ts?raw') };
const kmeans: CodeRef = { file: 'models/vae/kmeans.ts', source: () => import('../../models/vae/kmeans.ts?raw') };
const segmentation: CodeRef = { file: 'models/vae/segmentation.ts', source: () => import('../../models/vae/segmentation.ts?raw') };
const prior: CodeRef = { file: 'models/vae/prior.ts', source: () => import('../../models/vae/prior.ts?raw') };
const metrics: CodeRef = { file: 'models/metrics/nearest.ts', source: () => import('../../models/metrics/nearest.ts?raw') };

export const bottleneckCode: readonly CodeRef[] = [autoencoder, vae, metrics];
export const gaussianCode: readonly CodeRef[] = [vae, autoencoder];
export const dimensionsCode: readonly CodeRef[] = [disentangle, vae];
export const arithmeticCode: readonly CodeRef[] = [vae, autoencoder];
export const codebookCode: readonly CodeRef[] = [vqvae];
export const clustersCode: readonly CodeRef[] = [vqvae, kmeans];
export const segmentationCode: readonly CodeRef[] = [segmentation, vqvae];
export const priorCode: readonly CodeRef[] = [prior, vqvae];

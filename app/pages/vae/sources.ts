/** The running sources of the page's models, as the code panels show them. */
import type { CodeRef } from '../../shell/types';

const autoencoderSource = () => import('../../models/vae/autoencoder.ts?raw');
const disentangleSource = () => import('../../models/vae/disentangle.ts?raw');
const vaeSource = () => import('../../models/vae/vae.ts?raw');
const yardstickSource = () => import('../../models/yardstick/nearest.ts?raw');

const autoencoder: CodeRef = { file: 'models/vae/autoencoder.ts', source: autoencoderSource };
const vae: CodeRef = { file: 'models/vae/vae.ts', source: vaeSource };
const disentangle: CodeRef = { file: 'models/vae/disentangle.ts', source: disentangleSource };
const yardstick: CodeRef = { file: 'models/yardstick/nearest.ts', source: yardstickSource };

export const bottleneckCode: readonly CodeRef[] = [autoencoder, vae, yardstick];
export const gaussianCode: readonly CodeRef[] = [vae, autoencoder];
export const dimensionsCode: readonly CodeRef[] = [disentangle, vae];
export const arithmeticCode: readonly CodeRef[] = [vae, autoencoder];

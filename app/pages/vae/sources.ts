/** The running sources of the page's models, as the code panels show them. */
import autoencoderSource from '../../models/vae/autoencoder.ts?raw';
import vaeSource from '../../models/vae/vae.ts?raw';
import yardstickSource from '../../models/yardstick/nearest.ts?raw';
import type { CodeRef } from '../../shell/types';

const autoencoder: CodeRef = { file: 'models/vae/autoencoder.ts', source: autoencoderSource };
const vae: CodeRef = { file: 'models/vae/vae.ts', source: vaeSource };
const yardstick: CodeRef = { file: 'models/yardstick/nearest.ts', source: yardstickSource };

export const bottleneckCode: readonly CodeRef[] = [autoencoder, vae, yardstick];
export const gaussianCode: readonly CodeRef[] = [vae, autoencoder];

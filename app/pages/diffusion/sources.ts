/** The running sources of the page's models, as the code panels show them. */
import type { CodeRef } from '../../shell/types';

const embeddingSource = () => import('../../models/diffusion/embedding.ts?raw');
const facesSource = () => import('../../models/diffusion/faces.ts?raw');
const planeSource = () => import('../../models/diffusion/plane.ts?raw');
const posteriorSource = () => import('../../models/diffusion/posterior.ts?raw');
const samplerSource = () => import('../../models/diffusion/sampler.ts?raw');
const scheduleSource = () => import('../../models/diffusion/schedule.ts?raw');
const scoreSource = () => import('../../models/diffusion/score.ts?raw');
const spectrumSource = () => import('../../models/diffusion/spectrum.ts?raw');
const unetSource = () => import('../../models/diffusion/unet.ts?raw');

const schedule: CodeRef = { file: 'models/diffusion/schedule.ts', source: scheduleSource };
const posterior: CodeRef = { file: 'models/diffusion/posterior.ts', source: posteriorSource };
const sampler: CodeRef = { file: 'models/diffusion/sampler.ts', source: samplerSource };
const plane: CodeRef = { file: 'models/diffusion/plane.ts', source: planeSource };
const faces: CodeRef = { file: 'models/diffusion/faces.ts', source: facesSource };
const unet: CodeRef = { file: 'models/diffusion/unet.ts', source: unetSource };
const score: CodeRef = { file: 'models/diffusion/score.ts', source: scoreSource };
const embedding: CodeRef = { file: 'models/diffusion/embedding.ts', source: embeddingSource };
const spectrum: CodeRef = { file: 'models/diffusion/spectrum.ts', source: spectrumSource };

export const code = {
  forward: [schedule],
  isotropic: [schedule, spectrum],
  backward: [sampler, posterior, faces, unet],
  predictNoise: [faces, unet],
  targets: [posterior, plane],
  variance: [posterior, sampler, plane],
  timeEmbedding: [embedding, unet],
  timeless: [plane, embedding],
  score: [score, plane, sampler],
} satisfies Record<string, readonly CodeRef[]>;

/** Where each line of algorithms 1 and 2 stands in the source that runs: the file, the region shown, and words that only this line of it has. */
import type { LineOfOne, LineOfTwo } from '../../runtime/programs/diffusion/algorithmsSettings';

export interface Place {
  readonly file: string;
  readonly region: string;
  readonly line: string;
}

const ROUND = 'runtime/programs/diffusion/algorithm1.ts';
const FACES = 'models/diffusion/faces.ts';
const SAMPLER = 'models/diffusion/sampler.ts';

export const placesOfOne: Readonly<Record<LineOfOne, Place>> = {
  x0: { file: ROUND, region: 'draw', line: 'x₀ ~ q(x₀)' },
  t: { file: ROUND, region: 'draw', line: 't ~ Uniform' },
  eps: { file: ROUND, region: 'draw', line: 'ε ~ N(0, I)' },
  xt: { file: FACES, region: 'loss', line: 'const xt = qSample(' },
  predict: { file: FACES, region: 'loss', line: 'const modelOutput = network(' },
  loss: { file: FACES, region: 'loss', line: 'const errors = ' },
  descend: { file: ROUND, region: 'round', line: 'net.descend(' },
};

export const placesOfTwo: Readonly<Record<LineOfTwo, Place>> = {
  xT: { file: SAMPLER, region: 'sample', line: 'let x = xT.clone()' },
  for: { file: SAMPLER, region: 'sample', line: 'const [t, s] =' },
  z: { file: SAMPLER, region: 'sample', line: 'const z = noise(index)' },
  predict: { file: SAMPLER, region: 'sample', line: 'model(x, t)' },
  x0Hat: { file: SAMPLER, region: 'step', line: 'const x0 = predictedX0(' },
  mean: { file: SAMPLER, region: 'step', line: 'const mean = combine([Math.sqrt(alphaBar), direction]' },
  next: { file: SAMPLER, region: 'step', line: 'next: sigma > 0 && z' },
  return: { file: SAMPLER, region: 'sample', line: 'for (let index = from' },
};

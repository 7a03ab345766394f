/** What a plane GAN can be told: the configuration of the page's labs, as JSON. */
import type { LossName } from '../../../models/gan/losses';
import type { NoiseKind } from '../../../models/gan/noise';
import type { DataChoice } from '../planeData';

export interface MinMaxConfig extends DataChoice {
  readonly noise: Extract<NoiseKind, 'uniform' | 'gaussian'>;
  readonly noiseDim: 1 | 2;
  readonly loss: LossName;
  /** Weight γ of R1; 0: off. */
  readonly r1: number;
  readonly optimizer: 'adam' | 'rmsprop' | 'sgd';
  readonly lrG: number;
  readonly lrD: number;
  /** Steps of D for one of G. */
  readonly dSteps: number;
  readonly layersG: number;
  readonly widthG: number;
  readonly layersD: number;
  readonly widthD: number;
  readonly batch: number;
}

/** The default figure, and the configuration the benchmark measures: G 2-8-8-2, D 2-8-8-1, batch 150, 2 + 1 steps. */
export const minMaxDefaults: MinMaxConfig = {
  data: 'ring',
  strokes: [],
  noise: 'uniform',
  noiseDim: 2,
  loss: 'nonSaturating',
  r1: 0,
  optimizer: 'adam',
  lrG: 0.002,
  lrD: 0.002,
  dSteps: 2,
  layersG: 2,
  widthG: 8,
  layersD: 2,
  widthD: 8,
  batch: 150,
};

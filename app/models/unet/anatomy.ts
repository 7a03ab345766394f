/**
 * What the U-Net is made of, layer by layer: shapes, parameters, multiplications, and how far each layer sees.
 *
 * The table follows `diffusion/unet.ts` (Ronneberger et al. 2015, 1505.04597; Ho et al. 2020, 2006.11239, appendix B). A test counts the
 * same numbers from a run. FLOPs are those of convolutions, dense layers and attention: a multiplication and an addition count as two.
 * Receptive field (Araujo et al. 2019, "Computing Receptive Fields of Convolutional Neural Networks"): r grows by (k − 1)·j a layer, where
 * j is how many input pixels lie between two neighbours of the map. It is the field of the *convolutions*; group normalisation and attention
 * let every unit hear, faintly, of the whole picture, which a figure measures.
 */
import type { Config } from '../diffusion/unet';

export interface Layer {
  /** Block it belongs to: `down0`, `middle`, `up2`, … or `in`, `out`, `embed`. */
  readonly block: string;
  readonly name: string;
  readonly kind: 'conv' | 'dense' | 'norm' | 'attention' | 'pool' | 'up';
  /** What comes out of one picture: [rows, columns, channels], or [units]. */
  readonly shape: readonly number[];
  readonly params: number;
  readonly flops: number;
  /** Width in input pixels of what its convolutions see; null for layers that see no picture. */
  readonly sees: number | null;
}

/** Side of the faces. */
const SIDE = 16;

/** Every layer in the order it is computed. */
export function layersOf(config: Config): Layer[] {
  const [c0, c1, c2] = config.channels;
  const layers: Layer[] = [];
  /** Receptive field and distance of neighbours, in input pixels, on the longest way to here. */
  let [sees, jump] = [1, 1];

  const conv = (block: string, name: string, side: number, k: number, from: number, to: number, bias: boolean, deep = true) => {
    if (deep) sees += (k - 1) * jump;
    const params = k * k * from * to + (bias ? to : 0);
    layers.push({ block, name, kind: 'conv', shape: [side, side, to], params, flops: 2 * k * k * from * to * side * side, sees });
  };
  const norm = (block: string, name: string, side: number, channels: number) =>
    layers.push({ block, name, kind: 'norm', shape: [side, side, channels], params: 2 * channels, flops: 0, sees });
  const dense = (block: string, name: string, from: number, to: number, bias = true) =>
    layers.push({ block, name, kind: 'dense', shape: [to], params: from * to + (bias ? to : 0), flops: 2 * from * to, sees: null });

  const block = (name: string, side: number, from: number, to: number, skip = 0) => {
    norm(name, 'norm1', side, from);
    conv(name, 'conv1', side, 3, from, to, true);
    if (skip) {
      norm(name, 'normS', side, skip);
      conv(name, 'convS', side, 3, skip, to, false, false);
    }
    dense(name, 'embed', config.embedDim, to);
    norm(name, 'norm2', side, to);
    conv(name, 'conv2', side, 3, to, to, true);
    if (from !== to || skip) conv(name, 'short', side, 1, from, to, true, false);
    if (skip) conv(name, 'shortS', side, 1, skip, to, false, false);
  };
  const down = (side: number, channels: number) => {
    sees += jump;
    jump *= 2;
    layers.push({ block: 'pool', name: `pool${side}`, kind: 'pool', shape: [side, side, channels], params: 0, flops: 0, sees });
  };
  const up = (side: number, channels: number) => {
    jump /= 2;
    layers.push({ block: 'up', name: `up${side}`, kind: 'up', shape: [side, side, channels], params: 0, flops: 0, sees });
  };

  if (config.time) {
    dense('embed', 'time1', config.timeDim, config.embedDim);
    dense('embed', 'time2', config.embedDim, config.embedDim);
  }
  dense('embed', 'condition', config.conditionDim, config.embedDim, false);
  conv('in', 'in', SIDE, 3, 3, c0, true);
  block('down0', SIDE, c0, c0);
  down(SIDE / 2, c0);
  block('down1', SIDE / 2, c0, c1);
  down(SIDE / 4, c1);
  block('down2', SIDE / 4, c1, c2);
  block('middle', SIDE / 4, c2, c2);
  attention(layers, SIDE / 4, c2);
  sees = SIDE; // attention joins all places
  const s = config.skips ? 1 : 0;
  block('up2', SIDE / 4, c2, c2, s * c2);
  up(SIDE / 2, c2);
  block('up1', SIDE / 2, c2, c1, s * c1);
  up(SIDE, c1);
  block('up0', SIDE, c1, c0, s * c0);
  norm('out', 'norm', SIDE, c0);
  conv('out', 'out', SIDE, 3, c0, 3, true);
  return layers.map((layer) => (layer.sees === null ? layer : { ...layer, sees: Math.min(SIDE, layer.sees) }));
}

/** q, k, v and out are dense layers at every place; q·kᵀ and the mixing of v are two products of [n, C] with [n, n]. */
function attention(layers: Layer[], side: number, channels: number): void {
  const n = side * side;
  const params = 2 * channels + 4 * channels * channels + channels;
  const flops = 2 * (4 * n * channels * channels + 2 * n * n * channels);
  layers.push({ block: 'middle', name: 'attention', kind: 'attention', shape: [side, side, channels], params, flops, sees: SIDE });
}

export interface BlockTotal {
  readonly block: string;
  /** What leaves the block. */
  readonly shape: readonly number[];
  readonly params: number;
  readonly flops: number;
  readonly layers: readonly Layer[];
}

/** The blocks, with the sums of their layers. */
export function blocksOf(config: Config): BlockTotal[] {
  const names = [...new Set(layersOf(config).map((layer) => layer.block))].filter((name) => name !== 'pool' && name !== 'up');
  return names.map((block) => {
    const layers = layersOf(config).filter((layer) => layer.block === block);
    const pictures = layers.filter((layer) => layer.shape.length === 3);
    const sum = (key: 'params' | 'flops') => layers.reduce((total, layer) => total + layer[key], 0);
    return { block, shape: (pictures.at(-1) ?? layers[layers.length - 1]).shape, params: sum('params'), flops: sum('flops'), layers };
  });
}

export const totals = (config: Config): { params: number; flops: number } => ({
  params: layersOf(config).reduce((sum, layer) => sum + layer.params, 0),
  flops: layersOf(config).reduce((sum, layer) => sum + layer.flops, 0),
});

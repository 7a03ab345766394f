/** The table of the U-Net's layers against the network itself: parameters against its weights, FLOPs and shapes against a counted run. */
import { expect, it } from 'vitest';
import { createRng } from '../../app/data/rng';
import { CONDITION_DIM } from '../../app/models/diffusion/condition';
import { faceConfig } from '../../app/models/diffusion/faces';
import { type Config, forward, init } from '../../app/models/diffusion/unet';
import * as tf from '../../app/models/tf';
import { blocksOf, layersOf, totals } from '../../app/models/unet/anatomy';

const configs: [string, Config][] = [
  ['as it ships', faceConfig],
  ['without skips', { ...faceConfig, skips: false }],
  ['without time', { ...faceConfig, time: false }],
  ['doubling its channels', { ...faceConfig, channels: [32, 64, 128] }],
];

it.each(configs)('parameters: %s', (_name, config) => {
  const weights = Object.values(init(createRng(1), config)).reduce((sum, { values }) => sum + values.length, 0);
  expect(totals(config).params).toBe(weights);
});

it.each(configs)('FLOPs: %s', async (_name, config) => {
  await tf.setBackend('cpu');
  const weights = init(createRng(1), config);
  const p = Object.fromEntries(Object.entries(weights).map(([name, w]) => [name, tf.tensor(w.values, [...w.shape])]));
  const x = tf.zeros([1, 16, 16, 3]) as tf.Tensor4D;
  const y = tf.zeros([1, CONDITION_DIM]) as tf.Tensor2D;
  const { kernels } = await tf.engine().profile(() => {
    tf.tidy(() => void forward(p, x, Float32Array.of(10), y, config));
    return [];
  });
  let flops = 0;
  for (const { name, inputShapes, outputShapes } of kernels) {
    const [a, b] = inputShapes as number[][];
    const out = (outputShapes as number[][])[0];
    const size = out.reduce((product, n) => product * n, 1);
    if (name === 'Conv2D') flops += 2 * size * b[0] * b[1] * b[2];
    else if (name === 'BatchMatMul') flops += 2 * size * a[a.length - 1]; // the last axis of the first factor, or of both (q·kᵀ)
  }
  expect(totals(config).flops).toBe(flops);
  tf.dispose([...Object.values(p), x, y]);
});

it('shapes, and how far a layer sees', () => {
  const layers = layersOf(faceConfig);
  const of = (block: string, name: string) => layers.find((layer) => layer.block === block && layer.name === name);
  expect(of('in', 'in')?.sees).toBe(3);
  expect(of('down0', 'conv1')?.sees).toBe(5);
  expect(of('down0', 'conv2')?.sees).toBe(7);
  expect(of('pool', 'pool8')?.sees).toBe(8);
  expect(of('down1', 'conv1')?.sees).toBe(12);
  expect(of('down1', 'conv2')?.sees).toBe(16);
  expect(of('up0', 'conv2')?.shape).toEqual([16, 16, 32]);
  expect(blocksOf(faceConfig).map((b) => b.block)).toEqual([
    'embed',
    'in',
    'down0',
    'down1',
    'down2',
    'middle',
    'up2',
    'up1',
    'up0',
    'out',
  ]);
  expect(blocksOf(faceConfig).reduce((sum, b) => sum + b.params, 0)).toBe(totals(faceConfig).params);
});

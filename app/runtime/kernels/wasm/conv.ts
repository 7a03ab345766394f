/**
 * Gradients of conv2d on WASM. tfjs-wasm has no `Conv2DBackpropFilter` at all, and its `Conv2DBackpropInput` is a plain loop; here
 * both are matrix products in the SIMD module, any stride.
 */
import * as tf from '../../../models/tf';
import type { KernelArgs } from './call';
import { at, simd, withScratch } from './module';

type Shape4 = [number, number, number, number];

interface ConvAttrs {
  readonly strides: number | [number, number];
  readonly pad: 'same' | 'valid' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: Shape4;
  readonly inputShape: Shape4;
}

/** The numbers both gradients begin with, in the order of `assembly/conv.ts`. */
function geometry(inputShape: Shape4, filterShape: Shape4, attrs: ConvAttrs): number[] {
  const info = tf.backend_util.computeConv2DInfo(inputShape, filterShape, attrs.strides, 1, attrs.pad, attrs.dimRoundingMode);
  if (info.strideHeight !== info.strideWidth) throw new Error('conv2d: the gradient needs equal strides in both directions.');
  return [
    ...[info.batchSize, info.inHeight, info.inWidth, info.inChannels, info.outHeight, info.outWidth, info.outChannels],
    ...[info.filterHeight, info.filterWidth, info.strideHeight, info.padInfo.top, info.padInfo.left],
  ];
}

/** x [B, H, W, I], dy [B, H', W', O] → dL/dw [kh, kw, I, O]. */
export function convBackpropFilter({ inputs: { x, dy }, backend, attrs }: KernelArgs): tf.TensorInfo {
  const { filterShape } = attrs as unknown as ConvAttrs;
  const numbers = geometry(x.shape as Shape4, filterShape, attrs as unknown as ConvAttrs);
  const [, , , inputs, outHeight, outWidth, outputs, kh, kw] = numbers;
  const dw = backend.makeOutput([...filterShape], 'float32');
  const pointers = [at(backend, x), at(backend, dy), at(backend, dw)];
  if (inputs % 4 === 0 && outputs % 8 === 0) simd.filterGradDirect(...numbers, ...pointers);
  else withScratch(backend, outHeight * outWidth * kh * kw * inputs, (scratch) => simd.filterGradColumns(...numbers, ...pointers, scratch));
  return dw;
}

/** dy [B, H', W', O], filter [kh, kw, I, O] → dL/dx [B, H, W, I]. */
export function convBackpropInput({ inputs: { dy, filter }, backend, attrs }: KernelArgs): tf.TensorInfo {
  const { inputShape } = attrs as unknown as ConvAttrs;
  const numbers = geometry(inputShape, filter.shape as Shape4, attrs as unknown as ConvAttrs);
  const [, , , inputs, outHeight, outWidth, outputs, kh, kw] = numbers;
  const dx = backend.makeOutput([...inputShape], 'float32');
  withScratch(backend, (outHeight * outWidth + outputs) * kh * kw * inputs, (scratch) =>
    simd.inputGradColumns(...numbers, at(backend, dy), at(backend, filter), at(backend, dx), scratch),
  );
  return dx;
}

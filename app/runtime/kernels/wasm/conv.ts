/**
 * conv2d and its gradients on WASM, as matrix products in the SIMD module. tfjs-wasm has no `Conv2DBackpropFilter` at all, its
 * `Conv2DBackpropInput` is a plain loop, and its forward pass packs the weights anew whenever they change, that is at every step.
 */
import * as tf from '../../../models/tf';
import type { KernelArgs, WasmBackend } from './call';
import { at, packFloats, simd, withScratch } from './module';
import { type Geometry, winogradFilterGrad, winogradForward, winogradGroup } from './winograd';

type Shape4 = [number, number, number, number];

export interface ConvAttrs {
  readonly strides: number | [number, number];
  readonly pad: 'same' | 'valid' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export function geometryOf(inputShape: readonly number[], filterShape: readonly number[], attrs: ConvAttrs): Geometry {
  const { strides, pad, dimRoundingMode } = attrs;
  const info = tf.backend_util.computeConv2DInfo(inputShape as Shape4, filterShape as Shape4, strides, 1, pad, dimRoundingMode);
  if (info.strideHeight !== info.strideWidth) throw new Error('conv2d: strides must be equal in both directions.');
  const { batchSize: b, inHeight: h, inWidth: w, inChannels: i, outHeight: oh, outWidth: ow, outChannels: o } = info;
  const { filterHeight: kh, filterWidth: kw, strideHeight: stride } = info;
  return { b, h, w, i, oh, ow, o, kh, kw, stride, top: info.padInfo.top, left: info.padInfo.left };
}

const numbers = (g: Geometry) => [g.b, g.h, g.w, g.i, g.oh, g.ow, g.o, g.kh, g.kw, g.stride, g.top, g.left];

/** y = conv(x, filter) + bias, all by pointers; a bias pointer of 0 means none. */
function run(backend: WasmBackend, g: Geometry, x: number, filter: number, bias: number, y: number): void {
  const group = winogradGroup(g);
  if (group) {
    winogradForward(backend, g, group, x, filter, bias, y);
    return;
  }
  const padded = Math.max((g.oh - 1) * g.stride + g.kh, g.top + g.h) * Math.max((g.ow - 1) * g.stride + g.kw, g.left + g.w) * g.i;
  const columns = 4 * g.oh * g.ow * g.kh * g.kw * g.i;
  const floats = Math.max(padded, columns) + packFloats(g.o, g.kh * g.kw * g.i);
  withScratch(backend, floats, (scratch) => simd.conv(...numbers(g), x, filter, bias, y, scratch));
}

/** x [B, H, W, I], filter [kh, kw, I, O], bias [O] or none → y [B, H', W', O]. */
export function convForward(
  backend: WasmBackend,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  bias: tf.TensorInfo | null,
  attrs: ConvAttrs,
): tf.TensorInfo {
  const g = geometryOf(x.shape, filter.shape, attrs);
  const y = backend.makeOutput([g.b, g.oh, g.ow, g.o], 'float32');
  run(backend, g, at(backend, x), at(backend, filter), bias ? at(backend, bias) : 0, at(backend, y));
  return y;
}

/** x [B, H, W, I], dy [B, H', W', O] → dL/dw [kh, kw, I, O]. */
export function convBackpropFilter({ inputs: { x, dy }, backend, attrs }: KernelArgs): tf.TensorInfo {
  const { filterShape } = attrs as { filterShape: Shape4 };
  const g = geometryOf(x.shape, filterShape, attrs as unknown as ConvAttrs);
  const dw = backend.makeOutput([...filterShape], 'float32');
  const pointers = [at(backend, x), at(backend, dy), at(backend, dw)];
  const group = winogradGroup(g);
  const columns = g.oh * g.ow * g.kh * g.kw * g.i + packFloats(g.o, g.oh * g.ow);
  if (group) winogradFilterGrad(backend, g, group, pointers[0], pointers[1], pointers[2]);
  else if (g.i % 4 === 0 && g.o % 8 === 0) simd.filterGradDirect(...numbers(g), ...pointers);
  else withScratch(backend, columns, (scratch) => simd.filterGradColumns(...numbers(g), ...pointers, scratch));
  return dw;
}

/**
 * dy [B, H', W', O], filter [kh, kw, I, O] → dL/dx [B, H, W, I]. With stride 1 it is a convolution of dy with the filter rotated by
 * 180° and transposed; otherwise the columns' gradients are added back.
 */
export function convBackpropInput({ inputs: { dy, filter }, backend, attrs }: KernelArgs): tf.TensorInfo {
  const { inputShape } = attrs as { inputShape: Shape4 };
  const g = geometryOf(inputShape, filter.shape, attrs as unknown as ConvAttrs);
  const dx = backend.makeOutput([...inputShape], 'float32');
  if (g.stride === 1) {
    const back = { ...g, h: g.oh, w: g.ow, i: g.o, oh: g.h, ow: g.w, o: g.i, top: g.kh - 1 - g.top, left: g.kw - 1 - g.left };
    withScratch(backend, g.kh * g.kw * g.i * g.o, (rotated) => {
      simd.rotateFilter(g.kh, g.kw, g.i, g.o, at(backend, filter), rotated);
      run(backend, back, at(backend, dy), rotated, 0, at(backend, dx));
    });
  } else {
    withScratch(backend, (g.oh * g.ow + g.o) * g.kh * g.kw * g.i, (scratch) =>
      simd.inputGradColumns(...numbers(g), at(backend, dy), at(backend, filter), at(backend, dx), scratch),
    );
  }
  return dx;
}

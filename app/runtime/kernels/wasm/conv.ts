/**
 * Gradients of conv2d on WASM, as forward convolutions, because only those reach XNNPACK.
 * tfjs-wasm has no `Conv2DBackpropFilter` at all, and its `Conv2DBackpropInput` is a plain loop.
 */
import * as tf from '../../../models/tf';
import { call, type KernelArgs, release } from './call';

interface ConvAttrs {
  readonly strides: number | [number, number];
  readonly pad: 'same' | 'valid' | number;
  readonly dataFormat: string;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
  readonly inputShape: [number, number, number, number];
}

/** dL/dw [kh, kw, I, O] = conv2d(xᵀ [I, H, W, B], dyᵀ [H', W', B, O]) with dilation = stride. x [B, H, W, I], dy [B, H', W', O]. */
export function convBackpropFilter({ inputs: { x, dy }, backend, attrs }: KernelArgs): tf.TensorInfo {
  const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as ConvAttrs;
  const info = tf.backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { filterHeight: kh, filterWidth: kw, inChannels, outChannels, strideHeight, strideWidth, padInfo } = info;
  // The far padding that makes the correlation come out exactly kh by kw, or more where the forward pass left rows over.
  const far = (size: number, k: number, s: number, out: number, near: number) => Math.max(0, (out - 1) * s + k - size - near);
  const bottom = far(info.inHeight, kh, strideHeight, info.outHeight, padInfo.top);
  const right = far(info.inWidth, kw, strideWidth, info.outWidth, padInfo.left);

  const xT = call('Transpose', { x }, backend, { perm: [3, 1, 2, 0] }); // [I, H, W, B]
  const dyT = call('Transpose', { x: dy }, backend, { perm: [1, 2, 0, 3] }); // [H', W', B, O]
  const full = call('Conv2D', { x: xT, filter: dyT }, backend, {
    strides: 1,
    pad: [
      [0, 0],
      [padInfo.top, bottom],
      [padInfo.left, right],
      [0, 0],
    ],
    dataFormat: 'NHWC',
    dilations: [strideHeight, strideWidth],
  }); // [I, ≥kh, ≥kw, O]
  release(backend, xT, dyT);
  const exact = full.shape[1] === kh && full.shape[2] === kw;
  const cut = exact ? full : call('Slice', { x: full }, backend, { begin: [0, 0, 0, 0], size: [inChannels, kh, kw, outChannels] });
  const dw = call('Transpose', { x: cut }, backend, { perm: [1, 2, 0, 3] }); // [kh, kw, I, O]
  release(backend, cut);
  if (!exact) release(backend, full);
  return dw;
}

/** dL/dx of a stride-1 convolution = conv2d(dy, w rotated by 180° with I and O exchanged). dy [B, H', W', O], w [kh, kw, I, O]. */
export function convBackpropInput(original: tf.KernelFunc) {
  return ({ inputs, backend, attrs }: KernelArgs): tf.TensorInfo => {
    const { dy, filter } = inputs;
    const { strides, pad, dimRoundingMode, inputShape } = attrs as unknown as ConvAttrs;
    const filterShape = filter.shape as [number, number, number, number];
    const info = tf.backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad, dimRoundingMode);
    if (info.strideHeight !== 1 || info.strideWidth !== 1)
      return original({ inputs, backend, attrs: attrs as tf.NamedAttrMap }) as tf.TensorInfo;
    const [kh, kw] = filterShape;
    const rotated = call('Reverse', { x: filter }, backend, { dims: [0, 1] });
    const wT = call('Transpose', { x: rotated }, backend, { perm: [0, 1, 3, 2] }); // [kh, kw, O, I]
    const { top, bottom, left, right } = info.padInfo;
    const dx = call('Conv2D', { x: dy, filter: wT }, backend, {
      strides: 1,
      pad: [
        [0, 0],
        [kh - 1 - top, kh - 1 - bottom],
        [kw - 1 - left, kw - 1 - right],
        [0, 0],
      ],
      dataFormat: 'NHWC',
      dilations: 1,
    });
    release(backend, rotated, wT);
    return dx;
  };
}

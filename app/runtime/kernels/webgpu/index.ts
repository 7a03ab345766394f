/** The fused operations of `models/nn/ops.ts` on WebGPU, in WGSL of our own (convolutions and large matrix products in tfjs's). */
import { own } from '../../../models/nn/ops';
import * as tf from '../../../models/tf';
import { activate, activateGrad, silu, siluGrad } from './activation';
import { convSum } from './convSum';
import { dense, denseGrad } from './dense';
import { flatten, unflatten } from './flat';
import type { Kernel } from './launch';
import { groupNorm, groupNormGrad } from './norm';
import { step } from './optimizer';
import { binaryCrossEntropy, binaryCrossEntropyGrad, perceptron, perceptronGrad, perceptronInputGrad } from './perceptron';
import { conv, sumPool2, upsample2 } from './pictures';
import { columnSum, spread } from './reduce';

const kernels: Readonly<Record<string, Kernel>> = {
  [own.activate]: activate,
  [own.activateGrad]: activateGrad,
  [own.binaryCrossEntropy]: binaryCrossEntropy,
  [own.binaryCrossEntropyGrad]: binaryCrossEntropyGrad,
  [own.columnSum]: columnSum,
  [own.conv]: conv,
  [own.convSum]: convSum,
  [own.dense]: dense,
  [own.denseGrad]: denseGrad,
  [own.flatten]: flatten,
  [own.groupNorm]: groupNorm,
  [own.groupNormGrad]: groupNormGrad,
  [own.perceptron]: perceptron,
  [own.perceptronGrad]: perceptronGrad,
  [own.perceptronInputGrad]: perceptronInputGrad,
  [own.silu]: silu,
  [own.siluGrad]: siluGrad,
  [own.spread]: spread,
  [own.step]: step,
  [own.sumPool2]: sumPool2,
  [own.unflatten]: unflatten,
  [own.upsample2]: upsample2,
};

export function registerWebGpuKernels(): void {
  if (tf.getKernel(own.step, 'webgpu')) return;
  for (const [kernelName, kernelFunc] of Object.entries(kernels))
    tf.registerKernel({ kernelName, backendName: 'webgpu', kernelFunc: kernelFunc as unknown as tf.KernelFunc });
}

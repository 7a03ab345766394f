/** The fused operations of `models/nn/ops.ts` on WebGPU, in WGSL of our own (convolutions and large matrix products in tfjs's). */
import { own } from '../../../models/nn/ops';
import * as tf from '../../../models/tf';
import { activate, activateGrad, silu, siluGrad } from './activation';
import { attend } from './attend';
import { combine } from './combine';
import { convSum } from './convSum';
import { dense, denseEach, denseGrad, densePlus } from './dense';
import { flatten, unflatten } from './flat';
import type { Kernel } from './launch';
import { groupNorm, groupNormGrad } from './norm';
import { step } from './optimizer';
import { binaryCrossEntropy, binaryCrossEntropyGrad, perceptron, perceptronGrad, perceptronInputGrad } from './perceptron';
import { conv, sumPool2, upsample2 } from './pictures';
import { columnSum, spread } from './reduce';
import { replacements } from './replaced';
import { attendNext, draw, embed, filter, normDense } from './writing';

const kernels: Readonly<Record<string, Kernel>> = {
  [own.activate]: activate,
  [own.activateGrad]: activateGrad,
  [own.attend]: attend,
  [own.attendNext]: attendNext,
  [own.binaryCrossEntropy]: binaryCrossEntropy,
  [own.binaryCrossEntropyGrad]: binaryCrossEntropyGrad,
  [own.columnSum]: columnSum,
  [own.combine]: combine,
  [own.conv]: conv,
  [own.convSum]: convSum,
  [own.dense]: dense,
  [own.denseEach]: denseEach,
  [own.denseGrad]: denseGrad,
  [own.densePlus]: densePlus,
  [own.draw]: draw,
  [own.embed]: embed,
  [own.filter]: filter,
  [own.flatten]: flatten,
  [own.groupNorm]: groupNorm,
  [own.groupNormGrad]: groupNormGrad,
  [own.normDense]: normDense,
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
  for (const [name, kernel] of Object.entries(kernels)) register(name, kernel);
  for (const [name, replacement] of Object.entries(replacements)) {
    const original = tf.getKernel(name, 'webgpu');
    tf.unregisterKernel(name, 'webgpu');
    register(name, replacement(original.kernelFunc as unknown as Kernel), original.setupFunc);
  }
}

/** The set-up of a kernel replaced goes along: a backend made anew runs it again. */
function register(kernelName: string, kernel: Kernel, setupFunc?: tf.KernelSetupFunc): void {
  tf.registerKernel({ kernelName, backendName: 'webgpu', kernelFunc: kernel as unknown as tf.KernelFunc, setupFunc });
}

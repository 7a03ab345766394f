/**
 * The SIMD module (AssemblyScript). It has no memory, no stack and no static data of its own: it works in the memory that
 * tfjs-wasm's module exports, on tensors given by their byte offsets. Compiled by `npm run generate`.
 */
export { attention, attentionGrad } from './attention';
export { conv, filterGradColumns, filterGradDirect, inputGradColumns, rotateFilter } from './conv';
export { activate, activateGrad, columnSum, dense, denseGrad } from './dense';
export { gemm } from './gemm';
export { copyRows, gather4, segmentSum, sumPool2, swapMiddle, transposeBatch, upsample2 } from './layout';
export { groupNorm, groupNormGrad } from './norm';
export { optimizerStep } from './optimizer';
export { binaryCrossEntropy, binaryCrossEntropyGrad, exp, gelu, geluGrad, siluGrad, softmax } from './unary';
export { convWinograd, filterGradWinograd } from './winograd';

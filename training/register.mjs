/**
 * Lets Node run this repository's TypeScript and TensorFlow.js as they are: `node --import ./training/register.mjs script.ts`.
 *
 * tfjs-core ships its gradients only as bundler-style ES modules that Node cannot resolve. The `@tensorflow/tfjs` package
 * carries the same gradients in a file that Node can load, registered with the same (global) engine: that one is loaded instead.
 */
import { register } from 'node:module';
import 'tsx';

const hooks = `
export const resolve = (specifier, context, next) =>
  next(specifier === '@tensorflow/tfjs-core/dist/register_all_gradients' ? '@tensorflow/tfjs/dist/tf.node.js' : specifier, context);
`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

/** One vector of all parameters ↔ a tensor for each: as many parts a launch as a shader may have buffers. */
import type * as tf from '../../../models/tf';
import { fresh, i32, type Kernel, launch, MOST_BUFFERS, size } from './launch';

const PARTS = MOST_BUFFERS - 1;

/** Runs f for a few parts at a time, with where the first of them lies in the vector. */
function inPieces(parts: readonly tf.TensorInfo[], f: (some: readonly tf.TensorInfo[], from: number) => void): void {
  let from = 0;
  for (let i = 0; i < parts.length; i += PARTS) {
    const some = parts.slice(i, i + PARTS);
    f(some, from);
    from += some.reduce((sum, part) => sum + size(part), 0);
  }
}

const named = (parts: readonly tf.TensorInfo[]) => Object.fromEntries(parts.map((part, i) => [`p${i}`, part]));
const ends = (parts: readonly tf.TensorInfo[]) => {
  let end = 0;
  return Object.fromEntries(
    parts.map((part, i) => {
      end += size(part);
      return [`e${i}`, i32(end)];
    }),
  );
};
/** The part that the number `index` is in, and `at`, its place there. */
const choose = (n: number, take: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => `if (index < u.e${i}) { let at = index${i ? ` - u.e${i - 1}` : ''}; ${take(i)} }`).join(' else ');

export const unflatten: Kernel = ({ inputs: { theta }, backend, attrs }) => {
  const parts = (attrs.shapes as readonly (readonly number[])[]).map((shape) => fresh(backend, shape));
  inPieces(parts, (some, from) => {
    const all = some.reduce((sum, part) => sum + size(part), 0);
    launch(backend, {
      key: `unflatten ${some.length}`,
      body: choose(some.length, (i) => `p${i}[at] = theta[u.start + index];`),
      inputs: { theta },
      outputs: named(some),
      numbers: { start: i32(from), ...ends(some) },
      groups: Math.ceil(all / 64),
    });
  });
  return parts;
};

export const flatten: Kernel = ({ inputs, backend }) => {
  const parts = Object.values(inputs);
  const theta = fresh(backend, [parts.reduce((sum, part) => sum + size(part), 0)]);
  inPieces(parts, (some, from) => {
    const all = some.reduce((sum, part) => sum + size(part), 0);
    launch(backend, {
      key: `flatten ${some.length}`,
      body: choose(some.length, (i) => `theta[u.start + index] = p${i}[at];`),
      inputs: named(some),
      outputs: { theta },
      numbers: { start: i32(from), ...ends(some) },
      groups: Math.ceil(all / 64),
    });
  });
  return theta;
};

/**
 * The one place the product imports TensorFlow.js from: core, plus the gradient of every op, plus one repair.
 * (`tfjs-core` alone has no gradients; `@tensorflow/tfjs` would pull in layers, converter and data, which nothing here uses.
 * Node cannot load core's gradient modules one by one, so there `#gradients` in package.json names a bundle that has them.)
 * Backends are loaded by the runtime, one at a time.
 */
import { engine, type Tensor } from '@tensorflow/tfjs-core';
import '#gradients'; // after core, whose flags it reads

export * from '@tensorflow/tfjs-core';

interface TapeNode {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: readonly Tensor[];
}

/**
 * Gradients of gradients. An op like tanh keeps a clone of its output y for its gradient, and tfjs writes "clone of y" on the
 * tape before "y = tanh(x)". A second differentiation reads the tape in that order, finds that the clone comes from nowhere, and
 * leaves out (or throws at) everything that depends on x through it. Here the op goes before the clones of its outputs.
 */
function orderTape(): void {
  const internals = engine() as unknown as { state: { activeTape: TapeNode[] }; addTapeNode(...args: unknown[]): void; ordered?: true };
  if (internals.ordered) return; // the engine is global: this module may be loaded twice
  internals.ordered = true;
  const addTapeNode = internals.addTapeNode.bind(internals);
  internals.addTapeNode = (...args) => {
    addTapeNode(...args);
    const tape = internals.state.activeTape;
    const node = tape.pop() as TapeNode;
    let place = tape.length;
    while (place > 0 && Object.values(tape[place - 1].inputs).some((x) => node.outputs.includes(x))) place--;
    tape.splice(place, 0, node);
  };
}
orderTape();

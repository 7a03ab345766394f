/**
 * Differentiation over tfjs's tape, in place of tfjs's own functions of the same names. Four things are different:
 *
 * - An op such as tanh keeps a clone of its output y, and tfjs writes "clone of y" on the tape before "y = tanh(x)". A second
 *   differentiation finds that the clone comes from nowhere and loses what depends on x through it. Here the op comes first.
 * - What is kept for the gradient shares its data. tfjs launches a kernel that copies it: a third of a small model's launches.
 * - An output that is only kept for the gradient (who looked where, what hidden units gave) has no gradient: null. tfjs makes as many zeros.
 * - Inputs are listed by `Object.keys`. Over tfjs's `for … in` V8 trips again and again: it compiles the same function anew, for ever.
 */
import { add, type DataType, engine, getGradient, type NamedTensorMap, ones, type Tensor, zeros } from '@tensorflow/tfjs-core';

interface TapeNode {
  readonly kernelName: string;
  readonly inputs: NamedTensorMap;
  readonly outputs: readonly Tensor[];
  readonly saved: readonly Tensor[];
  /** Gradients of the outputs → those of the inputs by name. Missing where the op has none. */
  gradient?: (dys: (Tensor | null)[]) => Record<string, () => Tensor>;
}

/** What of tfjs's `Engine` is used or replaced here. */
interface Engine {
  readonly state: { activeTape: TapeNode[] | null; gradientDepth: number };
  readonly backend: { incRef(dataId: object): void };
  tidy<T>(f: () => T): T;
  startTape(): void;
  endTape(): void;
  makeTensorFromTensorInfo(info: { dataId: object; shape: number[]; dtype: DataType }): Tensor;
  addTapeNode(kernel: string, inputs: NamedTensorMap, outputs: Tensor[], gradient: null, saved: Tensor[], attrs: object): void;
  clone(x: Tensor): Tensor;
  gradients(f: () => Tensor, xs: Tensor[], dy?: Tensor, allowNoGradients?: boolean): { value: Tensor; grads: Tensor[] };
  repaired?: true;
}

/** Repairs the engine, once: it is global, and this module may be loaded twice. */
export function repairTape(): void {
  const tfjs = engine() as unknown as Engine;
  if (tfjs.repaired) return;
  tfjs.repaired = true;
  const addTapeNode = tfjs.addTapeNode.bind(tfjs);
  tfjs.addTapeNode = (...args) => {
    addTapeNode(...args);
    const tape = tfjs.state.activeTape as TapeNode[];
    leaveOutZeros(tape[tape.length - 1], args[5]);
    orderLast(tape);
  };
  tfjs.clone = (x) => {
    const y = tfjs.makeTensorFromTensorInfo(x);
    tfjs.backend.incRef(x.dataId);
    tfjs.addTapeNode('Identity', { x }, [y], null, [], {});
    return y;
  };
  tfjs.gradients = (...args) => gradients(tfjs, ...args);
}

/** Of a node with several outputs, those that are kept for the gradient get null where nothing flows back to them. */
function leaveOutZeros(node: TapeNode, attrs: object): void {
  if (node.outputs.length < 2) return;
  const { outputsToSave, gradFunc } = getGradient(node.kernelName) ?? {};
  if (!gradFunc || !outputsToSave?.includes(true)) return;
  node.gradient = (dys) => {
    const given = dys.map((dy, i) => dy ?? (outputsToSave[i] ? null : zeros(node.outputs[i].shape)));
    return gradFunc(given as Tensor[], node.saved as Tensor[], attrs as never) as Record<string, () => Tensor>;
  };
}

/** The same numbers under a name of their own, without a launch. Differentiable. */
export const shared = <T extends Tensor>(x: T): T => (engine() as unknown as Engine).clone(x) as T;

/** Moves the newest node before the clones of its outputs. */
function orderLast(tape: TapeNode[]): void {
  const node = tape[tape.length - 1];
  let place = tape.length - 1;
  while (place > 0 && clones(tape[place - 1], node)) {
    tape[place] = tape[place - 1];
    place--;
  }
  tape[place] = node;
}

const clones = (later: TapeNode, node: TapeNode): boolean => node.outputs.some((y) => later.inputs.x === y);

/** f's value and its gradient in each of xs, times dy. */
function gradients(tfjs: Engine, f: () => Tensor, xs: Tensor[], dy?: Tensor, allowNoGradients = false) {
  tfjs.startTape();
  let value: Tensor;
  try {
    value = tfjs.tidy(f);
  } finally {
    tfjs.endTape();
  }
  const fromX = new Set(xs.map((x) => x.id));
  const nodes = (tfjs.state.activeTape as TapeNode[]).filter((node) => comesFrom(node, fromX));
  if (!fromX.has(value.id) && !allowNoGradients) throw new Error('Cannot compute gradient: y does not depend on x.');

  const grads = tfjs.tidy(() => {
    const found = new Map([[value.id, dy ?? ones(value.shape)]]);
    for (const node of nodes.reverse()) backpropagate(tfjs, node, fromX, found);
    if (tfjs.state.gradientDepth === 0) {
      for (const { saved } of tfjs.state.activeTape as TapeNode[]) for (const tensor of saved) tensor.dispose();
      tfjs.state.activeTape = null;
    }
    return xs.map((x) => found.get(x.id) as Tensor);
  });
  return { value, grads };
}

/** Whether the node's outputs depend on x; if so they are marked. */
function comesFrom(node: TapeNode, fromX: Set<number>): boolean {
  const comes = Object.values(node.inputs).some((x) => fromX.has(x.id));
  if (comes) for (const output of node.outputs) fromX.add(output.id);
  return comes;
}

/** Carries the gradients found for the node's outputs on to its inputs; nodes that y does not depend on have none. */
function backpropagate(tfjs: Engine, node: TapeNode, fromX: ReadonlySet<number>, found: Map<number, Tensor>): void {
  const dys = node.outputs.map((output) => found.get(output.id) ?? null);
  if (dys.every((dy) => dy === null)) return;
  if (!node.gradient) throw new Error(`Cannot compute gradient: gradient function not found for ${node.kernelName}.`);
  const parts = node.gradient(dys);
  for (const name of Object.keys(node.inputs)) {
    const x = node.inputs[name];
    if (!fromX.has(x.id)) continue;
    if (!(name in parts)) throw new Error(`Cannot backprop through input ${name} of ${node.kernelName}.`);
    const dx = tfjs.tidy(parts[name]);
    if (dx.size !== x.size || dx.rank !== x.rank)
      throw new Error(`Error in gradient for op ${node.kernelName}: input ${name} has shape [${x.shape}], its gradient [${dx.shape}].`);
    const sum = found.get(x.id);
    found.set(x.id, sum ? add(sum, dx) : dx);
    sum?.dispose();
  }
}

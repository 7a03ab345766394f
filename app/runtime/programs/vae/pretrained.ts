/** Shipped weights as initial values of a model, so that a figure can show them, go on training them, or start afresh. */
import type { ParamInit, Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import type { ProgramContext } from '../../program';

/** The named arrays of a shipped model. Rejects with one sentence when the file is missing or not what it should be. */
export async function pretrained(ctx: ProgramContext, model: string): Promise<ParamInit> {
  return initFrom((await ctx.weights(model)).params);
}

/** Parameters that are there as initial values of a training that goes on from them. They are disposed. */
export async function initFrom(params: Params): Promise<ParamInit> {
  const entries = Object.entries(params);
  const values = await Promise.all(entries.map(async ([, tensor]) => Float32Array.from(await tensor.data())));
  const init = Object.fromEntries(entries.map(([name, { shape }], i) => [name, { shape, values: values[i] }]));
  tf.dispose(Object.values(params));
  return init;
}

/** The same in the order in which `model` lays its parameters out: what is loaded may come in any order. */
export function inOrderOf(model: ParamInit, loaded: ParamInit): ParamInit {
  return Object.fromEntries(Object.keys(model).map((name) => [name, loaded[name]]));
}

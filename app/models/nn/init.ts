/**
 * Initial values. Each function returns plain arrays (a piece of a `ParamInit`), so that a model's `init` needs no tensors
 * and the same seed gives the same network on every backend.
 */
import type { Rng } from '../../data/rng';
import type { ParamInit } from './params';

type Init = ParamInit[string];

/** How the weights of a layer are drawn. He suits ReLU-like units, Xavier linear, tanh and sigmoid ones. */
export type Scheme = 'he' | 'xavier' | 'zeros';

const sizeOf = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);

/** The numbers of inputs and of outputs of one unit: [I, O] for dense, [k, k, I, O] for convolutions. */
function fans(shape: readonly number[]): [number, number] {
  const field = sizeOf(shape.slice(0, -2));
  return [field * (shape.at(-2) ?? 1), field * (shape.at(-1) ?? 1)];
}

function normal(rng: Rng, shape: readonly number[], std: number): Init {
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = std * rng.normal();
  return { shape, values };
}

/** Normal with variance 2 / fan_in (He et al. 2015). */
export const heNormal = (rng: Rng, shape: readonly number[]): Init => normal(rng, shape, Math.sqrt(2 / fans(shape)[0]));

/** Normal with variance 2 / (fan_in + fan_out) (Glorot & Bengio 2010). */
export const xavierNormal = (rng: Rng, shape: readonly number[]): Init => {
  const [fanIn, fanOut] = fans(shape);
  return normal(rng, shape, Math.sqrt(2 / (fanIn + fanOut)));
};

/** Normal with the given standard deviation. */
export const normalInit = (rng: Rng, shape: readonly number[], std: number): Init => normal(rng, shape, std);

export const zeros = (shape: readonly number[]): Init => ({ shape, values: new Float32Array(sizeOf(shape)) });
export const ones = (shape: readonly number[]): Init => ({ shape, values: new Float32Array(sizeOf(shape)).fill(1) });

function draw(rng: Rng, shape: readonly number[], scheme: Scheme): Init {
  if (scheme === 'zeros') return zeros(shape);
  return scheme === 'he' ? heNormal(rng, shape) : xavierNormal(rng, shape);
}

/** `name.w` [I, O] and `name.b` [O] = 0. */
export function denseInit(rng: Rng, name: string, inputs: number, outputs: number, scheme: Scheme = 'he'): ParamInit {
  return { [`${name}.w`]: draw(rng, [inputs, outputs], scheme), [`${name}.b`]: zeros([outputs]) };
}

/** `name.w` [k, k, I, O] and `name.b` [O] = 0. */
export function convInit(rng: Rng, name: string, k: number, inputs: number, outputs: number, scheme: Scheme = 'he'): ParamInit {
  return { [`${name}.w`]: draw(rng, [k, k, inputs, outputs], scheme), [`${name}.b`]: zeros([outputs]) };
}

/** `name.scale` [C] = 1 and `name.bias` [C] = 0, for group and layer norms. */
export function normInit(name: string, channels: number): ParamInit {
  return { [`${name}.scale`]: ones([channels]), [`${name}.bias`]: zeros([channels]) };
}

/** `name` [K, D], normal with the given standard deviation. */
export function embeddingInit(rng: Rng, name: string, count: number, width: number, std = 0.02): ParamInit {
  return { [name]: normal(rng, [count, width], std) };
}

/**
 * A model in training as a safetensors file, and back: what a program's `save` gives, with every parameter under its own name, and beside it
 * the optimizer's three rows (`:m`, `:v`, `:ema`), so that training goes on from the file as if it had never stopped.
 *
 * A file that holds the parameters alone (a shipped model, one trained elsewhere under the same names) is taken too: the optimizer then begins
 * anew. The state of the model that is to take a file says what must be in it; nothing of a file is believed beyond that.
 */
import { isOwn } from '../data/faces/ownSet';
import { refuse } from '../data/refused';
import type { SavedOptimizer } from '../models/nn/adam';
import type { Layout, ParamInit } from '../models/nn/params';
import { readSafetensors, writeSafetensors } from './safetensors';
import { formOf, said } from './safetensorsForm';

/** What a file says of its model beside the numbers. */
export interface About {
  readonly program: string;
  readonly step: number;
  readonly seed: number;
  readonly config: unknown;
}

/** A model as its file has it: what `start` is given, the step it stands at, the seed it was drawn with (null where the file does not say). */
export interface Model {
  readonly state: unknown;
  readonly step: number;
  readonly seed: number | null;
}

type Network = SavedOptimizer & { readonly layout: Layout };
/** The rows of an optimizer's state, as the names of their tensors end. */
const ROWS = ['', ':m', ':v', ':ema'] as const;
/** No weight of a network that is of any use is as large. */
const LARGEST = 1e6;
const MOST_STEPS = 1e9;
const MAX_SEED = 999_999;
/** Scales of I8 tensors belong to those. */
const SCALE = ':scale';

const isNetwork = (value: unknown): value is Network =>
  typeof value === 'object' &&
  value !== null &&
  (value as Network).layout !== undefined &&
  (value as Network).state instanceof Float32Array;

/** A state taken apart. */
interface Parts {
  /** By their places in the state; by the place itself where there are several, else by nothing. */
  readonly networks: readonly { readonly at: string; readonly prefix: string; readonly net: Network }[];
  readonly arrays: readonly { readonly name: string; readonly values: Float32Array }[];
  readonly counts: readonly { readonly name: string; readonly value: number }[];
}

/** Where a part of a state lies: a trainer's networks are known by their own names. */
const placeOf = (at: string, key: string | number): string => (key === 'nets' ? at : at ? `${at}.${key}` : String(key));

function partsOf(state: unknown): Parts {
  const networks: { at: string; net: Network }[] = [];
  const arrays: { name: string; values: Float32Array }[] = [];
  const counts: { name: string; value: number }[] = [];
  const visit = (value: unknown, at: string): void => {
    if (isNetwork(value)) {
      networks.push({ at, net: value });
      counts.push({ name: placeOf(at, 'steps'), value: value.steps });
    } else if (value instanceof Float32Array) arrays.push({ name: at, values: value });
    else if (typeof value === 'number') counts.push({ name: at, value });
    else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value))
      for (const [key, inner] of Object.entries(value)) visit(inner, placeOf(at, key));
  };
  visit(state, '');
  const several = networks.length > 1;
  return { networks: networks.map(({ at, net }) => ({ at, net, prefix: several ? `${at}.` : '' })), arrays, counts };
}

/** The file of a state. Throws Refused where there is no network in it, or one whose numbers are no longer finite. */
export function writeModel(state: unknown, { program, step, seed, config }: About): Uint8Array<ArrayBuffer> {
  const { networks, arrays, counts } = partsOf(state);
  if (networks.length === 0) nothing();
  const tensors: Record<string, ParamInit[string]> = {};
  for (const { prefix, net } of networks)
    for (const { name, shape, offset, size } of net.layout.entries)
      ROWS.forEach((row, i) => {
        const from = i * net.layout.size + offset;
        tensors[`${prefix}${name}${row}`] = { shape, values: net.state.subarray(from, from + size) };
      });
  for (const { name, values } of arrays) tensors[name] = { shape: [values.length], values };
  if (!Object.values(tensors).every(({ values }) => values.every(Number.isFinite)))
    refuse('The numbers of this model are no longer finite: there is nothing to save.', '这个模型里的数已经不是有限的了：没有可存的东西。');
  const numbers = Object.fromEntries(counts.map(({ name, value }) => [name, value]));
  return writeSafetensors(tensors, 'F32', {
    program,
    step: String(step),
    seed: String(seed),
    config: JSON.stringify(config, (key, value) => (isOwn(key, value) ? undefined : value)),
    counts: JSON.stringify(numbers),
  });
}

export const nothing = (): never => refuse('No network is in training here.', '这里没有正在训练的网络。');

/**
 * The state in a file, for a model whose state is `now`: the same networks with the same names and shapes, all numbers finite.
 * Throws Refused with the sentence for the reader.
 */
export function readModel(bytes: Uint8Array, now: unknown): Model {
  const { networks, arrays } = partsOf(now);
  if (networks.length === 0) nothing();
  const { entries, metadata } = formOf(bytes);
  const shapes = new Map<string, readonly number[]>();
  const rows = new Map<string, readonly number[]>();
  for (const { prefix, net } of networks)
    for (const { name, shape } of net.layout.entries) for (const row of ROWS) (row ? rows : shapes).set(`${prefix}${name}${row}`, shape);
  for (const { name, values } of arrays) shapes.set(name, [values.length]);

  const names = Object.keys(entries).filter((name) => !isScale(name, entries));
  const whole = names.some((name) => rows.has(name)); // with the optimizer's rows
  const wanted = whole ? new Map([...shapes, ...rows]) : shapes;
  const missing = [...wanted.keys()].find((name) => !Object.hasOwn(entries, name));
  if (missing) refuse(`This is another model: it has no “${missing}”.`, `这是另一个模型：里面没有“${missing}”。`);
  const extra = names.find((name) => !wanted.has(name));
  if (extra)
    refuse(`This is another model: “${said(extra)}” has no place in this one.`, `这是另一个模型：“${said(extra)}”在这里没有位置。`);
  for (const [name, shape] of wanted) {
    const theirs = entries[name].shape;
    if (theirs.join() !== shape.join())
      refuse(
        `“${name}” is ${sizes(theirs)} in the file and ${sizes(shape)} in this model: the sizes differ.`,
        `“${name}”在文件里是 ${sizes(theirs)}，在这个模型里是 ${sizes(shape)}：大小不同。`,
      );
  }
  const { arrays: read } = readSafetensors(bytes);
  for (const name of wanted.keys()) checkValues(name, read[name].values);
  // Means of gradients without the number of steps that they are the means of are of no use.
  const told = whole && metadata.counts !== undefined ? countsOf(metadata) : null;
  return { state: rebuilt(now, networks, read, told), step: told?.step ?? 0, seed: seedOf(metadata) };
}

const isScale = (name: string, entries: Readonly<Record<string, { dtype: string; shape: readonly number[] }>>): boolean => {
  const of = name.endsWith(SCALE) ? name.slice(0, -SCALE.length) : '';
  return Object.hasOwn(entries, of) && entries[of].dtype === 'I8' && entries[name].shape.join() === String(entries[of].shape.at(-1));
};

const sizes = (shape: readonly number[]): string => (shape.length ? shape.join(' × ') : '1');

function checkValues(name: string, values: Float32Array): void {
  if (!values.every(Number.isFinite))
    refuse(`“${name}” holds values that are not finite (NaN or ∞).`, `“${name}”里有不是有限的数（NaN 或 ∞）。`);
  if (name.endsWith(':v')) {
    if (values.some((v) => v < 0))
      refuse(`“${name}” is a mean of squares and holds negative values.`, `“${name}”是平方的平均，里面却有负数。`);
  } else if (values.some((v) => Math.abs(v) > LARGEST))
    refuse(`“${name}” holds values beyond ±10⁶: no weight of use is as large.`, `“${name}”里有超过 ±10⁶ 的数：有用的权重没有这么大的。`);
}

/** How often what was done, as the file says; `step` is the run's own. */
function countsOf({ counts, step }: Readonly<Record<string, string>>): Record<string, number> {
  let told: unknown;
  try {
    told = { ...JSON.parse(counts ?? '{}'), ...(step !== undefined && { step: Number(step) }) };
  } catch {
    told = null;
  }
  const values = told && typeof told === 'object' ? Object.entries(told) : [];
  const sound = ([name, v]: [string, unknown]) =>
    typeof v === 'number' && v >= 0 && v <= MOST_STEPS && (Number.isInteger(v) || !/(steps?|rounds)$/.test(name));
  if (!told || !values.every(sound))
    refuse('How many steps this model has made is not told in a way that can be read.', '这个文件没有说清模型训练了多少步。');
  return Object.fromEntries(values);
}

function seedOf({ seed }: Readonly<Record<string, string>>): number | null {
  const value = Number(seed);
  return Number.isInteger(value) && value >= 1 && value <= MAX_SEED ? value : null;
}

/** The state `now` with the file's numbers in it; with nothing told of the steps made, the optimizer begins anew. */
function rebuilt(now: unknown, networks: Parts['networks'], read: ParamInit, told: Readonly<Record<string, number>> | null): unknown {
  const visit = (value: unknown, place: string): unknown => {
    if (isNetwork(value)) {
      const { prefix } = networks.find((network) => network.net === value) as Parts['networks'][number];
      const { layout } = value;
      const state = new Float32Array(ROWS.length * layout.size);
      for (const { name, offset } of layout.entries)
        ROWS.forEach((row, i) => {
          if (told || row === '') state.set(read[`${prefix}${name}${row}`].values, i * layout.size + offset);
          else if (row === ':ema') state.set(read[`${prefix}${name}`].values, i * layout.size + offset);
        });
      return { ...value, state, steps: told?.[placeOf(place, 'steps')] ?? 0 };
    }
    if (value instanceof Float32Array) return Float32Array.from(read[place].values);
    if (typeof value === 'number') return told?.[place] ?? 0;
    if (Array.isArray(value)) return value.map((inner, i) => visit(inner, placeOf(place, i)));
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, visit(inner, placeOf(place, key))]));
  };
  return visit(now, '');
}

/** A model in training as a safetensors file: out and back through real programs and a real run, and hostile files, each with its sentence. */
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { Refused } from '../../app/data/refused';
import type { Layout } from '../../app/models/nn/params';
import { OutOfMemoryError, whyNot } from '../../app/runtime/faults';
import { initNode } from '../../app/runtime/kernels/node';
import { readModel, writeModel } from '../../app/runtime/modelFile';
import { type AnyMethods, FigureError, type Instance, NonFiniteError, type Program } from '../../app/runtime/program';
import targets from '../../app/runtime/programs/diffusion/targets';
import { minMaxDefaults } from '../../app/runtime/programs/gan/config';
import minmax from '../../app/runtime/programs/gan/minmax';
import optimal from '../../app/runtime/programs/gan/optimal';
import line from '../../app/runtime/programs/runtime/line';
import { type Bilingual, type FromWorker, MODEL_IN, MODEL_OUT, type ModelIn, type ModelOut } from '../../app/runtime/protocol';
import { type RunHost, WorkerRun } from '../../app/runtime/run';
import { readSafetensors, writeSafetensors } from '../../app/runtime/safetensors';
import { formOf } from '../../app/runtime/safetensorsForm';
import { weightless } from '../program';

beforeAll(initNode);

/** A file that says something else of itself. */
const saying = (file: Uint8Array, about: Record<string, string>): Uint8Array => {
  const { arrays, metadata } = readSafetensors(file);
  return writeSafetensors(arrays, 'F32', { ...metadata, ...about });
};
const HUMP = { weights: [1], means: [0], sigmas: [1] };
const refusalOf = (act: () => unknown): Refused => {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(Refused);
    return error as Refused;
  }
  throw new Error('it was taken');
};

describe('out and back in', () => {
  it.each([
    ['gan.minmax', minmax, minMaxDefaults, ['g', 'd']],
    ['runtime.line', line, { lr: 0.02, width: 16 }, ['']],
    ['gan.optimal', optimal, { data: HUMP, generated: HUMP, lr: 0.02, width: 12, batch: 128 }, ['']],
    ['diffusion.targets', targets, { data: 'ring', strokes: [] }, ['eps', 'x0', 'v', 'mean']],
  ] as const)('%s: every parameter under its own name, and the very same state again', async (name, program, config, players) => {
    const run = (await (program as unknown as Program).start(config, weightless(3))) as Instance<unknown, unknown, AnyMethods>;
    for (let i = 0; i < 3; i++) run.step?.();
    const state = await run.save?.();
    const file = writeModel(state, { program: name, step: 3, seed: 3, config });
    const { arrays, metadata } = readSafetensors(file);
    expect(metadata).toMatchObject({ program: name, step: '3', seed: '3' });
    for (const player of players)
      expect(Object.keys(arrays).some((tensor) => tensor.startsWith(player) && !tensor.includes(':'))).toBe(true);
    const other = (await (program as unknown as Program).start(config, weightless(8))) as Instance<unknown, unknown, AnyMethods>;
    const back = readModel(file, await other.save?.());
    expect(back).toEqual({ state, step: 3, seed: 3 });
    const again = (await (program as unknown as Program).start(config, weightless(3), back.state)) as Instance<
      unknown,
      unknown,
      AnyMethods
    >;
    expect(await again.save?.()).toEqual(state);
    for (const instance of [run, other, again]) instance.dispose();
  });

  it('a trainer goes on from the file step for step as if it had never stopped', async () => {
    const start = (saved?: unknown) =>
      line.start({ lr: 0.02, width: 16 }, weightless(1), saved) as Required<Awaited<ReturnType<typeof line.start>>>;
    const whole = start();
    for (let i = 0; i < 5; i++) whole.step();
    const file = writeModel(await whole.save(), { program: 'runtime.line', step: 5, seed: 1, config: {} });
    const later = start(readModel(file, await start().save()).state);
    for (let i = 0; i < 5; i++) for (const run of [whole, later]) run.step();
    expect((await later.frame()).loss).toBe((await whole.frame()).loss);
    expect((await later.frame()).y).toEqual((await whole.frame()).y);
  });

  it('parameters alone, of half precision, are taken with an optimizer that begins anew', async () => {
    const run = line.start({ lr: 0.02, width: 16 }, weightless(1)) as Required<Awaited<ReturnType<typeof line.start>>>;
    run.step();
    const state = (await run.save()) as { nets: { f: { state: Float32Array; layout: Layout } } };
    const { arrays } = readSafetensors(writeModel(state, { program: '', step: 1, seed: 1, config: null }));
    const bare = Object.fromEntries(Object.entries(arrays).filter(([name]) => !name.includes(':')));
    const taken = readModel(writeSafetensors(bare, 'F16'), state);
    const { size } = state.nets.f.layout;
    const got = (taken.state as typeof state).nets.f.state;
    expect(taken).toMatchObject({ step: 0, seed: null, state: { step: 0, nets: { f: { steps: 0 } } } });
    for (let i = 0; i < size; i++) expect(Math.abs(got[i] - state.nets.f.state[i])).toBeLessThanOrEqual(2 ** -11 * Math.abs(got[i]) + 1e-7);
    expect(got.subarray(size, 3 * size).every((v) => v === 0)).toBe(true);
    expect(got.subarray(3 * size)).toEqual(got.subarray(0, size));
  });
});

type Running = Instance<unknown, unknown, AnyMethods>;

/** A run of the small training in a worker's place. `begin` stands in for its beginning, once a file is taken in. */
async function world(seed: number, begin?: (saved: unknown) => Running | Promise<Running>) {
  const sent: FromWorker[] = [];
  const start: Program['start'] = (config, ctx, saved) =>
    saved !== undefined && begin ? begin(saved) : (line as unknown as Program).start(config, ctx, saved);
  const host: RunHost = {
    load: async () => ({ start }),
    weights: async () => ({ params: {}, card: {} }),
    post: (message) => sent.push(structuredClone(message)),
    now: () => 0,
    breathe: async () => {},
    wake: () => {},
    fence: null,
    stepped: () => {},
    failed: (_run, error) => {
      throw error;
    },
    sabotage: () => null,
  };
  const config = { lr: 0.02, width: 16 };
  const run = new WorkerRun(
    1,
    { type: 'open', run: 1, program: 'runtime.line', config, seed, speed: 'max', playing: false, visible: true, saved: null },
    host,
  );
  let calls = 0;
  const until = async <T>(find: () => T | undefined): Promise<T> => {
    for (let i = 0; i < 500; i++) {
      const found = find();
      if (found !== undefined) return found;
      await new Promise((done) => setTimeout(done, 5));
    }
    throw new Error('nothing came');
  };
  await until(() => sent.find(({ type }) => type === 'opened'));
  const ask = async <T>(method: string, args: unknown): Promise<T> => {
    const call = ++calls;
    run.call(call, method, args, true);
    return until(() => sent.flatMap((m) => (m.type === 'answer' && m.call === call ? [m.value as T] : []))[0]);
  };
  const frame = async () => {
    const before = sent.length;
    run.acknowledge();
    await run.take(1);
    return until(() => sent.slice(before).flatMap((m) => (m.type === 'frame' ? [m] : []))[0]);
  };
  return { run, sent, ask, frame };
}

describe('a run', () => {
  it('hands out its model, and another goes on from it with its step and its seed', async () => {
    const one = await world(4);
    for (let i = 0; i < 6; i++) one.run.once();
    const { file } = await one.ask<ModelOut & { file: Uint8Array<ArrayBuffer> }>(MODEL_OUT, null);
    const other = await world(9);
    await other.frame();
    expect(await other.ask<ModelIn>(MODEL_IN, file)).toEqual({ step: 6 });
    expect(other.sent).toContainEqual({ type: 'taken', run: 1, seed: 4 });
    expect(other.sent.at(-2)).toMatchObject({ type: 'saved', saved: { step: 6 } });
    for (const { run } of [one, other]) run.once();
    await one.ask(MODEL_OUT, null); // behind the step
    await other.ask(MODEL_OUT, null);
    const [a, b] = [await one.frame(), await other.frame()];
    expect(b.step).toBe(7);
    expect(b.frame).toEqual(a.frame);
  });

  it('a file that does not fit changes nothing; one that fits is taken, of whatever use', async () => {
    const one = await world(4);
    one.run.once();
    const { file } = await one.ask<ModelOut & { file: Uint8Array<ArrayBuffer> }>(MODEL_OUT, null);
    const { arrays, metadata } = readSafetensors(file);
    const blown = Object.fromEntries(
      Object.entries(arrays).map(([name, { shape, values }]) => [
        name,
        { shape, values: name.endsWith(':v') ? values : values.map(() => 9e5) },
      ]),
    );
    for (const wrong of [new Uint8Array(3), file.slice(0, 200), writeSafetensors({ w: { shape: [1], values: Float32Array.of(1) } }, 'F32')])
      expect(await one.ask<ModelIn>(MODEL_IN, wrong)).toMatchObject({
        refused: { en: expect.stringMatching(/\.$/), zh: expect.stringMatching(/。$/) },
      });
    expect((await one.ask<ModelOut & { file: Uint8Array }>(MODEL_OUT, null)).file).toEqual(file);
    // Finite, if of no use: taken as what it is.
    expect(await one.ask<ModelIn>(MODEL_IN, writeSafetensors(blown, 'F32', { ...metadata }))).toEqual({ step: 1 });
  });
});

const AMISS: readonly (readonly [string, () => Error, RegExp])[] = [
  ['numbers that lead to nothing', () => new NonFiniteError(), /^With these numbers/],
  ['a full memory', () => new OutOfMemoryError(), /^There was not memory enough/],
  ['a lost device', () => new Error('Instance dropped: device lost'), /^The engine failed at it.*nothing of the file \(.*device lost\)/],
  [
    'what the program says itself',
    () => new FigureError({ en: 'The faces could not be fetched.', zh: '人脸没取到。' }),
    /^The faces could/,
  ],
];

describe('what goes wrong while a file is taken in', () => {
  const dead = (error: Error): Running => ({
    frame: () => Promise.reject(error),
    methods: {},
    dispose: () => {
      throw new Error('a lost device frees nothing');
    },
  });
  it.each(AMISS)(
    '%s: is called what it is, at the start and at the first picture, and the run goes on as it was',
    async (_, make, sentence) => {
      for (const begin of [() => Promise.reject(make()), () => dead(make())]) {
        const one = await world(4, begin);
        one.run.once();
        const { file } = await one.ask<ModelOut & { file: Uint8Array<ArrayBuffer> }>(MODEL_OUT, null);
        const other = saying(file, { seed: '77', step: '12' });
        const { refused } = await one.ask<ModelIn & { refused: Bilingual }>(MODEL_IN, other);
        expect(refused.en).toMatch(sentence);
        expect(refused.zh).toMatch(/[\u4e00-\u9fff].*。$/s);
        // Parameters, optimizer, step and seed are the run's own still; and it goes on.
        expect((await one.ask<ModelOut & { file: Uint8Array }>(MODEL_OUT, null)).file).toEqual(file);
        one.run.once();
        await one.ask(MODEL_OUT, null); // behind the step
        expect((await one.frame()).step).toBe(2);
        expect(one.sent.some(({ type }) => type === 'taken')).toBe(false);
      }
    },
  );

  it('a run whose own numbers have come apart does not blame the file', () => {
    expect(whyNot(new NonFiniteError(), 'here').en).toMatch(/network that runs here/);
  });
});

const bytes = (text: string) => new TextEncoder().encode(text);
/** A safetensors file with any header and any data. */
function tensors(header: unknown, data = 24, length?: bigint): Uint8Array {
  const json = bytes(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + data);
  new DataView(file.buffer).setBigUint64(0, length ?? BigInt(json.length), true);
  file.set(json, 8);
  return file;
}
const LAYOUT: Layout = {
  entries: [
    { name: 'w', shape: [2, 2], offset: 0, size: 4 },
    { name: 'b', shape: [2], offset: 4, size: 2 },
  ],
  size: 6,
};
const NOW = { steps: 7, state: Float32Array.from({ length: 24 }, (_, i) => i / 8), layout: LAYOUT };
const w = { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] };
const b = { dtype: 'F32', shape: [2], data_offsets: [16, 24] };
const good = writeSafetensors(
  { w: { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) }, b: { shape: [2], values: Float32Array.of(5, 6) } },
  'F32',
);
/** The good file with one value overwritten. */
const withValue = (value: number) => {
  const file = good.slice();
  new DataView(file.buffer).setFloat32(file.length - 24, value, true);
  return file;
};
/** The whole file, with something else in what it says of itself. */
const whole = (about: Record<string, string>, v = 0) => {
  const { arrays } = readSafetensors(writeModel(NOW, { program: 'p', step: 7, seed: 1, config: null }));
  arrays['w:v'].values[0] += v;
  return writeSafetensors(arrays, 'F32', about);
};

const CASES: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['no bytes', new Uint8Array(0), /empty/],
  ['one byte', new Uint8Array(1), /cut short/],
  ['five bytes', new Uint8Array(5), /cut short/],
  ['zeros', new Uint8Array(5_000), /not JSON/],
  ['cut in the header', good.subarray(0, 40), /cut short within its header/],
  ['cut in the data', good.subarray(0, good.length - 4), /beyond the end/],
  ['a header of 2^63 bytes', tensors({ w, b }, 24, 2n ** 63n), /length of its header/],
  ['a header of 2^31 bytes', tensors({ w, b }, 24, 2n ** 31n), /length of its header/],
  ['a header one byte too long', tensors({ w, b }, 0, BigInt(bytes(JSON.stringify({ w, b })).length + 1)), /cut short within/],
  ['words in place of the length', bytes('this is a text, not a model'), /length of its header/],
  ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13), /length of its header/],
  ['a pickle', bytes('\u0080\u0002}q\u0000(X\u0001\u0000\u0000\u0000w'), /length of its header/],
  ['a header that is not JSON', tensors('{"w":'), /not JSON/],
  ['a header that is not UTF-8', tensors('{}  ').fill(0xff, 8, 10), /not JSON/],
  ['a header that is a list', tensors([1, 2]), /no list of tensors/],
  ['a header that is null', tensors('null'), /no list of tensors/],
  ['a header nested 20,000 deep', tensors('['.repeat(20_000) + ']'.repeat(20_000)), /no list of tensors|not JSON/],
  ['no tensors', tensors({}), /no tensor/],
  ['10,000 tensors', tensors(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`t${i}`, b]))), /so many/],
  ['negative offsets', tensors({ w: { ...w, data_offsets: [-16, 0] }, b }), /nothing can lie/],
  ['offsets backwards', tensors({ w: { ...w, data_offsets: [16, 0] }, b }), /nothing can lie/],
  ['offsets as words', tensors({ w: { ...w, data_offsets: ['0', '16'] }, b }), /nothing can lie/],
  ['offsets between bytes', tensors({ w: { ...w, data_offsets: [0.5, 16.5] }, b }), /nothing can lie/],
  ['offsets beyond the file', tensors({ w: { ...w, data_offsets: [2 ** 40, 2 ** 40 + 16] }, b }), /beyond the end/],
  ['overlapping tensors', tensors({ w, b: { ...b, data_offsets: [8, 16] } }, 16), /overlaps/],
  ['a hole between tensors', tensors({ w, b: { ...b, data_offsets: [20, 28] } }, 28), /belong to no tensor/],
  ['bytes after the end', tensors({ w, b }, 400), /after the last/],
  ['a shape of another size than its bytes', tensors({ w: { ...w, shape: [3, 2] }, b }), /number of bytes/],
  ['a shape with a negative side', tensors({ w: { ...w, shape: [-2, -2] }, b }), /shape of “w” makes no sense/],
  ['a shape that overflows', tensors({ w: { ...w, shape: [2 ** 40, 2 ** 40] }, b }), /number of bytes/],
  ['an entry that is null', tensors({ w: null, b }), /type undefined/],
  ['a type that is not read', tensors({ w: { ...w, dtype: 'BF16' }, b }), /BF16/],
  ['a type one knows from elsewhere', tensors({ w: { ...w, dtype: 'constructor' }, b }), /constructor/],
  ['NaN', withValue(Number.NaN), /not finite/],
  ['∞', withValue(Number.POSITIVE_INFINITY), /not finite/],
  ['weights of 1e30', withValue(1e30), /beyond ±10⁶/],
  ['a name is missing', writeSafetensors({ w: { shape: [2, 2], values: new Float32Array(4) } }, 'F32'), /no “b”/],
  ['a name too many', tensors({ w, b, extra: { ...b, data_offsets: [24, 32] } }, 32), /“extra” has no place/],
  [
    'a name from beyond',
    tensors(`{"w":${JSON.stringify(w)},"b":${JSON.stringify(b)},"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[24,28]}}`, 28),
    /“__proto__” has no place/,
  ],
  ['scales of what is not in levels', tensors({ w, b, 'w:scale': { ...b, data_offsets: [24, 32] } }, 32), /“w:scale” has no place/],
  ['some of the optimizer’s rows', tensors({ w, b, 'b:m': { ...b, data_offsets: [24, 32] } }, 32), /no “w:m”/],
  ['sizes of another model', tensors({ w: { ...w, shape: [4, 1] }, b }), /“w” is 4 × 1 in the file and 2 × 2 in this model/],
  ['a gzip bomb', new Uint8Array(gzipSync(new Uint8Array(50_000_000))), /gzip/],
  ['a zip, as PyTorch writes', bytes('PK\u0003\u0004archive/data.pkl'), /zip/],
  ['100 MB', new Uint8Array(100_000_000), /larger than 64 MB/],
  ['a mean of squares below zero', whole({ counts: '{"steps":7}', step: '7' }, -9), /“w:v” is a mean of squares/],
  ['counts that are no JSON', whole({ counts: '{', step: '7' }), /How many steps/],
  ['half a step', whole({ counts: '{"steps":0.5}', step: '7' }), /How many steps/],
  ['−1 steps', whole({ counts: '{"steps":7}', step: '-1' }), /How many steps/],
  ['steps without end', whole({ counts: '{"steps":1e300}', step: '7' }), /How many steps/],
  ['steps in words', whole({ counts: '{"steps":7}', step: 'many' }), /How many steps/],
];

describe('hostile files', () => {
  it.each(CASES)('%s', (_, file, sentence) => {
    const { en, zh } = refusalOf(() => readModel(file, NOW)).text;
    expect(en).toMatch(sentence);
    expect(en).toMatch(/^[A-Z“].*\.$/s);
    expect(zh).toMatch(/[\u4e00-\u9fff].*。$/s);
  });

  it('are of more than forty kinds; what is right is read; a seed out of range is left aside', () => {
    expect(new Set(CASES.map(([name]) => name)).size).toBeGreaterThan(40);
    expect((readModel(good, NOW).state as typeof NOW).state.subarray(0, 6)).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
    expect(readModel(whole({ counts: '{"steps":7}', step: '7', seed: '1e9' }), NOW)).toEqual({ state: NOW, step: 7, seed: null });
  });

  it('no damage of one byte anywhere is taken for the model without being one', () => {
    const file = writeModel(NOW, { program: 'p', step: 7, seed: 1, config: null });
    const data = 8 + Number(new DataView(file.buffer).getBigUint64(0, true));
    for (let i = 0; i < data; i++)
      for (const flip of [0x01, 0x20, 0x80]) {
        const damaged = file.slice();
        damaged[i] ^= flip;
        try {
          // The damage was in what the file says of itself: every parameter is the right one, in its place.
          const { state } = readModel(damaged, NOW);
          expect((state as typeof NOW).state.subarray(0, 6)).toEqual(NOW.state.subarray(0, 6));
        } catch (error) {
          expect(error).toBeInstanceOf(Refused);
        }
      }
  });

  it('a state without a network has no file', () => {
    expect(
      refusalOf(() => writeModel({ steps: 3, at: [{ mu: 1, sigma: 2 }] }, { program: 'p', step: 3, seed: 1, config: null })).text.en,
    ).toMatch(/No network/);
    expect(refusalOf(() => readModel(good, undefined)).text.en).toMatch(/No network/);
    const blown = { ...NOW, state: NOW.state.map(() => Number.NaN) };
    expect(refusalOf(() => writeModel(blown, { program: 'p', step: 3, seed: 1, config: null })).text.en).toMatch(/no longer finite/);
  });

  it('the format’s own example is read', () => {
    expect(Object.keys(formOf(good).entries)).toEqual(['w', 'b']);
  });
});

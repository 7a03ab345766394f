/** Half floats, SHA-256 and safetensors against references; what a reader is told when a weights file is not as published. */
import '@tensorflow/tfjs-backend-cpu';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as tf from '../../app/models/tf';
import { fromHalf, toHalf } from '../../app/runtime/half';
import { FigureError } from '../../app/runtime/program';
import { readSafetensors, writeSafetensors } from '../../app/runtime/safetensors';
import { sha256 } from '../../app/runtime/sha256';
import { type Card, loadWeights, type ReadBytes } from '../../app/runtime/weights';

describe('half floats', () => {
  it('all 65,536 patterns survive a round trip', () => {
    for (let bits = 0; bits < 65_536; bits++) {
      const value = fromHalf(bits);
      if (!Number.isNaN(value)) expect(toHalf(value)).toBe(bits);
    }
    expect(fromHalf(toHalf(Number.NaN))).toBeNaN();
  });

  it('rounds to the nearest, ties to even, and overflows to infinity', () => {
    expect(fromHalf(toHalf(1 + 2 ** -11))).toBe(1); // half-way between 1 and 1 + 2⁻¹⁰
    expect(fromHalf(toHalf(1 + 3 * 2 ** -11))).toBe(1 + 2 ** -9);
    expect(fromHalf(toHalf(1 + 2 ** -11 + 2 ** -20))).toBe(1 + 2 ** -10);
    expect(fromHalf(toHalf(65_504))).toBe(65_504);
    expect(fromHalf(toHalf(65_520))).toBe(Number.POSITIVE_INFINITY);
    expect(fromHalf(toHalf(2 ** -24))).toBe(2 ** -24);
    expect(fromHalf(toHalf(2 ** -26))).toBe(0);
    for (let i = -500; i < 500; i++) expect(Math.abs(fromHalf(toHalf(i / 77)) - i / 77)).toBeLessThanOrEqual((Math.abs(i) / 77) * 2 ** -11);
  });
});

it('SHA-256 agrees with the platform’s for every length around the block size', () => {
  for (let n = 0; n < 200; n++) {
    const bytes = new Uint8Array(n).map((_, i) => i * 31 + n);
    expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});

const arrays = {
  'a.w': { shape: [2, 3], values: Float32Array.of(0, -1, 2.5, 1e-3, 7, -0.125) },
  'a.b': { shape: [1], values: Float32Array.of(3) },
};

describe('safetensors', () => {
  it('reads what it wrote, names, shapes, values and metadata', () => {
    const { arrays: got, metadata } = readSafetensors(writeSafetensors(arrays, 'F32', { hello: 'world' }));
    expect(got).toEqual(arrays);
    expect(metadata).toEqual({ hello: 'world' });
  });

  it('in half precision, to 2⁻¹¹', () => {
    const got = readSafetensors(writeSafetensors(arrays, 'F16')).arrays;
    arrays['a.w'].values.forEach((v, i) => {
      expect(Math.abs(got['a.w'].values[i] - v)).toBeLessThanOrEqual(Math.abs(v) * 2 ** -11);
    });
  });

  it('in 8 bits, to half a level of each channel; vectors and small tensors to 2⁻¹¹', () => {
    const wide = Float32Array.from({ length: 4096 }, (_, i) => Math.sin(i) * (1 + (i % 4)));
    const { arrays: got } = readSafetensors(writeSafetensors({ ...arrays, 'big.w': { shape: [1024, 4], values: wide } }, 'I8'));
    expect(Object.keys(got).sort()).toEqual(['a.b', 'a.w', 'big.w']);
    wide.forEach((v, i) => {
      expect(Math.abs(got['big.w'].values[i] - v)).toBeLessThanOrEqual(((1 + (i % 4)) / 127) * 0.501);
    });
    expect(got['a.w'].values[2]).toBeCloseTo(2.5, 3);
  });

  it('in 8 bits but for the tensors that are to stay in half precision', () => {
    const wide = { shape: [1024, 4], values: Float32Array.from({ length: 4096 }, (_, i) => Math.sin(i)) };
    const bytes = writeSafetensors({ 'in.w': wide, 'out.w': wide }, 'I8', {}, (name) => name === 'out.w');
    const { arrays: got } = readSafetensors(bytes);
    const errors = ['in.w', 'out.w'].map((name) => Math.max(...got[name].values.map((v, i) => Math.abs(v - wide.values[i]))));
    expect(errors[0]).toBeGreaterThan(1e-3);
    expect(errors[1]).toBeLessThan(2 ** -11);
    expect(bytes.length).toBeGreaterThan(4096 + 2 * 4096);
  });

  it('has the layout of the format: length, header, data on a multiple of 8', () => {
    const file = writeSafetensors(arrays, 'F32');
    const length = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(length % 8).toBe(0);
    const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length)));
    expect(header['a.b']).toEqual({ dtype: 'F32', shape: [1], data_offsets: [24, 28] });
    expect(new DataView(file.buffer).getFloat32(8 + length + 24, true)).toBe(3);
    expect(file.length).toBe(8 + length + 28);
  });

  it('says so when a file is cut, or a value is not finite', () => {
    const file = writeSafetensors(arrays, 'F32');
    expect(() => readSafetensors(file.subarray(0, 5))).toThrow();
    expect(() => readSafetensors(file.subarray(0, file.length - 4))).toThrow(/a\.b/);
    expect(() => writeSafetensors({ x: { shape: [1], values: Float32Array.of(Number.NaN) } }, 'F16')).toThrow(/"x"/);
  });
});

describe('loading', () => {
  const bytes = writeSafetensors(arrays, 'F16');
  const card: Card = {
    model: 'toy',
    title: { en: 'toy', zh: '玩具' },
    architecture: { hash: '', parameters: 7, source: [], config: {} },
    data: { name: '', licence: '', size: 0 },
    training: { command: '', seed: 1, steps: 1, seconds: 1, batch: 1 },
    metrics: {},
    files: [{ file: 'model.safetensors', bytes: bytes.length, sha256: sha256(bytes), dtype: 'F16', step: 1, seconds: 1 }],
  };
  const files =
    (file: Uint8Array, text = JSON.stringify(card)): ReadBytes =>
    async (path) =>
      path.endsWith('json') ? new TextEncoder().encode(text) : file;
  const sentence = async (read: ReadBytes, file?: string) => {
    const error = await loadWeights('toy', file, read).then(
      () => null,
      (e) => e,
    );
    expect(error).toBeInstanceOf(FigureError);
    return (error as FigureError).text;
  };
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it('gives tensors and the card', async () => {
    const { params, card: got } = await loadWeights('toy', undefined, files(bytes));
    expect(got.model).toBe('toy');
    expect(params['a.w'].shape).toEqual([2, 3]);
    expect(params['a.w'].dataSync()[2]).toBe(2.5);
    tf.dispose(params);
  });

  it('reads a file packed with gzip as it is built, and refuses one damaged on the way', async () => {
    const packed = new Uint8Array(gzipSync(bytes));
    const { params } = await loadWeights('toy', undefined, files(packed));
    expect(params['a.w'].dataSync()[2]).toBe(2.5);
    tf.dispose(params);
    const changed = packed.slice();
    changed[changed.length >> 1] ^= 0x55;
    expect((await sentence(files(changed))).en).toMatch(/checksum/);
    expect((await sentence(files(packed.subarray(0, packed.length - 12)))).zh).toMatch(/校验和/);
  });

  it('says in a sentence, in both languages, what is wrong', async () => {
    const changed = bytes.slice();
    changed[changed.length - 1] ^= 1;
    expect((await sentence(files(bytes.subarray(2)))).en).toMatch(/incomplete/);
    expect((await sentence(files(changed))).en).toMatch(/checksum/);
    expect((await sentence(files(changed))).zh).toMatch(/校验和/);
    expect((await sentence(files(bytes), 'other.safetensors')).en).toMatch(/no weights file called other/);
    for (const other of ['<html>', 'null', '{}', '{"model":"toy"}', JSON.stringify({ ...card, model: 'another' })])
      expect((await sentence(files(bytes, other))).en, other).toMatch(/card/);
  });

  it('recovers from a log-in page and from a line that is cut, and tells how much has arrived', async () => {
    const { buffer } = bytes;
    const cut = () => {
      let pulls = 0;
      return new Response(
        new ReadableStream({
          pull(controller) {
            if (pulls++ === 0) controller.enqueue(bytes.slice(0, 4));
            else controller.error(new TypeError('network error'));
          },
        }),
      );
    };
    const answers = [
      () => new Response('<html>Please log in</html>'),
      () => new Response('null'),
      () => new Response(JSON.stringify({ ...card, model: 'line' })),
      cut,
      () => new Response(buffer as ArrayBuffer),
    ];
    vi.stubGlobal('self', { location: { href: 'https://notes.example/some/assets/worker.js' } });
    vi.stubGlobal('fetch', async () => answers.shift()?.());
    const seen: [number, string, string][] = [];
    const load = () => loadWeights('line', undefined, undefined, (share, { en, zh }) => seen.push([share, en, zh]));
    try {
      for (let i = 0; i < 2; i++) await expect(load()).rejects.toMatchObject({ text: { zh: expect.stringMatching(/card\.json.*读不懂/) } });
      await expect(load()).rejects.toMatchObject({ text: { zh: expect.stringMatching(/model\.safetensors 没有取到/) } });
      const { params } = await load();
      expect(params['a.w'].shape).toEqual([2, 3]);
      tf.dispose(params);
      expect(answers).toEqual([]);
    } finally {
      vi.unstubAllGlobals();
    }
    const shares = seen.map(([share]) => share);
    expect(shares.at(-1)).toBe(1);
    expect(shares.some((share) => share > 0 && share < 1)).toBe(true);
    expect(seen[0][1]).toMatch(/toy: 0\.0 of 0\.0 MB/);
    expect(seen[0][2]).toMatch(/玩具.*MB/);
  });

  it('says in a sentence when a file cannot be had, and asks again the next time', async () => {
    const answers: (Response | Error)[] = [];
    const asked: string[] = [];
    vi.stubGlobal('self', { location: { href: 'https://notes.example/some/assets/worker.js' } });
    vi.stubGlobal('fetch', async (url: URL) => {
      asked.push(url.pathname);
      const answer = answers.shift() ?? new Error('nothing left');
      if (answer instanceof Error) throw answer;
      return answer;
    });
    const told = () =>
      loadWeights('toy').then(
        () => null,
        (error: FigureError) => error.text,
      );
    try {
      answers.push(new TypeError('Failed to fetch'));
      expect(await told()).toMatchObject({
        en: expect.stringMatching(/toy\/card\.json could not be fetched/),
        zh: expect.stringMatching(/没有取到/),
      });
      answers.push(new Response('', { status: 404 }));
      expect((await told())?.en).toMatch(/HTTP 404.*load the page anew\.$/);
      answers.push(new Response(JSON.stringify(card)), new Response('', { status: 503 }));
      expect((await told())?.en).toMatch(/toy\/model\.safetensors could not be fetched \(HTTP 503\)/);
      answers.push(new Response(bytes.subarray(2) as BlobPart));
      expect((await told())?.en).toMatch(/incomplete/);
      answers.push(new Response(JSON.stringify(card)), new Response(bytes as BlobPart)); // neither the card nor the cut file was kept
      expect(await told()).toBeNull();
      expect(await told()).toBeNull(); // now both are
      expect(asked.length).toBe(7);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

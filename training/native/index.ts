/**
 * Native code for the functions a training waits for (kernels.cc), compiled for this processor when first asked for. It works in
 * tfjs-wasm's own memory, so models, kernels' registrations and results (up to rounding) stay what they are.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Assembly, memory, replaceSimd, simd } from '../../app/runtime/kernels/wasm/module';

const SOURCE = fileURLToPath(new URL('./kernels.cc', import.meta.url));
const CACHE = fileURLToPath(new URL('../../.cache/native/', import.meta.url));
const FLAGS = '-O3 -march=native -mprefer-vector-width=512 -ffast-math -std=c++17 -shared -fPIC'.split(' ');

type Native = { readonly attach: (memory: ArrayBufferLike) => void } & Readonly<Record<string, (...args: number[]) => void>>;

/** Compiles and takes over. False, with everything as it was, where there is no compiler or no header of Node's to compile against. */
export function installNative(): boolean {
  const native = compiled();
  if (!native) return false;
  let attached: ArrayBufferLike | undefined;
  const inMemory =
    (f: (...args: number[]) => void) =>
    (...args: number[]): void => {
      if (memory.buffer !== attached) {
        attached = memory.buffer; // it grew
        native.attach(attached);
      }
      f(...args);
    };
  const { attach, adamStep, ...same } = native;
  const adam = inMemory(adamStep);
  const { optimizerStep } = simd;
  replaceSimd({
    ...(Object.fromEntries(Object.entries(same).map(([name, f]) => [name, inMemory(f)])) as Partial<Assembly>),
    optimizerStep: (...args) => (args[5] === 0 ? adam : optimizerStep)(...args),
  });
  return true;
}

function compiled(): Native | null {
  const include = join(dirname(dirname(process.execPath)), 'include', 'node');
  const headers = [process.env.NODE_HEADERS, include, '/usr/include/node'].find((at) => at && existsSync(join(at, 'node_api.h')));
  if (!headers) return null;
  const key = createHash('sha256')
    .update(readFileSync(SOURCE))
    .update([...FLAGS, cpus()[0].model, process.version].join(' '));
  const file = join(CACHE, `${key.digest('hex').slice(0, 16)}.node`);
  if (!existsSync(file)) {
    mkdirSync(CACHE, { recursive: true });
    const fresh = `${file}.${process.pid}`;
    try {
      execFileSync(process.env.CXX ?? 'g++', [...FLAGS, `-I${headers}`, SOURCE, '-o', fresh], { stdio: 'ignore' });
    } catch {
      return null;
    }
    renameSync(fresh, file);
  }
  return createRequire(import.meta.url)(file) as Native;
}

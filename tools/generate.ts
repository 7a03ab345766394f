/**
 * Files that are made, not written: the atlas of face parts, the fonts of formulas, the compiled SIMD kernels. Everything that needs them (build, dev server,
 * tests, types, training) calls `generate()` first; it makes what is missing or older than what it is made of, and else does nothing.
 * `npm run generate` does the same by hand.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Made {
  readonly target: string;
  /** Files and folders it is made of. */
  readonly from: readonly string[];
  /** The maker is loaded only when there is something to make: it brings a compiler along. */
  readonly make: (target: string) => Promise<void>;
}

const MADE: readonly Made[] = [
  {
    target: 'app/data/faces/atlas.generated.json',
    from: ['tools/atlas.ts', 'app/data/faces/atlas.ts', 'node_modules/@dicebear/pixel-art/package.json'],
    make: async (target) => (await import('./atlas.ts')).makeAtlas(target),
  },
  {
    target: 'app/shell/katex.generated.css',
    from: ['tools/fonts.ts', 'node_modules/katex/package.json', 'node_modules/subset-font/package.json'],
    make: async (target) => (await import('./fonts.ts')).makeFonts(target),
  },
  ...[false, true].map((fused) => ({
    target: `app/runtime/kernels/assembly${fused ? '.fused' : ''}.generated.ts`,
    from: ['tools/kernels.ts', 'app/runtime/kernels/assembly', 'node_modules/assemblyscript/package.json'],
    make: async (target: string) => (await import('./kernels.ts')).makeKernels(target, fused),
  })),
];

/** When a file, or the newest file of a folder, was last written [ms]; 0 if there is none. */
function written(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  return stat.isDirectory() ? Math.max(...readdirSync(path).map((name) => written(join(path, name)))) : stat.mtimeMs;
}

export async function generate(): Promise<void> {
  for (const { target, from, make } of MADE) {
    const file = join(ROOT, target);
    if (written(file) >= Math.max(...from.map((path) => written(join(ROOT, path))))) continue;
    // Written aside and moved, so that two processes that start together never read half a file.
    const aside = `${file}.${process.pid}`;
    mkdirSync(dirname(file), { recursive: true });
    try {
      await make(aside);
      renameSync(aside, file);
    } finally {
      rmSync(aside, { force: true });
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generate();

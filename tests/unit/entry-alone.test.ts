/** The check of the worker's build: no chunk may import the entry, which WebKit would evaluate twice. */
import { describe, expect, it } from 'vitest';
import { entryAlone } from '../../tools/vite-plugins';

type Chunk = { type: 'chunk'; fileName: string; isEntry: boolean; imports: string[]; dynamicImports: string[] };
const chunk = (fileName: string, imports: string[] = [], dynamicImports: string[] = [], isEntry = false): Chunk => ({
  type: 'chunk',
  fileName,
  isEntry,
  imports,
  dynamicImports,
});

function build(...chunks: Chunk[]): void {
  const hook = entryAlone().generateBundle as (this: { error(message: string): never }, options: unknown, bundle: unknown) => void;
  const error = (message: string): never => {
    throw new Error(message);
  };
  hook.call({ error }, {}, Object.fromEntries(chunks.map((c) => [c.fileName, c])));
}

describe('the entry of the worker stands alone', () => {
  it('lets a build pass whose chunks share a core', () => {
    build(chunk('worker.js', ['core.js'], [], true), chunk('core.js', [], ['gan.js']), chunk('gan.js', ['core.js']));
  });

  it('fails a build in which a chunk imports the entry, at once or later', () => {
    const entry = chunk('worker.js', [], ['gan.js'], true);
    expect(() => build(entry, chunk('gan.js', ['worker.js']))).toThrow(/gan\.js imports the worker's entry worker\.js/);
    expect(() => build(entry, chunk('gan.js', [], ['worker.js']))).toThrow(/imports the worker's entry/);
  });
});

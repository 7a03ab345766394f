/** Who imports whom, and who starts workers, read from the syntax trees of a folder's sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface Import {
  /** From the repository's root: `app/pages/gan/MinMax.tsx`. */
  readonly from: string;
  /** Likewise, or the name of a package. */
  readonly to: string;
  /** Only types: gone when the code runs. */
  readonly type: boolean;
  /** `import()`: fetched when asked for. */
  readonly lazy: boolean;
}

/** The kernels' AssemblyScript is another language. */
const isSource = (file: string): boolean => /\.(ts|tsx)$/.test(file) && !file.includes('/assembly/');

function filesOf(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return names.map((name) => posix.join(folder, name.replaceAll('\\', '/'))).filter(isSource);
}

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** All imports of the files below a folder. Style sheets, notes and raw texts are no modules here. */
export function importsOf(folder: string): Import[] {
  const files = filesOf(folder);
  const known = new Set(files);
  return files.flatMap((from) => {
    const source = read(from);
    const { module } = parseSync(from, source);
    const resolve = (name: string): string | null => {
      if (!name.startsWith('.')) return name;
      const path = relative(ROOT, join(ROOT, dirname(from), name)).replaceAll('\\', '/');
      return [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`, `${path}/index.tsx`].find((file) => known.has(file)) ?? null;
    };
    const edge = (name: string, type: boolean, lazy: boolean): Import[] => {
      const to = resolve(name);
      return to ? [{ from, to, type, lazy }] : [];
    };
    return [
      ...module.staticImports.flatMap(({ moduleRequest, entries }) =>
        edge(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType), false),
      ),
      ...module.staticExports.flatMap(({ entries }) => {
        const request = entries.find((entry) => entry.moduleRequest)?.moduleRequest;
        return request
          ? edge(
              request.value,
              entries.every((entry) => entry.isType),
              false,
            )
          : [];
      }),
      // A name that is computed (`import(url)`) is none of our files.
      ...module.dynamicImports.flatMap(({ moduleRequest }) => {
        const name = source.slice(moduleRequest.start + 1, moduleRequest.end - 1);
        return '\'"'.includes(source[moduleRequest.start]) ? edge(name, false, true) : [];
      }),
    ];
  });
}

/** Files below a folder in which `new Worker(…)` stands. */
export function workersIn(folder: string): string[] {
  return filesOf(folder).filter((file) => {
    let found = false;
    const visitor = new Visitor({
      // biome-ignore lint/correctness/noComponentHookFactories: a kind of node, no component
      NewExpression: ({ callee }) => {
        if (callee.type === 'Identifier' && callee.name === 'Worker') found = true;
      },
    });
    visitor.visit(parseSync(file, read(file)).program);
    return found;
  });
}

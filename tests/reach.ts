/**
 * What a figure's code reaches, found by building it: the bundler keeps exactly the functions that its component and its programs
 * use. And the words its source says to the frame: programs, functions and formulas named in strings, read from the syntax tree.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, parseSync, type Rolldown } from 'vite';

export const APP = fileURLToPath(new URL('../app/', import.meta.url));

/** Builds these files of `app/` in memory, with all that they use. The exports in use, by file (from `app/`). */
export async function reach(files: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    define: { SHIPPED_MODELS: '[]' },
    build: {
      write: false,
      minify: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: files.map((file) => APP + file),
        preserveEntrySignatures: 'strict',
        // Frame, views and packages compute nothing that a figure names.
        external: (id) => !/^[./]/.test(id) || /\/(shell|viz|store|i18n)(\/|$)/.test(id.replace(APP, '/')),
        treeshake: { moduleSideEffects: false },
      },
    },
  });
  const chunks = [output].flat().flatMap((result) => ('output' in result ? result.output : []));
  const exports = new Map<string, readonly string[]>();
  for (const chunk of chunks)
    if (chunk.type === 'chunk')
      for (const [id, module] of Object.entries((chunk as Rolldown.OutputChunk).modules))
        if (id.startsWith(APP)) exports.set(relative(APP, id), module.renderedExports);
  return exports;
}

interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}
const isNode = (value: unknown): value is SyntaxNode => typeof value === 'object' && value !== null && 'type' in value;

function* nodes(value: unknown): Generator<SyntaxNode> {
  if (Array.isArray(value)) for (const item of value) yield* nodes(item);
  else if (isNode(value)) {
    yield value;
    for (const key of Object.keys(value)) yield* nodes(value[key]);
  }
}

export interface Said {
  /** Programs it opens a lab of: `useLab('gan.minmax', …)`. */
  readonly programs: readonly string[];
  /** Functions it names: `{ fn: 'models/gan/losses.ts#lossD' }`. */
  readonly fns: readonly string[];
  /** Formulas its numbers come from: `formula="kl"`, `formula={{ id: 'kl' }}`. */
  readonly formulas: readonly string[];
}

const text = (node: unknown): string[] =>
  [...nodes(node)].flatMap((n) => (n.type === 'Literal' && typeof n.value === 'string' ? [n.value] : []));

/** What a file of `app/` says in strings. */
export function saidIn(file: string): Said {
  const source = readFileSync(APP + file, 'utf8');
  const { program } = parseSync(file, source);
  const said = { programs: [] as string[], fns: [] as string[], formulas: [] as string[] };
  for (const node of nodes(program)) {
    if (node.type === 'CallExpression' && isNode(node.callee) && node.callee.name === 'useLab')
      said.programs.push(...text((node.arguments as unknown[])[0]));
    if (node.type === 'Property' && isNode(node.key) && node.key.name === 'fn') said.fns.push(...text(node.value));
    if (node.type !== 'JSXAttribute' || !isNode(node.name) || node.name.name !== 'formula' || !isNode(node.value)) continue;
    if (node.value.type === 'Literal') said.formulas.push(...text(node.value));
    const object = node.value.expression;
    if (isNode(object) && object.type === 'ObjectExpression')
      for (const property of object.properties as SyntaxNode[])
        if (isNode(property.key) && property.key.name === 'id') {
          // The condition of a choice names no formula; its two outcomes do.
          const value = property.value as SyntaxNode;
          said.formulas.push(
            ...(value.type === 'ConditionalExpression' ? [...text(value.consequent), ...text(value.alternate)] : text(value)),
          );
        }
  }
  return said;
}

/** The file that each figure of a page's manifest loads, by the figure's name. */
export function filesOf(page: string): Record<string, string> {
  const { program } = parseSync('figures.ts', readFileSync(`${APP}pages/${page}/figures.ts`, 'utf8'));
  const loads = [...nodes(program)].filter((n) => n.type === 'Property' && isNode(n.value) && n.value.type === 'ObjectExpression');
  return Object.fromEntries(
    loads.flatMap((figure) => {
      const found = [...nodes(figure.value)].find((n) => n.type === 'ImportExpression');
      return found ? [[(figure.key as SyntaxNode).name as string, `pages/${page}/${text(found.source)[0].slice(2)}.tsx`]] : [];
    }),
  );
}

/** The notes as trees: what a test asks of their elements and formulas, it asks of the parsed document. */
import { readFileSync } from 'node:fs';
import { createProcessor } from '@mdx-js/mdx';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';

export const NOTES = ['gan', 'vae', 'dalle', 'diffusion', 'unet'] as const;
export type NoteKey = (typeof NOTES)[number];

/** A node of the tree, as far as tests look at it. */
export interface Node {
  readonly type: string;
  /** Of an element: `Fig`, `Term` … */
  readonly name?: string;
  readonly value?: string;
  readonly attributes?: readonly { readonly name: string; readonly value: unknown }[];
  readonly children?: readonly Node[];
}

const processor = createProcessor({ remarkPlugins: [remarkGfm, remarkMath] });

export const parseNote = (source: string): Node => processor.parse(source) as Node;

export const readNote = (page: NoteKey, lang: 'en' | 'zh'): Node =>
  parseNote(readFileSync(new URL(`../app/pages/${page}/note.${lang}.mdx`, import.meta.url), 'utf8'));

/** The node and all below it, in reading order. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children ?? []) yield* walk(child);
}

/** All elements of a name. */
export const elements = (note: Node, name: string): Node[] => [...walk(note)].filter((node) => node.name === name);

/** Every value that elements of a name give an attribute, in reading order. */
export const attributes = (note: Node, name: string, attribute: string): string[] =>
  elements(note, name).flatMap((node) => (node.attributes ?? []).filter((a) => a.name === attribute).map((a) => String(a.value)));

/** TeX of the prose, inline and displayed. */
export const mathOf = (note: Node): string[] =>
  [...walk(note)].filter(({ type }) => type === 'inlineMath' || type === 'math').map((node) => node.value ?? '');

/**
 * The layers of `app/`, written down once: what each may know. `npm run lint` runs this file; tests/unit/layers.test.ts shows that every rule bites.
 *
 *   data → models → runtime → store → shell → pages → routes        views (viz) know only data
 *
 * Own code, since what is made for this reads no TypeScript 7 (dependency-cruiser) or says it once a folder (Biome). Its parser is Vite's.
 */
import { pathToFileURL } from 'node:url';
import { type Import, importsOf, workersIn } from './imports.ts';

interface Layer {
  /** Folders of `app/` that it may import, besides its own. */
  readonly knows: readonly string[];
  readonly packages: readonly string[];
}

const REACT = ['react', 'react-dom', 'react/jsx-runtime'];

export const LAYERS: Readonly<Record<string, Layer>> = {
  data: { knows: [], packages: [] },
  i18n: { knows: ['data'], packages: ['zustand'] },
  models: { knows: ['data'], packages: ['@tensorflow/tfjs-core', '#gradients'] },
  runtime: { knows: ['data', 'models'], packages: ['@tensorflow/*', '@noble/hashes', 'zustand'] },
  store: { knows: ['data', 'i18n', 'runtime'], packages: ['react', 'zustand'] },
  viz: { knows: ['data'], packages: ['react', 'react-dom', 'd3'] },
  shell: {
    knows: ['data', 'i18n', 'runtime', 'store', 'viz'],
    packages: [
      ...REACT,
      'react-router',
      'radix-ui',
      'katex',
      'prism-react-renderer',
      'uqr',
      'zustand',
      'mdx',
      'd3',
      'idb-keyval',
      'image-size',
      'gifenc',
      'fflate',
      'perfect-freehand',
    ],
  },
  pages: { knows: ['data', 'models', 'runtime', 'i18n', 'store', 'shell', 'viz'], packages: REACT },
  /** Files that stand in `app/` itself: they open the app and list its pages. */
  '.': { knows: ['i18n', 'shell', 'pages'], packages: [...REACT, 'react-router', 'workbox-core', 'workbox-precaching'] },
};

interface Rule {
  readonly name: string;
  readonly why: string;
  readonly broken: (edge: Import) => boolean;
}

const layerOf = (file: string): string => (file.split('/').length > 2 ? file.split('/')[1] : '.');
const pageOf = (file: string): string | null => (layerOf(file) === 'pages' ? file.split('/')[2] : null);
const isOurs = (file: string): boolean => file.startsWith('app/');
const isTf = (name: string): boolean => name.startsWith('@tensorflow/') || name === '#gradients';
const matches = (name: string, pattern: string): boolean =>
  pattern.endsWith('/*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern || name.startsWith(`${pattern}/`);

export const RULES: readonly Rule[] = [
  {
    name: 'one way',
    why: 'a layer knows only those below it',
    broken: ({ from, to }) => {
      if (!isOurs(to) || layerOf(to) === layerOf(from)) return false;
      return !LAYERS[layerOf(from)].knows.includes(layerOf(to));
    },
  },
  {
    name: 'packages',
    why: 'each layer has its libraries; tensors stay in models and runtime',
    broken: ({ from, to }) => !isOurs(to) && !LAYERS[layerOf(from)].packages.some((pattern) => matches(to, pattern)),
  },
  {
    name: 'one door to tf',
    why: 'models reach tf through models/tf, where it is mended',
    broken: ({ from, to }) => layerOf(from) === 'models' && isTf(to) && !['app/models/tf.ts', 'app/models/tape.ts'].includes(from),
  },
  {
    name: 'no tensors in pages',
    why: 'pages, frame and stores compute with numbers; tensors live in the worker',
    broken: ({ from, to }) =>
      ['pages', 'shell', 'store'].includes(layerOf(from)) && (to === 'app/models/tf.ts' || to.startsWith('app/runtime/kernels/')),
  },
  {
    name: 'runtime behind the store',
    why: 'pages open labs (store/lab); of the runtime they take types, and what programs declare',
    broken: ({ from, to, type }) =>
      layerOf(from) === 'pages' && layerOf(to) === 'runtime' && !type && !to.startsWith('app/runtime/programs/'),
  },
  {
    name: 'pages apart',
    why: 'what two pages need belongs to the shell, a view or a model',
    broken: ({ from, to }) => pageOf(from) !== null && pageOf(to) !== null && pageOf(from) !== pageOf(to),
  },
];

/** One line for every import that breaks a rule. */
export const violations = (imports: readonly Import[]): string[] =>
  imports.flatMap((edge) =>
    RULES.filter((rule) => rule.broken(edge)).map((rule) => `${edge.from} imports ${edge.to}: ${rule.name} (${rule.why})`),
  );

/** Circles among files, types and lazy imports counted: the strongly connected components of more than one file (Tarjan 1972). */
export function circles(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) if (isOurs(to)) next.set(from, [...(next.get(from) ?? []), to]);
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    low.set(file, order.size - 1);
    stack.push(file);
    for (const to of next.get(file) ?? []) {
      if (!order.has(to)) visit(to);
      if (stack.includes(to)) low.set(file, Math.min(low.get(file) as number, low.get(to) as number));
    }
    if (low.get(file) !== order.get(file)) return;
    const component = stack.splice(stack.indexOf(file));
    if (component.length > 1) found.push(component.sort());
  };
  for (const file of next.keys()) if (!order.has(file)) visit(file);
  return found;
}

/** Files outside of the runtime that start a worker. */
export const strayWorkers = (files: readonly string[]): string[] =>
  files.filter((file) => layerOf(file) !== 'runtime').map((file) => `${file} starts a worker: only the runtime does`);

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const imports = importsOf('app');
  const wrong = [
    ...violations(imports),
    ...circles(imports).map((files) => `a circle: ${files.join(', ')}`),
    ...strayWorkers(workersIn('app')),
  ];
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exit(1);
  console.log(`Layers: ${imports.length} imports, all one way, no circle.`);
}

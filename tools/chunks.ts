/**
 * Which modules of the page travel together, so that a note asks for some twenty files and not for a hundred, and so that nothing comes before
 * a page's first figure lives that this figure does not use.
 *
 * A module is told by who reaches it without asking for it at run time: pages, figures, or parts that come when they are opened.
 */
import type { Rolldown } from 'vite';

type Graph = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>;
type Part = 'frame' | 'views' | 'faces' | 'first' | 'moreViews' | 'figures' | 'page';

/** The figure that a page opens with: its file, without which the reader has nothing to touch. */
const FIRST: Readonly<Record<string, string>> = {
  gan: 'MinMax',
  vae: 'Bottleneck',
  dalle: 'Say',
  diffusion: 'Forward',
  unet: 'Inside',
};

/** Pages whose first figure shows no faces of its own: what faces are made of comes to the others. */
const POINTS: readonly string[] = ['gan', 'unet'];

/** What every note is taken over with, or asks for as soon as a figure stands; small files all. */
const FRAME = /[\\/]app[\\/](shell[\\/](NotePage|Pop|EngineBadge|Sources|heard[\\/]Heard)\.tsx|runtime[\\/]client\.ts)$/;
const PAGE = /[\\/]app[\\/]pages[\\/](\w+)[\\/](index\.tsx|figures\.ts|formulas\.ts|symbols\.ts)$/;
const FIGURE = /[\\/]app[\\/]pages[\\/](\w+)[\\/]([A-Z]\w+)\.tsx$/;

/** Those who ask for a module at run time and so reach all that it imports: for every module, the ones that reach it. */
function reach() {
  const known = new Map<string, ReadonlySet<string>>();
  return (id: string, graph: Graph): ReadonlySet<string> => {
    const kept = known.get(id);
    if (kept) return kept;
    const found = new Set<string>();
    const seen = new Set([id]);
    for (const at of seen) {
      const info = graph.getModuleInfo(at);
      if (!info || info.isEntry || info.dynamicImporters.length > 0) found.add(at);
      for (const user of info?.importers ?? []) seen.add(user);
    }
    known.set(id, found);
    return found;
  };
}

/** Where a module goes, and of which page that is. */
function place(id: string, roots: ReadonlySet<string>): readonly [part: Part, page: string] | null {
  const own = PAGE.exec(id);
  const found = [...roots];
  const pages = new Set(found.flatMap((root) => PAGE.exec(root)?.[1] ?? []));
  if (FRAME.test(id) || found.some((root) => FRAME.test(root)) || [...pages].filter((page) => page in FIRST).length > 1)
    return ['frame', ''];
  if (own && own[1] in FIRST) return ['page', own[1]];
  const figures = found.flatMap((root) => {
    const figure = FIGURE.exec(root);
    return figure ? [{ page: figure[1], first: FIRST[figure[1]] === figure[2] }] : [];
  });
  if (figures.length === 0) return null;
  const firsts = figures.filter(({ first }) => first);
  const onPages = found.some((root) => PAGE.test(root)); // those that open with several figures at once, the home page among them
  if (firsts.length > 0) {
    if (firsts.length === 1 && !onPages) return ['first', firsts[0].page];
    return firsts.some(({ page }) => POINTS.includes(page)) ? ['views', ''] : ['faces', ''];
  }
  const shared = new Set(figures.map(({ page }) => page)).size > 1 || found.length > figures.length; // or by parts that are opened
  return shared ? ['moreViews', ''] : ['figures', figures[0].page];
}

/** The programs of those figures, and of what stands beside them. */
const PROGRAM = /[\\/]runtime[\\/]programs[\\/](?:gan[\\/]minmax|vae[\\/]bottleneck|dalle[\\/]stream|unet[\\/]inside)\.ts$/;

/** The same for the worker: what programs share, in two files, of which one is for what pages open with, those programs themselves included. */
export function programGroups(): Rolldown.CodeSplittingGroup[] {
  const roots = reach();
  const part = (id: string, graph: Graph): string | null => {
    if (!/[\\/]app[\\/]/.test(id)) return null;
    const users = [...roots(id, graph)];
    if (users.some((user) => PROGRAM.test(user))) return 'models';
    return users.length > 2 ? 'moreModels' : null;
  };
  return ['models', 'moreModels'].map((name, at) => ({
    priority: 2 - at,
    name: (id: string, graph: Graph) => (part(id, graph) === name ? name : null),
  }));
}

/** The groups for the bundler, the widest first: what a group imports lies in it or in one before it. */
export function chunkGroups(): Rolldown.CodeSplittingGroup[] {
  const name = (part: Part, page: string): string => {
    if (part === 'first') return `${page}First`;
    if (part === 'figures') return `${page}Figures`;
    return part === 'page' ? page : part;
  };
  const roots = reach(); // a build asks once
  const parts: readonly Part[] = ['frame', 'page', 'views', 'faces', 'first', 'moreViews', 'figures'];
  return parts.map((part, at) => ({
    debugName: part,
    priority: parts.length - at,
    name: (id: string, graph: Graph) => {
      const found = place(id, roots(id, graph));
      return found?.[0] === part ? name(...found) : null;
    },
  }));
}

/** Which weights a page's figures may ask for, read off the sources: the models that its programs name, and what they import among the programs. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

export const PROGRAMS = new URL('../app/runtime/programs/', import.meta.url);
const WEIGHTS = new URL('../public/weights/', import.meta.url);
const shipped = readdirSync(WEIGHTS);
/** Models whose snapshots a page draws as well. Of all others it asks for the finished weights; the page about the models shows every snapshot. */
export const SNAPSHOTS: Readonly<Record<string, readonly string[]>> = { gan: ['gan-latent'] };

/** A file of programs and all files of programs it imports, each with its source. */
export function reached(file: URL, seen = new Map<string, string>()): Map<string, string> {
  if (seen.has(file.href)) return seen;
  const source = readFileSync(file, 'utf8');
  seen.set(file.href, source);
  for (const [, path] of source.matchAll(/(?:from|import\() ?'(\.{1,2}\/[^']+)'/g)) {
    const next = new URL(`${path}.ts`, file);
    if (next.href.startsWith(PROGRAMS.href) && existsSync(next)) reached(next, seen);
  }
  return seen;
}

/** Models that a source names, whole ('oracle') or by how they begin (`vae16-b${β}`). */
export function named(source: string, models: readonly string[] = shipped): string[] {
  const whole = [...source.matchAll(/['"]([\w.-]+)['"]/g)].map((m) => m[1]);
  const begun = [...source.matchAll(/`([\w.-]+)\$\{/g)].map((m) => m[1]);
  return models.filter((model) => whole.includes(model) || begun.some((start) => model.startsWith(start)));
}

export const modelsOf = (page: string): string[] => [
  ...new Set([...reached(new URL(`${page}.ts`, PROGRAMS)).values()].flatMap((source) => named(source))),
];

/** Files of a model that a page asks for. */
export const filesOf = (model: string, page: string): readonly string[] =>
  SNAPSHOTS[page]?.includes(model) ? readdirSync(new URL(`${model}/`, WEIGHTS)) : ['card.json', 'model.safetensors'];

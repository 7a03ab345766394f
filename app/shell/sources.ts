/** The running sources that a code panel may show, by their path from `app/`: each is a file of its own, fetched when asked for. */
const files = import.meta.glob<{ default: string }>(['../data/**/*.ts', '../models/**/*.ts', '../runtime/programs/**/*.ts'], {
  query: '?raw',
});

/** Rejects for a file that is none of them. */
export function readSource(file: string): Promise<{ default: string }> {
  const load = files[`../${file}`];
  return load ? load() : Promise.reject(new Error(`No source ${file}`));
}

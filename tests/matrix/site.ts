/** The built product, with one script more in every page: what goes wrong is kept from the first line on, in browsers whose driver hears nothing. */
import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { serve } from '../../tools/serve.mjs';
import { ROOT } from '../../tools/setup.mjs';

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a copy of the build (NOTES_DIST, or dist/) on a free port. */
export async function site(): Promise<Site> {
  const dist = process.env.NOTES_DIST ?? join(ROOT, 'dist');
  if (!existsSync(join(dist, 'index.html'))) throw new Error('There is no build to test: run npm run build first.');
  const copy = join(ROOT, '.cache/test', `matrix-${process.pid}`);
  cpSync(dist, copy, { recursive: true });
  copyFileSync(join(import.meta.dirname, 'faults.js'), join(copy, 'faults.js'));
  for (const name of readdirSync(copy, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.html') || name.endsWith('404.html')) continue;
    const file = join(copy, name);
    const script = relative(dirname(file), join(copy, 'faults.js')).replaceAll('\\', '/');
    writeFileSync(file, readFileSync(file, 'utf8').replace('<head>', `<head><script src="${script}"></script>`));
  }
  const server = await serve(copy, { compressed: false });
  return {
    url: server.url,
    close: async () => {
      await server.close();
      rmSync(copy, { recursive: true });
    },
  };
}

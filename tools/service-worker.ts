/** The service worker (app/sw.ts), told what the build has written: one file at the site's root. And the list of files that a copy of the notes is made of. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';
import { PAGES } from './head.ts';
import { filesOf, modelsOf } from './pageWeights.ts';

/** Not for readers without network: previews for others, the build's own list, what only a host answers with, fonts in formats of old. */
const LEFT_OUT = /^(social\/|manifest\.json$|404\.html$|sw\.js$)|\.(woff|ttf|map)$/;
const HASHED = /^assets\//;

interface Kept {
  readonly url: string;
  readonly revision: string | null;
  readonly bytes: number;
  readonly integrity: string;
}

function kept(folder: string): Kept[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((url) => !LEFT_OUT.test(url))
    .sort()
    .map((url) => {
      const content = readFileSync(join(folder, url));
      const hash = createHash('sha256').update(content).digest();
      const revision = HASHED.test(url) ? null : hash.toString('hex').slice(0, 16);
      return { url, revision, bytes: content.length, integrity: `sha256-${hash.toString('base64')}` };
    });
}

/** The notes whose lectures can be taken home one by one. */
const LECTURES = PAGES.filter((page) => page !== 'home' && page !== 'models');

/** What a copy holds, for the page that makes one (app/shell/offline/copy.ts): every file, and of weights which lectures ask for them. */
function listed(files: readonly Kept[]): string {
  const asked = new Map<string, string[]>();
  for (const page of LECTURES)
    for (const model of modelsOf(page))
      for (const file of filesOf(model, page)) {
        const url = `weights/${model}/${file}`;
        asked.set(url, [...(asked.get(url) ?? []), page]);
      }
  return JSON.stringify(files.map(({ url, bytes }) => ({ url, bytes, ...(url.startsWith('weights/') && { of: asked.get(url) ?? [] }) })));
}

export function serviceWorker(): Plugin {
  let folder = '';
  return {
    name: 'notes:service-worker',
    apply: 'build',
    configResolved({ root, build: { outDir } }) {
      folder = resolve(root, outDir);
    },
    async closeBundle() {
      writeFileSync(join(folder, 'files.json'), listed(kept(folder)));
      const files = kept(folder);
      const isWeights = ({ url }: Kept) => url.startsWith('weights/');
      const built = await build({
        configFile: false,
        root: fileURLToPath(new URL('..', import.meta.url)),
        publicDir: false,
        logLevel: 'error',
        define: {
          BUILT: JSON.stringify({ code: files.filter((file) => !isWeights(file)), weights: files.filter(isWeights) }),
        },
        build: {
          write: false,
          target: 'es2022',
          rolldownOptions: { input: fileURLToPath(new URL('../app/sw.ts', import.meta.url)), output: { format: 'iife' } },
        },
      });
      writeFileSync(join(folder, 'sw.js'), (built as Rolldown.RolldownOutput).output[0].code);
    },
  };
}

/**
 * First load of every page in gzipped kilobytes: what comes before its text can be read, and with every script that comes before the engine
 * is sent for, in the larger of the two languages. Fails above the limits. `node tools/size.mjs [dist]`
 *
 * The engine and the figures' own code are fetched after the first paint (app/shell/afterFirstPaint.ts); they are printed beside.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The text of a page stands in its file: with its style sheets, and the small fonts in them, that is all that comes before one can read. */
const READ_LIMIT = 82_000;
/** With the scripts that take it over, in which most of the text is once more: few files, each with a little that the page's figures ask for next. */
const LIMIT = 256_000;
const dist = process.argv[2] ?? 'dist';
const manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8'));

const gzip = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;

/** Every script that loading these manifest entries fetches. */
function closure(keys) {
  const files = new Set();
  const visit = (key) => {
    const { file, imports = [] } = manifest[key];
    if (files.has(file)) return;
    files.add(file);
    imports.forEach(visit);
  };
  keys.forEach(visit);
  return files;
}

/** The manifest's entry for a file of several modules (vite.config.ts names it), among those that an entry asks for. */
const named = (name, entry) => manifest[entry].dynamicImports?.find((key) => manifest[key].name === name);

const kB = (bytes) => (bytes / 1000).toFixed(1);

const pages = ['home', 'gan', 'vae', 'dalle', 'diffusion', 'unet', 'models'];
let worst = 0;
let worstText = 0;
for (const page of pages) {
  const own = named(page, 'index.html');
  const keys = ['index.html', named('frame', 'index.html'), own];
  const note = `app/pages/${page}/note.en.mdx`;
  const zh = `app/pages/${page}/note.zh.mdx`;
  if (manifest[note]) {
    const notes = [note, zh].map((key) => ({ key, size: gzip(manifest[key].file) })).sort((a, b) => b.size - a.size);
    keys.push(notes[0].key);
  }
  const files = closure(keys);
  const html = page === 'home' ? 'index.html' : `${page}/index.html`;
  const text = Math.max(gzip(html), gzip(join('zh', html))) + gzip(manifest['style.css'].file);
  const total = text + [...files].reduce((sum, file) => sum + gzip(file), 0);
  worst = Math.max(worst, total);
  worstText = Math.max(worstText, text);
  const figures = named(`${page}First`, own) ?? named(`${page}Figures`, own);
  const more = figures ? [...closure([figures])].filter((file) => !files.has(file)).reduce((sum, file) => sum + gzip(file), 0) : 0;
  console.log(
    `${page.padEnd(10)} read after ${kB(text).padStart(5)} kB gzip, whole after ${kB(total).padStart(5)} in ${files.size + 2} files${more ? `; then ${kB(more)} of the first figure` : ''}`,
  );
}
console.log(`First load: read after at most ${kB(worstText)} kB of ${kB(READ_LIMIT)}, whole after ${kB(worst)} of ${kB(LIMIT)}.`);
if (worst > LIMIT || worstText > READ_LIMIT) {
  console.error('First load is above the limit.');
  process.exit(1);
}

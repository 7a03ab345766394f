/**
 * `npm run bench [-- --json] [name …]`: runs the benchmarks of this folder (`*.bench.ts`) whose names contain one of the given words, all without
 * any, and prints what they measured as one table. What they print as "what: result" becomes a row.
 * With --json the same as one JSON object: the machine, and a list of { benchmark, what, result }.
 * Those that need the built product get a fresh build, or the one in NOTES_DIST.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bin, browser, npm, packages, ROOT, run } from '../../tools/setup.mjs';

const json = process.argv.includes('--json');
const words = process.argv.slice(2).flatMap((word) => (word === '--json' ? [] : [word.toLowerCase()]));
const all = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length))
  .sort();
const chosen = all.filter((name) => words.length === 0 || words.some((word) => name.toLowerCase().includes(word)));
if (chosen.length === 0) {
  console.error(`No benchmark is called ${words.join(' or ')}. There are: ${all.join(', ')}.`);
  process.exit(1);
}

const WIDTH = Math.max(...all.map((name) => name.length)) + 2;
const WHAT = 40;
const indent = ' '.repeat(WIDTH);

/** Prints text in lines of at most `width` characters, all but the first indented by `left`. */
function wrapped(text, left, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.join(`\n${' '.repeat(left)}`);
}

/** What --json prints. */
const results = [];

function row(name, line) {
  const text = line.trim();
  if (!text) return;
  const colon = text.indexOf(': ');
  const [what, result] = colon > 0 ? [text.slice(0, colon), text.slice(colon + 2)] : ['', text];
  if (json) {
    results.push({ benchmark: name || results[results.length - 1].benchmark, what, result });
    return;
  }
  const columns = Math.max(60, (process.stdout.columns ?? 150) - WIDTH - WHAT);
  const head = what.length < WHAT ? what.padEnd(WHAT) : `${what}\n${indent}${' '.repeat(WHAT)}`;
  console.log(name.padEnd(WIDTH) + head + wrapped(result, WIDTH + WHAT, columns));
}

/** Runs one benchmark and prints its rows; resolves to its exit code. */
function bench(name, env) {
  return new Promise((done) => {
    const args = ['--import', './training/register.mjs', join('tests', 'bench', `${name}.bench.ts`)];
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    let first = true;
    createInterface({ input: child.stdout }).on('line', (line) => {
      row(first ? name : '', line);
      first = false;
    });
    child.on('close', (code) => done(code ?? 1));
  });
}

await packages();
const env = { CHROME_PATH: await browser(), NOTES_DIST: process.env.NOTES_DIST ?? join(ROOT, '.cache', 'bench', 'dist') };
if ((await run(npm, ['run', '--silent', 'generate'])) !== 0) process.exit(1);
if (
  !process.env.NOTES_DIST &&
  (await run(bin('vite'), ['build', '--outDir', env.NOTES_DIST, '--emptyOutDir', '--logLevel', 'error'])) !== 0
)
  process.exit(1);
const machine = { processor: cpus()[0]?.model.trim() ?? 'processor', cores: cpus().length, load: Number(loadavg()[0].toFixed(1)) };
if (!json) console.log(`\n${machine.processor}, ${machine.cores} cores, load ${machine.load.toFixed(1)} at the start\n`);
let failed = 0;
for (const name of chosen) {
  if ((await bench(name, env)) !== 0) {
    failed++;
    row(name, 'failed: see above');
  }
}
if (json) console.log(JSON.stringify({ ...machine, node: process.version, results }, null, 2));
process.exit(failed ? 1 : 0);

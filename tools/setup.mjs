/** What `npm start` and `npm test` need before they can begin, and how they run one thing after another. Plain Node, no package. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Runs a command to its end. Its output is shown as it comes, or, under the heading `later`, all at once when it has ended. Resolves to its exit code. */
export function run(command, args, env = {}, { later = '' } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: later ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => said.push(data));
    child.on('error', () => done(127));
    child.on('close', (code) => {
      if (later) process.stdout.write(Buffer.concat([Buffer.from(`\n— ${later}\n`), ...said]));
      done(code ?? 1);
    });
  });
}

/** One of the installed packages' commands. */
export const bin = (name) => join(ROOT, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/** Whether node_modules holds just what package-lock.json asks for; a package for another platform may be missing. */
function installed() {
  const read = (...path) => JSON.parse(readFileSync(join(ROOT, ...path), 'utf8')).packages;
  try {
    const there = read('node_modules', '.package-lock.json');
    return Object.entries(read('package-lock.json')).every(
      ([path, { version, optional, devOptional }]) =>
        path === '' || (path in there ? there[path].version === version : Boolean(optional || devOptional)),
    );
  } catch {
    return false;
  }
}

/** Installs the packages of package-lock.json, exactly, if they are missing or others. Throws one sentence if that fails. */
export async function packages() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) throw new Error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  if (installed()) return;
  console.log('Installing packages …');
  if ((await run(npm, ['ci', '--no-audit', '--no-fund'])) !== 0)
    throw new Error('The packages could not be installed: is there a network?');
}

/** Where browsers usually are. */
const PLACES = {
  linux: ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((folder) =>
    ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((exe) =>
      join(process.env[folder] ?? 'C:\\', exe),
    ),
  ),
};

/** A Chromium-family browser of this machine, or null. CHROME_PATH comes first. */
export function installedBrowser() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  for (const place of PLACES[process.platform] ?? []) {
    if (place.includes('/') || place.includes('\\')) {
      if (existsSync(place)) return place;
      continue;
    }
    for (const folder of (process.env.PATH ?? '').split(delimiter)) if (existsSync(join(folder, place))) return join(folder, place);
  }
  return null;
}

/** The browser that `playwright install chromium` put in its own folder, or null. */
async function playwrightBrowser() {
  const { chromium } = await import('playwright');
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

/** A browser for the tests, fetched if there is none. Throws one sentence that says what to do if it cannot be had. */
export async function browser() {
  const found = installedBrowser() ?? (await playwrightBrowser());
  if (found) return found;
  console.log('No Chrome, Chromium or Edge found; fetching Chromium …');
  const root = process.getuid?.() === 0;
  if ((await run(bin('playwright'), ['install', ...(root ? ['--with-deps'] : []), 'chromium'])) === 0) {
    const fetched = await playwrightBrowser();
    if (fetched) return fetched;
  }
  if (root && existsSync('/usr/bin/apt-get')) {
    await run('apt-get', ['update', '-q']);
    await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']);
    const fetched = installedBrowser();
    if (fetched) return fetched;
  }
  throw new Error('Install Chrome, Chromium or Edge, or set CHROME_PATH to one, and run npm test again.');
}

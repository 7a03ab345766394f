/**
 * `npm test`: installs what is missing (a browser too), then everything that can fail: generated data, lint, types, unit tests,
 * build, first-load size, the product in a real browser, and in every engine that is here. Ends with the runners' counts added up.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, browser, npm, packages, ROOT, run } from './setup.mjs';

const out = join(ROOT, '.cache', 'test');
const playwrightReport = join(out, 'playwright.json');

let passed = 0;
let failed = 0;
const summary = [];

function count(name, good, bad, left = 0) {
  passed += good;
  failed += bad;
  summary.push(`${name.padEnd(28)} ${good} passed${bad ? `, ${bad} failed` : ''}${left ? `, ${left} left out` : ''}`);
}

/** A step that is right or wrong as a whole. */
async function check(name, command, args, env) {
  console.log(`\n— ${name}`);
  const code = await run(command, args, env);
  count(name, code === 0 ? 1 : 0, code === 0 ? 0 : 1);
  return code === 0;
}

function report(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null; // the runner did not get so far
  }
}

async function vitest(name, projects, env) {
  console.log(`\n— ${name}`);
  const reported = join(out, `${projects[0]}.json`);
  const args = [
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reported}`,
  ];
  const code = await run(bin('vitest'), ['run', ...args], env);
  const found = report(reported);
  const bad = found ? found.numFailedTests : 1;
  count(name, found?.numPassedTests ?? 0, Math.max(bad, code === 0 ? 0 : 1), found?.numPendingTests);
}

async function browserTests(executable) {
  console.log('\n— the product in a browser');
  const code = await run(bin('playwright'), ['test'], { CHROME_PATH: executable, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport });
  const stats = report(playwrightReport)?.stats;
  const bad = stats ? stats.unexpected : 1;
  count('in a browser (playwright)', stats ? stats.expected + stats.flaky : 0, Math.max(bad, code === 0 ? 0 : 1));
}

/** The lock file serves every platform, not only the one it was written on. `npm ci` checks it against package.json, and fetches nothing here. */
const QUIET = ['--loglevel=error', '--no-audit', '--no-fund'];
const PLATFORMS = ['--os=darwin --cpu=arm64', '--os=win32 --cpu=x64', '--os=linux --cpu=x64 --libc=musl'];

async function main() {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await packages();
  const executable = await browser();
  for (const platform of PLATFORMS)
    await check(`npm ci ${platform}`, npm, ['ci', '--dry-run', '--offline', ...QUIET, ...platform.split(' ')]);
  await check('generated files', npm, ['run', '--silent', 'generate']);
  await check('lint (biome)', bin('biome'), ['check', '.', '--max-diagnostics=50', '--diagnostic-level=warn', '--error-on-warnings']);
  await check('types (tsc)', bin('tsc'), ['-p', '.', '--noEmit']);
  await vitest('unit tests (vitest)', ['node', 'browser']);
  if (await check('build (vite)', bin('vite'), ['build', '--logLevel', 'warn'])) {
    await check('first load', process.execPath, ['tools/size.mjs']);
    await browserTests(executable);
    await vitest('in three engines (matrix)', ['matrix'], { CHROME_PATH: executable });
  } else count('in a browser (playwright)', 0, 1);
  console.log(`\n${summary.join('\n')}\n\n${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

main().catch((error) => {
  console.error(`\n${error.message}\n\n${passed} passed, ${failed + 1} failed`);
  process.exit(1);
});

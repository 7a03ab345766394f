/**
 * `npm test`: installs what is missing (a browser too), then everything that can fail: generated data, lint, types, build, first-load
 * size, unit tests, the product in every engine that is here, and all of it in a real browser. Ends with the runners' counts added up.
 *
 * Two processors are kept busy, not more, for what is tested computes: Node's tests and those that open one browser after another run
 * beside each other, then the product's tests two at a time.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { bin, browser, npm, packages, ROOT, run } from './setup.mjs';

const out = join(ROOT, '.cache', 'test');
const playwrightReport = join(out, 'playwright.json');

let passed = 0;
let failed = 0;
const summary = [];
/** What failed, by name and first line: said once more at the end, where it is found. */
const failures = [];

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

/** A project of vitest.config.ts. `later`: its output is shown when it has ended, so that it does not mix with another's. */
async function vitest(name, project, { workers = 1, later = false, env = {} } = {}) {
  console.log(`\n— ${name}${later ? ', meanwhile' : ''}`);
  const reported = join(out, `${project}.json`);
  const args = [
    `--project=${project}`,
    `--maxWorkers=${workers}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reported}`,
    // As for Playwright: a machine that is shared may starve a test of its processor once; a test that fails twice has failed.
    `--retry=${process.env.CI ? 1 : 0}`,
  ];
  const code = await run(bin('vitest'), ['run', ...args], env, { later });
  const found = report(reported);
  const bad = found ? found.numFailedTests : 1;
  count(name, found?.numPassedTests ?? 0, Math.max(bad, code === 0 ? 0 : 1), found?.numPendingTests);
  for (const file of found?.testResults ?? []) {
    const tests = file.assertionResults.filter((each) => each.status === 'failed');
    for (const each of tests) failure(file.name, each.fullName, each.failureMessages[0]);
    if (file.status === 'failed' && !tests.length) failure(file.name, '', file.message);
  }
}

function failure(file, name, message = '') {
  failures.push(`✗ ${relative(ROOT, file)} › ${name}\n  ${stripVTControlCharacters(message).split('\n').slice(0, 6).join('\n  ')}`);
}

async function browserTests(executable) {
  console.log('\n— the product in a browser');
  const code = await run(bin('playwright'), ['test'], { CHROME_PATH: executable, PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport });
  const found = report(playwrightReport);
  const stats = found?.stats;
  const bad = stats ? stats.unexpected : 1;
  count('in a browser (playwright)', stats ? stats.expected + stats.flaky : 0, Math.max(bad, code === 0 ? 0 : 1));
  const suites = [...(found?.suites ?? [])];
  for (const suite of suites) {
    suites.push(...(suite.suites ?? []));
    for (const spec of suite.specs ?? [])
      for (const each of spec.tests ?? [])
        if (each.status === 'unexpected') failure(join(ROOT, 'tests', 'e2e', spec.file), spec.title, each.results.at(-1)?.error?.message);
        else if (each.status === 'flaky') summary.push(`  only at the second try: ${spec.file} › ${spec.title}`);
  }
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
  const built = await check('build (vite)', bin('vite'), ['build', '--logLevel', 'warn']);
  if (built) await check('first load', process.execPath, ['tools/size.mjs']);
  const env = { CHROME_PATH: executable };
  const inNode = vitest('unit tests (node)', 'node', { workers: Math.max(1, availableParallelism() >> 1) });
  const inBrowsers = async () => {
    if (built) await vitest('in three engines (matrix)', 'matrix', { later: true, env });
    await vitest('unit tests (browser)', 'browser', { later: true, env });
  };
  await Promise.all([inNode, inBrowsers()]);
  if (built) await browserTests(executable);
  else count('in a browser (playwright)', 0, 1);
  console.log(`\n${[...failures, '', ...summary].join('\n')}\n\n${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

main().catch((error) => {
  console.error(`\n${error.message}\n\n${passed} passed, ${failed + 1} failed`);
  process.exit(1);
});

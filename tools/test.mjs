/**
 * `npm test`: installs what is missing (a browser too), then everything that can fail: generated data, lint, types, build, first-load
 * size, unit tests, the product in every engine that is here, and all of it in a real browser. Ends with the runners' counts added up.
 *
 * Two processors are kept busy, not more, for what is tested computes: two lanes take one piece after the other from a queue, Node's tests
 * in parts, so that both lanes end together; then come the product's tests in a plain browser, two at a time.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { bin, browser, npm, packages, ROOT, run } from './setup.mjs';

const out = join(ROOT, '.cache', 'test');

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
async function check(name, command, args) {
  console.log(`\n— ${name}`);
  const code = await run(command, args);
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

/** A project of vitest.config.ts, or a part of it, as "1/3". Its output is shown when it has ended, so that it does not mix with another's. */
async function vitest(name, project, { workers = 1, part = '', env = {} } = {}) {
  console.log(`… ${name}`);
  const reported = join(out, `${project}${part.replace('/', 'of')}.json`);
  const args = [
    `--project=${project}`,
    `--maxWorkers=${workers}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reported}`,
    ...(part ? [`--shard=${part}`] : []),
    // As for Playwright: a machine that is shared may starve a test of its processor once; a test that fails twice has failed.
    `--retry=${process.env.CI ? 1 : 0}`,
  ];
  const code = await run(bin('vitest'), ['run', ...args], env, { later: name });
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

/** Some of the projects of playwright.config.ts, two tests at a time; or `beside` another piece, one at a time. */
async function browserTests(name, projects, executable, { beside = false } = {}) {
  console.log(beside ? `… ${name}` : `\n— ${name}`);
  const reported = join(out, `${projects.join('-')}.json`);
  const args = ['test', ...projects.map((project) => `--project=${project}`), ...(beside ? ['--workers=1'] : [])];
  // Each run of Playwright empties its folder of artifacts.
  args.push(`--output=${join(out, `artifacts-${projects.join('-')}`)}`);
  const code = await run(
    bin('playwright'),
    args,
    { CHROME_PATH: executable, PLAYWRIGHT_JSON_OUTPUT_FILE: reported },
    { later: beside ? name : '' },
  );
  const found = report(reported);
  const stats = found?.stats;
  const bad = stats ? stats.unexpected : 1;
  count(name, stats ? stats.expected + stats.flaky : 0, Math.max(bad, code === 0 ? 0 : 1));
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

/** Node's tests come in so many parts: small enough to end together with the rest, and each start costs a few seconds. */
const PARTS = 4;

/** What the two lanes do, the longest first. */
function pieces(built, executable) {
  const env = { CHROME_PATH: executable };
  const workers = Math.max(1, availableParallelism() >> 1);
  const inNode = Array.from({ length: PARTS }, (_, i) => {
    const part = `${i + 1}/${PARTS}`;
    return () => vitest(`unit tests (node) ${part}`, 'node', { part, workers });
  });
  return [
    ...(built ? [() => vitest('in three engines (matrix)', 'matrix', { env })] : []),
    ...inNode,
    ...(built ? [() => browserTests('with WebGPU, and with no GPU', ['webgpu', 'nogpu'], executable, { beside: true })] : []),
    () => vitest('unit tests (browser)', 'browser', { env }),
  ];
}

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
  const queue = pieces(built, executable);
  const lane = async () => {
    for (let piece = queue.shift(); piece; piece = queue.shift()) await piece();
  };
  await Promise.all([lane(), lane()]);
  const plain = 'in a browser (playwright)';
  if (built) await browserTests(plain, ['plain'], executable);
  else count(plain, 0, 1);
  console.log(`\n${[...failures, '', ...summary].join('\n')}\n\n${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

main().catch((error) => {
  console.error(`\n${error.message}\n\n${passed} passed, ${failed + 1} failed`);
  process.exit(1);
});

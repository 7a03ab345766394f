/** The scripts of training, asked for what they cannot do: one sentence, exit code 1, and nothing is written. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const runs = mkdtempSync(join(tmpdir(), 'runs-'));
afterAll(() => rmSync(runs, { recursive: true }));

function said(script: string, ...names: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', './training/register.mjs', `training/${script}.ts`, ...names],
    {
      encoding: 'utf8',
      env: { ...process.env, TRAINING_RUNS: runs },
    },
  );
  return { status, stdout, stderr: stderr.trim() };
}

it.each([
  ['pack', [], /^Nothing to pack: .*npm run train -- <model>\.$/],
  ['pack', ['nobody'], /^No model is called "nobody"\. There are: .*\bddpm\b.*\.$/],
  ['pack', ['ddpm', 'nobody'], /^No model is called "nobody"\./],
  ['pack', ['ddpm'], /^There is no run of ddpm: npm run train -- ddpm$/],
  ['train', ['nobody'], /^No model is called "nobody"\./],
  ['train', [], /^Say which model: npm run train -- <model>/],
  ['evaluate', [], /^Say which model: npm run evaluate -- <model>/],
] as const)(
  '%s %j',
  (script, names, sentence) => {
    const { status, stdout, stderr } = said(script, ...names);
    expect(stderr).toMatch(sentence);
    expect(stderr.split('\n')).toHaveLength(1);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  },
  240_000,
);

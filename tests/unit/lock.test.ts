/** `npm ci` has to work on every platform, from any network, on the oldest Node that the README names, from package-lock.json alone. */
import { readFileSync } from 'node:fs';
import { minVersion, satisfies } from 'semver';
import { describe, expect, it } from 'vitest';

interface Entry {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optional?: boolean;
  readonly engines?: { readonly node?: string };
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (file: string) => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
const { '': own, ...packages } = read('package-lock.json').packages as Record<string, Entry>;
const entries = Object.entries(packages);

/** Where Node finds `name` from the package at `path`: in its own node_modules, or in those around it. */
function find(path: string, name: string): Entry | undefined {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const here = packages[`${at ? `${at}/` : ''}node_modules/${name}`];
    if (here || !at) return here;
  }
}

describe('package-lock.json', () => {
  it('holds the binaries of all platforms', () => {
    const missing = entries.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.entries(optionalDependencies)
        .filter(([name, range]) => !satisfies(find(path, name)?.version ?? '', range))
        .map(([name]) => `${name} of ${path}`),
    );
    expect(missing).toEqual([]);
    for (const [os, cpu] of ['darwin-arm64', 'darwin-x64', 'win32-x64', 'linux-x64', 'linux-arm64'].map((p) => p.split('-'))) {
      const binaries = entries.filter(([, p]) => p.os?.includes(os) && p.cpu?.includes(cpu)).map(([path]) => path);
      for (const tool of ['@biomejs/cli', '@rolldown/binding', '@esbuild', 'lightningcss'])
        expect(
          binaries.filter((path) => path.includes(`node_modules/${tool}`)),
          `${tool} for ${os} on ${cpu}`,
        ).not.toEqual([]);
    }
  });

  it('holds every package that another needs', () => {
    for (const [path, { dependencies = {} }] of entries)
      for (const [name, range] of Object.entries(dependencies))
        if (!/:|^[a-z]/.test(range)) expect(find(path, name), `${name}@${range} of ${path}`).toBeDefined();
  });

  it('names packages by version and hash, by no address', () => {
    expect(entries.filter(([, p]) => p.resolved).map(([path]) => path)).toEqual([]);
    expect(entries.filter(([, p]) => !p.integrity).map(([path]) => path)).toEqual([]);
  });

  it('asks for no newer Node than the README does', () => {
    const { engines } = read('package.json');
    const oldest = minVersion(engines.node)?.version ?? '';
    expect(own.engines?.node).toBe(engines.node);
    expect(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')).toContain(`Node ${oldest.replace(/\.0$/, '')} or newer`);
    expect(entries.filter(([, p]) => !satisfies(oldest, p.engines?.node ?? '*')).map(([path, p]) => `${path} ${p.engines?.node}`)).toEqual(
      [],
    );
  });

  it('pins TensorFlow.js, whose insides are patched', () => {
    const { dependencies } = read('package.json');
    for (const [name, range] of Object.entries(dependencies))
      if (name.startsWith('@tensorflow/')) expect(range, name).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

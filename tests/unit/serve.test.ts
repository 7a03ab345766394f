/** The server of `npm start` and of the tests: what it answers to paths that are none, and that it lives on. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serve } from '../../tools/serve.mjs';

const SCRIPT = 'export const words = "many of them";\n'.repeat(200);
const top = mkdtempSync(join(tmpdir(), 'serve-'));
const folder = join(top, 'site');
const servers: Awaited<ReturnType<typeof serve>>[] = [];
let url = '';
let deep = '';

beforeAll(async () => {
  for (const path of ['gan', 'assets']) mkdirSync(join(folder, path), { recursive: true });
  writeFileSync(join(top, 'secret.txt'), 'not for you');
  writeFileSync(join(folder, 'index.html'), 'home');
  writeFileSync(join(folder, 'gan/index.html'), 'gan');
  writeFileSync(join(folder, '404.html'), 'lost');
  writeFileSync(join(folder, 'assets/app-1234.js'), SCRIPT);
  servers.push(await serve(folder), await serve(folder, { base: '/courses/ml/' }));
  [url, deep] = servers.map((server) => server.url);
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  rmSync(top, { recursive: true });
});

/** Status and body of a path sent as it stands: fetch() would mend it first. */
function raw(path: string, method = 'GET'): Promise<{ status: number; location?: string; body: string }> {
  return new Promise((done, fail) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname === 'localhost' ? '127.0.0.1' : hostname);
    let answer = '';
    socket.on('data', (data) => {
      answer += data.toString('latin1');
    });
    socket.on('error', fail);
    socket.on('close', () => {
      const [head, ...body] = answer.split('\r\n\r\n');
      done({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), location: /^location: (.*)$/im.exec(head)?.[1], body: body.join() });
    });
    socket.write(`${method} ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
  });
}

const HOSTILE = {
  'half an escape': '/%',
  'no UTF-8': '/%E0%A4%A',
  'the folder above, escaped': '/..%2fsecret.txt',
  'the folder above': '/../secret.txt',
  'the folder above, escaped twice': '/%252e%252e/secret.txt',
  'the folder above, the other slash': '/..%5csecret.txt',
  'a NUL': '/index.html%00.js',
  'a dotted file': '/.env',
  'a long name': `/${'a'.repeat(5_000)}`,
  'a very long one': `/${'a'.repeat(60_000)}`,
  'nothing of ours': '/nothing/at/all',
};

for (const [name, path] of Object.entries(HOSTILE))
  it(`refuses ${name}, and lives`, async () => {
    const { status, body } = await raw(path);
    expect([400, 403, 404, 431]).toContain(status);
    expect(body).not.toContain('not for you');
    expect((await raw('/')).status).toBe(200);
  });

it('sends nobody to another site', async () => {
  for (const path of ['//elsewhere.example/%2e%2e', '///elsewhere.example/..', '//elsewhere.example/']) {
    const { location } = await raw(path);
    if (location) expect(new URL(location, url).origin).toBe(new URL(url).origin);
  }
});

it('takes no other method than GET and HEAD', async () => {
  expect((await raw('/', 'POST')).status).toBe(405);
  expect(await raw('/', 'HEAD')).toEqual({ status: 200, body: '' });
});

it('answers an unknown path with 404.html', async () => {
  const answer = await fetch(`${url}nothing`);
  expect([answer.status, await answer.text()]).toEqual([404, 'lost']);
  expect((await fetch(new URL('/elsewhere/', deep))).status).toBe(404);
});

it('leads a folder’s name to the folder, with what was asked', async () => {
  for (const base of [url, deep]) {
    const answer = await fetch(`${base}gan?lang=zh`);
    expect([answer.url, await answer.text()]).toEqual([`${base}gan/?lang=zh`, 'gan']);
  }
});

it('compresses scripts, and lets them be kept for ever; pages are asked for again', async () => {
  for (const coding of ['gzip', 'br']) {
    const answer = await fetch(`${url}assets/app-1234.js`, { headers: { 'accept-encoding': coding } });
    expect(answer.headers.get('content-encoding')).toBe(coding);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(await answer.text()).toBe(SCRIPT);
  }
  expect((await fetch(url)).headers.get('cache-control')).toBe('no-cache');
});

/** A small static server for `dist/`: what any host does, nothing more. Used by `npm start` and by the tests. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.safetensors': 'application/octet-stream',
};

/**
 * Serves `folder` under `base` ("/" or "/some/where/"). A path without a file gets 404.html with status 404, as static hosts do.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(folder, { port = 0, base = '/', host = '127.0.0.1' } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://local').pathname);
    const send = (file, status = 200) => {
      response.writeHead(status, {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'cache-control': 'no-cache',
        'content-length': statSync(file).size,
      });
      createReadStream(file).pipe(response);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return response.writeHead(405).end();
    const inside = path.startsWith(base) ? normalize(path.slice(base.length)) : null;
    if (inside !== null && !inside.startsWith('..')) {
      const file = join(folder, inside);
      if (existsSync(file) && statSync(file).isFile()) return send(file);
      const index = join(file, 'index.html');
      if (existsSync(index)) {
        if (path.endsWith('/')) return send(index);
        const { search } = new URL(request.url ?? '/', 'http://local');
        return response.writeHead(301, { location: `${path}/${search}` }).end();
      }
    }
    const lost = join(folder, '404.html');
    return existsSync(lost) ? send(lost, 404) : response.writeHead(404).end();
  });
  await new Promise((done, fail) => server.once('error', fail).listen(port, host, done));
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === 'object' && address ? address.port : port}${base}`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

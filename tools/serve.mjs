/**
 * A static server for `dist/`: what any host does, nothing more. Used by `npm start` and by the tests. Files, redirects, caching and
 * hostile paths are `serve-static`'s business, compression is `compression`'s; here they are put in a row.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import compression from 'compression';
import serveStatic from 'serve-static';

/**
 * Serves `folder` under `base` ("/" or "/some/where/"). A path without a file gets 404.html with status 404, as static hosts do;
 * a path that is none (`/%`, `/..%2f`, a NUL) its 400, 403 or 404. `compressed: false` for tests that open hundreds of pages.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(folder, { port = 0, base = '/', host = '127.0.0.1', compressed = true } = {}) {
  const files = serveStatic(folder, {
    cacheControl: false,
    setHeaders: (response, path) => {
      // Names in assets/ hold their content's hash.
      const forEver = path.startsWith(join(folder, 'assets/'));
      // A sandboxed frame has no origin of its own: without this it could not load a single script.
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const compress = compressed ? compression() : (_request, _response, next) => next();
  const lost = (response, status) => {
    if (response.headersSent) return response.destroy();
    let page = '';
    try {
      page = readFileSync(join(folder, '404.html'), 'utf8');
    } catch {
      // A folder that is no build: the status says it all.
    }
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' }).end(page);
  };
  const server = createServer((request, response) => {
    compress(request, response, () => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return response.writeHead(405, { allow: 'GET, HEAD' }).end();
      if (!request.url?.startsWith(base)) return lost(response, 404);
      request.originalUrl = request.url; // where a redirect to `/folder/` has to start from
      request.url = `/${request.url.slice(base.length)}`;
      files(request, response, (error) => lost(response, error?.statusCode ?? 404));
    });
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

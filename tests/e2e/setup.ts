/** Serves the built product for the browser tests, on a free port; the address is in NOTES_URL. */
import { existsSync } from 'node:fs';
import { serve } from '../../tools/serve.mjs';
import { DIST } from './fixtures';

export default async function setup(): Promise<() => Promise<void>> {
  if (!existsSync(`${DIST}/index.html`)) throw new Error('There is no build to test: run npm run build first.');
  const server = await serve(DIST, { compressed: false });
  process.env.NOTES_URL = server.url;
  return server.close;
}

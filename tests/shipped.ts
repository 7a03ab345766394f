/** The weights that ship, read from `public/weights` as the page fetches them. */
import { readFile } from 'node:fs/promises';
import type { ReadBytes } from '../app/runtime/weights';

export const readShipped: ReadBytes = async (path) => new Uint8Array(await readFile(new URL(`../public/weights/${path}`, import.meta.url)));

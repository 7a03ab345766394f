/**
 * A copy of the notes as one zip file: unpacked into a folder, it runs from any static server, without network. Texts and code of all notes, and
 * the models of one lecture or of all. From `file://` it cannot run: browsers load neither modules nor workers from there; README.txt
 * in it says so, and the one command that serves it.
 */
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { PageKey } from '../pages';
import { root } from '../root';
import { readMe } from './readMe';

/** A line of `files.json` (tools/service-worker.ts). */
export interface Listed {
  readonly url: string;
  readonly bytes: number;
  /** Of weights: the lectures that ask for them. */
  readonly of?: readonly PageKey[];
}

/** At once over the line: more would only wait there. */
const AT_ONCE = 6;
const TEXT = /\.(html|js|css|json|svg|txt)$/;
/** What tells a copy from the notes at their own place: it keeps no second copy in the browser. */
const MARK = '<meta name="notes-copy" content="zip">';

export interface Copy {
  readonly name: string;
  readonly zip: Blob;
}

/** The files of the notes have become others since this page was opened. */
export class Renewed extends Error {}

const get = async (url: string, signal: AbortSignal): Promise<Response> => {
  const answer = await fetch(new URL(url, root), { signal });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
};

/**
 * @param lecture whose models are in it; null: all
 * @param tell how much of it there is [bytes]
 * Throws where a file cannot be had, and `Renewed` where it is no longer what the list says.
 */
export async function copyOf(lecture: PageKey | null, tell: (have: number, of: number) => void, signal: AbortSignal): Promise<Copy> {
  const all: readonly Listed[] = await (await get('files.json', signal)).json();
  const files = all.filter(({ of }) => !of || lecture === null || of.includes(lecture));
  const whole = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const name = `playable-notes${lecture ? `-${lecture}` : ''}`;

  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece as Uint8Array<ArrayBuffer>);
  });
  const add = (path: string, content: Uint8Array) => {
    const entry = TEXT.test(path) ? new ZipDeflate(`${name}/${path}`, { level: 6 }) : new ZipPassThrough(`${name}/${path}`);
    zip.add(entry);
    entry.push(content, true);
  };
  add('README.txt', new TextEncoder().encode(readMe(lecture)));

  let have = 0;
  const rest = files.values();
  const work = async () => {
    for (const { url, bytes } of rest) {
      const content = new Uint8Array(await (await get(url, signal)).arrayBuffer());
      if (content.length !== bytes) throw new Renewed(url);
      add(url, url.endsWith('.html') ? marked(content) : content);
      have += bytes;
      tell(have, whole);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  zip.end();
  return { name: `${name}.zip`, zip: new Blob(pieces, { type: 'application/zip' }) };
}

const marked = (html: Uint8Array): Uint8Array =>
  new TextEncoder().encode(new TextDecoder().decode(html).replace('<meta charset', `${MARK}\n    <meta charset`));

/**
 * The service worker: after a visit the notes work without network. Texts, code and fonts are kept as one whole when it is installed (Workbox);
 * of the weights, which are most of the bytes, those that a page has used, and the rest only when the reader says so: three hundred readers
 * in a hall share one access point. A new build waits until the page lets it in. What is missing from a cache is asked of the network
 * and kept again; what the network then has must be what this build was made of (its hash), else it is shown and not kept.
 */
import { clientsClaim } from 'workbox-core';
import { addPlugins, cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';

interface Kept {
  /** From the site's root. */
  readonly url: string;
  /** null where the name itself holds the content's hash. */
  readonly revision: string | null;
  readonly bytes: number;
  /** As in `<script integrity>`. */
  readonly integrity: string;
}
/** Filled in by the build: tools/service-worker.ts. */
declare const BUILT: { readonly code: readonly Kept[]; readonly weights: readonly Kept[] };

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
const worker = self as unknown as EventTarget & {
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
};

const { code: CODE, weights: WEIGHTS } = BUILT;
const STORE = 'notes-weights';
const rootUrl = new URL(worker.registration.scope);
const keyOf = ({ url, revision }: Kept): string => {
  const key = new URL(url, rootUrl);
  key.searchParams.set('revision', revision ?? '');
  return key.href;
};
const weightsAt = new Map(WEIGHTS.map((file) => [new URL(file.url, rootUrl).href, file]));

clientsClaim();
cleanupOutdatedCaches();
addPlugins([
  {
    // A hole in the cache, and the server has another build by now: better that than nothing. While installing, a fault stays one.
    handlerDidError: async ({ request, event }) => (event?.type === 'install' ? undefined : fetch(request)),
  },
]);
// The state of figures, language and theme are in the query: the page is the same for all of them.
precacheAndRoute(
  CODE.map(({ url, revision, integrity }) => ({ url: new URL(url, rootUrl).href, revision, integrity })),
  { ignoreURLParametersMatching: [/./] },
);

async function weights(file: Kept, request: Request): Promise<Response> {
  const store = await caches.open(STORE);
  const key = keyOf(file);
  // `reload`: what was kept has turned out to be wrong (runtime/weights.ts).
  const known = request.cache === 'reload' ? undefined : await store.match(key);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await store.put(key, answer.clone()).catch(() => {}); // a full disk keeps nothing, and the page goes on
  return answer;
}

worker.addEventListener('fetch', (event) => {
  const { request } = event as Fetching;
  const url = new URL(request.url);
  url.search = '';
  url.hash = '';
  const file = request.method === 'GET' ? weightsAt.get(url.href) : undefined;
  if (file) (event as Fetching).respondWith(weights(file, request));
});

worker.addEventListener('activate', (event) => {
  const wanted = new Set(WEIGHTS.map(keyOf));
  const tidy = async () => {
    const store = await caches.open(STORE);
    for (const { url } of await store.keys()) if (!wanted.has(url)) await store.delete(url);
  };
  (event as Extendable).waitUntil(tidy());
});

/** How much there is to keep, and how much of it is kept [bytes]. */
async function status(): Promise<{ bytes: number; kept: number }> {
  const store = await caches.open(STORE);
  const there = new Set((await store.keys()).map(({ url }) => url));
  const sum = (files: readonly Kept[]) => files.reduce((total, { bytes }) => total + bytes, 0);
  return { bytes: sum(CODE) + sum(WEIGHTS), kept: sum(CODE) + sum(WEIGHTS.filter((file) => there.has(keyOf(file)))) };
}

/** Fetches those of some weights that are missing, one after the other. */
async function keep(files: readonly Kept[], tell: (now: { bytes: number; kept: number }) => void): Promise<void> {
  const store = await caches.open(STORE);
  for (const file of files) {
    if (await store.match(keyOf(file))) continue;
    // Of another build by now: not kept.
    const { integrity } = file;
    const answer = await fetch(new URL(file.url, rootUrl), { priority: 'low', integrity } as RequestInit).catch(() => null);
    if (!answer?.ok) return;
    const stored = await store.put(keyOf(file), answer).then(
      () => true,
      () => false,
    );
    if (!stored) return;
    tell(await status());
  }
}

worker.addEventListener('message', (event) => {
  const { data, ports } = event as MessageEvent;
  const say = (message: unknown) => ports[0]?.postMessage(message);
  if (data === 'enter') void worker.skipWaiting();
  else if (data === 'status') (event as unknown as Extendable).waitUntil(status().then(say));
  else {
    // Everything, or what a page says it has used: that the browser has in its own cache, mostly.
    const files = data === 'keep' ? WEIGHTS : Array.isArray(data) ? data.flatMap((url) => weightsAt.get(url) ?? []) : [];
    (event as unknown as Extendable).waitUntil(keep(files, say).then(async () => say(await status())));
  }
});

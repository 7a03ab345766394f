/**
 * Which files the engine has fetched, told to the page that asks: on a first visit they come before the service worker is there to keep them
 * (shell/offline/keeping.ts). Every tab of these notes hears the question; each answers with its own.
 */
const CHANNEL = 'notes.used';
const QUESTION = 'which';

/** In the engine. Addresses as the browser's own record of what was fetched has them. */
export function answerUsed(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => {
    if (data === QUESTION) channel.postMessage(performance.getEntriesByType('resource').map(({ name }) => name));
  };
}

let channel: BroadcastChannel | null = null;

/** In the page: asks every engine; `hear` is called with each one's files. */
export function askUsed(hear: (urls: readonly string[]) => void): void {
  channel ??= new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => Array.isArray(data) && hear(data);
  channel.postMessage(QUESTION);
}

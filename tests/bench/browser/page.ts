/** Hands the benchmark's questions to the worker: `window.ask(task, …)` resolves to its answer. */
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
let next = 0;

worker.onmessage = ({ data }: MessageEvent<{ id: number; value?: unknown; error?: string }>) => {
  const ask = waiting.get(data.id);
  waiting.delete(data.id);
  if (data.error === undefined) ask?.resolve(data.value);
  else ask?.reject(new Error(data.error));
};
worker.onerror = (event) => {
  for (const { reject } of waiting.values()) reject(new Error(event.message));
  waiting.clear();
};

Object.assign(window, {
  ask: (task: string, ...args: unknown[]) =>
    new Promise((resolve, reject) => {
      waiting.set(next, { resolve, reject });
      worker.postMessage({ id: next++, task, args });
    }),
});

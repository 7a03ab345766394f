/** Fetches and starts the engine, if it has not been: before its first figure asks, so that this one finds it ready or on its way. */
export async function startEngine(): Promise<void> {
  // A lecture's second window computes only if the first one goes; its figures ask then.
  if (new URLSearchParams(window.location.search).has('presenter')) return;
  const client = await import('../runtime/client').catch(() => null); // the figures will say so
  client?.startEngine();
}

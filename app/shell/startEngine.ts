/** Fetches and starts the engine, if it has not been: before its first figure asks, so that this one finds it ready or on its way. */
export function startEngine(): void {
  // A lecture's second window computes only if the first one goes; its figures ask then.
  if (new URLSearchParams(window.location.search).has('presenter')) return;
  import('../runtime/client').then(
    (client) => client.startEngine(),
    () => {}, // the figures will say so
  );
}

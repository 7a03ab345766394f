/** Fetches and starts the engine, if it has not been: before its first figure asks, so that this one finds it ready or on its way. */
export function startEngine(): void {
  import('../runtime/client').then(
    (client) => client.startEngine(),
    () => {}, // the figures will say so
  );
}

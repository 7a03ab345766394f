/** Programs that try the engine itself; tests and the bench run them, no page does. */
export const runtimePrograms = {
  'runtime.line': () => import('./runtime/line'),
} as const;

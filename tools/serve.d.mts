/** Types of serve.mjs for the TypeScript that uses it. */
export function serve(
  folder: string,
  options?: { readonly port?: number; readonly base?: string; readonly host?: string; readonly compressed?: boolean },
): Promise<{ readonly url: string; close(): Promise<void> }>;

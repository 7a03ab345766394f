/** Types of setup.mjs for the TypeScript that uses it. */
export const ROOT: string;
export const npm: string;
export function run(command: string, args: readonly string[], env?: Record<string, string>): Promise<number>;
export function bin(name: string): string;
export function packages(): Promise<void>;
export function installedBrowser(): string | null;
export function browser(): Promise<string>;

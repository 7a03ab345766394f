/**
 * Where the site lies. The built site runs at any path of any server, so nothing is written down at build time: the root is
 * found from the address this very script was loaded from (`<root>/assets/….js`).
 */
export const root: URL =
  import.meta.env.DEV && typeof window !== 'undefined'
    ? new URL('/', window.location.href)
    : new URL(/* @vite-ignore */ '../', import.meta.url);

/** The router's basename: the root's path without its last slash. */
export const basename: string = root.pathname.replace(/\/$/, '') || '/';

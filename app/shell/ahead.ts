/** Scripts of a page that the build names in its `<html>` (tools/prerender.ts), and that are sent for before anything imports them. */
export function ahead(what: 'En' | 'Zh' | 'Figure'): void {
  for (const href of document.documentElement.dataset[`ahead${what}`]?.split(' ') ?? [])
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', crossOrigin: '', href }));
}

/** Where a figure is found, in the state it is in. */
import { figureQuery } from '../store/url';
import { root } from './root';

/** The address of a figure alone, with its state. */
export function embedUrl(id: string): URL {
  const [page, name] = id.split('.');
  const url = new URL(`embed/${page}/${name}/`, root);
  url.search = figureQuery(id);
  return url;
}

/** The address of a figure in its note, with its state. */
export function noteUrl(id: string): URL {
  const [page, name] = id.split('.');
  const url = new URL(`${page}/`, root);
  url.search = figureQuery(id);
  url.hash = name;
  return url;
}

/** Links between pages. They keep what belongs to the visit (`?lang`, `?theme`, `?backend`) and leave figure state behind. */
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useRoute } from './routes';

const KEPT = ['lang', 'theme', 'backend'];

/** The part of a query string that travels from page to page. */
export function keptSearch(search: string): string {
  const from = new URLSearchParams(search);
  const kept = new URLSearchParams();
  for (const key of KEPT) {
    const value = from.get(key);
    if (value !== null) kept.set(key, value);
  }
  const out = kept.toString();
  return out && `?${out}`;
}

/** The same, and one thing more. */
export function searchWith(key: string, value: string): string {
  const search = new URLSearchParams(keptSearch(window.location.search));
  search.set(key, value);
  return `?${search}`;
}

interface Props {
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly current?: boolean;
}

export function PageLink({ to, children, className, current }: Props) {
  const { search } = useLocation();
  const [pathname, hash] = to.split('#');
  const warm = useRoute(pathname.slice(1) || 'home')?.preload;
  return (
    <Link
      to={{ pathname, search: keptSearch(search), hash: hash ? `#${hash}` : '' }}
      className={className}
      aria-current={current ? 'page' : undefined}
      onPointerEnter={warm}
      onFocus={warm}
    >
      {children}
    </Link>
  );
}

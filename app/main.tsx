/** Opens the app: theme, language, routes. Where figures will ask for the engine, its worker starts while the text is still being set. */
import './shell/theme.css';
import { StrictMode, startTransition } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { chosenLang, tagOf } from './i18n/choice';
import { routes } from './routes';
import { App } from './shell/App';
import { ahead } from './shell/ahead';
import { Boundary } from './shell/Boundary';
import { PAGES } from './shell/pages';
import './shell/copyTex';
import { prepare, standsAsBuilt } from './shell/adopt';
import { navReady } from './shell/Nav';
import { replay } from './shell/pressed';
import { basename } from './shell/root';
import type { RouteKey } from './shell/routes';
import { startEngine } from './shell/startEngine';
import { unfoldSoon } from './shell/unfold';
import './shell/theme';
import './shell/paper';

async function open(element: HTMLElement): Promise<void> {
  const html = document.documentElement;
  const lang = chosenLang();
  const own = html.dataset.lang;
  const base = basename === '/' ? '' : basename;
  const path = window.location.pathname.slice(base.length).replace(own ? `/${own}` : '', '') || '/';

  const key = path.split('/')[1] || 'home';
  // The worker has a processor of its own: what it needs passes while the note comes and React draws.
  const engine = key === 'embed' || PAGES.some((page) => page === key) ? startEngine() : null;
  ahead('Figure');

  // The text that the build wrote stays, and the app takes it over once it could draw the same; another language takes its place.
  if (html.lang !== tagOf(lang)) element.replaceChildren();
  else if (Object.hasOwn(routes, key)) await routes[key as RouteKey].ready(lang);

  await Promise.all([engine, navReady()]);

  if (own) {
    // `/zh/gan/` is the door for search engines and for readers without scripts; within, the language is in the query as everywhere.
    const url = new URL(window.location.href);
    url.pathname = base + path;
    if (!url.searchParams.has('lang')) url.searchParams.set('lang', own);
    delete html.dataset.lang;
    window.history.replaceState(window.history.state, '', url);
  }
  delete html.dataset.foreign;
  if (html.dataset.anchor) {
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', pathname + search + html.dataset.anchor); // see shell/early.ts
    delete html.dataset.anchor;
  }
  const app = (
    <StrictMode>
      <Boundary>
        <BrowserRouter basename={basename}>
          <App routes={routes} />
        </BrowserRouter>
      </Boundary>
    </StrictMode>
  );
  // In small pieces, between which the page answers.
  const adopts = standsAsBuilt(element, key);
  const standing = adopts ? null : element.firstElementChild;
  if (adopts) {
    prepare(element);
    unfoldSoon();
    startTransition(() => void hydrateRoot(element, app));
  } else {
    const root = createRoot(element);
    startTransition(() => root.render(app));
  }
  replay(standing);
}

const element = document.getElementById('root');
if (!element) throw new Error('index.html has no #root');
document.getElementById('late')?.remove();
void open(element);

/** Opens the app: theme, language, routes. The engine is fetched by the first figure that needs it, after first paint. */
import './shell/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { routes } from './routes';
import { App } from './shell/App';
import { Boundary } from './shell/Boundary';
import './shell/copyTex';
import { basename } from './shell/root';
import './shell/theme';
import './shell/paper';

// Its address is relative to the page it was loaded with; from now on the address bar changes without loading.
const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
if (icon) icon.href = String(icon.href);

const element = document.getElementById('root');
if (!element) throw new Error('index.html has no #root');
document.getElementById('late')?.remove();
createRoot(element).render(
  <StrictMode>
    <Boundary>
      <BrowserRouter basename={basename}>
        <App routes={routes} />
      </BrowserRouter>
    </Boundary>
  </StrictMode>,
);

/** The small tools of a figure: code, formula, link to this state, alone, full screen, picture. */
import type { RefObject } from 'react';
import { useState } from 'react';
import { useText } from '../i18n';
import { figureQuery } from '../store/url';
import type { SaveSources } from './Figure';
import styles from './FigureTools.module.css';
import { Icon, type IconName } from './icons';
import { root } from './root';
import { text } from './text';

interface Props {
  readonly id: string;
  readonly figure: RefObject<HTMLElement | null>;
  readonly body: RefObject<HTMLDivElement | null>;
  readonly panel: 'code' | 'formula' | null;
  readonly setPanel: (panel: 'code' | 'formula' | null) => void;
  readonly hasCode: boolean;
  readonly hasFormulas: boolean;
  readonly save?: SaveSources;
}

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

export function FigureTools({ id, figure, panel, setPanel, hasCode, hasFormulas }: Props) {
  const t = useText(text).figure;
  const [said, setSaid] = useState('');
  const tool = (label: string, icon: IconName, act: () => void, pressed?: boolean) => (
    <button type="button" className={styles.tool} aria-label={label} title={label} aria-pressed={pressed} onClick={act}>
      <Icon name={icon} />
    </button>
  );
  const share = async () => {
    const url = noteUrl(id).href;
    try {
      await navigator.clipboard.writeText(url);
      setSaid(t.copied);
    } catch {
      setSaid(`${t.copyFailed} ${url}`);
    }
    setTimeout(() => setSaid(''), 6000);
  };
  return (
    <div className={styles.tools} role="group" aria-label={t.tools}>
      {hasFormulas && tool(t.formula, 'formula', () => setPanel(panel === 'formula' ? null : 'formula'), panel === 'formula')}
      {hasCode && tool(t.code, 'code', () => setPanel(panel === 'code' ? null : 'code'), panel === 'code')}
      {tool(t.share, 'link', share)}
      <a className={styles.tool} href={embedUrl(id).href} target="_blank" rel="noreferrer" aria-label={t.alone} title={t.alone}>
        <Icon name="alone" />
      </a>
      {document.fullscreenEnabled &&
        tool(t.full, 'full', () => void (document.fullscreenElement ? document.exitFullscreen() : figure.current?.requestFullscreen()))}
      <span className={styles.said} role="status">
        {said}
      </span>
    </div>
  );
}

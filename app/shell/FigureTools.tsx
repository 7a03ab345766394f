/** The small tools of a figure: code, formula, link to this state, alone, full screen, picture. */
import { memo, type RefObject, Suspense, type SyntheticEvent, useContext, useRef, useState } from 'react';
import { useText } from '../i18n';
import { Boundary } from './Boundary';
import { PageContext } from './context';
import styles from './FigureTools.module.css';
import { embedUrl, noteUrl } from './figureAddress';
import { Icon, type IconName } from './icons';
import { askAgain, kept, lazy } from './lazy';
import { Pop } from './Pop';
import { text } from './text';
import type { FigureLab } from './types';

interface Props {
  readonly id: string;
  readonly figure: RefObject<HTMLElement | null>;
  readonly code: boolean;
  readonly formula: boolean;
  /** Opens or closes a panel; both may be open, so that what is pointed at in a formula lights up in the code. */
  readonly toggle: (panel: 'code' | 'formula') => void;
  readonly hasCode: boolean;
  readonly hasFormulas: boolean;
  /** The run, when it is asked for its numbers; null where there is none. */
  readonly run: (() => FigureLab | null) | null;
  /** Freezes the picture to draw on it; false where there is none yet. */
  readonly draw: (tool: 'pen') => Promise<boolean>;
  readonly frozen: boolean;
}

const pictures = kept(() => import('./picture'));
const numbers = kept(() => import('./figureData'));

const SoundPanel = lazy(() => import('./heard/SoundPanel'));
const PresetPanel = lazy(() => import('./PresetPanel'));
const Take = lazy(() => import('./take/Take'));

/** Everything it is given stays the same while the figure runs, so it is drawn once. */
export const FigureTools = memo(function FigureTools(props: Props) {
  const { id, figure, code, formula, toggle, hasCode, hasFormulas, run, draw, frozen } = props;
  const t = useText(text).figure;
  const embedded = useContext(PageContext)?.embedded ?? false;
  const [said, setSaid] = useState('');
  const tool = (label: string, icon: IconName, act: () => void, pressed?: boolean) => (
    <button type="button" className={styles.tool} aria-label={label} title={label} aria-pressed={pressed} onClick={act}>
      <Icon name={icon} />
    </button>
  );
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = (words: string) => {
    setSaid(words);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSaid(''), 6000);
  };
  const keep = async (kind: 'png' | 'svg') => {
    askAgain();
    const tools = await pictures().catch(() => null);
    if (!tools) return say(t.saveLost);
    const { asPng, download, pictureOf } = tools;
    try {
      const picture = figure.current && (await pictureOf(figure.current, noteUrl(id).href));
      if (!picture) return say(t.saveFailed);
      const file = kind === 'svg' ? new Blob([picture.source], { type: 'image/svg+xml' }) : await asPng(picture);
      download(file, `${id.replace('.', '-')}.${kind}`);
    } catch {
      say(t.saveFailed);
    }
  };
  const keepNumbers = async (kind: 'json' | 'csv') => {
    askAgain();
    const [data, tools] = await Promise.all([numbers(), pictures()]).catch(() => [null, null]);
    const lab = run?.();
    if (!data || !tools) return say(t.saveLost);
    if (!lab?.frame) return say(t.saveFailed);
    const words = kind === 'json' ? data.asJson(id, noteUrl(id).href, lab) : data.asCsv(lab);
    tools.download(new Blob([words], { type: kind === 'json' ? 'application/json' : 'text/csv' }), `${id.replace('.', '-')}.${kind}`);
  };
  const share = async () => {
    const url = noteUrl(id).href;
    try {
      await navigator.clipboard.writeText(url);
      say(t.copied);
    } catch {
      say(`${t.copyFailed} ${url}`);
    }
  };
  const away = embedded ? t.inNotes : t.alone;
  const address = () => (embedded ? noteUrl(id) : embedUrl(id)).href;
  // The state may have changed since the last drawing: the address is written when the link is about to be used.
  const refresh = (event: SyntheticEvent<HTMLAnchorElement>) => {
    event.currentTarget.href = address();
  };
  const refreshing = { onPointerEnter: refresh, onFocus: refresh, onClick: refresh };
  return (
    <div className={styles.tools} role="group" aria-label={t.tools}>
      {hasFormulas && tool(t.formula, 'formula', () => toggle('formula'), formula)}
      {hasCode && tool(t.code, 'code', () => toggle('code'), code)}
      {tool(
        t.draw,
        'pen',
        () =>
          void draw('pen').then(
            (there) => there || say(t.saveFailed),
            () => say(t.drawLost),
          ),
        frozen,
      )}
      <Pop
        buttonClass={`${styles.tool} ${styles.sound}`}
        label={t.sound}
        title={t.sound}
        name={t.sound}
        align="end"
        className={styles.panel}
        button={<Icon name="sound" />}
      >
        {() => (
          <Suspense fallback={<p>{t.loading}</p>}>
            <SoundPanel figure={figure} />
          </Suspense>
        )}
      </Pop>
      {tool(t.share, 'link', share)}
      <a
        className={styles.tool}
        href={address()}
        {...refreshing}
        target={embedded ? undefined : '_blank'}
        rel="noreferrer"
        aria-label={away}
        title={away}
      >
        <Icon name="alone" />
      </a>
      <Pop
        buttonClass={styles.tool}
        label={t.save}
        title={t.save}
        name={t.save}
        align="end"
        className={styles.menu}
        button={<Icon name="save" />}
      >
        {(close) => (
          <>
            {(['png', 'svg', ...(run ? (['json', 'csv'] as const) : [])] as const).map((kind) => (
              <button
                key={kind}
                type="button"
                className={styles.item}
                onClick={() => {
                  close();
                  void (kind === 'png' || kind === 'svg' ? keep(kind) : keepNumbers(kind));
                }}
              >
                {t.saveAs[kind]}
              </button>
            ))}
            <Boundary aside>
              <Suspense fallback={null}>
                <Take id={id} figure={figure} run={run} say={say} />
              </Suspense>
            </Boundary>
          </>
        )}
      </Pop>
      <Pop
        buttonClass={styles.tool}
        label={t.preset}
        title={t.preset}
        name={t.preset}
        align="end"
        className={styles.panel}
        button={<Icon name="preset" />}
      >
        {() => (
          <Suspense fallback={<p>{t.loading}</p>}>
            <PresetPanel id={id} />
          </Suspense>
        )}
      </Pop>
      {document.fullscreenEnabled &&
        tool(t.full, 'full', () => void (document.fullscreenElement ? document.exitFullscreen() : figure.current?.requestFullscreen()))}
      <span className={styles.said} role="status">
        {said}
      </span>
    </div>
  );
});

/** What the hall sees: the sentence, the figure, and a thin bar for the one who stands beside it. */
import { setLang, useLang, useText } from '../../i18n';
import { Icon, type IconName } from '../icons';
import { pageText } from '../pages';
import { text as frame } from '../text';
import { NEXT_THEME, setTheme, THEME_ICON, useTheme } from '../theme';
import { AskRow } from './AskRow';
import styles from './Lecture.module.css';
import { StageView } from './StageView';
import { setBlack, useSession } from './session';
import { text } from './text';
import { useSaid } from './useAsk';
import { type Deck, usePlanned } from './useDeck';
import type { DeckKey } from './useKeys';

export interface ViewProps {
  readonly deck: Deck;
  readonly act: (key: DeckKey) => void;
  /** A sentence about what could not be done. */
  readonly said: string;
}

export function Audience({ deck, act, said }: ViewProps) {
  const t = useText(text);
  const f = useText(frame);
  const names = useText(pageText);
  const lang = useLang();
  const choice = useTheme((s) => s.choice);
  const planned = usePlanned(deck);
  const black = useSession((s) => s.black);
  const { page, stages, at, next } = deck;
  const tool = (label: string, icon: IconName, onClick: () => void, key?: string) => (
    <button type="button" className={styles.tool} aria-label={label} title={key ? `${label} (${key})` : label} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
  const last = at === stages.length;
  return (
    <div className={styles.lecture}>
      <div>
        <h1 className={styles.sentence} aria-live="polite">
          {useSaid(deck)}
        </h1>
        <AskRow deck={deck} />
      </div>
      <StageView deck={deck} />
      <div className={styles.bar} role="toolbar" aria-label={t.bar}>
        <span className={styles.turn}>
          {tool(t.back, 'back', () => act('back'), '←')}
          <span className={styles.count} translate="no">
            {t.stage(at, stages.length)}
          </span>
          {last && next ? (
            <button type="button" className={styles.tool} onClick={() => act('on')}>
              <span>{t.nextPage(names[next].short)}</span>
              <Icon name="on" />
            </button>
          ) : (
            !last && tool(t.on, 'on', () => act('on'), '→')
          )}
        </span>
        <span className={styles.where} role="status">
          {said || names[page].title}
        </span>
        <span className={styles.tools}>
          {!planned && tool(t.planned, 'reset', deck.planned)}
          {tool(t.overview, 'grid', () => act('overview'), 'o')}
          {tool(t.black, 'black', () => act('black'), 'b')}
          {tool(t.presenter, 'windows', () => act('presenter'), 's')}
          {document.fullscreenEnabled && tool(f.figure.full, 'full', () => act('full'), 'f')}
          {tool(`${f.theme}: ${f.themes[choice]}`, THEME_ICON[choice], () => setTheme(NEXT_THEME[choice]))}
          <button
            type="button"
            className={styles.tool}
            lang={lang === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}
          >
            {lang === 'zh' ? 'English' : '中文'}
          </button>
          {tool(t.help, 'more', () => act('help'), '?')}
          {tool(t.leave, 'close', () => act('leave'), 'p')}
        </span>
      </div>
      {black && (
        <button type="button" className={styles.black} aria-label={t.light} onClick={() => setBlack(false)}>
          <span className="visually-hidden">{t.light}</span>
        </button>
      )}
    </div>
  );
}

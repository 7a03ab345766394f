/** In the foot of a page: what is kept on this device for use without network, how to keep everything or nothing; that a new version is there. */
import { useEffect } from 'react';
import { defineText, useText } from '../../i18n';
import { enter, keepAll, lookAfter, takeAway, useKeeping } from './keeping';
import styles from './Offline.module.css';
import { TakeHome } from './TakeHome';

const text = defineText({
  en: {
    all: (mb: string) => `Everything is kept on this device (${mb} MB) and works without network.`,
    used: (mb: string) => `The texts and the models you have used are kept on this device (${mb} MB) and work without network.`,
    none: 'Nothing is kept on this device for use without network.',
    keep: 'Keep everything',
    more: (mb: string) => `Keep everything: ${mb} MB more`,
    busy: (kept: string, mb: string) => `${kept} of ${mb} MB …`,
    why: 'The other models are fetched only when you say so, or for a lecture that is opened: a hall shares one line.',
    away: 'Take it away',
    fresh: 'There is a new version of these notes.',
    load: 'Load it',
    held: 'A lecture is on in another window; the new version waits until it is over.',
  },
  zh: {
    all: (mb: string) => `全部内容已存在本机（${mb} MB），没有网络也能用。`,
    used: (mb: string) => `文字和你用过的模型已存在本机（${mb} MB），没有网络也能用。`,
    none: '本机没有存下供离线使用的内容。',
    keep: '全部存下来',
    more: (mb: string) => `全部存下来：还有 ${mb} MB`,
    busy: (kept: string, mb: string) => `${kept} / ${mb} MB……`,
    why: '其余模型要你开口、或者开讲时才下载：整个教室合用一条网线。',
    away: '从本机删除',
    fresh: '这份讲义有了新版本。',
    load: '换上新版本',
    held: '另一个窗口正在讲课，讲完再换新版本。',
  },
});

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

export default function Offline() {
  const t = useText(text);
  const { state, bytes, kept, busy, waiting, held } = useKeeping();
  useEffect(() => void lookAfter(), []);
  if (state === 'off') return <TakeHome />;
  const button = (label: string, onClick: () => void) => (
    <button type="button" className={styles.button} onClick={onClick}>
      {label}
    </button>
  );
  return (
    <>
      <p className={styles.line} data-keeping={state}>
        <span>{{ all: t.all(megabytes(kept)), used: t.used(megabytes(kept)), none: t.none }[state]}</span>{' '}
        {busy && <span role="status">{t.busy(megabytes(kept), megabytes(bytes))} </span>}
        {state === 'none' && !busy && button(t.keep, () => void keepAll())}
        {state === 'used' && !busy && (
          <>
            {button(t.more(megabytes(bytes - kept)), () => void keepAll())} <small>{t.why}</small>
          </>
        )}{' '}
        {state !== 'none' && button(t.away, () => void takeAway())}
      </p>
      <TakeHome />
      {waiting && (
        <div className={styles.fresh} role="status">
          <span>{held ? t.held : t.fresh}</span> {button(t.load, () => void enter())}
        </div>
      )}
    </>
  );
}

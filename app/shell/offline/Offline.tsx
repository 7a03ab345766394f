/** In the foot of a page: what is kept on this device for use without network, and how to take it away; that a new version is there. */
import { useEffect } from 'react';
import { defineText, useText } from '../../i18n';
import { enter, fetchRest, keepNotes, takeAway, useKeeping, want } from './keeping';
import styles from './Offline.module.css';

const text = defineText({
  en: {
    kept: (mb: string) => `These notes are kept on this device (${mb} MB) and work without network.`,
    keeping: (kept: string, mb: string) => `For use without network, ${kept} of ${mb} MB are kept on this device.`,
    none: 'Nothing is kept on this device for use without network.',
    now: 'The rest now',
    away: 'Take it away',
    keep: 'Keep them',
    fresh: 'There is a new version of these notes.',
    load: 'Load it',
  },
  zh: {
    kept: (mb: string) => `这份讲义已存在本机（${mb} MB），没有网络也能用。`,
    keeping: (kept: string, mb: string) => `为了没有网络也能用，本机已存 ${kept} / ${mb} MB。`,
    none: '本机没有存下供离线使用的内容。',
    now: '现在就存完',
    away: '从本机删除',
    keep: '存下来',
    fresh: '这份讲义有了新版本。',
    load: '换上新版本',
  },
});

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

export default function Offline() {
  const t = useText(text);
  const { state, bytes, kept, waiting } = useKeeping();
  useEffect(() => void keepNotes(), []);
  if (state === 'off') return null;
  const button = (label: string, onClick: () => void) => (
    <button type="button" className={styles.button} onClick={onClick}>
      {label}
    </button>
  );
  return (
    <>
      <p className={styles.line} data-keeping={state}>
        {state === 'none' && (
          <>
            <span>{t.none}</span> {button(t.keep, want)}
          </>
        )}
        {state === 'keeping' && (
          <>
            <span>{t.keeping(megabytes(kept), megabytes(bytes))}</span> {button(t.now, fetchRest)} {button(t.away, () => void takeAway())}
          </>
        )}
        {state === 'kept' && (
          <>
            <span>{t.kept(megabytes(bytes))}</span> {button(t.away, () => void takeAway())}
          </>
        )}
      </p>
      {waiting && (
        <div className={styles.fresh} role="status">
          <span>{t.fresh}</span> {button(t.load, enter)}
        </div>
      )}
    </>
  );
}

/** In the foot of a page: the lecture as a zip that runs from any static server. */
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { defineText, useText } from '../../i18n';
import { askAgain, kept } from '../lazy';
import { PAGES, type PageKey } from '../pages';
import { isCopy } from './keeping';
import styles from './Offline.module.css';

const text = defineText({
  en: {
    one: 'Download this lecture',
    all: 'Download the notes',
    as: 'a zip that runs from any web server, without network',
    busy: (have: string, of: string) => `${have} of ${of} MB …`,
    part: (percent: number) => `${percent}% fetched`,
    stop: 'Stop',
    renewed: 'The notes have been renewed since this page was opened: load it anew, then download.',
    failed: 'Not all of it could be fetched: nothing was saved.',
  },
  zh: {
    one: '下载这一讲',
    all: '下载整份讲义',
    as: '一个 zip，放在任何网页服务器上都能运行，不用网络',
    busy: (have: string, of: string) => `${have} / ${of} MB……`,
    part: (percent: number) => `已取到 ${percent}%`,
    stop: '停止',
    renewed: '这个页面打开以后讲义更新过：请重新载入，再下载。',
    failed: '没能全部取到：什么也没存。',
  },
});

const copies = kept(() => import('./copy'));
const pictures = kept(() => import('../picture'));
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

export function TakeHome() {
  const t = useText(text);
  const { pathname } = useLocation();
  const page = pathname.split('/').find((part): part is PageKey => (PAGES as readonly string[]).includes(part)) ?? null;
  const [busy, setBusy] = useState<readonly [have: number, of: number] | null>(null);
  const [said, setSaid] = useState<'renewed' | 'failed' | null>(null);
  const work = useRef<AbortController>(null);
  useEffect(() => () => work.current?.abort(), []);
  if (import.meta.env.DEV || isCopy()) return null;
  const make = async () => {
    askAgain();
    const abort = new AbortController();
    work.current = abort;
    setSaid(null);
    setBusy([0, 0]);
    try {
      const [{ copyOf, Renewed }, { download }] = await Promise.all([copies(), pictures()]);
      try {
        const { name, zip } = await copyOf(page, (have, of) => setBusy([have, of]), abort.signal);
        download(zip, name);
      } catch (error) {
        if (!abort.signal.aborted) setSaid(error instanceof Renewed ? 'renewed' : 'failed');
        abort.abort(); // what is still on its way is not wanted
      }
    } catch {
      setSaid('failed');
    }
    setBusy(null);
  };
  const button = (label: string, onClick: () => void) => (
    <button type="button" className={styles.button} onClick={onClick}>
      {label}
    </button>
  );
  return (
    <p className={styles.line} data-take-home>
      {busy ? (
        <>
          <span>{t.busy(megabytes(busy[0]), megabytes(busy[1]))}</span>
          {/* Seen at every file, spoken of at every quarter. */}
          <span className="visually-hidden" role="status">
            {t.part(busy[1] > 0 ? 25 * Math.floor((4 * busy[0]) / busy[1]) : 0)}
          </span>{' '}
          {button(t.stop, () => work.current?.abort())}
        </>
      ) : (
        <>
          {button(page ? t.one : t.all, () => void make())} <small>{t.as}</small>
        </>
      )}{' '}
      {said && <span role="alert">{t[said]}</span>}
    </p>
  );
}

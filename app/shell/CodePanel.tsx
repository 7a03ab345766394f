/** The running source of a figure's model, region by region; the region of the stage being executed is lit and kept in sight. */
import { Suspense, useId, useState } from 'react';
import { useText } from '../i18n';
import { Boundary } from './Boundary';
import styles from './CodePanel.module.css';
import Source, { type Shown } from './CodeSource';
import type { CodeRef } from './manifest';
import { text } from './text';
import { useBroughtIn } from './useBroughtIn';

const shownOf = (ref: CodeRef): Shown => (typeof ref === 'string' ? { file: ref } : ref);

export default function CodePanel({ code, stage }: { code: readonly CodeRef[]; stage: string | null }) {
  const t = useText(text).figure;
  const group = useId();
  const panel = useBroughtIn<HTMLElement>();
  const [chosen, setChosen] = useState(0);
  const [whole, setWhole] = useState(false);
  const refs = code.map(shownOf);
  const ref = refs[Math.min(chosen, refs.length - 1)];
  return (
    <section ref={panel} className={styles.panel} aria-label={t.code} data-panel>
      <div className={styles.head}>
        <div className={styles.files}>
          {refs.map((c, i) => (
            <label key={`${c.file}#${c.region ?? ''}`} className={styles.file}>
              <input type="radio" name={group} checked={i === chosen} onChange={() => setChosen(i)} />
              <span>{c.region ? `${c.file} · ${c.region}` : c.file}</span>
            </label>
          ))}
        </div>
        <label className={styles.whole}>
          <input type="checkbox" checked={whole} onChange={(e) => setWhole(e.target.checked)} /> <span>{t.wholeFile}</span>
        </label>
      </div>
      <p className={styles.note}>{t.codeNote}</p>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={ref.file}>
        <Boundary at={ref.file}>
          <Suspense fallback={<p className={styles.note}>{t.loading}</p>}>
            <Source {...ref} whole={whole} stage={stage} />
          </Suspense>
        </Boundary>
      </div>
    </section>
  );
}

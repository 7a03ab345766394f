/** One algorithm of the figure: the paper's lines, the source that runs, and what is known after the line just gone through. */
import { type ReactNode, Suspense } from 'react';
import { useText } from '../../i18n';
import { layout } from '../../shell/layout';
import { lazy } from '../../shell/lazy';
import type { Place } from './algorithmLines';
import styles from './algorithms.module.css';
import { text } from './text/algorithms';

const Source = lazy(() => import('../../shell/CodeSource'));

interface Props {
  readonly title: string;
  readonly remark: string;
  readonly chosen: boolean;
  readonly lines: ReactNode;
  readonly place: Place;
  /** Whether a line has run: before that the source is shown, and none of it lit. */
  readonly begun: boolean;
  readonly said: string;
  readonly children: ReactNode;
}

export function AlgorithmPane({ title, remark, chosen, lines, place, begun, said, children }: Props) {
  const t = useText(text);
  return (
    <div className={styles.pane} data-chosen={chosen || undefined}>
      <p className={layout.caption}>
        <span>{title}</span> <small>{remark}</small>
      </p>
      {lines}
      <p className={styles.file} translate="no">{`${place.file} · ${place.region}`}</p>
      <div className={styles.listing} tabIndex={0} role="region" aria-label={`${t.source}: ${place.file}`}>
        <Suspense fallback={<p className={layout.words}>{t.loading}</p>}>
          <Source key={place.file + place.region} file={place.file} region={place.region} line={begun ? place.line : undefined} />
        </Suspense>
      </div>
      <p className={layout.words} aria-live="polite">
        {said}
      </p>
      {children}
    </div>
  );
}

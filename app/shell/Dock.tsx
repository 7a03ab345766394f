/**
 * What a reader's hand is on, under the picture: the transport, the controls, and those behind "more".
 * On a phone its first rows stay at the window's lower edge while the figure is in view (Dock.module.css), so that what is moved can be seen.
 */
import { type CSSProperties, type ReactNode, useState } from 'react';
import { useText } from '../i18n';
import { useSize } from '../viz/useSize';
import styles from './Dock.module.css';
import { Icon } from './icons';
import { Transport } from './Transport';
import { text } from './text';
import type { FigureLab } from './types';

interface Props {
  readonly lab?: FigureLab | null;
  readonly controls?: ReactNode;
  readonly more?: ReactNode;
}

export function Dock({ lab, controls, more }: Props) {
  const t = useText(text).figure;
  const [moreOpen, setMoreOpen] = useState(false);
  const [ref, { height }] = useSize<HTMLDivElement>();
  const plays = lab?.canPlay;
  if (!controls && !more && !plays) return null;
  const bar = (more || plays) && (
    <div className={styles.bar}>
      {lab && plays && <Transport lab={lab} />}
      {more && (
        <button type="button" className={styles.more} aria-expanded={moreOpen} onClick={() => setMoreOpen(!moreOpen)}>
          <span>{moreOpen ? t.less : t.more}</span>
          <Icon name="chevron" />
        </button>
      )}
    </div>
  );
  return (
    <div ref={ref} className={styles.dock} data-dock data-plays={plays || undefined} style={{ '--height': `${height}px` } as CSSProperties}>
      {plays && bar}
      {controls && (
        <div className={styles.controls} role="group" aria-label={t.controls}>
          {controls}
        </div>
      )}
      {!plays && bar}
      {more && moreOpen && (
        <div className={styles.controls} role="group" aria-label={t.more}>
          {more}
        </div>
      )}
    </div>
  );
}

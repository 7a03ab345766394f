/** The engine at a glance: backend and milliseconds a step. A click opens why this one was chosen, and lets the reader switch. */
import { useText } from '../i18n';
import { useEngine } from '../runtime/client';
import styles from './EngineBadge.module.css';
import { lazy } from './lazy';
import { ms } from './numbers';
import { Pop } from './Pop';
import { text } from './text';

const EnginePanel = lazy(() => import('./EnginePanel'));

export default function EngineBadge() {
  const t = useText(text).engine;
  const info = useEngine((s) => s.info);
  const label =
    info.status === 'ready' && info.backend
      ? t.names[info.backend]
      : info.status === 'failed'
        ? t.failed
        : info.status === 'starting'
          ? t.waking
          : t.idle;
  return (
    <Pop
      buttonClass={styles.badge}
      title={t.open}
      onNear={EnginePanel.preload}
      name={t.badge}
      align="end"
      className={styles.panel}
      data={{ 'data-engine': info.backend ?? info.status }}
      button={
        <>
          <i className={styles.lamp} data-state={info.notice ? 'notice' : info.status} aria-hidden="true" />
          <span className={styles.name} translate="no">
            {label}
          </span>
          {info.msPerStep !== null && (
            <span className={styles.rate} translate="no">
              {t.ms(ms(info.msPerStep))}
            </span>
          )}
        </>
      }
    >
      {() => <EnginePanel info={info} />}
    </Pop>
  );
}

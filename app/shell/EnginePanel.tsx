/** Inside of the engine badge: what computes, why, how fast, and the switch. */
import { useLang, useText } from '../i18n';
import { useEngine } from '../runtime/client';
import { BACKENDS, type EngineInfo } from '../runtime/protocol';
import styles from './EngineBadge.module.css';
import { text } from './engineText';
import { ms } from './numbers';
import { text as frame } from './text';

export default function EnginePanel({ info }: { info: EngineInfo }) {
  const t = useText(text);
  const badge = useText(frame).engine;
  const lang = useLang();
  const switchBackend = useEngine((s) => s.switchBackend);
  const { backend, status } = info;
  return (
    <>
      <p className={styles.now}>
        {status === 'ready' && backend
          ? t.now(badge.names[backend], t.about[backend])
          : status === 'starting'
            ? t.starting
            : status === 'failed'
              ? t.none
              : t.asleep}
      </p>
      {info.notice && (
        <p className={styles.notice} role="status">
          {info.notice[lang]}
        </p>
      )}
      {status === 'ready' && (
        <dl className={styles.facts}>
          {info.adapter && (
            <div>
              <dt>{t.adapter}</dt>
              <dd>{info.adapter}</dd>
            </div>
          )}
          {info.msPerStep !== null && (
            <div>
              <dt>{t.msPerStep}</dt>
              <dd>{badge.ms(ms(info.msPerStep))}</dd>
            </div>
          )}
          {info.memory && (
            <div>
              <dt>{t.memory}</dt>
              <dd>{t.tensors(info.memory.numTensors, (info.memory.bytes / 1e6).toFixed(1))}</dd>
            </div>
          )}
        </dl>
      )}
      {(info.tried.length > 0 || info.forced) && (
        <section>
          <h3 className={styles.title}>{t.why}</h3>
          {info.forced && <p>{t.forced(badge.names[info.forced])}</p>}
          <ul className={styles.tried}>
            {info.tried.map((one) => (
              <li key={one.backend}>
                <b>{badge.names[one.backend]}</b> <span>{one.reason[lang]}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {info.calibration && (
        <section>
          <h3 className={styles.title}>{info.calibration.cached ? `${t.measured} ${t.cached}` : t.measured}</h3>
          <table className={styles.timings}>
            <thead>
              <tr>
                <td />
                <th scope="col">{t.dense}</th>
                <th scope="col">{t.conv}</th>
              </tr>
            </thead>
            <tbody>
              {info.calibration.timings.map((timing) => (
                <tr key={timing.backend} data-chosen={timing.backend === info.calibration?.chosen || undefined}>
                  <th scope="row">{badge.names[timing.backend]}</th>
                  <td>{badge.ms(ms(timing.dense))}</td>
                  <td>{badge.ms(ms(timing.conv))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <section>
        <h3 className={styles.title}>{t.switchTo}</h3>
        <div className={styles.switch}>
          {BACKENDS.map((name) => {
            const tried = info.tried.find((one) => one.backend === name);
            const hint = tried ? (tried.ok ? t.works : t.fails) : t.unknown;
            return (
              <button key={name} type="button" aria-pressed={name === backend} title={hint} onClick={() => switchBackend(name)}>
                {badge.names[name]}
              </button>
            );
          })}
        </div>
        <p className={styles.small}>{t.switching}</p>
      </section>
    </>
  );
}

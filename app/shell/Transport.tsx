/** The same transport under every figure that runs: play, one step, reset, new seed, speed. */
import { useEffect } from 'react';
import { useText } from '../i18n';
import { useSpeedInAddress } from '../store/url';
import { useFigureEntry } from './context';
import { Icon } from './icons';
import styles from './Transport.module.css';
import { text } from './text';
import type { FigureLab, Speed } from './types';

const SPEEDS: readonly Speed[] = ['stage', 1, 10, 60, 'max'];

export function Transport({ lab }: { lab: FigureLab }) {
  const t = useText(text).transport;
  const running = lab.status === 'running';
  const dead = lab.status === 'loading' || lab.status === 'error';
  const speeds = SPEEDS.includes(lab.speed) ? SPEEDS : [...SPEEDS, lab.speed];
  const [asked, remember] = useSpeedInAddress(useFigureEntry().id);
  const wanted = SPEEDS.find((speed) => String(speed) === asked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the address, not the lab that it sets
  useEffect(() => {
    if (wanted !== undefined && wanted !== lab.speed) lab.setSpeed(wanted);
  }, [wanted]);
  const name = (speed: Speed) => (speed === 'stage' ? t.stage : speed === 'max' ? t.max : t.perSecond(speed));
  const tool = (label: string, icon: Parameters<typeof Icon>[0]['name'], act: () => void) => (
    <button type="button" className={styles.tool} aria-label={label} title={label} disabled={dead} onClick={act}>
      <Icon name={icon} />
    </button>
  );
  return (
    <div className={styles.transport} role="group" aria-label={t.label} title={t.keys}>
      <button type="button" className={styles.play} disabled={dead} onClick={running ? lab.pause : lab.play}>
        <Icon name={running ? 'pause' : 'play'} />
        <span>{running ? t.pause : t.play}</span>
      </button>
      {tool(t.step, 'step', lab.stepOnce)}
      {tool(t.reset, 'reset', lab.reset)}
      {tool(`${t.seed} (${t.seedNow(lab.seed)})`, 'dice', lab.newSeed)}
      <label className={styles.speed}>
        <span>{t.speed}</span>
        <select
          value={String(lab.speed)}
          onChange={(e) => {
            lab.setSpeed(speeds.find((s) => String(s) === e.target.value) ?? 'max');
            remember(e.target.value);
          }}
        >
          {speeds.map((speed) => (
            <option key={String(speed)} value={String(speed)}>
              {name(speed)}
            </option>
          ))}
        </select>
      </label>
      <span className={styles.count} translate="no">
        {lab.stage && lab.speed === 'stage' ? <span className={styles.stage}>{t.stageNow(lab.stage)}</span> : null}
        {running && lab.speed !== 'stage' && lab.stepsPerSecond > 0 && (
          <span>{t.now(lab.stepsPerSecond < 10 ? lab.stepsPerSecond.toFixed(1) : String(Math.round(lab.stepsPerSecond)))}</span>
        )}
        <span>
          <span>{t.steps}</span> <b data-steps>{lab.step.toLocaleString('en')}</b>
        </span>
      </span>
    </div>
  );
}

/** A number that can be asked where it comes from: the formula with its values filled in, then the function that computed it. */
import { type ReactNode, Suspense, useContext } from 'react';
import { useText } from '../i18n';
import { FigureContext } from './context';
import { lazy } from './lazy';
import styles from './NumberReadout.module.css';
import { plain } from './numbers';
import { Pop } from './Pop';
import { useRoute } from './routes';
import { preloadTex } from './Tex';
import { text } from './text';
import type { Origins } from './types';

const Origin = lazy(() => import('./Origin'));

interface Props {
  readonly label: ReactNode;
  readonly value: number | string | null;
  readonly unit?: string;
  readonly formula?: string | Origins;
  readonly format?: (value: number) => string;
}

export function NumberReadout({ label, value, unit, formula, format = plain }: Props) {
  const t = useText(text).figure;
  const figure = useContext(FigureContext);
  const shown = value === null || Number.isNaN(value) ? '–' : typeof value === 'number' ? format(value) : value; // not a number: not yet measured
  const page = figure?.page ?? null;
  const route = useRoute(page ?? '');
  const withUnit = unit ? `${shown} ${unit}` : shown;
  const near = () => {
    Origin.preload();
    void route?.formulas().catch(() => {});
    if (origins.filled) preloadTex();
  };
  const origins: Origins = typeof formula === 'string' ? { id: formula } : (formula ?? {});
  return (
    <Pop
      buttonClass={styles.readout}
      title={t.readout}
      name={t.readout}
      onNear={near}
      className={styles.popover}
      button={
        <>
          <span className={styles.label} data-said="label">
            {label}
          </span>
          <span className={styles.value} data-said="value" translate="no">
            <span>{shown}</span>
            {unit && <span className={styles.unit}>{` ${unit}`}</span>}
          </span>
        </>
      }
    >
      {() => (
        <>
          <p className={styles.title}>{t.readout}</p>
          <Suspense fallback={null}>
            <Origin page={page} origins={origins} />
          </Suspense>
          <p className={styles.result}>
            <span>{label}</span> <span translate="no">{`= ${withUnit}`}</span>
          </p>
        </>
      )}
    </Pop>
  );
}

/** Figure 6: β or β̃, or learned: two curves, and what the choice does to samples by few and by many steps. */

import { useMemo, useState } from 'react';
import { useText } from '../../i18n';
import { posterior } from '../../models/diffusion/posterior';
import { scheduleOf } from '../../models/diffusion/schedule';
import type { VarianceFrame, VarianceKind } from '../../runtime/programs/diffusion/variance';
import { Button, Choice, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, shares } from '../../shell/layout';
import { type PlaneData, usePlaneData } from '../../shell/planeData';
import { useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { written } from '../../viz/Label';
import type { ColourName } from '../../viz/palette';
import styles from './diffusion.module.css';
import { DataControl, Square } from './parts';
import { T, varianceState } from './state';
import { text as compareText } from './text/compare';
import { text } from './text/variance';

export { varianceState as state };

const KINDS: readonly { key: VarianceKind; short: string; colour: ColourName }[] = [
  { key: 'beta', short: 'β', colour: 'generated' },
  { key: 'posterior', short: 'β̃', colour: 'latent' },
  { key: 'learned', short: 'Σ_θ', colour: 'network' },
];
const COUNTS = [10, 50, 1_000];
const NEAR = 40;

export default function Variance() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(varianceState);
  const plane = usePlaneData(s, set);
  const config = useMemo(() => ({ ...plane.config, schedule: s.schedule }), [plane.config, s.schedule]);
  const lab = useLab('diffusion.variance', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const [busy, setBusy] = useState(false);
  const curves = useMemo(() => constants(s.schedule), [s.schedule]);
  const { frame } = lab;

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <DataControl value={s.data} drawn={s.drawn} onChange={set} />
          <Choice
            label={t.schedule}
            value={s.schedule}
            options={(['linear', 'cosine'] as const).map((value) => ({ value, label: t.schedules[value] }))}
            onChange={(schedule) => set({ schedule })}
          />
          <Button
            primary
            disabled={busy}
            onClick={() => {
              setBusy(true);
              void lab.call('long').finally(() => setBusy(false));
            }}
          >
            {t.long}
          </Button>
        </>
      }
    >
      <div className={layout.stack}>
        <div className={layout.columns} style={shares(11, 9)}>
          <Matrix frame={frame} plane={plane} />
          <div className={layout.side}>
            <Plot
              title={t.near}
              height={190}
              x={curves.t.subarray(0, NEAR)}
              xName="t"
              yScale="log"
              label={t.nearLabel}
              series={[
                { key: 'beta', name: 'β_t', colour: 'generated', y: curves.beta.subarray(0, NEAR), width: 2.5 },
                { key: 'tilde', name: 'β̃_t', colour: 'latent', y: curves.tilde.subarray(0, NEAR), width: 2.5, dashed: true },
              ]}
            />
            <Plot
              title={t.all}
              height={150}
              x={curves.t}
              xName="t"
              yDomain={[0, 1.05]}
              label={t.allLabel}
              series={[{ key: 'ratio', name: 'β̃ / β', colour: 'latent', y: curves.ratio, width: 2.5 }]}
            />
            <Plot
              title={t.learned}
              height={150}
              x={frame?.stepsOfV ?? NONE}
              xName="t"
              xDomain={[0, T]}
              yDomain={[-0.6, 1.6]}
              label={t.learnedLabel}
              series={[{ key: 'v', name: 'v', colour: 'network', y: frame?.v ?? NONE, width: 2.5 }]}
              marks={[
                { y: 1, name: 'β', colour: 'generated' },
                { y: 0, name: 'β̃', colour: 'latent' },
              ]}
            />
          </div>
        </div>
      </div>
    </Figure>
  );
}

/** Samples by variance (rows) and number of steps (columns), each with its distance to the data. */
function Matrix({ frame, plane }: { frame: VarianceFrame | null; plane: PlaneData }) {
  const t = useText(text);
  const compared = useText(compareText);
  return (
    <div className={styles.matrix}>
      <span />
      {COUNTS.map((count) => (
        <span key={count}>{t.steps(count)}</span>
      ))}
      {KINDS.map(({ key, colour, short }) => [
        <b key={key} style={{ color: `var(--role-${colour})` }}>
          {written(t.kinds[key])}
        </b>,
        ...COUNTS.map((count) => {
          const cell = frame?.cells[`${key}:${count}`];
          return (
            <div key={`${key}:${count}`} className={layout.view}>
              {cell ? (
                <Square
                  label={t.cell(short, count, cell.ratio.toFixed(1))}
                  onDraw={plane.onDraw}
                  layers={[
                    ...(frame
                      ? [{ kind: 'points' as const, points: frame.real, colour: 'data' as const, radius: 1.3, opacity: 0.25 }]
                      : []),
                    { kind: 'points', points: cell.samples, colour, radius: 1.7, opacity: 0.85 },
                  ]}
                />
              ) : (
                <div className={styles.empty} style={{ aspectRatio: 1 }}>
                  {count === 1_000 ? t.ask : '…'}
                </div>
              )}
              <NumberReadout
                label=""
                value={cell ? cell.ratio.toFixed(1) : null}
                unit={cell && '×'}
                formula={{ note: compared.distanceNote }}
              />
            </div>
          );
        }),
      ])}
    </div>
  );
}

/** β_t, β̃_t and their ratio for t = 2 … T (at t = 1 the posterior is a point). */
function constants(kind: 'linear' | 'cosine') {
  const schedule = scheduleOf(kind, T);
  const n = T - 1;
  const [t, beta, tilde, ratio] = [new Float32Array(n), new Float32Array(n), new Float32Array(n), new Float32Array(n)];
  for (let i = 0; i < n; i++) {
    const q = posterior(schedule, i + 2, i + 1);
    t[i] = i + 2;
    beta[i] = q.beta;
    tilde[i] = q.variance;
    ratio[i] = q.variance / q.beta;
  }
  return { t, beta, tilde, ratio };
}

const NONE = new Float32Array(0);

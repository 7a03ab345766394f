/** Figure 2: on a line, where both densities are known, D learns while the reader moves p_g; D* and the bound are exact. */

import { useMemo } from 'react';
import { useText } from '../../i18n';
import { DATA_1D, GRID, gridX } from '../../models/gan/line';
import { density1D, js1D, type Mixture1D, optimalD } from '../../models/gan/optimalD';
import { Button, Choice, NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, shares } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { defineState, int, number, oneOf, useFigureState } from '../../store/url';
import { Curves } from '../../viz/Curves';
import { written } from '../../viz/Label';
import { useSize } from '../../viz/useSize';
import styles from './gan.module.css';
import { text } from './text/optimal';

export const state = defineState('gan.optimal', {
  data: oneOf(['one', 'two', 'wide'], 'two'),
  mean: number({ min: -4, max: 4, default: 0.5 }),
  sigma: number({ min: 0.2, max: 2.5, default: 0.9 }),
  same: int({ min: 0, max: 1, default: 0 }),
  lr: number({ min: 0, max: 1, default: 0.01 }),
  width: int({ min: 2, max: 64, default: 16 }),
  batch: int({ min: 8, max: 1024, default: 256 }),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

const LOG4 = Math.log(4);
const xs = gridX();

export default function Optimal() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const data = DATA_1D[s.data];
  const generated: Mixture1D = useMemo(
    () => (s.same ? data : { weights: [1], means: [s.mean], sigmas: [s.sigma] }),
    [s.same, s.mean, s.sigma, data],
  );
  const config = useMemo(() => ({ data, generated, lr: s.lr, width: s.width, batch: s.batch }), [data, generated, s.lr, s.width, s.batch]);
  const lab = useLab('gan.optimal', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const [heroRef, hero] = useSize<HTMLDivElement>();
  const [sideRef, side] = useSize<HTMLDivElement>();
  const { frame } = lab;
  const exact = useMemo(() => {
    const p = xs.map((x) => density1D(data, x));
    const q = xs.map((x) => density1D(generated, x));
    return { p, q, best: p.map((v, i) => optimalD(v, q[i])), js: js1D(p, q, GRID.dx) };
  }, [data, generated]);
  const bound = 2 * exact.js - LOG4;
  const series = [
    { key: 'pdata', name: 'p_data', colour: 'data' as const, y: exact.p, fill: true },
    { key: 'pg', name: 'p_g', colour: 'generated' as const, y: exact.q, fill: true },
    { key: 'Dstar', name: 'D*', colour: 'network' as const, y: exact.best, dashed: true },
    ...(frame ? [{ key: 'D', name: 'D', colour: 'network' as const, y: frame.d, width: 2.75 }] : []),
  ];
  const narrow = hero.width < 520;
  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={written(t.claim)}
      problems={problems}
      controls={
        <>
          <Choice
            label={written(t.data)}
            value={s.data}
            options={(['one', 'two', 'wide'] as const).map((value) => ({ value, label: t.dataNames[value] }))}
            onChange={(data) => set({ data })}
          />
          <Slider
            label={written(t.mean)}
            value={s.mean}
            min={-4}
            max={4}
            step={0.05}
            disabled={s.same === 1}
            onChange={(mean) => set({ mean })}
          />
          <Slider
            label={written(t.sigma)}
            value={s.sigma}
            min={0.2}
            max={2.5}
            step={0.05}
            disabled={s.same === 1}
            onChange={(sigma) => set({ sigma })}
          />
          <Button pressed={s.same === 1} onClick={() => set({ same: s.same ? 0 : 1 })}>
            <span>{written(t.match)}</span>
          </Button>
        </>
      }
      more={
        <>
          <Slider label={t.lr} value={s.lr} min={1e-4} max={0.1} log onChange={(lr) => set({ lr })} />
          <Slider label={t.width} value={s.width} min={2} max={64} step={1} onChange={(width) => set({ width })} />
          <Slider label={t.batch} value={s.batch} min={8} max={1024} step={8} onChange={(batch) => set({ batch })} />
        </>
      }
    >
      <div className={layout.columns} style={shares(13, 7)}>
        <div className={styles.hero} ref={heroRef}>
          {hero.width > 0 && (
            <Curves
              series={series}
              x={xs}
              width={hero.width}
              height={narrow ? 260 : 360}
              label={t.plot}
              xName={t.drag}
              xDomain={[GRID.from, GRID.to]}
              yDomain={[0, 1.02]}
              cursor={s.same ? null : s.mean}
              onCursor={s.same ? undefined : (mean) => set({ mean: Math.round(Math.max(-4, Math.min(4, mean)) * 20) / 20 })}
            />
          )}
        </div>
        <div className={layout.side} ref={sideRef}>
          <div className={layout.readouts}>
            <NumberReadout label={t.readouts.value} value={frame?.value ?? null} formula="integrand" />
            <NumberReadout
              label={t.readouts.bound}
              value={bound}
              formula={{ id: 'bound', filled: String.raw`2\cdot ${exact.js.toFixed(3)}-1.386=${bound.toFixed(3)}` }}
            />
            <NumberReadout label={t.readouts.gap} value={frame ? Math.max(0, bound - frame.value) : null} formula="bound" />
            <NumberReadout label={t.readouts.js} value={exact.js} formula="js" />
          </div>
          {side.width > 0 && frame && (
            <Curves
              title={t.curve}
              label={t.curveAlt}
              series={[{ key: 'value', name: 'V', colour: 'network', y: frame.history.value }]}
              x={frame.history.step}
              xDomain={[0, Math.max(10, frame.history.step[frame.history.step.length - 1] ?? 0)]}
              width={side.width}
              height={220}
              yDomain={[Math.min(-1.6, bound - 0.2), Math.min(0, bound + 0.15)]}
              marks={[
                { y: bound, name: t.boundMark },
                { y: -LOG4, name: t.floorMark },
              ]}
            />
          )}
        </div>
      </div>
    </Figure>
  );
}

/** One hump fitted to two, down five divergences at once from a start that the reader drags: who covers both, who takes one. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { densities1D, lineX, normal1D } from '../../models/gan/divergences';
import { NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, View } from '../../shell/layout';
import { plain } from '../../shell/numbers';
import { useLab } from '../../store/lab';
import { defineState, int, number, useFigureState } from '../../store/url';
import { written } from '../../viz/Label';
import styles from './gan.module.css';
import { text } from './text/fit';

export const state = defineState('gan.fit', {
  mu: number({ min: -6, max: 6, default: 0.2 }),
  sigma: number({ min: 0.2, max: 3, default: 0.4 }),
  apart: number({ min: 1, max: 8, default: 4 }),
  share: number({ min: 0.1, max: 0.9, default: 0.5 }),
  rate: number({ min: 0.005, max: 0.2, default: 0.05 }),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

const xs = lineX();
const SHOWN: readonly [number, number] = [-7, 7];
const WIDTH = 0.5;
const ORDER = ['forward', 'js', 'w1', 'reverse', 'nonSaturating'] as const;
const FORMULAS = {
  forward: { id: 'forwardKl' },
  js: { id: 'js', fn: 'models/gan/optimalD.ts#js1D' },
  w1: { id: 'w1' },
  reverse: { id: 'reverseKl' },
  nonSaturating: { id: 'nonSaturatingSlope' },
} as const;

export default function Fit() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const data = useMemo(
    () => ({ weights: [s.share, 1 - s.share], means: [-s.apart / 2, s.apart / 2], sigmas: [WIDTH, WIDTH] }),
    [s.share, s.apart],
  );
  const config = useMemo(() => ({ data, start: { mu: s.mu, sigma: s.sigma }, rate: s.rate }), [data, s.mu, s.sigma, s.rate]);
  const lab = useLab('gan.fit', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const p = useMemo(() => densities1D(data), [data]);
  const start = useMemo(() => normal1D({ mu: s.mu, sigma: s.sigma }), [s.mu, s.sigma]);
  const top = Math.max(0.85, 1.05 * Math.max(...start)); // one height for all six, the narrow start included
  const of = (kind: (typeof ORDER)[number]) => frame?.fits.find((fit) => fit.kind === kind);
  const move = (mu: number) => set({ mu: Math.round(20 * Math.max(-6, Math.min(6, mu))) / 20 });
  const percent = (v: number) => Math.round(100 * v);
  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={written(t.claim)}
      problems={problems}
      controls={
        <>
          <Slider label={t.mu} value={s.mu} min={-6} max={6} step={0.05} onChange={(mu) => set({ mu })} />
          <Slider label={t.sigma} value={s.sigma} min={0.2} max={3} step={0.05} onChange={(sigma) => set({ sigma })} />
          <Slider label={t.apart} value={s.apart} min={1} max={8} step={0.1} onChange={(apart) => set({ apart })} />
        </>
      }
      more={
        <>
          <Slider label={t.share} value={s.share} min={0.1} max={0.9} step={0.05} onChange={(share) => set({ share })} />
          <Slider label={t.rate} value={s.rate} min={0.005} max={0.2} log onChange={(rate) => set({ rate })} />
        </>
      }
    >
      <div className={styles.three}>
        <View name={t.start} colour="ink" remark={t.startRemark}>
          <Plot
            series={[
              { key: 'pdata', name: 'p_data', colour: 'data', y: p, fill: true },
              { key: 'start', name: 'p_g', colour: 'generated', y: start, dashed: true },
            ]}
            x={xs}
            xDomain={SHOWN}
            yDomain={[0, top]}
            room={46}
            height={184} // of which its axis' name takes 14: the baseline is that of its neighbours
            label={t.startAlt}
            xName={t.mu}
            cursor={s.mu}
            onCursor={move}
          />
        </View>
        {ORDER.map((kind) => {
          const fit = of(kind);
          const { mu, sigma } = fit ?? s;
          return (
            <View key={kind} name={written(t.names[kind])} colour="ink" remark={t.whose[kind]}>
              <Plot
                series={[
                  { key: 'pdata', name: '', colour: 'data', y: p, fill: true },
                  { key: 'pg', name: '', colour: 'generated', y: normal1D({ mu, sigma }), fill: true, width: 2.5 },
                ]}
                x={xs}
                xDomain={SHOWN}
                yDomain={[0, top]}
                room={8}
                height={170}
                label={t.fitAlt(t.plainNames[kind], mu.toFixed(2), sigma.toFixed(2))}
              />
              <div className={layout.readouts}>
                <NumberReadout label={t.value} value={fit ? plain(fit.value) : null} formula={FORMULAS[kind]} />
                <NumberReadout
                  label={t.covered}
                  value={fit ? percent(fit.covered) : null}
                  unit="%"
                  formula={{ note: t.coveredNote, fn: 'models/gan/divergences.ts#coverage' }}
                />
                <NumberReadout
                  label={t.stray}
                  value={fit ? percent(fit.stray) : null}
                  unit="%"
                  formula={{ note: t.strayNote, fn: 'models/gan/divergences.ts#coverage' }}
                />
              </div>
            </View>
          );
        })}
      </div>
    </Figure>
  );
}

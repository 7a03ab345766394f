/** Figure 1: the two-player game in the plane. Real and generated points over D's verdict and G's warped grid, the wiring, four curves. */

import { useMemo } from 'react';
import { POINT_SETS } from '../../data/points';
import { useLang, useText } from '../../i18n';
import { Button } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, shares } from '../../shell/layout';
import { usePlaneData } from '../../shell/planeData';
import { useHighlight } from '../../store/highlight';
import { useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { Plane } from '../../viz/Plane';
import { useSize } from '../../viz/useSize';
import { GanGraph } from './GanGraph';
import styles from './gan.module.css';
import { MinMaxControls } from './MinMaxControls';
import { MinMaxCurves } from './MinMaxCurves';
import { MinMaxMore } from './MinMaxMore';
import { MinMaxReadouts } from './MinMaxReadouts';
import { firstLook, planeLayers } from './minmaxLayers';
import { configOf, LOSS_NAMES, minmaxState } from './minmaxState';
import { text } from './text/minmax';

export { minmaxState as state };

export default function MinMax() {
  const t = useText(text);
  const lang = useLang();
  const [s, set, problems] = useFigureState(minmaxState);
  const plane = usePlaneData(s, set, 'ring');
  const config = useMemo(() => configOf(s, plane.config), [s, plane.config]);
  const lab = useLab('gan.minmax', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const [heroRef, hero] = useSize<HTMLDivElement>();
  const [sideRef, side] = useSize<HTMLDivElement>();
  const lit = useHighlight();
  const { frame } = lab;
  const names = Object.fromEntries(POINT_SETS.map((p) => [p.key, p[lang]]));
  const first = useMemo(() => firstLook(plane.config), [plane.config]);
  const layers = planeLayers(frame, first, s, lit, plane.strokes);
  const trace = frame?.trace ?? null;
  const columns = side.width > 460 ? 2 : 1;

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      applies={(formula) => (formula === 'r1' ? s.r1 : !LOSS_NAMES.some((loss) => loss === formula) || formula === s.loss)}
      controls={<MinMaxControls s={s} set={set} />}
      more={<MinMaxMore s={s} set={set} />}
    >
      <div className={layout.columns} style={shares(9, 11)}>
        <div className={styles.hero} ref={heroRef}>
          {hero.width > 0 && (
            <Plane
              layers={layers}
              domain={{ x: [-2.4, 2.4], y: [-2.4, 2.4] }}
              width={hero.width - 2}
              height={hero.width - 2}
              label={t.plane(names[s.data] ?? t.drawn, lab.step)}
              onDraw={plane.onDraw}
            />
          )}
          <p className={styles.status} aria-live="polite">
            {plane.problem ? (
              <span key="undrawn">{`${plane.problem[lang]} ${t.undrawn}`}</span>
            ) : trace ? (
              <span key="trace">
                <b>{trace.player === 'd' ? t.turn.d(trace.round, trace.rounds) : t.turn.g}</b>
                <span>{` · ${t.stages[trace.stage]}`}</span>
                {trace.loss !== null && <span>{` · ${t.traceLoss(trace.loss.toFixed(3))}`}</span>}
                {trace.gradient !== null && <span>{` · ${t.traceGradient(trace.gradient.toFixed(3))}`}</span>}
              </span>
            ) : s.data === 'drawn' ? (
              <span key="draw">{t.drawHere}</span>
            ) : (
              <span key="labels">
                <span className={styles.data}>●</span> <span>{t.labels.real}</span> <span className={styles.generated}>▲</span>{' '}
                <span>{t.labels.fake}</span>
              </span>
            )}
            {s.data === 'drawn' && s.drawn && <Button onClick={() => set({ drawn: '' })}>{t.clear}</Button>}
          </p>
        </div>
        <div className={layout.side} ref={sideRef}>
          {side.width > 0 && <GanGraph frame={frame} running={lab.status === 'running'} width={Math.min(side.width, 640)} />}
          <MinMaxReadouts frame={frame} />
          {side.width > 0 && (
            <div className={styles.curves} style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
              <MinMaxCurves
                frame={frame}
                width={Math.floor((side.width - 20 * (columns - 1)) / columns)}
                height={138}
                critic={s.loss !== 'saturating' && s.loss !== 'nonSaturating'}
              />
            </div>
          )}
        </div>
      </div>
    </Figure>
  );
}

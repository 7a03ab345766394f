/** Figure 4: what is fed to G beside what comes out of it, and how many of the data's modes are among it. */

import { useMemo } from 'react';
import { POINT_SETS } from '../../data/points';
import { useLang, useText } from '../../i18n';
import { Choice, NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, shares } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { Curves } from '../../viz/Curves';
import { useSize } from '../../viz/useSize';
import { FedAndMade } from './FedAndMade';
import styles from './gan.module.css';
import { ModeBars } from './ModeBars';
import { text } from './text/variety';
import { configOf, NOISES, PLAYS, SETS, varietyState } from './varietyState';

export { varietyState as state };

export default function Variety() {
  const t = useText(text);
  const lang = useLang();
  const [s, set, problems] = useFigureState(varietyState);
  const config = useMemo(() => configOf(s), [s]);
  const lab = useLab('gan.variety', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const [pairRef, pair] = useSize<HTMLDivElement>();
  const [sideRef, side] = useSize<HTMLDivElement>();
  const { frame } = lab;
  const half = Math.floor((pair.width - 24) / 2) - 2;
  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice
            label={t.noise}
            value={s.noise}
            options={NOISES.map((value) => ({ value, label: t.noises[value] }))}
            onChange={(noise) => set({ noise })}
          />
          {s.noise === 'discrete' && (
            <Slider label={t.values} value={s.values} min={1} max={8} step={1} onChange={(values) => set({ values })} />
          )}
          <Slider label={t.feed} value={s.feed} min={0} max={4} step={0.05} onChange={(feed) => set({ feed })} />
          <Choice
            label={t.play}
            value={s.play}
            options={PLAYS.map((value) => ({ value, label: t.plays[value] }))}
            onChange={(play) => set({ play })}
          />
        </>
      }
      more={
        <>
          <Choice
            label={t.data}
            value={s.data}
            options={SETS.map((value) => ({ value, label: POINT_SETS.find((p) => p.key === value)?.[lang] ?? value }))}
            onChange={(data) => set({ data })}
          />
          <Choice
            label={t.dim}
            value={s.dim}
            options={[
              { value: 1, label: '1' },
              { value: 2, label: '2' },
            ]}
            onChange={(dim) => set({ dim })}
          />
        </>
      }
    >
      <div className={layout.columns} style={shares(7, 3)}>
        <div className={styles.pair} ref={pairRef}>
          {half > 0 && <FedAndMade frame={frame} data={s.data} size={half} dim={s.dim} noise={t.noises[s.noise]} />}
        </div>
        <div className={layout.side} ref={sideRef}>
          <div className={layout.readouts}>
            <NumberReadout label={t.readouts.covered} value={frame ? `${frame.covered} / ${frame.modes}` : null} formula="covered" />
            <NumberReadout
              label={t.readouts.distinct}
              value={frame ? `${frame.distinct} / ${frame.draws}` : null}
              formula={{ fn: 'runtime/programs/gan/variety.ts#distinctPoints' }}
            />
            <NumberReadout
              label={t.readouts.near}
              value={frame ? 100 * frame.shares.reduce((sum, v) => sum + v, 0) : null}
              format={(v) => v.toFixed(1)}
              unit="%"
              formula={{ fn: 'models/gan/measures.ts#modeShares' }}
            />
          </div>
          {side.width > 0 && frame && (
            <>
              <ModeBars shares={frame.shares} width={side.width} height={110} title={t.shares} label={t.sharesAlt} fair={t.fair} />
              <Curves
                title={t.history}
                label={t.historyAlt}
                series={[{ key: 'covered', name: '', colour: 'generated', y: frame.history.covered }]}
                x={frame.history.step}
                width={side.width}
                height={120}
                yDomain={[0, frame.modes + 0.5]}
                marks={[{ y: frame.modes, name: t.all }]}
              />
            </>
          )}
        </div>
      </div>
    </Figure>
  );
}

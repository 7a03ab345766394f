/** Figure 6: tokens drawn uniformly, place by place, and by the learned prior; and the prior at work, one token after the other. */

import { useMemo } from 'react';
import { useText } from '../../i18n';
import type { Judged, Way } from '../../runtime/programs/vae/prior';
import { Button, Choice, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { useAnswer, useLab, useOfModel } from '../../store/lab';
import { defineState, int, number, oneOf, useFigureState } from '../../store/url';
import { Curves } from '../../viz/Curves';
import { FaceGrid } from '../../viz/FaceGrid';
import { useSize } from '../../viz/useSize';
import { percent, Sequence } from './Sequence';
import { text } from './text/tokens';
import styles from './vae.module.css';

const WAYS: readonly Way[] = ['uniform', 'independent', 'learned'];
export const state = defineState('vae.prior', {
  start: oneOf(['shipped', 'scratch'], 'shipped'),
  temperature: number({ min: 0.1, max: 2, default: 1 }),
  topK: int({ min: 1, max: 256, default: 256 }),
  draw: int({ min: 1, max: 999_999, default: 1 }),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});
const SAMPLES = 12;
const MEASURED = 150;

export default function Prior() {
  const words = useText(text);
  const t = words.prior;
  const [s, set, problems] = useFigureState(state);
  const config = useMemo(() => ({ start: s.start, temperature: s.temperature, topK: s.topK }), [s.start, s.temperature, s.topK]);
  const lab = useLab('vae.prior', config, { seed: s.seed, onSeed: (seed) => set({ seed }), autoplay: true, speed: 1 });
  const { frame } = lab;
  const [columnRef, column] = useSize<HTMLDivElement>();
  const [wideRef, { width }] = useSize<HTMLDivElement>();
  const [judged, setJudged] = useOfModel<{ rows: readonly Judged[]; n: number }>(lab);
  // The settings are part of the question: other settings, other samples.
  const ready = frame !== null;
  const question = useMemo(() => (ready ? { n: SAMPLES, seed: s.draw, config } : null), [ready, s.draw, config]);
  const samples = useAnswer(lab, 'sample', question, { step: s.start === 'scratch' }).value;

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      more={
        <Choice
          label={t.start}
          value={s.start}
          options={(['shipped', 'scratch'] as const).map((value) => ({ value, label: t.starts[value] }))}
          onChange={(start) => {
            lab.setSpeed(start === 'scratch' ? 'max' : 1);
            set({ start });
          }}
        />
      }
      controls={
        <>
          <Slider
            label={t.temperature}
            value={s.temperature}
            min={0.1}
            max={2}
            step={0.05}
            onChange={(temperature) => set({ temperature })}
          />
          <Slider
            label={t.topK}
            value={s.topK}
            min={1}
            max={256}
            log
            format={(v) => String(Math.round(v))}
            onChange={(k) => set({ topK: Math.round(k) })}
          />
          <Button onClick={() => set({ draw: s.draw + 1 })}>{t.fresh}</Button>
          <Button
            primary
            disabled={!frame || lab.progress !== null}
            onClick={() => void lab.call('measure', { n: MEASURED, seed: s.draw }).then((answer) => answer && setJudged(answer))}
          >
            {t.measure}
          </Button>
        </>
      }
    >
      <div className={layout.stack} ref={wideRef}>
        <div className={styles.three}>
          {WAYS.map((way) => {
            const row = judged?.rows.find((r) => r.way === way);
            return (
              <div key={way} ref={way === 'uniform' ? columnRef : undefined} data-way={way}>
                <p className={layout.caption}>
                  <span>{t.ways[way]}</span>
                  {row && <small>{t.clean(percent(row.own), percent(row.share), row.median.toFixed(3))}</small>}
                </p>
                {samples && column.width > 0 && (
                  <FaceGrid
                    data={samples[way]}
                    count={SAMPLES}
                    columns={column.width > 250 ? 4 : 3}
                    width={column.width}
                    label={t.samples(t.ways[way])}
                  />
                )}
              </div>
            );
          })}
        </div>
        {judged && <p className={layout.hint}>{t.note(judged.n)}</p>}
        {frame && width > 0 && s.start === 'scratch' && (
          <Curves
            title={t.curve}
            label={t.curveAlt}
            series={[{ key: 'learned', name: t.ways.learned, colour: 'network', y: frame.history.learned }]}
            x={frame.history.step}
            xName={t.steps}
            marks={[
              { y: frame.nats.uniform, name: t.ways.uniform },
              { y: frame.nats.independent, name: t.ways.independent },
            ]}
            width={width}
            height={150}
          />
        )}
        {frame && <Sequence frame={frame} width={width} />}
      </div>
    </Figure>
  );
}

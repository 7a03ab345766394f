/** Figure 9: the score of noised data, exact and learned, with particles that follow it. */

import { useMemo, useState } from 'react';
import { useText } from '../../i18n';
import { scheduleOf } from '../../models/diffusion/schedule';
import { Button, Choice, NumberReadout, Slider, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, shares, View } from '../../shell/layout';
import { usePlaneData } from '../../shell/planeData';
import { TimeAxis } from '../../shell/TimeAxis';
import { useAnswer, useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { DataControl, Square } from './parts';
import { arrowsAt, exactAt, exactField, layersOf, rms } from './scoreLayers';
import { scoreState, T } from './state';
import { text as compareText } from './text/compare';
import { text } from './text/score';
import { useFlow } from './useFlow';

export { scoreState as state };

export default function Score() {
  const t = useText(text);
  const compared = useText(compareText);
  const [s, set, problems] = useFigureState(scoreState);
  const plane = usePlaneData(s, set);
  const config = useMemo(
    () => ({ ...plane.config, schedule: s.schedule, steps: s.steps, eta: s.eta }),
    [plane.config, s.schedule, s.steps, s.eta],
  );
  const lab = useLab('diffusion.score', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const [flowing, setFlowing] = useFlow((at) => set({ t: at }));
  const [hover, setHover] = useState<readonly [number, number] | null>(null);
  const schedule = useMemo(() => scheduleOf(s.schedule, T), [s.schedule]);
  const at = Math.max(1, s.t);
  const spread = Math.sqrt(1 - schedule.alphaBar[at]);
  const exact = useMemo(() => exactField(plane.config, schedule.alphaBar[at]), [plane.config, schedule, at]);
  const learned = useAnswer(lab, 'field', { t: at, points: arrowsAt }, { step: true }).value ?? null;
  const error = learned ? rms(learned, exact.score, exact.weights) * spread : null;
  const layers = useMemo(() => layersOf(frame, s, exact, learned, spread), [frame, s, exact, learned, spread]);

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <DataControl value={s.data} drawn={s.drawn} onChange={set} />
          <Button primary pressed={flowing} onClick={() => setFlowing(!flowing)}>
            {t.flow}
          </Button>
          <Choice
            label={t.show}
            value={s.show}
            options={(['exact', 'learned', 'difference'] as const).map((value) => ({ value, label: t.shows[value] }))}
            onChange={(show) => set({ show })}
          />
          <Slider label="η" value={s.eta} min={0} max={1} step={0.05} onChange={(eta) => set({ eta })} />
          <Slider
            label={t.steps}
            value={s.steps}
            min={4}
            max={200}
            log
            format={(v) => String(Math.round(v))}
            onChange={(v) => set({ steps: Math.round(v) })}
          />
        </>
      }
      more={
        <>
          <Choice
            label={t.schedule}
            value={s.schedule}
            options={(['linear', 'cosine'] as const).map((value) => ({ value, label: t.schedules[value] }))}
            onChange={(value) => set({ schedule: value })}
          />
          <Toggle label={t.ways} value={s.ways} onChange={(ways) => set({ ways })} />
        </>
      }
    >
      <div className={layout.stack}>
        <div className={layout.columns} style={shares(11, 9)}>
          <div className={layout.side}>
            <div>
              <View name={t.plane(s.t)} remark={t.planeNote}>
                <Square
                  layers={[
                    ...layers,
                    ...(plane.strokes.length
                      ? [{ kind: 'paths' as const, paths: plane.strokes, colour: 'data' as const, lineWidth: 2, opacity: 0.5 }]
                      : []),
                  ]}
                  label={t.planeLabel(s.t, error?.toFixed(2) ?? '–')}
                  onDraw={plane.onDraw}
                  onHover={plane.onDraw ? undefined : setHover}
                />
              </View>
            </div>
            <TimeAxis
              t={s.t}
              reversed
              label={t.timeline}
              onChange={(v) => {
                setFlowing(false);
                set({ t: v });
              }}
              marks={frame?.timesteps}
              colour="generated"
            />
          </div>
          <div className={layout.side}>
            <p className={layout.words}>
              {plane.problem
                ? t.drawMore
                : plane.onDraw
                  ? t.drawHere
                  : hover
                    ? t.at(hover, schedule.alphaBar[at], exactAt(plane.config, schedule.alphaBar[at], hover))
                    : t.legend}
            </p>
            <div className={layout.tops}>
              <NumberReadout label={t.error} value={error} formula={{ id: 'score', note: t.errorNote }} />
              <NumberReadout label={t.distance} value={frame?.ratio ?? null} unit="×" formula={{ note: compared.distanceNote }} />
            </div>
            <Plot
              title={t.loss}
              height={180}
              x={frame?.history.step ?? NONE}
              xName={t.training}
              label={t.lossLabel}
              series={[{ key: 'loss', name: 'L', colour: 'gradient', y: frame?.history.loss ?? NONE, width: 2.2 }]}
              marks={frame ? [{ y: frame.optimum, name: t.optimum, colour: 'data' }] : []}
            />
            <Plot
              title={t.ratio}
              height={180}
              x={frame?.history.step ?? NONE}
              xName={t.training}
              yScale="log"
              label={t.ratioLabel}
              series={[{ key: 'ratio', name: 'SW', colour: 'generated', y: frame?.history.ratio ?? NONE, width: 2.2 }]}
              marks={[{ y: 1, name: t.floor, colour: 'data' }]}
            />
          </div>
        </div>
      </div>
    </Figure>
  );
}

const NONE = new Float32Array(0);

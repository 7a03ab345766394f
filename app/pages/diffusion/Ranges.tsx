/** One set of parameters for all steps, against four for a quarter each: errors by t, samples, and repeats from other seeds. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { LEARN, REPEATS, SIDES, type Side, TIMES } from '../../runtime/programs/diffusion/rangesSettings';
import { Choice, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, View } from '../../shell/layout';
import { dataFields, usePlaneData } from '../../shell/planeData';
import { useLab } from '../../store/lab';
import { defineState, int, oneOf, useFigureState } from '../../store/url';
import type { Layer } from '../../viz/Plane';
import type { ColourName } from '../../viz/palette';
import { DataControl, Square } from './parts';
import { T } from './state';
import { text } from './text/ranges';

export const state = defineState('diffusion.ranges', {
  size: oneOf(['all', 'each'], 'all'),
  ...dataFields('gaussians8'),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

const COLOUR: Readonly<Record<Side, ColourName>> = { one: 'generated', four: 'condition' };

export default function Ranges() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const plane = usePlaneData(s, set);
  const config = useMemo(() => ({ ...plane.config, size: s.size }), [plane.config, s.size]);
  const lab = useLab('diffusion.ranges', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const { one, four } = frame?.ended ?? { one: null, four: null };
  const n = frame?.repeat ?? 0;
  const won = one && four ? four.ratio.filter((v, i) => v < one.ratio[i]).length : 0;

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
            label={t.size}
            value={s.size}
            options={(['all', 'each'] as const).map((value) => ({ value, label: t.sizes[value] }))}
            onChange={(size) => set({ size })}
          />
        </>
      }
    >
      <div className={layout.stack}>
        <div className={layout.columns}>
          {SIDES.map((side) => {
            const ratio = frame?.now[side].ratio.toFixed(1) ?? null;
            const layers: Layer[] = [
              ...(plane.strokes.length
                ? [{ kind: 'paths' as const, paths: plane.strokes, colour: 'data' as const, lineWidth: 2, opacity: 0.35 }]
                : []),
              ...(frame
                ? [
                    { kind: 'points' as const, points: frame.real, colour: 'data' as const, radius: 1.8, opacity: 0.3 },
                    { kind: 'points' as const, points: frame.samples[side], colour: COLOUR[side], radius: 2.2, opacity: 0.85 },
                  ]
                : []),
            ];
            return (
              <View
                key={side}
                name={t.names[side]}
                colour={COLOUR[side]}
                aside={<NumberReadout label={t.distance} value={ratio} unit={ratio ? '×' : undefined} formula={{ note: t.distanceNote }} />}
              >
                <Square layers={layers} max={430} label={t.plane(t.names[side], ratio ?? '–')} onDraw={plane.onDraw} />
                <NumberReadout
                  label={t.parameters}
                  value={frame?.parameters[side] ?? null}
                  format={(v) => v.toLocaleString('en')}
                  formula={{ fn: 'models/diffusion/experts.ts#parametersOf', note: t.parametersNote }}
                />
              </View>
            );
          })}
        </div>
        <div className={layout.columns}>
          <Plot
            title={t.byTime}
            height={220}
            x={TIMES}
            xName="t"
            xDomain={[0, T]}
            yScale="log"
            label={t.byTimeLabel}
            series={SIDES.map((side) => ({
              key: side,
              name: t.short[side],
              colour: COLOUR[side],
              y: frame?.now[side].errors ?? NONE,
              width: 2.5,
              dashed: side === 'four',
            }))}
          />
          <Plot
            title={t.repeats}
            height={220}
            x={EACH}
            xName={t.repeat}
            xDomain={[0.5, REPEATS + 0.5]}
            yDomain={[0, Math.max(2, ...(one?.ratio ?? []), ...(four?.ratio ?? [])) * 1.1]}
            label={t.repeatsLabel(n, won)}
            series={SIDES.map((side) => ({
              key: side,
              name: n > 0 ? t.short[side] : '',
              colour: COLOUR[side],
              y: frame?.ended[side].ratio ?? NONE,
              width: 2.5,
              dashed: side === 'four',
            }))}
            marks={[{ y: 1, name: t.floor, colour: 'data' }]}
          />
        </div>
        {n === 0 && <p className={layout.words}>{t.notYet(frame?.step ?? 0, LEARN)}</p>}
        <div className={layout.tops}>
          <NumberReadout label={t.nearer} value={`${won} / ${n}`} formula={{ note: t.nearerNote }} />
          <NumberReadout
            label={t.error}
            value={one && four && n > 0 ? sum(four.error) / sum(one.error) : null}
            formula={{ id: 'score', fn: 'models/diffusion/score.ts#exactEps', note: t.errorNote }}
          />
        </div>
      </div>
    </Figure>
  );
}

const sum = (values: Float32Array): number => values.reduce((all, v) => all + v, 0);
const NONE = new Float32Array(0);
const EACH = Array.from({ length: REPEATS }, (_, i) => i + 1);

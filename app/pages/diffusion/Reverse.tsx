/** The reverse SDE beside the flow: from one place that the reader drags, and from all the noise; the score is exact. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { given } from '../../models/diffusion/given';
import { cosine } from '../../models/diffusion/schedule';
import { CLOUD, PATHS } from '../../runtime/programs/diffusion/reverseSettings';
import { Button, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, Sized, View } from '../../shell/layout';
import { dataFields, usePlaneData } from '../../shell/planeData';
import { TimeAxis } from '../../shell/TimeAxis';
import { useAnswer, useLab } from '../../store/lab';
import { defineState, int, number, useFigureState } from '../../store/url';
import { type Layer, Plane } from '../../viz/Plane';
import { DataControl, REACH } from './parts';
import { ReverseNumbers } from './ReverseNumbers';
import { cloudLayers, densityLayer, spreadOf, waysLayers } from './reverseLayers';
import { exactField, mixtureOf } from './scoreLayers';
import { T } from './state';
import { text } from './text/reverse';
import { useFlow } from './useFlow';

export const state = defineState('diffusion.reverse', {
  t: int({ min: 0, max: T, default: 0 }),
  from: int({ min: 50, max: T, default: 650 }),
  x: number({ min: -2.5, max: 2.5, default: 0.5 }),
  y: number({ min: -2.5, max: 2.5, default: 0.3 }),
  steps: int({ min: 4, max: 200, default: 80 }),
  ...dataFields('gaussians8'),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

const schedule = cosine(T);
const domain = { x: [-REACH, REACH], y: [-REACH, REACH] } as const;

export default function Reverse() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const plane = usePlaneData(s, set);
  const lab = useLab('diffusion.reverse', plane.config, { seed: s.seed, onSeed: (seed) => set({ seed }) });
  const ways = useAnswer(lab, 'ways', { x: s.x, y: s.y, from: s.from, steps: s.steps }).value;
  const clouds = useAnswer(lab, 'clouds', { steps: s.steps }).value;
  const [flowing, setFlowing] = useFlow((at) => set({ t: at }));
  const density = useMemo(() => densityLayer(exactField(plane.config, schedule.alphaBar[Math.max(1, s.t)])), [plane.config, s.t]);
  const here = Math.min(s.t, s.from);
  const densityHere = useMemo(
    () => (here === s.t ? density : densityLayer(exactField(plane.config, schedule.alphaBar[Math.max(1, here)]))),
    [plane.config, density, here, s.t],
  );
  const exact = useMemo(() => given(mixtureOf(plane.config), schedule.alphaBar[s.from], s.x, s.y), [plane.config, s.from, s.x, s.y]);
  const ends = useMemo(() => (ways ? { sde: spreadOf(ways.sde.slice(-2 * PATHS)), ode: ways.ode.slice(-2) } : null), [ways]);
  const strokes: Layer[] = plane.strokes.length
    ? [{ kind: 'paths', paths: plane.strokes, colour: 'data', lineWidth: 2, opacity: 0.5 }]
    : [];
  const mean: Layer[] = [
    { kind: 'points', points: [...exact.mean], colour: 'ink', shape: 'cross', radius: 5 },
    { kind: 'labels', labels: [{ x: exact.mean[0], y: exact.mean[1], text: t.mean, dx: -60, dy: 22 }], colour: 'ink' },
  ];
  const [x, y] = [s.x.toFixed(1), s.y.toFixed(1)];

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
          <Button onClick={() => set({ seed: (s.seed % 999_999) + 1 })}>{t.otherNoise}</Button>
          <Slider
            label={t.from}
            value={s.from}
            min={50}
            max={T}
            step={10}
            format={String}
            onChange={(from) => set({ from: Math.round(from) })}
          />
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
    >
      <div className={layout.stack}>
        <div className={layout.columns}>
          <View name={t.one} remark={t.oneNote}>
            <Sized>
              {(width) => (
                <Plane
                  layers={[densityHere, ...strokes, ...waysLayers(ways, here, PATHS), ...mean]}
                  domain={domain}
                  width={width - 2}
                  height={width - 2}
                  label={t.planeOne(here, x, y)}
                  handles={[{ id: 'start', x: s.x, y: s.y, label: t.start, colour: 'ink' }]}
                  onHandle={(_, px, py) => set({ x: rounded(px), y: rounded(py) })}
                />
              )}
            </Sized>
          </View>
          <View
            name={t.many}
            remark={t.manyNote(s.t)}
            aside={
              <small>
                <span style={{ color: 'var(--role-noise)' }}>●</span> <span>{t.names.sde}</span>{' '}
                <span style={{ color: 'var(--role-generated)' }}>▲</span> <span>{t.names.ode}</span>
              </small>
            }
          >
            <Sized>
              {(width) => (
                <Plane
                  layers={[density, ...strokes, ...cloudLayers(clouds, s.t, CLOUD)]}
                  domain={domain}
                  width={width - 2}
                  height={width - 2}
                  label={t.planeMany(s.t)}
                  onDraw={plane.onDraw}
                />
              )}
            </Sized>
          </View>
        </div>
        <TimeAxis
          t={s.t}
          reversed
          label={t.timeline}
          onChange={(at) => {
            setFlowing(false);
            set({ t: at });
          }}
          colour="generated"
        />
        <p className={layout.words}>{plane.onDraw ? t.drawHere : t.legend}</p>
        <div className={layout.columns}>
          <ReverseNumbers ends={ends} exact={exact} />
          <Plot
            title={t.ratios}
            height={190}
            x={clouds?.at ?? NONE}
            xName="t"
            xDomain={[0, T]}
            yDomain={[0, Math.max(3, ...(clouds ? [...clouds.ratios.sde, ...clouds.ratios.ode] : []))]}
            label={t.ratiosLabel}
            series={[
              { key: 'sde', name: t.names.sde, colour: 'noise', y: clouds?.ratios.sde ?? NONE, width: 2.2 },
              { key: 'ode', name: t.names.ode, colour: 'generated', y: clouds?.ratios.ode ?? NONE, width: 2.2, dashed: true },
            ]}
            marks={[{ y: 1, name: t.floor, colour: 'data' }]}
            cursor={s.t}
            onCursor={(at) => set({ t: Math.round(at) })}
          />
        </div>
      </div>
    </Figure>
  );
}

const rounded = (v: number): number => Math.max(-2.5, Math.min(2.5, Math.round(v * 100) / 100));
const NONE = new Float32Array(0);

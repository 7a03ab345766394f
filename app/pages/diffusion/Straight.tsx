/** Curved and straight paths: three networks' ways from the same noise, and their error by the number of steps. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import type { StraightFrame } from '../../runtime/programs/diffusion/straight';
import { COUNTS, DRAWN, KINDS, type Kind, LEARN, SHOWN } from '../../runtime/programs/diffusion/straightSettings';
import { NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, View } from '../../shell/layout';
import { dataFields, usePlaneData } from '../../shell/planeData';
import { useLab } from '../../store/lab';
import { defineState, int, useFigureState } from '../../store/url';
import type { Layer } from '../../viz/Plane';
import type { ColourName } from '../../viz/palette';
import styles from './diffusion.module.css';
import { DataControl, Square } from './parts';
import { text } from './text/straight';

export const state = defineState('diffusion.straight', {
  steps: int({ min: 1, max: 50, default: 4 }),
  ...dataFields('gaussians8'),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

const COLOUR: Readonly<Record<Kind, ColourName>> = { curved: 'generated', straight: 'latent', again: 'network' };

export default function Straight() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const plane = usePlaneData(s, set);
  const config = useMemo(() => ({ ...plane.config, steps: s.steps }), [plane.config, s.steps]);
  const lab = useLab('diffusion.straight', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const ratio = (kind: Kind) => frame?.nets[kind]?.ratio ?? null;
  const strokes: Layer[] = plane.strokes.length
    ? [{ kind: 'paths', paths: plane.strokes, colour: 'data', lineWidth: 2, opacity: 0.35 }]
    : [];

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <DataControl value={s.data} drawn={s.drawn} onChange={set} />
          <Slider
            label={t.steps}
            value={s.steps}
            min={1}
            max={50}
            log
            format={(v) => String(Math.round(v))}
            onChange={(v) => set({ steps: Math.round(v) })}
          />
        </>
      }
    >
      <div className={layout.stack}>
        <div className={styles.three}>
          {KINDS.map((kind) => (
            <View key={kind} name={t.names[kind]} colour={COLOUR[kind]}>
              <Square
                layers={[...strokes, ...layersOf(frame, kind)]}
                label={t.plane(t.names[kind], s.steps, ratio(kind)?.toFixed(1) ?? '–')}
                onDraw={plane.onDraw}
              />
              <div className={layout.readouts}>
                <NumberReadout
                  label={t.distance}
                  value={ratio(kind)?.toFixed(1) ?? null}
                  unit={ratio(kind) === null ? undefined : '×'}
                  formula={{ fn: 'models/gan/measures.ts#slicedWasserstein', note: t.distanceNote(frame?.steps ?? s.steps) }}
                />
                <NumberReadout
                  label={t.detour}
                  value={frame?.nets[kind]?.detour.toFixed(2) ?? null}
                  formula={{ fn: 'models/diffusion/straight.ts#detour', note: t.detourNote }}
                />
              </div>
              {kind === 'again' && !frame?.nets.again && <span className={layout.words}>{t.wait(frame?.trained[0] ?? 0, LEARN)}</span>}
            </View>
          ))}
        </div>
        <Plot
          title={t.curves}
          height={250}
          x={COUNTS}
          xName={t.x}
          xScale="log"
          xDomain={[1, 50]}
          yScale="log"
          label={t.curvesLabel}
          series={KINDS.map((kind, i) => ({
            key: kind,
            name: t.names[kind],
            colour: COLOUR[kind],
            dashed: i === 1,
            y: frame?.nets[kind]?.ratios ?? NONE,
            width: 2.5,
          }))}
          marks={[{ y: 1, name: t.floor, colour: 'data' }]}
          cursor={s.steps}
          onCursor={(at) => set({ steps: next(s.steps, at) })}
        />
        <NumberReadout
          label={t.trained}
          value={frame ? `${frame.trained[0]} + ${frame.trained[1]}` : null}
          formula={{ note: t.trainedNote }}
        />
      </div>
    </Figure>
  );
}

function layersOf(frame: StraightFrame | null, kind: Kind): Layer[] {
  if (!frame) return [];
  const real: Layer = { kind: 'points', points: frame.real, colour: 'data', radius: 1.8, opacity: 0.3 };
  const one = frame.nets[kind];
  if (!one) return [real];
  const steps = one.ways.length / (2 * SHOWN) - 1;
  const paths = Array.from({ length: DRAWN }, (_, k) => {
    const path = new Float32Array(2 * (steps + 1));
    for (let i = 0; i <= steps; i++) path.set(one.ways.subarray(2 * (i * SHOWN + k), 2 * (i * SHOWN + k) + 2), 2 * i);
    return path;
  });
  return [
    real,
    { kind: 'paths', paths, colour: COLOUR[kind], opacity: 0.5, lineWidth: 1.1 },
    { kind: 'points', points: one.ways.subarray(2 * steps * SHOWN), colour: COLOUR[kind], radius: 2.1, opacity: 0.85 },
  ];
}

/** A place on the axis as a number of steps; an arrow key moves by one at least. */
const next = (now: number, to: number): number => {
  const moved = Math.round(to) === now ? now + Math.sign(to - now) : Math.round(to);
  return Math.max(1, Math.min(50, moved));
};

const NONE = new Float32Array(0);

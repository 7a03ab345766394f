/** Two humps on a line, pulled apart: JS and W₁ over their distance, and how hard each of them, and the loss in use, pulls them together. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { divergence, LINE, lineX, normal1D, slope } from '../../models/gan/divergences';
import { breath } from '../../shell/afterFirstPaint';
import { NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, shares } from '../../shell/layout';
import { plain } from '../../shell/numbers';
import { defineState, number, readState, useFigureState } from '../../store/url';
import { written } from '../../viz/Label';
import { text } from './text/distances';

/** How far the generated hump goes to either side, and the positions at which curves are computed. */
const FAR = 7;
const POSITIONS = Float64Array.from({ length: 141 }, (_, i) => -FAR + (i * FAR) / 70);
const SHOWN: readonly [number, number] = [-FAR - 1, FAR + 1];

export const state = defineState('gan.distances', {
  at: number({ min: -FAR, max: FAR, default: 4 }),
  width: number({ min: 0.1, max: 2, default: 0.5 }),
});

const KINDS = ['js', 'nonSaturating', 'w1'] as const;
const COLOURS = { js: 'network', nonSaturating: 'gradient', w1: 'latent' } as const;
const xs = lineX();

type Kind = (typeof KINDS)[number];
interface Curve {
  readonly width: number;
  readonly value: Float64Array;
  readonly pull: Float64Array;
}
/** Of each kind the last one worked out. */
const kept = new Map<Kind, Curve>();

function curveOf(kind: Kind, width: number): Curve {
  const before = kept.get(kind);
  if (before?.width === width) return before;
  const p = normal1D({ mu: 0, sigma: width });
  const made = {
    width,
    value: POSITIONS.map((mu) => divergence(kind, p, normal1D({ mu, sigma: width }), LINE.dx)),
    pull: POSITIONS.map((mu) => Math.abs(slope(kind, p, mu, width).mu) || Number.NaN),
  };
  kept.set(kind, made);
  return made;
}

/** The same beforehand, one kind after the other, between which the page answers. */
export async function prepare(): Promise<void> {
  const { width } = readState(state, window.location.search).values;
  for (const kind of KINDS) {
    curveOf(kind, width);
    await breath();
  }
}

export default function Distances() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const p = useMemo(() => normal1D({ mu: 0, sigma: s.width }), [s.width]);
  const q = useMemo(() => normal1D({ mu: s.at, sigma: s.width }), [s.at, s.width]);
  const now = (kind: Kind) => divergence(kind, p, q, LINE.dx);
  const pull = (kind: Kind) => Math.abs(slope(kind, p, s.at, s.width).mu);
  const move = (to: number) => set({ at: Math.round(20 * Math.max(-FAR, Math.min(FAR, to))) / 20 });
  const along = { cursor: s.at, onCursor: move, x: POSITIONS, xDomain: SHOWN, room: 84 } as const;
  const line = (kind: Kind, y: ArrayLike<number>, name = t.names[kind]) => ({
    key: kind,
    name,
    colour: COLOURS[kind],
    y,
    width: 2.5,
  });
  return (
    <Figure
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Slider label={written(t.at)} value={s.at} min={-FAR} max={FAR} step={0.05} onChange={(at) => set({ at })} />
          <Slider label={t.width} value={s.width} min={0.1} max={2} step={0.05} onChange={(width) => set({ width })} />
        </>
      }
    >
      <div className={layout.columns} style={shares(11, 9)}>
        <div className={layout.column}>
          <Plot
            series={[
              { key: 'pdata', name: 'p_data', colour: 'data', y: p, x: xs, fill: true },
              { key: 'pg', name: 'p_g', colour: 'generated', y: q, x: xs, fill: true },
            ]}
            {...along}
            height={190}
            label={t.plot}
            xName={t.drag}
            yDomain={[0, 0.42 / s.width]}
          />
          <Plot
            {...along}
            onCursor={undefined}
            title={t.jsOver}
            label={t.jsAlt}
            height={130}
            series={[line('js', curveOf('js', s.width).value)]}
            yDomain={[0, 0.75]}
            marks={[{ y: Math.log(2), name: 'log 2' }]}
          />
          <Plot
            {...along}
            onCursor={undefined}
            title={t.w1Over}
            label={t.w1Alt}
            height={130}
            series={[line('w1', curveOf('w1', s.width).value)]}
            yDomain={[0, FAR]}
          />
        </div>
        <div className={layout.side}>
          <Plot
            {...along}
            onCursor={undefined}
            title={t.pulls}
            label={t.pullsAlt}
            height={300}
            yScale="log"
            yDomain={[1e-9, 200]}
            series={KINDS.map((kind) => line(kind, curveOf(kind, s.width).pull))}
          />
          <div className={layout.readouts}>
            <NumberReadout label="JS" value={now('js')} formula={{ id: 'js', fn: 'models/gan/optimalD.ts#js1D' }} />
            <NumberReadout label="W₁" value={now('w1')} formula="w1" />
            {KINDS.map((kind) => (
              <NumberReadout
                key={kind}
                label={t.pullOf(t.names[kind])}
                value={plain(pull(kind))}
                formula={{
                  id: kind === 'w1' ? 'w1' : kind === 'js' ? 'bound' : 'nonSaturatingSlope',
                  fn: 'models/gan/divergences.ts#slope',
                }}
              />
            ))}
          </div>
          <p className={layout.hint} aria-live="polite">
            {t.says(pull('js') < 1e-3, pull('js'), pull('w1'))}
          </p>
        </div>
      </div>
    </Figure>
  );
}

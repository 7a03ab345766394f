/** Two humps on a line, pulled apart: JS and W₁ over their distance, and how hard each of them, and the loss in use, pulls them together. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { divergence, LINE, lineX, normal1D, slope } from '../../models/gan/divergences';
import { NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, shares } from '../../shell/layout';
import { plain } from '../../shell/numbers';
import { defineState, number, useFigureState } from '../../store/url';
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

export default function Distances() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const p = useMemo(() => normal1D({ mu: 0, sigma: s.width }), [s.width]);
  const q = useMemo(() => normal1D({ mu: s.at, sigma: s.width }), [s.at, s.width]);
  const curves = useMemo(() => {
    const moved = Array.from(POSITIONS, (at) => normal1D({ mu: at, sigma: s.width }));
    const over = (f: (kind: (typeof KINDS)[number], i: number) => number) =>
      Object.fromEntries(KINDS.map((kind) => [kind, Float64Array.from(POSITIONS, (_, i) => f(kind, i))])) as Record<
        (typeof KINDS)[number],
        Float64Array
      >;
    return {
      value: over((kind, i) => divergence(kind, p, moved[i], LINE.dx)),
      pull: over((kind, i) => Math.abs(slope(kind, p, POSITIONS[i], s.width).mu) || Number.NaN),
    };
  }, [p, s.width]);
  const now = (kind: (typeof KINDS)[number]) => divergence(kind, p, q, LINE.dx);
  const pull = (kind: (typeof KINDS)[number]) => Math.abs(slope(kind, p, s.at, s.width).mu);
  const move = (to: number) => set({ at: Math.round(20 * Math.max(-FAR, Math.min(FAR, to))) / 20 });
  const along = { cursor: s.at, onCursor: move, x: POSITIONS, xDomain: SHOWN, room: 84 } as const;
  const line = (kind: (typeof KINDS)[number], y: ArrayLike<number>, name = t.names[kind]) => ({
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
            series={[line('js', curves.value.js)]}
            yDomain={[0, 0.75]}
            marks={[{ y: Math.log(2), name: 'log 2' }]}
          />
          <Plot
            {...along}
            onCursor={undefined}
            title={t.w1Over}
            label={t.w1Alt}
            height={130}
            series={[line('w1', curves.value.w1)]}
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
            series={KINDS.map((kind) => line(kind, curves.pull[kind]))}
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

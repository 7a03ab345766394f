/** Figure 7: in the plane, the density of the guided score, the sharpened data noised, and the guided samples: three different things. */
import { useMemo } from 'react';
import { mixture } from '../../data/points/mixture';
import { createRng } from '../../data/rng';
import { useText } from '../../i18n';
import { cosine, subsequence } from '../../models/diffusion/schedule';
import { guidedDensity, guidedPaths, type Labelled, sharpenedDensity } from '../../models/diffusion/sharpened';
import { NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Sized, View } from '../../shell/layout';
import { TimeAxis } from '../../shell/TimeAxis';
import { useFigureState } from '../../store/url';
import { type Layer, Plane } from '../../viz/Plane';
import { sharpenedState } from './guidanceState';
import { T } from './parts';
import { text } from './text/guidance';

export { sharpenedState as state };

/** Two classes that touch: three humps asked for, three others among them. */
const DATA: Labelled = {
  ...mixture([
    { x: -1.1, y: 0.5, sd: 0.3, weight: 1 },
    { x: 0.2, y: 1.1, sd: 0.25, weight: 1 },
    { x: 0.1, y: -0.2, sd: 0.28, weight: 1 },
    { x: -0.5, y: -0.8, sd: 0.3, weight: 1 },
    { x: 1.1, y: 0.4, sd: 0.3, weight: 1 },
    { x: 0.9, y: -0.9, sd: 0.28, weight: 1 },
  ]),
  labels: [0, 0, 0, 1, 1, 1],
};
const [N, REACH, POINTS, STEPS] = [72, 2.6, 400, 50];
const schedule = cosine();
const TIMES = subsequence(T, STEPS);

export default function Sharpened() {
  const words = useText(text);
  const t = words.sharpened;
  const [s, set, problems] = useFigureState(sharpenedState);
  const xT = useMemo(() => createRng(`sharpened ${s.seed}`).fillNormal(new Float32Array(2 * POINTS)), [s.seed]);
  const paths = useMemo(
    () => guidedPaths(DATA, 0, s.w, schedule, xT, TIMES, [Math.min(s.from, s.to), Math.max(s.from, s.to)]),
    [s.w, s.from, s.to, xT],
  );
  const index = TIMES.reduce((best, at, i) => (Math.abs(at - s.t) < Math.abs(TIMES[best] - s.t) ? i : best), 0);
  const alphaBar = schedule.alphaBar[TIMES[index]];
  const guided = useMemo(() => guidedDensity(DATA, 0, s.w, alphaBar, N, REACH), [s.w, alphaBar]);
  const sharp = useMemo(() => sharpenedDensity(DATA, 0, s.w, alphaBar, N, REACH), [s.w, alphaBar]);
  const apart = (0.5 * guided.reduce((sum, v, i) => sum + Math.abs(v - sharp[i]), 0) * (2 * REACH) ** 2) / (N * N);
  const top = Math.max(...guided, ...sharp);

  const plane = (name: string, density: Float32Array) => (
    <View
      name={name}
      remark={
        <>
          <span style={{ color: 'var(--role-generated)' }}>▲</span> {t.points}
        </>
      }
    >
      <Sized max={520}>
        {(width) => (
          <Plane
            layers={layersOf(density, paths[index], top)}
            domain={{ x: [-REACH, REACH], y: [-REACH, REACH] }}
            width={width - 2}
            height={width - 2}
            label={t.alt(name, TIMES[index])}
          />
        )}
      </Sized>
    </View>
  );

  return (
    <Figure
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={<Slider label="w" value={s.w} min={-1} max={8} step={0.25} onChange={(w) => set({ w })} />}
      more={
        <>
          <Slider label={words.interval[0]} value={s.from} min={0} max={T} step={10} onChange={(from) => set({ from })} />
          <Slider label={words.interval[1]} value={s.to} min={0} max={T} step={10} onChange={(to) => set({ to })} />
        </>
      }
    >
      <div className={layout.stack}>
        <div className={layout.columns}>
          {plane(t.guided, guided)}
          {plane(t.sharp, sharp)}
        </div>
        <TimeAxis t={s.t} reversed label={words.timeline} onChange={(at) => set({ t: Math.round(at) })} />
        <div className={layout.row}>
          <NumberReadout label={t.apart} value={apart} format={(v) => v.toFixed(3)} formula={{ id: 'sharpened', note: t.apartNote }} />
        </div>
      </div>
    </Figure>
  );
}

function layersOf(density: Float32Array, points: Float32Array, top: number): Layer[] {
  const domain = { x: [-REACH, REACH], y: [-REACH, REACH] } as const;
  return [
    {
      kind: 'heat',
      grid: { values: density, nx: N, ny: N, domain },
      scale: { type: 'sequential', colour: 'condition', max: top },
      opacity: 0.75,
    },
    { kind: 'points', points, colour: 'generated', radius: 1.8, halo: true },
  ];
}

/** Figure 2: what is long becomes round. The ellipse of points in the plane, and the spectrum of faces, under more and more noise. */

import { useMemo } from 'react';
import { components, type Mixture, pointSetFromDrawing, samplePoints } from '../../data/points';
import { createRng } from '../../data/rng';
import { useText } from '../../i18n';
import { qSample, scheduleOf } from '../../models/diffusion/schedule';
import { covariance, eigenvalues, noisedSpectrum } from '../../models/diffusion/spectrum';
import { Choice, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, View } from '../../shell/layout';
import { type PlaneData, usePlaneData } from '../../shell/planeData';
import { TimeAxis } from '../../shell/TimeAxis';
import { useFigureState } from '../../store/url';
import type { Layer } from '../../viz/Plane';
import { FACES, facesSpectrum } from './facesSpectrum';
import { DataControl, Square } from './parts';
import { isotropicState, T } from './state';
import { text } from './text/isotropic';

export { prepare } from './facesSpectrum';
export { isotropicState as state };

const POINTS = 900;

export default function Isotropic() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(isotropicState);
  const plane = usePlaneData(s, set);
  const schedule = useMemo(() => scheduleOf(s.schedule, T), [s.schedule]);
  const cloud = useMemo(() => cloudOf(plane.config), [plane.config]);
  const points = qSample(schedule, cloud.x0, s.t, cloud.eps);
  const ellipse = ellipseOf(points);
  const alphaBar = schedule.alphaBar[s.t];
  const spectrum = facesSpectrum();
  const now = noisedSpectrum(spectrum, alphaBar);
  const least = now[now.length - 1];
  const ranks = Float32Array.from(spectrum, (_, i) => i + 1);
  const layers: Layer[] = [
    { kind: 'points', points, colour: s.t > T / 2 ? 'noise' : 'data', radius: 2.2, opacity: 0.6 },
    { kind: 'paths', paths: [ellipse.path], colour: 'ink', lineWidth: 2 },
    { kind: 'paths', paths: [circle(2)], colour: 'noise', lineWidth: 1.5, dashed: true },
    ...(plane.strokes.length
      ? [{ kind: 'paths' as const, paths: plane.strokes, colour: 'data' as const, lineWidth: 2, opacity: 0.35 }]
      : []),
  ];
  return (
    <Figure
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <DataControl value={s.data} drawn={s.drawn} onChange={set} />
          <Choice
            label={t.schedule}
            value={s.schedule}
            options={(['linear', 'cosine'] as const).map((value) => ({ value, label: t.schedules[value] }))}
            onChange={(value) => set({ schedule: value })}
          />
        </>
      }
    >
      <div className={layout.stack}>
        <div className={layout.columns}>
          <View name={t.plane} remark={t.planeNote(s.t)}>
            <Square layers={layers} label={t.planeLabel(s.t, ellipse.ratio.toFixed(2))} max={470} onDraw={plane.onDraw} />
          </View>
          <div className={layout.side}>
            <View name={t.spectrum} remark={t.spectrumNote(FACES)}>
              <Plot
                height={300}
                x={ranks}
                xName={t.rank}
                yScale="log"
                yDomain={[1e-5, 30]}
                label={t.spectrumLabel(s.t, least < 1e-9 ? '∞' : (now[0] / least).toPrecision(3))}
                series={[
                  { key: 'x0', name: 't = 0', colour: 'data', y: spectrum.map(shown) },
                  ...(s.t > 0 ? [{ key: 'xt', name: `t = ${s.t}`, colour: 'ink' as const, y: now.map(shown), width: 3 }] : []),
                ]}
                marks={[{ y: 1, name: t.identity, colour: 'noise' }]}
              />
            </View>
            <div className={layout.tops}>
              <NumberReadout label={t.axes} value={ellipse.ratio} formula="covariance" />
              <NumberReadout label={t.condition} value={least < 1e-9 ? '∞' : now[0] / least} formula="covariance" />
            </div>
            {plane.problem && <p className={layout.words}>{t.drawMore}</p>}
          </div>
        </div>
        <TimeAxis t={s.t} label={t.timeline} onChange={(at) => set({ t: at })} />
      </div>
    </Figure>
  );
}

/** Kept on the logarithmic axis, below its lower end. */
const shown = (v: number): number => Math.max(v, 1e-6);

/** Points of the data, scaled to mean 0 and total variance 2 (as pictures are scaled), and a noise for each. */
function cloudOf({ data, strokes }: PlaneData['config']): { x0: Float32Array; eps: Float32Array } {
  const rng = createRng('isotropic');
  const mixture: Mixture = data === 'drawn' ? pointSetFromDrawing(strokes) : components(data);
  const x0 = samplePoints(mixture, POINTS, rng);
  return { x0, eps: rng.fillNormal(new Float32Array(2 * POINTS)) };
}

/** Ellipse of two standard deviations, and the ratio of its axes. */
function ellipseOf(points: Float32Array): { path: Float32Array; ratio: number } {
  const n = points.length / 2;
  let [mx, my] = [0, 0];
  for (let i = 0; i < n; i++) {
    mx += points[2 * i] / n;
    my += points[2 * i + 1] / n;
  }
  const [a, b, , c] = covariance(points, n, 2);
  const angle = 0.5 * Math.atan2(2 * b, a - c);
  const [large, small] = eigenvalues(Float64Array.of(a, b, b, c), 2).map((v) => Math.sqrt(Math.max(v, 0)));
  const path = new Float32Array(2 * 73);
  for (let i = 0; i <= 72; i++) {
    const u = (2 * Math.PI * i) / 72;
    const [p, q] = [2 * large * Math.cos(u), 2 * small * Math.sin(u)];
    path[2 * i] = mx + p * Math.cos(angle) - q * Math.sin(angle);
    path[2 * i + 1] = my + p * Math.sin(angle) + q * Math.cos(angle);
  }
  return { path, ratio: large / Math.max(small, 1e-6) };
}

function circle(r: number): Float32Array {
  return Float32Array.from({ length: 146 }, (_, i) => r * (i % 2 === 0 ? Math.cos : Math.sin)((2 * Math.PI * (i >> 1)) / 72));
}

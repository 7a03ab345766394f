/** Figure 1: the two-player game in the plane. Real and generated points over D's verdict and G's warped grid, the wiring, four curves. */
import { useMemo, useRef, useState } from 'react';
import { POINT_SETS, pointSetFromDrawing, samplePoints } from '../../data/points';
import { createRng } from '../../data/rng';
import { useLang, useText } from '../../i18n';
import type { MinMaxFrame } from '../../runtime/programs/gan/minmax';
import { Button, Choice, NumberReadout, Slider, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { useHighlight } from '../../store/highlight';
import { useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { type Layer, Plane } from '../../viz/Plane';
import { useSize } from '../../viz/useSize';
import { decodeDrawing, drawingProblem, encodeDrawing } from './drawing';
import { GanGraph } from './GanGraph';
import styles from './gan.module.css';
import { MinMaxCurves } from './MinMaxCurves';
import { MinMaxMore } from './MinMaxMore';
import { configOf, LOSS_NAMES, type MinMaxState, minmaxState } from './minmaxState';
import { minmaxCode } from './sources';
import { text } from './text';

export default function MinMax() {
  const t = useText(text).minmax;
  const lang = useLang();
  const [s, set, problems] = useFigureState(minmaxState);
  const strokes = useMemo(() => decodeDrawing(s.drawn), [s.drawn]);
  const undrawn = s.data === 'drawn' ? drawingProblem(strokes) : null;
  const config = useLastGood(
    useMemo(() => configOf(s), [s]),
    undrawn === null,
    { ...s, data: 'ring' },
  );
  const lab = useLab('gan.minmax', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const [heroRef, hero] = useSize<HTMLDivElement>();
  const [sideRef, side] = useSize<HTMLDivElement>();
  const [pen, setPen] = useState<number[] | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const lit = useHighlight();
  const { frame } = lab;
  const names = Object.fromEntries(POINT_SETS.map((p) => [p.key, p[lang]]));
  const first = useMemo(() => firstLook(config.data, config.drawn), [config.data, config.drawn]);
  const layers = planeLayers(frame, first, s, lit, s.data === 'drawn' ? [...strokes, ...(pen ? [pen] : [])] : []);
  const onDraw = (stroke: Float32Array, done: boolean) => {
    setPen(done ? null : Array.from(stroke));
    if (done) set({ drawn: encodeDrawing([...strokes, stroke]) });
  };
  const trace = frame?.trace ?? null;
  const columns = side.width > 460 ? 2 : 1;

  return (
    <Figure
      id="gan.minmax"
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      code={minmaxCode}
      formulas={[
        'value',
        'generator',
        'lossD',
        s.loss === 'saturating' ? 'saturating' : s.loss === 'nonSaturating' ? 'nonSaturating' : s.loss,
        ...(s.r1 ? ['r1'] : []),
        'update',
        'js',
        'kl',
        'swd',
        'pull',
      ]}
      save={{ canvas: () => canvas.current }}
      controls={
        <>
          <Choice
            label={t.data}
            value={s.data}
            options={[
              ...POINT_SETS.map((p) => ({ value: p.key as MinMaxState['data'], label: p[lang] })),
              { value: 'drawn' as const, label: t.drawn },
            ]}
            onChange={(data) => set({ data })}
          />
          <Choice
            label={t.loss}
            value={s.loss}
            options={LOSS_NAMES.map((value) => ({ value, label: t.losses[value] }))}
            onChange={(loss) => set({ loss })}
          />
          <Toggle label={t.r1} value={s.r1} onChange={(r1) => set({ r1 })} />
          <Slider label={t.lrG} value={s.lrG} min={1e-5} max={0.1} log onChange={(lrG) => set({ lrG })} />
          <Slider label={t.lrD} value={s.lrD} min={1e-5} max={0.1} log onChange={(lrD) => set({ lrD })} />
        </>
      }
      more={<MinMaxMore s={s} set={set} />}
    >
      <div className={styles.columns}>
        <div className={styles.hero} ref={heroRef}>
          {hero.width > 0 && (
            <Plane
              ref={canvas}
              layers={layers}
              domain={{ x: [-2.4, 2.4], y: [-2.4, 2.4] }}
              width={hero.width - 2}
              height={hero.width - 2}
              label={t.plane(names[s.data] ?? t.drawn, lab.step)}
              onDraw={s.data === 'drawn' ? onDraw : undefined}
            />
          )}
          <p className={styles.status} aria-live="polite">
            {undrawn ? (
              <>
                {undrawn[lang]} {t.undrawn}
              </>
            ) : trace ? (
              <>
                <b>{trace.player === 'd' ? t.turn.d(trace.round, trace.rounds) : t.turn.g}</b> · {t.stages[trace.stage]}
                {trace.loss !== null && ` · ${t.traceLoss(trace.loss.toFixed(3))}`}
                {trace.gradient !== null && ` · ${t.traceGradient(trace.gradient.toFixed(3))}`}
              </>
            ) : s.data === 'drawn' ? (
              t.drawHere
            ) : (
              <>
                <span className={styles.data}>●</span> {t.labels.real} <span className={styles.generated}>●</span> {t.labels.fake}
              </>
            )}
            {s.data === 'drawn' && s.drawn && <Button onClick={() => set({ drawn: '' })}>{t.clear}</Button>}
          </p>
        </div>
        <div className={styles.side} ref={sideRef}>
          {side.width > 0 && <GanGraph frame={frame} running={lab.status === 'running'} width={Math.min(side.width, 640)} />}
          <Readouts frame={frame} />
          {side.width > 0 && (
            <div className={styles.curves} style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
              <MinMaxCurves
                frame={frame}
                width={Math.floor((side.width - 20 * (columns - 1)) / columns)}
                height={138}
                critic={s.loss !== 'saturating' && s.loss !== 'nonSaturating'}
              />
            </div>
          )}
        </div>
      </div>
    </Figure>
  );
}

/** Keeps the last configuration that was good while the reader's drawing is not yet one. */
function useLastGood(config: ReturnType<typeof configOf>, good: boolean, fallback: MinMaxState): ReturnType<typeof configOf> {
  const last = useRef(config);
  if (good) last.current = config;
  else if (last.current.data === 'drawn' && drawingProblem(last.current.drawn as number[][])) last.current = configOf(fallback);
  return last.current;
}

function Readouts({ frame }: { frame: MinMaxFrame | null }) {
  const t = useText(text).minmax.readouts;
  const now = frame?.now;
  const times = frame ? frame.now.swd / frame.floor.swd : null;
  const filled = frame ? String.raw`\mathrm{SW}/\text{floor}=${frame.now.swd.toFixed(3)}/${frame.floor.swd.toFixed(3)}` : undefined;
  return (
    <div className={styles.readouts}>
      <NumberReadout label={t.value} value={now?.value ?? null} formula="value" />
      <NumberReadout label={t.accuracy} value={now ? 100 * now.accuracy : null} unit="%" formula="accuracy" />
      <NumberReadout label={t.js} value={now?.js ?? null} formula="js" />
      <NumberReadout label={t.swd} value={times} unit="×" formula={{ id: 'swd', filled }} />
    </div>
  );
}

/** The data itself, before the engine is there to train on it. */
function firstLook(data: string, drawn: readonly (readonly number[])[]): Float32Array {
  const set = data === 'drawn' ? pointSetFromDrawing(drawn) : (POINT_SETS.find((p) => p.key === data)?.key ?? 'ring');
  return samplePoints(set, 600, createRng('first look'));
}

/** The layers of the hero view, from the ground up. What the reader points at stays; the rest steps back. */
function planeLayers(
  frame: MinMaxFrame | null,
  first: Float32Array,
  s: MinMaxState,
  lit: string | null,
  drawing: readonly number[][],
): Layer[] {
  const layers: Layer[] = [];
  const dim = (...things: string[]) => (lit && ['z', 'G', 'D', 'x', 'fake', 'pull'].includes(lit) && !things.includes(lit) ? 0.3 : 1);
  if (frame) {
    const n = Math.round(Math.sqrt(frame.surface.length));
    const grid = { values: frame.surface, nx: n, ny: n };
    if (s.surface) {
      layers.push({
        kind: 'heat',
        grid,
        scale: { type: 'diverging', low: 'generated', high: 'data', mid: 0, span: 1 },
        opacity: 0.42 * dim('D'),
      });
      layers.push({ kind: 'contours', grid, levels: [0], colour: 'network', opacity: 0.8 * dim('D'), lineWidth: 1.5, dashed: true });
    }
    if (s.grid)
      layers.push({
        kind: 'mesh',
        points: frame.mesh,
        nx: frame.nx,
        ny: frame.ny,
        colour: 'generated',
        opacity: 0.45 * dim('G', 'z'),
        lineWidth: frame.ny > 1 ? 1 : 2,
      });
    const trace = frame.trace;
    layers.push({ kind: 'points', points: trace?.real ?? frame.real, colour: 'data', radius: 2.4, opacity: 0.7 * dim('x') });
    const fake = trace ? trace.fake : frame.fake;
    if (fake) layers.push({ kind: 'points', points: fake, colour: 'generated', radius: 2.4, opacity: 0.9 * dim('fake', 'G'), halo: true });
    if (s.pull)
      layers.push({
        kind: 'arrows',
        at: frame.fake.subarray(0, frame.pull.length),
        vectors: frame.pull,
        colour: 'gradient',
        scale: 0.25,
        maxLength: 34,
        opacity: dim('pull', 'fake'),
        lineWidth: 1.4,
      });
  }
  if (!frame) layers.push({ kind: 'points', points: first, colour: 'data', radius: 2.4, opacity: 0.7 });
  if (drawing.length > 0) layers.push({ kind: 'paths', paths: drawing, colour: 'data', lineWidth: 3, opacity: 0.5 });
  return layers;
}

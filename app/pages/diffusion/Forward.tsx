/** Figure 1: a face drowned in noise, by the chain and by the jump, with its histogram and the schedule, all in the frame in which t is dragged. */
import { useMemo, useRef, useState } from 'react';
import { compose, faceAt, toUnit } from '../../data/faces';
import { createRng } from '../../data/rng';
import { useText } from '../../i18n';
import { scheduleOf, snr } from '../../models/diffusion/schedule';
import { Button, Choice, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { FilmStrip } from '../../viz/FilmStrip';
import { Histogram } from '../../viz/Histogram';
import { PixelEditor } from '../../viz/PixelEditor';
import { ScheduleChart } from '../../viz/ScheduleChart';
import styles from './diffusion.module.css';
import { type Chain, chainOf, cloudAt, noised, noiseOf, PIXELS, standardNormal } from './noising';
import { Paints } from './Paints';
import { brushed, encodePainting, laidOn, paintingOf } from './painting';
import { filmScale, Sized, sym, View } from './parts';
import { code } from './sources';
import { forwardState, readKnots, T, writeKnots } from './state';
import { TimeAxis } from './TimeAxis';
import { text } from './text';

/** Faces behind the histogram. */
const CROWD = 48;
const FILM = [0, 100, 200, 300, 400, 500, 600, 800, 1000];

export default function Forward() {
  const t = useText(text).forward;
  const [s, set, problems] = useFigureState(forwardState);
  const [paint, setPaint] = useState(1);
  const hero = useRef<HTMLDivElement>(null);

  const knots = readKnots(s.knots);
  const schedules = useMemo(
    () => ({ linear: scheduleOf('linear', T), cosine: scheduleOf('cosine', T), drawn: scheduleOf('drawn', T, readKnots(s.knots)) }),
    [s.knots],
  );
  const schedule = schedules[s.schedule];
  const x0 = useMemo(() => laidOn(toUnit(compose(faceAt('test', s.face))), paintingOf(s.paint)), [s.face, s.paint]);
  const steps = useMemo(() => noiseOf(s.seed), [s.seed]);
  const chain = useMemo(() => chainOf(schedule, x0, steps), [schedule, x0, steps]);
  const now = useMemo(() => noised(chain, s.t), [chain, s.t]);
  const crowd = useMemo(() => crowdOf(s.seed), [s.seed]);
  const pixels = useMemo(() => cloudAt(schedule, crowd.x0, s.t, crowd.eps), [schedule, crowd, s.t]);
  const film = useMemo(() => filmOf(chain), [chain]);
  const alphaBar = schedule.alphaBar[s.t];
  const near = FILM.indexOf(s.t);

  // What does not follow t is drawn once: dragging redraws only what changes.
  const filmView = useMemo(
    () => (
      <Sized>
        {(width) => (
          <FilmStrip
            rows={[{ key: 'x', name: sym.xt, label: t.film, colour: 'ink', data: film }]}
            ticks={FILM.map(String)}
            scale={filmScale(width)}
            selected={near < 0 ? null : near}
            onSelect={(i) => set({ t: FILM[i] })}
          />
        )}
      </Sized>
    ),
    [film, near, t, set],
  );
  const editor = useMemo(
    () => (
      <PixelEditor
        data={x0}
        scale={8}
        label={t.editor}
        onStroke={(where) => where.length > 0 && set({ paint: encodePainting(brushed(paintingOf(s.paint), where, paint)) })}
      />
    ),
    [x0, t, s.paint, paint, set],
  );
  return (
    <Figure
      id="diffusion.forward"
      title={t.title}
      claim={t.claim}
      problems={problems}
      code={code.forward}
      formulas={['step', 'jump', 'snr', 'cosine']}
      save={{ canvas: () => hero.current?.querySelector('canvas') ?? null }}
      controls={
        <>
          <Choice
            label={t.schedule}
            value={s.schedule}
            options={(['linear', 'cosine', 'drawn'] as const).map((value) => ({ value, label: t.schedules[value] }))}
            onChange={(value) => set({ schedule: value })}
          />
          <Button onClick={() => set({ face: (s.face + 1) % 1000, paint: '' })}>{t.otherFace}</Button>
          <Button onClick={() => set({ seed: (s.seed % 999_999) + 1 })}>{t.otherNoise}</Button>
        </>
      }
    >
      <TimeAxis t={s.t} label={t.timeline} onChange={(at) => set({ t: at })} />
      <div className={styles.columns}>
        <div className={styles.side}>
          <div className={styles.row} ref={hero}>
            <View name={sym.xt} thing="xt" remark={t.ways.jump}>
              <FaceCanvas data={now.jump} width={272} label={t.xtLabel(s.t)} />
            </View>
            <div className={styles.side}>
              <View name={sym.x0} thing="x0" colour="data" remark={t.paintMe}>
                {editor}
              </View>
              <View name={sym.eps} thing="eps" colour="noise" remark={t.oneNoise}>
                <FaceCanvas data={now.eps} range={2.5} width={128} label={t.epsLabel} />
              </View>
            </div>
            <View name={sym.xt} thing="xt" remark={t.ways.chain(s.t)}>
              <FaceCanvas data={now.chain} width={128} label={t.chainLabel(s.t)} />
              <span className={styles.words} style={{ maxWidth: 128 }}>
                {t.agree(tiny(now.difference))}
              </span>
            </View>
          </div>
          <Paints value={paint} onChange={setPaint} onClear={s.paint ? () => set({ paint: '' }) : undefined} />
        </div>
        <div className={styles.side}>
          <Sized>
            {(width) => (
              <View name={sym.alphaBar} thing="alphaBar" remark={t.chart}>
                <ScheduleChart
                  width={width}
                  height={170}
                  t={s.t}
                  label={t.chartLabel}
                  curves={(['linear', 'cosine', 'drawn'] as const).map((key) => ({
                    key,
                    name: t.schedules[key],
                    alphaBar: schedules[key].alphaBar,
                    colour: 'data',
                    chosen: key === s.schedule,
                  }))}
                  knots={s.schedule === 'drawn' ? knots : undefined}
                  knotLabel={t.knot}
                  onKnot={(k, value) => set({ knots: writeKnots(knots.map((old, i) => (i === k ? value : old))) })}
                />
              </View>
            )}
          </Sized>
          <Sized>
            {(width) => (
              <View name={t.histogram} remark={t.histogramNote(CROWD)}>
                <Histogram
                  data={pixels}
                  domain={[-3.5, 3.5]}
                  bins={56}
                  top={0.7}
                  width={width}
                  height={150}
                  curve={standardNormal}
                  curveName="N(0, 1)"
                  label={t.histogramLabel(s.t)}
                />
              </View>
            )}
          </Sized>
          <div className={styles.row}>
            <NumberReadout label={<span>√{sym.alphaBar}</span>} value={Math.sqrt(alphaBar)} formula={{ id: 'jump' }} />
            <NumberReadout label={<span>√(1 − {sym.alphaBar})</span>} value={Math.sqrt(1 - alphaBar)} formula={{ id: 'jump' }} />
            <NumberReadout
              label="SNR"
              value={s.t === 0 ? '∞' : snr(schedule, s.t)}
              formula={{
                id: 'snr',
                filled: `\\frac{${alphaBar.toPrecision(3)}}{${(1 - alphaBar).toPrecision(3)}}`,
                fn: 'models/diffusion/schedule.ts#snr',
              }}
            />
          </div>
        </div>
      </div>
      {filmView}
    </Figure>
  );
}

/** 3.2e-7 as 3·10⁻⁷. */
function tiny(value: number): string {
  if (value === 0) return '0';
  const [digit, power] = value.toExponential(0).split('e');
  return `${digit}·10${[...power].map((c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)])).join('')}`;
}

/** Many faces and a noise for each, to look at the distribution of their pixels. */
function crowdOf(seed: number): { x0: Float32Array; eps: Float32Array } {
  const x0 = new Float32Array(CROWD * PIXELS);
  for (let i = 0; i < CROWD; i++) x0.set(toUnit(compose(faceAt('test', i))), i * PIXELS);
  return { x0, eps: createRng(`crowd ${seed}`).fillNormal(new Float32Array(CROWD * PIXELS)) };
}

function filmOf(chain: Chain): Float32Array {
  const out = new Float32Array(FILM.length * PIXELS);
  for (const [i, t] of FILM.entries()) out.set(noised(chain, t).jump, i * PIXELS);
  return out;
}

/** Figure 1: a face drowned in noise, by the chain and by the jump, with its histogram and the schedule, all in the frame in which t is dragged. */

import { useMemo, useState } from 'react';
import { pictureOf } from '../../data/faces/ownPicture';
import { useText } from '../../i18n';
import { scheduleOf } from '../../models/diffusion/schedule';
import { Button, Choice } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Sized, shares, View } from '../../shell/layout';
import { TimeAxis } from '../../shell/TimeAxis';
import { readState, useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { FilmStrip } from '../../viz/FilmStrip';
import { PixelEditor } from '../../viz/PixelEditor';
import { FaceControl } from './FaceControl';
import { ForwardCharts, PixelHistogram, SCHEDULES } from './ForwardCharts';
import { chainOf, drawNoise, filmOf, noised, noiseOf } from './noising';
import { Paints } from './Paints';
import { brushed, encodePainting, laidOn, paintingOf } from './painting';
import { filmScale, sym } from './parts';
import { forwardState, readKnots, T, writeKnots } from './state';
import { text } from './text/forward';

export { forwardState as state };

/** The noise of a thousand steps. */
export const prepare = () => drawNoise(readState(forwardState, window.location.search).values.seed);

const FILM = [0, 100, 200, 300, 400, 500, 600, 800, 1000];

export default function Forward() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(forwardState);
  const [paint, setPaint] = useState(1);

  const schedules = useMemo(
    () => ({ linear: scheduleOf('linear', T), cosine: scheduleOf('cosine', T), drawn: scheduleOf('drawn', T, readKnots(s.knots)) }),
    [s.knots],
  );
  const schedule = schedules[s.schedule];
  const x0 = useMemo(() => laidOn(pictureOf(s.face, s.mine), paintingOf(s.paint)), [s.face, s.mine, s.paint]);
  const chain = useMemo(() => chainOf(schedule, x0, noiseOf(s.seed)), [schedule, x0, s.seed]);
  const now = useMemo(() => noised(chain, s.t), [chain, s.t]);
  const film = useMemo(() => filmOf(chain, FILM), [chain]);
  const near = FILM.indexOf(s.t);

  // What does not follow t is made once: dragging redraws only what changes.
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
      <View name={sym.x0} thing="x0" colour="data" remark={t.paintMe}>
        <PixelEditor
          data={x0}
          scale={8}
          label={t.editor}
          onStroke={(where) => set({ paint: encodePainting(brushed(paintingOf(s.paint), where, paint)) })}
          restore={() => set({ paint: s.paint })}
        />
      </View>
    ),
    [x0, t, s.paint, paint, set],
  );
  const paints = useMemo(
    () => <Paints value={paint} onChange={setPaint} onClear={s.paint ? () => set({ paint: '' }) : undefined} />,
    [paint, s.paint, set],
  );
  const controls = useMemo(
    () => (
      <>
        <Choice
          label={t.schedule}
          value={s.schedule}
          options={SCHEDULES.map((value) => ({ value, label: t.schedules[value] }))}
          onChange={(value) => set({ schedule: value })}
        />
        <FaceControl value={s.face} mine={s.mine} onChange={(changed) => set({ ...changed, paint: '' })} />
        <Button onClick={() => set({ seed: (s.seed % 999_999) + 1 })}>{t.otherNoise}</Button>
      </>
    ),
    [t, s.schedule, s.face, s.mine, s.seed, set],
  );
  return (
    <Figure title={t.title} claim={t.claim} problems={problems} controls={controls}>
      <div className={layout.stack}>
        <TimeAxis t={s.t} label={t.timeline} onChange={(at) => set({ t: at })} />
        <div className={layout.columns} style={shares(11, 9)}>
          <div className={layout.side}>
            <div className={layout.tops}>
              <View name={sym.xt} thing="xt" remark={t.ways.jump(s.t)}>
                <FaceCanvas data={now.jump} width={272} label={t.xtLabel(s.t)} />
              </View>
              <div className={layout.side}>
                {editor}
                <View name={sym.eps} thing="eps" colour="noise" remark={t.oneNoise}>
                  <FaceCanvas data={now.eps} range={2.5} width={128} label={t.epsLabel} />
                </View>
              </div>
              <View name={sym.xt} thing="xt" remark={t.ways.chain(s.t)}>
                <FaceCanvas data={now.chain} width={128} label={t.chainLabel(s.t)} />
                <span className={layout.words} style={{ maxWidth: 128 }}>
                  {t.agree(tiny(now.difference))}
                </span>
              </View>
            </div>
            {paints}
            <PixelHistogram t={s.t} seed={s.seed} schedule={schedule} />
          </div>
          <ForwardCharts
            t={s.t}
            schedules={schedules}
            chosen={s.schedule}
            knots={readKnots(s.knots)}
            onKnots={(knots) => set({ knots: writeKnots(knots) })}
          />
        </div>
        {filmView}
      </div>
    </Figure>
  );
}

/** 3.2e-7 as 3·10⁻⁷. */
function tiny(value: number): string {
  if (value === 0) return '0';
  const [digit, power] = value.toExponential(0).split('e');
  return `${digit}·10${[...power].map((c) => (c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(c)])).join('')}`;
}

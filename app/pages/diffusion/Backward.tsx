/** Figure 3: sixteen faces on their way back, every step open to be looked at, painted on and gone on from. */

import { useMemo } from 'react';
import { pictureOf } from '../../data/faces/ownPicture';
import { nextSeed } from '../../data/rng';
import { useText } from '../../i18n';
import { firstAtOrBelow, subsequence } from '../../models/diffusion/schedule';
import { Button, Choice, Group, NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Sized, View } from '../../shell/layout';
import { TimeAxis } from '../../shell/TimeAxis';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { FaceGrid } from '../../viz/FaceGrid';
import { FilmStrip } from '../../viz/FilmStrip';
import { BackwardStep } from './BackwardStep';
import styles from './diffusion.module.css';
import { FaceControl } from './FaceControl';
import { startOf } from './noising';
import { filmScale, sym } from './parts';
import { backwardState, T } from './state';
import { text } from './text/backward';
import { text as partsText } from './text/parts';
import { useBackward } from './useBackward';

export { backwardState as state };

/** Mean squared difference of pictures from one. */
const apartFrom = (pictures: Float32Array, one: Float32Array): number =>
  pictures.reduce((sum, v, i) => sum + (v - one[i % one.length]) ** 2, 0) / pictures.length;

export default function Backward() {
  const t = useText(text);
  const face = useText(partsText).faceName;
  const way = useBackward();
  const { s, set, lab, record, go } = way;
  const { frame } = lab;
  const picture = useMemo(() => (s.start === 'picture' ? pictureOf(s.picture, s.mine) : null), [s.start, s.picture, s.mine]);
  const first = useMemo(() => {
    const visited = subsequence(T, s.steps);
    return picture ? visited[firstAtOrBelow(visited, s.level)] : T;
  }, [picture, s.steps, s.level]);
  const noise = useMemo(() => startOf(s.seed, picture ? { x0: picture, t: first } : undefined), [s.seed, picture, first]);
  const shownT = !record ? first : way.following ? way.reached : record.t;
  const column = frame && record ? frame.film.index.indexOf(record.index) : -1;

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={way.problems}
      controls={
        <>
          <Choice
            label={t.sampler}
            value={s.sampler}
            options={[
              { value: 'ddpm' as const, label: 'DDPM' },
              { value: 'ddim' as const, label: 'DDIM' },
            ]}
            onChange={(sampler) => go({ sampler })}
          />
          {s.sampler === 'ddim' && <Slider label="η" value={s.eta} min={0} max={1} step={0.05} onChange={(eta) => go({ eta })} />}
          <Slider
            label={t.steps}
            value={s.steps}
            min={4}
            max={T}
            log
            format={(v) => String(Math.round(v))}
            onChange={(v) => go({ steps: Math.round(v) })}
          />
          <Choice
            label={t.start}
            value={s.start}
            options={[
              { value: 'many' as const, label: t.starts.many },
              { value: 'between' as const, label: t.starts.between },
              { value: 'picture' as const, label: t.starts.picture },
            ]}
            onChange={(start) => go({ start })}
          />
          {s.start === 'between' && <Button onClick={() => go({ other: nextSeed(s.other) })}>{t.otherEnd}</Button>}
          {s.start === 'picture' && (
            <>
              <Slider label={t.level} value={s.level} min={1} max={T} step={1} onChange={(level) => go({ level })} />
              <FaceControl
                value={s.picture}
                mine={s.mine}
                onChange={({ face: chosen, mine }) => go({ ...(chosen === undefined ? {} : { picture: chosen }), mine })}
              />
            </>
          )}
        </>
      }
      more={
        <Group label={t.asked}>
          <Slider
            label={t.w}
            value={s.w}
            min={-1}
            max={6}
            step={1}
            format={(v) => (v < 0 ? t.nothing : String(v))}
            onChange={(w) => go({ w })}
          />
          <span className={layout.words}>{t.askedNote}</span>
        </Group>
      }
    >
      <div className={layout.stack}>
        <TimeAxis
          t={shownT}
          reversed
          label={t.timeline}
          onChange={way.lookAtTime}
          marks={frame && frame.of <= 100 ? frame.timesteps : undefined}
          reached={[first, way.reached]}
          colour="generated"
        />
        <div className={styles.way}>
          <BackwardStep way={way} start={noise} t={shownT} />
          <div className={layout.side}>
            <Sized max={406}>
              {(width) => (
                <View name={sym.xt} thing="xt" remark={t.sixteen(shownT)}>
                  <FaceGrid
                    data={(way.following ? frame?.now : record?.x) ?? noise}
                    count={16}
                    columns={4}
                    width={width}
                    label={t.grid}
                    name={(i) => face(i + 1)}
                    selected={s.face}
                    onSelect={(face) => set({ face, draft: '' })}
                  />
                </View>
              )}
            </Sized>
            {s.start === 'between' && <p className={layout.words}>{t.ends(s.seed, s.other)}</p>}
            {picture && (
              <div className={layout.tops}>
                <FaceCanvas data={picture} width={64} label={t.thePicture} />
                <p className={layout.words} style={{ flex: '1 1 14em' }}>
                  {t.fromPicture(first)}
                </p>
              </div>
            )}
            {frame && (
              <div className={layout.tops}>
                <NumberReadout
                  label={t.done}
                  value={`${frame.done - frame.from} / ${frame.of - frame.from}`}
                  formula={{ note: t.doneNote }}
                />
                <NumberReadout
                  label={t.seconds}
                  value={frame.secondsPerStep === null ? null : frame.secondsPerStep * (frame.of - frame.from)}
                  unit="s"
                  formula={{ note: t.secondsNote(frame.of - frame.from) }}
                />
                {picture && record && (
                  <NumberReadout label={t.apart} value={apartFrom(record.x0, picture)} formula={{ note: t.apartNote }} />
                )}
              </div>
            )}
          </div>
          {frame && frame.film.t.length > 0 && (
            <div>
              <Sized>
                {(width) => (
                  <FilmStrip
                    scale={filmScale(width)}
                    ticks={frame.film.t.map((at) => `t = ${at}`)}
                    selected={column < 0 ? null : column}
                    onSelect={(i) => way.lookAt(frame.film.index[i])}
                    rows={[
                      { key: 'x', name: sym.xt, label: t.rows.xt, colour: 'ink', data: frame.film.x },
                      { key: 'eps', name: sym.epsHat, label: t.rows.eps, colour: 'noise', data: frame.film.eps, range: 2.5 },
                      { key: 'x0', name: sym.x0Hat, label: t.rows.x0, colour: 'generated', data: frame.film.x0 },
                    ]}
                  />
                )}
              </Sized>
            </div>
          )}
        </div>
      </div>
    </Figure>
  );
}

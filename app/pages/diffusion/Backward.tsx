/** Figure 3: sixteen faces on their way back, every step open to be looked at, painted on and gone on from. */
import { useEffect, useMemo, useState } from 'react';
import { useText } from '../../i18n';
import type { BackwardConfig, Paint } from '../../runtime/programs/diffusion/backward';
import { Choice, Group, NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { useAnswer, useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { FaceGrid } from '../../viz/FaceGrid';
import { FilmStrip } from '../../viz/FilmStrip';
import { BackwardStep } from './BackwardStep';
import styles from './diffusion.module.css';
import { startOf } from './noising';
import { filmScale, Sized, sym, View } from './parts';
import { code } from './sources';
import { backwardState, T } from './state';
import { TimeAxis } from './TimeAxis';
import { text } from './text';

/** A picture of one face cut out of sixteen. */
const faceOf = (all: Float32Array, face: number): Float32Array => all.slice(face * 768, (face + 1) * 768);

export default function Backward() {
  const t = useText(text).backward;
  const [s, set, problems] = useFigureState(backwardState);
  const [hand, setHand] = useState<{ paint: Paint | null; inpaint: BackwardConfig['inpaint'] }>({ paint: null, inpaint: null });
  const [view, setView] = useState<number | null>(null);
  const [going, setGoing] = useState(false);
  const config = useMemo<BackwardConfig>(
    () => ({ sampler: s.sampler, eta: s.eta, steps: s.steps, start: s.start, w: s.w < 0 ? null : s.w, face: s.face, ...hand }),
    [s.sampler, s.eta, s.steps, s.start, s.w, s.face, hand],
  );
  const lab = useLab('diffusion.backward', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame, status } = lab;
  const looked = useAnswer(lab, 'at', view === null ? null : { index: view }).value ?? null;
  const record = view === null ? (frame?.last ?? null) : looked;

  // biome-ignore lint/correctness/useExhaustiveDependencies: goes on as soon as the run is free, once
  useEffect(() => {
    if (!going || (status !== 'paused' && status !== 'ready')) return;
    setGoing(false);
    lab.play();
  }, [going, status]);
  useEffect(() => {
    if (status === 'running') setView(null);
  }, [status]);

  /** A changed way: from the start, or from where the hand went in. */
  const go = (changed: Parameters<typeof set>[0] | null, newHand?: typeof hand) => {
    if (changed) set(changed);
    setHand(newHand ?? { ...hand, paint: null });
    setView(null);
    setGoing(true);
  };
  const reached = frame ? frame.visits[frame.done] : T;
  const look = (at: number) => {
    if (!frame) return;
    lab.pause();
    const kept = frame.kept.filter((i) => frame.visits[i] >= reached);
    const best = kept.reduce((a, b) => (Math.abs(frame.visits[b] - at) < Math.abs(frame.visits[a] - at) ? b : a), kept[0] ?? 0);
    setView(at <= reached ? null : best);
  };
  const shownT = record ? (view === null ? reached : record.t) : T;
  const noise = useMemo(() => startOf(s.seed), [s.seed]);
  const grid = view === null ? frame?.now : record?.x;
  const column = frame && record ? frame.film.index.indexOf(record.index) : -1;

  return (
    <Figure
      id="diffusion.backward"
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      code={code.backward}
      formulas={['ddpm', 'ddim', 'x0Hat', 'posterior']}
      controls={
        <>
          <Choice
            label={t.sampler}
            value={s.sampler}
            options={[
              { value: 'ddim' as const, label: 'DDIM' },
              { value: 'ddpm' as const, label: 'DDPM' },
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
            ]}
            onChange={(start) => go({ start })}
          />
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
          <span className={styles.words}>{t.askedNote}</span>
        </Group>
      }
    >
      <TimeAxis
        t={shownT}
        reversed
        label={t.timeline}
        onChange={look}
        marks={frame && frame.of <= 100 ? frame.visits : undefined}
        reached={[T, reached]}
        colour="generated"
      />
      <div className={styles.columns}>
        <BackwardStep
          record={record}
          start={noise}
          face={s.face}
          t={shownT}
          onTouch={() => lab.pause()}
          onPaint={(what, data) =>
            record && go(null, { ...hand, paint: { id: (hand.paint?.id ?? 0) + 1, index: record.index, face: s.face, what, data } })
          }
          inpainting={hand.inpaint !== null}
          onInpaint={(hole) => go(null, { paint: null, inpaint: hole && { id: (hand.inpaint?.id ?? 0) + 1, ...hole } })}
          picture={record ? faceOf(record.x0, s.face) : null}
        />
        <div className={styles.side}>
          <Sized max={406}>
            {(width) => (
              <View name={sym.xt} thing="xt" remark={t.sixteen(shownT)}>
                <FaceGrid
                  data={grid ?? noise}
                  count={16}
                  columns={4}
                  width={width}
                  label={t.grid}
                  name={(i) => t.faceName(i + 1)}
                  selected={s.face}
                  onSelect={(face) => set({ face })}
                />
              </View>
            )}
          </Sized>
          {frame && (
            <div className={styles.row}>
              <NumberReadout label={t.done} value={`${frame.done} / ${frame.of}`} formula={{ note: t.doneNote }} />
              <NumberReadout
                label={t.seconds}
                value={frame.secondsPerStep === null ? null : frame.secondsPerStep * frame.of}
                unit="s"
                formula={{ note: t.secondsNote(frame.of) }}
              />
            </div>
          )}
        </div>
      </div>
      {frame && frame.film.t.length > 0 && (
        <Sized className={styles.film}>
          {(width) => (
            <FilmStrip
              scale={filmScale(width)}
              ticks={frame.film.t.map((at) => `t = ${at}`)}
              selected={column < 0 ? null : column}
              onSelect={(i) => {
                lab.pause();
                setView(frame.film.index[i]);
              }}
              rows={[
                { key: 'x', name: sym.xt, label: t.rows.xt, colour: 'ink', data: frame.film.x },
                { key: 'eps', name: sym.epsHat, label: t.rows.eps, colour: 'noise', data: frame.film.eps, range: 2.5 },
                { key: 'x0', name: sym.x0Hat, label: t.rows.x0, colour: 'generated', data: frame.film.x0 },
              ]}
            />
          )}
        </Sized>
      )}
    </Figure>
  );
}

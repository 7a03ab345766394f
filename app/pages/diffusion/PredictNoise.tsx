/** Figure 4: one training example opened up, while the network trains; and its loss by t. */

import { useMemo } from 'react';
import { ENOUGH, FEWEST } from '../../data/faces/ownSet';
import { useText } from '../../i18n';
import { Button, Choice, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, Sized, View } from '../../shell/layout';
import { setWords } from '../../shell/own/setWords';
import { NearReadouts, TrainOn } from '../../shell/own/TrainOn';
import { useOwnSet } from '../../shell/own/useOwnSet';
import { TimeAxis } from '../../shell/TimeAxis';
import { useAnswer, useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import styles from './diffusion.module.css';
import { ErrorMap } from './ErrorMap';
import { FaceControl } from './FaceControl';
import { exampleOf } from './noising';
import { PredictSamples, SAMPLES } from './PredictSamples';
import { sym } from './parts';
import { predictState, T } from './state';
import { text } from './text/predictNoise';

export { predictState as state };

export default function PredictNoise() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(predictState);
  const w = useText(setWords);
  const { pictures: own, count, listed } = useOwnSet(s.on === 'own');
  const config = useMemo(() => ({ from: s.from, own }), [s.from, own]);
  const lab = useLab('diffusion.predictNoise', config, { seed: s.seed, onSeed: (seed) => set({ seed }) });
  /** One of the pictures trained on, where these are the reader's own. */
  const mine = s.mine || (own ? own[s.face % own.length] : '');
  const example = useAnswer(lab, 'example', { face: s.face, mine, t: s.t, noise: s.noise }, { step: true }).value;
  const sampledAt = SAMPLE_EVERY * Math.floor(lab.step / SAMPLE_EVERY);
  const samples = useAnswer(lab, 'samples', { seed: s.draw, at: sampledAt }).value;
  const { frame } = lab;
  const bands = frame?.byTime.length ?? 16;
  const centres = Float32Array.from({ length: bands }, (_, i) => ((i + 0.5) * T) / bands);
  const past = frame && frame.history.step.length > 1 ? frame.history : null;
  const e = example;
  const at = useMemo(() => exampleOf(s.face, s.t, s.noise, mine), [s.face, s.t, s.noise, mine]);

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice
            label={t.from}
            value={s.from}
            options={[
              { value: 'shipped' as const, label: t.shipped },
              { value: 'scratch' as const, label: t.scratch },
            ]}
            onChange={(from) => set({ from })}
          />
          <TrainOn on={s.on} count={count} onChange={(on) => set({ on })} />
          {own ? (
            <Button onClick={() => set({ face: (s.face + 1) % 1_000, mine: '' })}>{t.anotherPicture}</Button>
          ) : (
            <FaceControl value={s.face} mine={s.mine} onChange={set} />
          )}
          <Button onClick={() => set({ noise: (s.noise % 9_999) + 1 })}>{t.otherNoise}</Button>
          <Button onClick={() => set({ draw: (s.draw % 9_999) + 1 })}>{t.otherSamples}</Button>
        </>
      }
    >
      <div className={layout.stack}>
        <Sized>
          {(width) => {
            const columns = width > 700 ? 6 : 3;
            const size = 16 * Math.floor((width - (columns - 1) * 14) / columns / 16);
            return (
              <div className={styles.pictures}>
                <View name={sym.x0} thing="x0" colour="data" remark={own ? t.ownX0 : t.names.x0}>
                  <FaceCanvas data={at.x0} width={size} label={t.alts.x0} />
                </View>
                <View name={sym.eps} thing="eps" colour="noise" remark={t.names.eps}>
                  <FaceCanvas data={at.eps} range={2.5} width={size} label={t.alts.eps} />
                </View>
                <View name={sym.xt} thing="xt" remark={t.names.xt(s.t)}>
                  <FaceCanvas data={at.xt} width={size} label={t.alts.xt(s.t)} />
                </View>
                <View name={sym.epsHat} thing="epsHat" colour="network" remark={t.names.epsHat}>
                  <FaceCanvas data={e?.epsHat ?? BLANK} range={2.5} width={size} label={t.alts.epsHat} />
                </View>
                <View
                  name={
                    <span>
                      ({sym.eps} − {sym.epsHat})²
                    </span>
                  }
                  thing="loss"
                  colour="gradient"
                  remark={t.names.error}
                >
                  <ErrorMap error={e?.error ?? BLANK_ERROR} size={size} label={t.alts.error} />
                </View>
                <View name={sym.x0Hat} thing="x0Hat" colour="generated" remark={t.names.x0Hat}>
                  <FaceCanvas data={e?.x0Hat ?? BLANK} width={size} label={t.alts.x0Hat} />
                </View>
              </div>
            );
          }}
        </Sized>
        <TimeAxis t={s.t} from={1} label={t.timeline} onChange={(at) => set({ t: at })} />
        <div className={layout.columns}>
          <Plot
            title={t.byTime}
            height={210}
            x={centres}
            xName="t"
            xDomain={[0, T]}
            yDomain={[0.0005, 1.5]}
            yScale="log"
            label={t.byTimeLabel}
            series={[
              {
                key: 'loss',
                name: t.loss,
                colour: 'gradient',
                y: frame?.byTime ?? new Float32Array(bands).fill(Number.NaN),
                width: 2.5,
              },
            ]}
            marks={[{ y: 1, name: t.guessZero, colour: 'noise' }]}
            cursor={s.t}
            onCursor={(at) => set({ t: Math.max(1, Math.round(at)) })}
          />
          <Plot
            title={past ? t.byStep : `${t.byStep}: ${t.notYet}`}
            height={210}
            x={past?.step ?? NONE}
            xName={t.steps}
            yScale="log"
            label={past ? t.byStepLabel : t.notYet}
            series={[{ key: 'loss', name: t.loss, colour: 'gradient', y: past?.loss ?? NONE, width: 2.5 }]}
          />
        </div>
        <PredictSamples pictures={samples?.pictures} step={sampledAt} />
        <div className={layout.tops}>
          <NumberReadout
            label={t.thisLoss}
            value={e?.loss ?? null}
            formula={{ id: 'simple', fn: 'models/diffusion/faces.ts#noiseErrors' }}
          />
          <NumberReadout
            label={own ? t.ownSeen : t.seen}
            value={frame?.facesSeen ?? 0}
            format={(v) => String(v)}
            formula={{ note: t.seenNote }}
          />
          {samples?.near && <NearReadouts near={samples.near} of={SAMPLES} />}
        </div>
        {s.on === 'own' && listed && (
          <p className={layout.words}>
            {own ? t.ownOnly(own.length, own.length < ENOUGH ? w.moved : '', s.from === 'shipped') : w.tooFew(count, FEWEST)}
          </p>
        )}
        {!own && <p className={layout.words}>{t.hint}</p>}
      </div>
    </Figure>
  );
}

/** Training steps from one set of samples to the next. */
const SAMPLE_EVERY = 25;
const BLANK = new Float32Array(768);
const BLANK_ERROR = new Float32Array(256);
const NONE = new Float32Array(0);

/** Figure 6: the GAN in codes trained live, from nothing or from a snapshot: its faces, D's scores, and what D would change. On pictures of the reader's own, the GAN in pixels. */
import { useMemo } from 'react';
import { ENOUGH, FEWEST } from '../../data/faces/ownSet';
import { useText } from '../../i18n';
import { mean } from '../../models/metrics/mean';
import { Button, NumberReadout, Slider, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, Sized, shares, View } from '../../shell/layout';
import { setWords } from '../../shell/own/setWords';
import { NearReadouts, TrainOn } from '../../shell/own/TrainOn';
import { useOwnSet } from '../../shell/own/useOwnSet';
import { useLab } from '../../store/lab';
import { bool, defineState, int, number, oneOf, useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { FaceGrid } from '../../viz/FaceGrid';
import { TwoHistograms } from '../../viz/TwoHistograms';
import { text } from './text/facesTraining';

export const state = defineState('gan.facesTraining', {
  from: int({ min: 0, max: 4, default: 0 }),
  /** What is trained on: faces, or the pictures that the reader keeps on this device. */
  on: oneOf(['faces', 'own'], 'faces'),
  paired: bool(true),
  penalty: bool(true),
  spread: bool(false),
  lead: number({ min: 0.2, max: 20, default: 1 }),
  face: int({ min: 0, max: 15, default: 0 }),
  averaged: bool(true),
  wish: int({ min: 0, max: 8191, default: 8 }),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

const STARTS = ['fresh', 'at-01', 'at-10', 'at-35', 'model'] as const;

export default function FacesTraining() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const { paired, penalty, spread, lead, averaged, wish } = s;
  const w = useText(setWords);
  const { pictures: own, count, listed } = useOwnSet(s.on === 'own');
  const config = useMemo(
    () => ({ from: STARTS[s.from], paired, penalty, spread, lead, watched: s.face, averaged, wish, own }),
    [s.from, paired, penalty, spread, lead, s.face, averaged, wish, own],
  );
  const lab = useLab('gan.facesTraining', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const start = (i: number) => (i === 0 || i === 4 ? t.starts[i] : t.startsOf(t.starts[i]));
  const gap = frame && mean(frame.onReal) - mean(frame.onPainted);

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={own ? t.ownClaim : t.claim}
      problems={problems}
      controls={
        <>
          <TrainOn on={s.on} count={count} onChange={(on) => set({ on })} />
          {/* What ships has learned from faces. */}
          {!own && <Slider label={t.from} value={s.from} min={0} max={4} step={1} format={start} onChange={(from) => set({ from })} />}
          <Toggle label={t.paired} value={paired} onChange={(value) => set({ paired: value })} />
          <Toggle label={t.penalty} value={penalty} onChange={(value) => set({ penalty: value })} />
        </>
      }
      more={
        <>
          <Slider label={t.lead} value={lead} min={0.2} max={20} log onChange={(value) => set({ lead: value })} />
          {!own && <Toggle label={t.spread} value={spread} onChange={(value) => set({ spread: value })} />}
          <Toggle label={t.averaged} value={averaged} onChange={(value) => set({ averaged: value })} />
          {!own && <Button onClick={() => set({ wish: (wish + 1) % 8192 })}>{t.nextWish}</Button>}
        </>
      }
    >
      {frame && (
        <div className={layout.stack}>
          <div className={layout.columns} style={shares(4, 5)}>
            <View
              name={own ? t.ownFaces : t.faces}
              colour="generated"
              remark={(own ? t.ownRemark : t.facesRemark)(frame.images.toLocaleString('en'))}
            >
              <Sized max={406}>
                {(width) => (
                  <FaceGrid
                    data={frame.faces}
                    count={16}
                    columns={4}
                    width={width}
                    label={own ? t.ownAlt : t.facesAlt}
                    name={(i) => t.faceName(i + 1)}
                    selected={s.face}
                    onSelect={(face) => set({ face })}
                  />
                )}
              </Sized>
              <p className={layout.hint} style={{ minHeight: '1.6em', margin: 0 }}>
                {frame.waiting && t.waiting}
              </p>
            </View>
            <div className={layout.side}>
              <View name={own ? t.ownScores : t.scores} colour="network">
                <Sized>
                  {(width) => (
                    <TwoHistograms
                      one={{ data: frame.onReal, name: own ? t.yours : t.real, colour: 'data' }}
                      two={{ data: frame.onPainted, name: t.painted, colour: 'generated' }}
                      width={width}
                      height={130}
                      label={t.scoresAlt(mean(frame.onReal).toFixed(2), mean(frame.onPainted).toFixed(2))}
                    />
                  )}
                </Sized>
              </View>
              <View name={own ? t.ownGradient : t.gradient} thing="pull" colour="gradient">
                <div className={layout.tops}>
                  {(['watched', 'pushed', 'difference'] as const).map((key) => (
                    <div key={key} className={layout.column}>
                      <FaceCanvas data={frame[key]} width={112} range={key === 'difference' ? 0.6 : 1} label={t.alts[key]} />
                      <span className={layout.hint}>{own && key === 'pushed' ? t.ownPushed : t[key]}</span>
                    </div>
                  ))}
                </div>
              </View>
            </div>
          </div>
          <div className={layout.readouts}>
            {frame.near ? (
              <NearReadouts near={frame.near} of={16} />
            ) : (
              <NumberReadout
                label={t.readouts.clean}
                value={t.of(frame.clean, 16)}
                formula={{ note: t.cleanNote, fn: 'models/metrics/index.ts#passes' }}
              />
            )}
            <NumberReadout
              label={own ? t.ownReadouts.apart : t.readouts.apart}
              value={frame.apart.toFixed(3)}
              formula={{ note: own ? t.ownReadouts.apartNote : t.apartNote, fn: 'models/gan/sources.ts#meanApart' }}
            />
            <NumberReadout
              label={own ? t.yours : t.readouts.real}
              value={frame.realApart.toFixed(3)}
              formula={{ note: own ? t.ownReadouts.realNote : t.realNote, fn: 'models/gan/sources.ts#meanApart' }}
            />
            <NumberReadout
              label={t.readouts.gap}
              value={gap === null ? null : gap.toFixed(2)}
              formula={{ id: 'pairedLoss', note: own ? t.ownReadouts.gapNote : t.gapNote }}
            />
          </div>
          <Plot
            title={own ? t.ownCurve : t.curve}
            label={own ? t.ownCurve : t.curveAlt}
            height={150}
            x={frame.history.step}
            xName={t.rounds}
            yDomain={[0, Math.max(0.2, 1.2 * frame.realApart, ...frame.history.apart)]}
            series={[{ key: 'apart', name: '', colour: 'generated', y: frame.history.apart, width: 2.5 }]}
            marks={[{ y: frame.realApart, name: own ? t.yours : t.readouts.real, colour: 'data' }]}
          />
          {s.on === 'own' && listed && (
            <p className={layout.words}>{own ? t.ownOnly(own.length, own.length < ENOUGH ? w.moved : '') : w.tooFew(count, FEWEST)}</p>
          )}
        </div>
      )}
    </Figure>
  );
}

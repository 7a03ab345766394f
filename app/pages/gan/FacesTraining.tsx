/** Figure 6: the GAN in codes trained live, from nothing or from a snapshot: its faces, D's scores, and what D would change. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { mean } from '../../models/metrics/mean';
import { Button, NumberReadout, Slider, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, Sized, shares, View } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { bool, defineState, int, number, useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { FaceGrid } from '../../viz/FaceGrid';
import { TwoHistograms } from '../../viz/TwoHistograms';
import { text } from './text/facesTraining';

export const state = defineState('gan.facesTraining', {
  from: int({ min: 0, max: 4, default: 0 }),
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
  const config = useMemo(
    () => ({ from: STARTS[s.from], paired, penalty, spread, lead, watched: s.face, averaged, wish }),
    [s.from, paired, penalty, spread, lead, s.face, averaged, wish],
  );
  const lab = useLab('gan.facesTraining', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const start = (i: number) => (i === 0 || i === 4 ? t.starts[i] : t.startsOf(t.starts[i]));
  const gap = frame && mean(frame.onReal) - mean(frame.onPainted);

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Slider label={t.from} value={s.from} min={0} max={4} step={1} format={start} onChange={(from) => set({ from })} />
          <Toggle label={t.paired} value={paired} onChange={(value) => set({ paired: value })} />
          <Toggle label={t.penalty} value={penalty} onChange={(value) => set({ penalty: value })} />
        </>
      }
      more={
        <>
          <Slider label={t.lead} value={lead} min={0.2} max={20} log onChange={(value) => set({ lead: value })} />
          <Toggle label={t.spread} value={spread} onChange={(value) => set({ spread: value })} />
          <Toggle label={t.averaged} value={averaged} onChange={(value) => set({ averaged: value })} />
          <Button onClick={() => set({ wish: (wish + 1) % 8192 })}>{t.nextWish}</Button>
        </>
      }
    >
      {frame && (
        <div className={layout.stack}>
          <div className={layout.columns} style={shares(4, 5)}>
            <View name={t.faces} colour="generated" remark={t.facesRemark(frame.images.toLocaleString('en'))}>
              <Sized max={406}>
                {(width) => (
                  <FaceGrid
                    data={frame.faces}
                    count={16}
                    columns={4}
                    width={width}
                    label={t.facesAlt}
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
              <View name={t.scores} colour="network">
                <Sized>
                  {(width) => (
                    <TwoHistograms
                      one={{ data: frame.onReal, name: t.real, colour: 'data' }}
                      two={{ data: frame.onPainted, name: t.painted, colour: 'generated' }}
                      width={width}
                      height={130}
                      label={t.scoresAlt(mean(frame.onReal).toFixed(2), mean(frame.onPainted).toFixed(2))}
                    />
                  )}
                </Sized>
              </View>
              <View name={t.gradient} thing="pull" colour="gradient">
                <div className={layout.tops}>
                  {(['watched', 'pushed', 'difference'] as const).map((key) => (
                    <div key={key} className={layout.column}>
                      <FaceCanvas data={frame[key]} width={112} range={key === 'difference' ? 0.6 : 1} label={t.alts[key]} />
                      <span className={layout.hint}>{t[key]}</span>
                    </div>
                  ))}
                </div>
              </View>
            </div>
          </div>
          <div className={layout.readouts}>
            <NumberReadout
              label={t.readouts.clean}
              value={t.of(frame.clean, 16)}
              formula={{ note: t.cleanNote, fn: 'models/metrics/index.ts#passes' }}
            />
            <NumberReadout
              label={t.readouts.apart}
              value={frame.apart.toFixed(3)}
              formula={{ note: t.apartNote, fn: 'models/gan/sources.ts#meanApart' }}
            />
            <NumberReadout
              label={t.readouts.real}
              value={frame.realApart.toFixed(3)}
              formula={{ note: t.realNote, fn: 'models/gan/sources.ts#meanApart' }}
            />
            <NumberReadout
              label={t.readouts.gap}
              value={gap === null ? null : gap.toFixed(2)}
              formula={{ id: 'pairedLoss', note: t.gapNote }}
            />
          </div>
          <Plot
            title={t.curve}
            label={t.curveAlt}
            height={150}
            x={frame.history.step}
            xName={t.rounds}
            yDomain={[0, Math.max(0.2, 1.2 * frame.realApart, ...frame.history.apart)]}
            series={[{ key: 'apart', name: '', colour: 'generated', y: frame.history.apart, width: 2.5 }]}
            marks={[{ y: frame.realApart, name: t.readouts.real, colour: 'data' }]}
          />
        </div>
      )}
    </Figure>
  );
}

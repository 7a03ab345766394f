/** ε is the whole jump's noise, not the last step's: one example in which both are drawn, clicked through, and both correlations by t. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { ownShare } from '../../models/diffusion/lastStep';
import { faceSchedule } from '../../models/diffusion/schedule';
import { FACES } from '../../runtime/programs/diffusion/lastStepSettings';
import { Button, Choice, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, Sized, View } from '../../shell/layout';
import { ownFace } from '../../shell/own/OwnFace';
import { TimeAxis } from '../../shell/TimeAxis';
import { useAnswer, useLab } from '../../store/lab';
import { defineState, int, oneOf, useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import styles from './algorithms.module.css';
import grid from './diffusion.module.css';
import { FaceControl } from './FaceControl';
import { sym } from './parts';
import { T } from './state';
import { text } from './text/lastStep';

const STAGES = ['jump', 'step', 'net', 'compare'] as const;
/** What is looked at in each. */
const IN: Readonly<Record<(typeof STAGES)[number], readonly string[]>> = {
  jump: ['x0', 'eps', 'xt'],
  step: ['before', 'own', 'xt'],
  net: ['xt', 'epsHat'],
  compare: ['eps', 'own', 'epsHat'],
};

export const state = defineState('diffusion.lastStep', {
  stage: oneOf(STAGES, 'jump'),
  t: int({ min: 1, max: T, default: 250 }),
  face: int({ min: 0, max: 999, default: 2 }),
  mine: ownFace(),
  noise: int({ min: 1, max: 9_999, default: 1 }),
});

export default function LastStep() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const lab = useLab('diffusion.lastStep', NOTHING);
  const e = useAnswer(lab, 'ask', { face: s.face, mine: s.mine, t: s.t, noise: s.noise }).value;
  const sweep = useAnswer(lab, 'sweep', { noise: s.noise }).value;
  const share = ownShare(faceSchedule, s.t);
  const law = useMemo(() => LAW_T.map((at) => ownShare(faceSchedule, at)), []);
  const faint = (what: string) => (IN[s.stage].includes(what) ? undefined : styles.waiting);
  const said =
    s.stage === 'jump'
      ? t.said.jump(s.t)
      : s.stage === 'step'
        ? t.said.step(s.t, e ? e.difference.toExponential(0) : '…')
        : s.stage === 'net'
          ? t.said.net()
          : t.said.compare(e?.withWhole.toFixed(2) ?? '…', e?.withOwn.toFixed(2) ?? '…', share.toFixed(2));

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice
            label={t.stage}
            value={s.stage}
            options={STAGES.map((value) => ({ value, label: t.stages[value] }))}
            onChange={(stage) => set({ stage })}
          />
          <Button primary onClick={() => set({ stage: STAGES[(STAGES.indexOf(s.stage) + 1) % STAGES.length] })}>
            {t.next}
          </Button>
          <FaceControl value={s.face} mine={s.mine} onChange={set} />
          <Button onClick={() => set({ noise: (s.noise % 9_999) + 1 })}>{t.otherNoise}</Button>
        </>
      }
    >
      <div className={layout.stack}>
        <Sized>
          {(width) => {
            const columns = width > 700 ? 6 : 3;
            const size = 16 * Math.floor((width - (columns - 1) * 14) / columns / 16);
            return (
              <div className={grid.pictures}>
                <div className={faint('x0')}>
                  <View name={sym.x0} thing="x0" colour="data" remark={t.names.x0}>
                    <FaceCanvas data={e?.x0 ?? BLANK} width={size} label={t.alts.x0} />
                  </View>
                </div>
                <div className={faint('before')}>
                  <View name={before} remark={t.names.before(s.t - 1)}>
                    <FaceCanvas data={e?.xBefore ?? BLANK} width={size} label={t.alts.before(s.t - 1)} />
                  </View>
                </div>
                <div className={faint('xt')}>
                  <View name={sym.xt} thing="xt" remark={t.names.xt(s.t)}>
                    <FaceCanvas data={e?.xt ?? BLANK} width={size} label={t.alts.xt(s.t)} />
                  </View>
                </div>
                <div className={faint('eps')}>
                  <View name={sym.eps} thing="eps" colour="noise" remark={t.names.eps}>
                    <FaceCanvas data={e?.eps ?? BLANK} range={2.5} width={size} label={t.alts.eps} />
                  </View>
                </div>
                <div className={faint('own')}>
                  <View name={ownNoise} colour="latent" remark={t.names.own}>
                    <FaceCanvas data={e?.own ?? BLANK} range={2.5} width={size} label={t.alts.own} />
                  </View>
                </div>
                <div className={faint('epsHat')}>
                  <View name={sym.epsHat} thing="epsHat" colour="network" remark={t.names.epsHat}>
                    <FaceCanvas data={e?.epsHat ?? BLANK} range={2.5} width={size} label={t.alts.epsHat} />
                  </View>
                </div>
              </div>
            );
          }}
        </Sized>
        <p className={layout.words} aria-live="polite">
          {said}
        </p>
        <TimeAxis t={s.t} from={1} label={t.timeline} onChange={(at) => set({ t: at })} />
        <div className={layout.tops}>
          <NumberReadout
            label={t.withWhole}
            value={e?.withWhole ?? null}
            formula={{ fn: 'models/diffusion/lastStep.ts#correlation', note: t.note(FACES) }}
          />
          <NumberReadout
            label={t.withOwn}
            value={e?.withOwn ?? null}
            formula={{ fn: 'models/diffusion/lastStep.ts#correlation', note: t.note(FACES) }}
          />
          <NumberReadout label={t.share} value={share} formula={{ id: 'ownShare', fn: 'models/diffusion/lastStep.ts#ownShare' }} />
        </div>
        <Plot
          title={t.curves}
          height={220}
          x={sweep?.t ?? NONE}
          xName="t"
          xDomain={[0, T]}
          yDomain={[0, 1.05]}
          label={t.curvesLabel}
          series={[
            { key: 'law', name: t.share, colour: 'ink3', x: LAW_T, y: law, dashed: true },
            { key: 'whole', name: t.whole, colour: 'noise', y: sweep?.whole ?? NONE, width: 2.5 },
            { key: 'own', name: t.own, colour: 'latent', y: sweep?.own ?? NONE, width: 2.5 },
          ]}
          cursor={s.t}
          onCursor={(at) => set({ t: Math.max(1, Math.round(at)) })}
        />
      </div>
    </Figure>
  );
}

const before = (
  <i>
    x<sub>t−1</sub>
  </i>
);
const ownNoise = (
  <i>
    ε<sub>t</sub>
  </i>
);
const NOTHING = {};
const BLANK = new Float32Array(768);
const NONE = new Float32Array(0);
const LAW_T = Array.from({ length: T }, (_, i) => i + 1);

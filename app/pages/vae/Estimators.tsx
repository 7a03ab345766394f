/** Figure: one gradient by three estimators, draw by draw: histograms on one scale, means that agree, variances that do not. */

import { useMemo } from 'react';
import { TEST_SIZE } from '../../data/faces';
import { pictureOf } from '../../data/faces/ownPicture';
import { useText } from '../../i18n';
import { Button, Choice, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { OwnFace, ownFace } from '../../shell/own/OwnFace';
import { useLab } from '../../store/lab';
import { defineState, int, oneOf, useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { EstimatorRows } from './EstimatorRows';
import { text } from './text/bounds';

const MODELS = ['two', 'sixteen'] as const;
const OF = ['mu', 'sigma'] as const;
export const state = defineState('vae.estimators', {
  model: oneOf(MODELS, 'sixteen'),
  of: oneOf(OF, 'mu'),
  dimension: int({ min: 1, max: 16, default: 1 }),
  face: int({ min: 0, max: TEST_SIZE - 1, default: 16 }),
  mine: ownFace(),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

export default function Estimators() {
  const words = useText(text);
  const t = words.estimators;
  const [s, set, problems] = useFigureState(state);
  const config = useMemo(() => ({ model: s.model, face: s.face, mine: s.mine }), [s.model, s.face, s.mine]);
  const lab = useLab('vae.estimators', config, { seed: s.seed, onSeed: (seed) => set({ seed }), autoplay: true });
  const { frame } = lab;
  const picture = useMemo(() => pictureOf(s.face, s.mine), [s.face, s.mine]);
  const dims = s.model === 'two' ? 2 : 16;
  const dimension = Math.min(dims, s.dimension);
  const ratio = (name: 'score' | 'baseline') => (frame ? frame.of[name].total / frame.of.path.total : null);

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice
            label={words.model}
            value={s.model}
            options={MODELS.map((value) => ({ value, label: words.models[value] }))}
            onChange={(model) => set({ model })}
          />
          <Choice
            label={t.of}
            value={s.of}
            options={OF.map((value) => ({ value, label: value === 'mu' ? t.mean : t.spread }))}
            onChange={(of) => set({ of })}
          />
          <Choice
            label={t.dimension}
            value={dimension}
            options={Array.from({ length: dims }, (_, j) => ({ value: j + 1, label: j + 1 }))}
            onChange={(next) => set({ dimension: next })}
          />
          <Button onClick={() => set({ face: (s.face + 1) % TEST_SIZE, mine: '' })}>{words.another}</Button>
          <OwnFace own={s.mine} onTake={(mine) => set({ mine })} />
        </>
      }
    >
      <div className={layout.stack}>
        <div className={layout.row}>
          <FaceCanvas data={picture} width={96} label={words.face} />
          <div className={layout.readouts}>
            <NumberReadout
              label={t.readouts.bare}
              value={short(ratio('score'))}
              unit={t.times}
              formula={{ id: 'scoreFunction', fn: 'models/vae/estimators.ts#scoreFunction' }}
            />
            <NumberReadout
              label={t.readouts.helped}
              value={short(ratio('baseline'))}
              unit={t.times}
              formula={{ id: 'scoreFunction', fn: 'models/vae/estimators.ts#Moments' }}
            />
          </div>
        </div>
        {frame && frame.dims === dims && <EstimatorRows frame={frame} coordinate={(s.of === 'mu' ? 0 : dims) + dimension - 1} />}
      </div>
    </Figure>
  );
}

/** Three digits, and none after the point from a hundred on. */
const short = (v: number | null): string | null => (v === null ? null : v >= 100 ? Math.round(v).toLocaleString('en') : v.toPrecision(3));

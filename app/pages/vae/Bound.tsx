/** Figure: the ELBO of one face, the bound that K draws together give, and in the plane log p(x) itself with the posterior it belongs to. */

import { useMemo } from 'react';
import { TEST_SIZE } from '../../data/faces';
import { pictureOf } from '../../data/faces/ownPicture';
import { useText } from '../../i18n';
import { Button, Choice, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, shares } from '../../shell/layout';
import { signed } from '../../shell/numbers';
import { OwnFace, ownFace } from '../../shell/own/OwnFace';
import { useAnswer, useLab } from '../../store/lab';
import { defineState, int, oneOf, useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { BoundPlane, BoundWeights } from './BoundSide';
import { text } from './text/bounds';

const MODELS = ['two', 'sixteen'] as const;
const QS = ['encoder', 'fitted'] as const;
export const state = defineState('vae.bound', {
  model: oneOf(MODELS, 'two'),
  q: oneOf(QS, 'encoder'),
  face: int({ min: 0, max: TEST_SIZE - 1, default: 16 }),
  mine: ownFace(),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

export default function Bound() {
  const words = useText(text);
  const t = words.bound;
  const [s, set, problems] = useFigureState(state);
  const config = useMemo(() => ({ model: s.model, face: s.face, mine: s.mine, q: s.q }), [s.model, s.face, s.mine, s.q]);
  const lab = useLab('vae.bound', config, { seed: s.seed, onSeed: (seed) => set({ seed }), autoplay: true });
  const { frame } = lab;
  const picture = useMemo(() => pictureOf(s.face, s.mine), [s.face, s.mine]);
  const question = useMemo(() => (s.model === 'two' ? { face: s.face, mine: s.mine } : null), [s.model, s.face, s.mine]);
  const exact = useAnswer(lab, 'exact', question).value ?? null;
  const shown = exact?.face === s.face && exact.mine === s.mine ? exact : null;
  const last = frame ? frame.k.length - 1 : -1;
  const at = (i: number) =>
    frame && i >= 0 && i < frame.k.length ? t.sure(signed(frame.bound[i]), (2 * frame.error[i]).toFixed(2)) : null;

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
          <Choice label={t.q} value={s.q} options={QS.map((value) => ({ value, label: t.qs[value] }))} onChange={(q) => set({ q })} />
          <Button onClick={() => set({ face: (s.face + 1) % TEST_SIZE, mine: '' })}>{words.another}</Button>
          <OwnFace own={s.mine} onTake={(mine) => set({ mine })} />
        </>
      }
    >
      <div className={layout.columns} style={shares(3, 2)}>
        <div className={layout.column}>
          {frame && last >= 0 && (
            <Plot
              title={t.curve}
              label={t.curveAlt(signed(frame.bound[0]), signed(frame.bound[last]))}
              series={[
                {
                  key: 'bound',
                  name: t.line,
                  colour: 'network',
                  y: frame.bound,
                  width: 2.5,
                  band: [frame.bound.map((v, i) => v - 2 * frame.error[i]), frame.bound.map((v, i) => v + 2 * frame.error[i])],
                },
              ]}
              x={frame.k}
              xScale="log"
              xName={t.draws}
              marks={shown ? [{ y: shown.logP, name: t.exact, colour: 'data' }] : []}
              height={330}
            />
          )}
          <div className={layout.readouts}>
            <NumberReadout
              label={t.readouts.elbo}
              value={at(0)}
              unit={words.nats}
              formula={{ id: 'importance', fn: 'models/vae/importance.ts#logWeights' }}
            />
            {frame && last > 0 && (
              <NumberReadout
                label={t.readouts.best(frame.k[last])}
                value={at(last)}
                unit={words.nats}
                formula={{ id: 'importance', fn: 'models/vae/importance.ts#Ladder' }}
              />
            )}
            {s.model === 'two' && (
              <>
                <NumberReadout
                  label={t.readouts.exact}
                  value={shown ? signed(shown.logP) : null}
                  unit={words.nats}
                  formula={{ id: 'evidence', fn: 'models/vae/importance.ts#evidence' }}
                />
                <NumberReadout
                  label={t.readouts.gap}
                  value={shown && frame && last >= 0 ? (shown.logP - frame.bound[0]).toFixed(2) : null}
                  unit={words.nats}
                  formula="gap"
                />
              </>
            )}
            <NumberReadout
              label={t.readouts.ess}
              value={frame ? `${(100 * frame.effective).toPrecision(2)}%` : null}
              formula={{ fn: 'models/vae/importance.ts#effectiveShare' }}
            />
          </div>
          {frame && <BoundWeights values={frame.recent} />}
        </div>
        <div className={layout.side}>
          <FaceCanvas data={picture} width={96} label={words.face} />
          {frame && s.model === 'two' && <BoundPlane frame={frame} exact={shown} />}
        </div>
      </div>
    </Figure>
  );
}

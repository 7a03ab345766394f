/** Figure 5: what the codes know about the parts of a face, with controls that know less beside it. */

import { useMemo } from 'react';
import { PARTS, TEST_SIZE } from '../../data/faces';
import { pictureOf } from '../../data/faces/ownPicture';
import { useLang, useText } from '../../i18n';
import { borders } from '../../models/vae/segmentation';
import type { Voter } from '../../runtime/programs/vae/segmentation';
import { Button, Choice } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { OwnFace, ownFace } from '../../shell/own/OwnFace';
import { useAnswer, useLab } from '../../store/lab';
import { defineState, int, oneOf, useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { PartMap } from '../../viz/PartMap';
import { useSize } from '../../viz/useSize';
import { VQ_MODELS, VqChoice } from './choices';
import { text } from './text/tokens';
import { VoterScores } from './VoterScores';
import styles from './vae.module.css';

export const state = defineState('vae.segmentation', {
  model: oneOf(VQ_MODELS, 'vqvae4'),
  face: int({ min: 0, max: TEST_SIZE - 1, default: 3 }),
  mine: ownFace(),
  view: oneOf(['parts', 'edges'], 'parts'),
  control: oneOf(['random', 'place', 'alone'], 'random'),
});

/** A colour a part, in the order of PARTS: labels, not roles (Tol's "light"). */
const COLOURS = ['#dddddd', '#eedd88', '#ee8866', '#77aadd', '#222255', '#44bb99', '#bbcc33', '#ffaabb', '#aaaa00', '#99ddff'];
const EDGES = [null, '#882255'];

export default function Segmentation() {
  const words = useText(text);
  const t = words.segmentation;
  const lang = useLang();
  const [s, set, problems] = useFigureState(state);
  const config = useMemo(() => ({ model: s.model }), [s.model]);
  const lab = useLab('vae.segmentation', config);
  const { frame } = lab;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const { face, mine } = s;
  const picture = useMemo(() => pictureOf(face, mine), [face, mine]);
  const question = useMemo(() => ({ face, mine }), [face, mine]);
  const answer = useAnswer(lab, 'segment', frame ? question : null).value;
  // Four in a row, or two and two; of a picture of the reader's own nobody knows the parts: three, in a row on a phone too.
  const room = width > 760 ? (width - 72) / 4 : mine ? (width - 32) / 3 : (width - 72) / 2;
  const size = Math.max(mine ? 80 : 96, Math.min(240, 16 * Math.floor(room / 16)));
  const narrow = { width: size, textAlign: 'center' } as const;
  const percent = (v: number) => `${(100 * v).toFixed(0)}%`;
  const panel = (what: Voter | 'exact') => {
    const name = what === 'exact' ? t.exact : t.voters[what];
    const map = what === 'exact' ? answer?.exact : answer?.maps[what];
    return (
      <div className={styles.small} style={narrow} data-voter={what}>
        {map &&
          (s.view === 'parts' ? (
            <PartMap map={map} colours={COLOURS} width={size} label={t.map(name)} />
          ) : (
            <PartMap map={borders(map)} colours={EDGES} width={size} label={t.edges(name)} />
          ))}
        <b>{name}</b>
      </div>
    );
  };

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Button onClick={() => set({ face: (face + 1) % TEST_SIZE, mine: '' })}>{words.another}</Button>
          <OwnFace own={mine} onTake={(taken) => set({ mine: taken })} />
          <Choice
            label={t.show}
            value={s.view}
            options={(['parts', 'edges'] as const).map((value) => ({ value, label: t.views[value] }))}
            onChange={(view) => set({ view })}
          />
          <Choice
            label={t.control}
            value={s.control}
            options={(['random', 'place', 'alone'] as const).map((value) => ({ value, label: t.voters[value] }))}
            onChange={(control) => set({ control })}
          />
          <VqChoice value={s.model} onChange={(model) => set({ model })} />
        </>
      }
    >
      <div className={layout.stack} ref={ref}>
        {width > 0 && (
          <div className={styles.panels}>
            <div className={styles.small} style={narrow}>
              <FaceCanvas data={picture} width={size} label={t.face} />
              <b>{t.face}</b>
            </div>
            {!mine && panel('exact')}
            {panel('learned')}
            {panel(s.control)}
          </div>
        )}
        {mine && answer && <p className={layout.words}>{t.unknown}</p>}
        {frame && <VoterScores scores={frame.scores} control={s.control} />}
        {frame && (
          <div>
            <p className={layout.caption}>{t.parts(t.voters[s.control])}</p>
            <div className={styles.parts}>
              {PARTS.map((part, i) => (
                <div key={part.key} className={styles.part} role="group" aria-label={t.perPart(part[lang])}>
                  <i style={{ background: COLOURS[i] }} />
                  <span>{part[lang]}</span>
                  <span className={styles.twoBars}>
                    <i style={{ width: percent(frame.scores.learned.perPart[i] || 0), background: 'var(--role-network)' }} />
                    <i style={{ width: percent(frame.scores[s.control].perPart[i] || 0), background: 'var(--ink-3)' }} />
                  </span>
                  <span>
                    <span>{percent(frame.scores.learned.perPart[i] || 0)}</span>{' '}
                    <small className={styles.faint}>{percent(frame.scores[s.control].perPart[i] || 0)}</small>
                  </span>
                </div>
              ))}
            </div>
            <p className={layout.hint}>{t.counted(frame.voted, frame.judged)}</p>
          </div>
        )}
      </div>
    </Figure>
  );
}

/** Figure 5: a generator of faces laid out: what its noise does, what its wish does, and both measured. */
import { useMemo } from 'react';
import { asPrinted, caption, faceAt } from '../../data/faces';
import { createRng } from '../../data/rng';
import { useLang, useText } from '../../i18n';
import { norm } from '../../models/gan/walks';
import { wishOf } from '../../runtime/programs/gan/draws';
import { Button, Choice, NumberReadout, Slider, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Sized, shares, View } from '../../shell/layout';
import { useAnswer, useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { FacesSources } from './FacesSources';
import { FacesWay } from './FacesWay';
import { BEST, facesState, noiseOf, WAYS } from './facesState';
import { text } from './text/faces';

export { facesState as state };

const NO_CONFIG = {};
const NO_AXES = new Float32Array(4 * 64);

export default function Faces() {
  const t = useText(text);
  const lang = useLang();
  const [s, set, problems] = useFigureState(facesState);
  const lab = useLab('gan.faces', NO_CONFIG, { seed: s.seed });
  const axes = lab.frame?.directions ?? NO_AXES;
  const wish = useMemo(() => wishOf(s.wish), [s.wish]);
  const z = useMemo(() => noiseOf(s, axes), [s, axes]);
  const face = useAnswer(lab, 'face', lab.frame && { z, wish, snap: s.snap, again: s.again }).value;
  const words = useMemo(() => asPrinted(caption(faceAt('test', s.wish), lang, createRng(`caption ${s.wish}`)), lang), [s.wish, lang]);

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice
            label={t.way}
            value={s.way}
            options={WAYS.map((value) => ({ value, label: t.ways[value] }))}
            onChange={(way) => set({ way })}
          />
          <Button onClick={() => set({ wish: (s.wish + 1) % 8192 })}>{t.nextWish}</Button>
          <Button onClick={() => set({ seed: (s.seed % 999_999) + 1 })}>{t.nextNoise}</Button>
          <Slider label={t.width} value={s.width} min={0} max={3} step={0.1} onChange={(width) => set({ width })} />
        </>
      }
      more={
        <>
          <Toggle label={t.snap} value={s.snap} onChange={(snap) => set({ snap })} />
          <Choice
            label={t.best}
            value={s.best}
            options={BEST.map((value) => ({ value, label: value }))}
            onChange={(best) => set({ best })}
          />
          <Toggle label={t.again} value={s.again} onChange={(again) => set({ again })} />
          <p className={layout.hint}>{t.cleanUp}</p>
        </>
      }
    >
      <div className={layout.wide}>
        <div className={layout.columns} style={shares(3, 8)}>
          <View name={t.face} thing="fake" colour="generated">
            <Sized max={240}>
              {(width) => (face ? <FaceCanvas data={face} width={width} label={t.faceAlt(words)} /> : <div style={{ height: width }} />)}
            </Sized>
            <p className={layout.words}>
              <b data-thing="y">y</b>
              <span>{t.colon}</span>
              <span>{words}</span>
            </p>
            <NumberReadout label={t.norm} value={norm(z).toFixed(2)} formula={{ note: t.lengthNote, fn: 'models/gan/walks.ts#norm' }} />
          </View>
          <FacesWay lab={lab} s={s} set={set} wish={wish} axes={axes} />
        </div>
        <FacesSources lab={lab} s={s} />
      </div>
    </Figure>
  );
}

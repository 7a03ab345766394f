/** Both inputs of G held and freed: sixteen faces each, how far two of them are apart, and how far their attributes are from the data's. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import type { Measured } from '../../runtime/programs/gan/faces';
import { NumberReadout } from '../../shell/controls';
import { layout, Sized, View } from '../../shell/layout';
import { type Lab, useAnswer } from '../../store/lab';
import { FaceGrid } from '../../viz/FaceGrid';
import type { ColourName } from '../../viz/palette';
import type { FacesState } from './facesState';
import styles from './gan.module.css';
import { text } from './text/faces';

export function FacesSources({ lab, s }: { lab: Lab<'gan.faces'>; s: FacesState }) {
  const t = useText(text);
  const { seed, width, wish, snap, again } = s;
  const asked = useMemo(() => ({ seed, width, wish, best: Number(s.best), snap, again }), [seed, width, wish, s.best, snap, again]);
  const answer = useAnswer(lab, 'sources', lab.frame ? asked : null).value;
  const set = (name: keyof typeof t.sets, colour: ColourName, measured: Measured | undefined) => (
    <View key={name} name={t.sets[name]} colour={colour}>
      <Sized max={201}>
        {(room) =>
          measured ? (
            <FaceGrid data={measured.faces} count={9} columns={3} width={room} label={t.setAlt(t.sets[name])} />
          ) : (
            <div style={{ height: room }} />
          )
        }
      </Sized>
      <div className={layout.readouts}>
        <NumberReadout
          label={t.apart}
          value={measured ? measured.apart.toFixed(3) : null}
          formula={{ note: t.apartNote, fn: 'models/gan/sources.ts#meanApart' }}
        />
        <NumberReadout label={t.marginals} value={measured ? measured.marginals.toFixed(3) : null} formula="marginals" />
      </div>
    </View>
  );
  return (
    <div className={layout.column}>
      <span className={layout.caption}>
        {t.sources}
        <small>{t.sourcesRemark(answer?.n ?? 384)}</small>
      </span>
      <div className={styles.five}>
        {set('zFree', 'generated', answer?.zFree)}
        {set('realOfWish', 'data', answer?.realOfWish)}
        {set('yFree', 'generated', answer?.yFree)}
        {set('bothFree', 'generated', answer?.bothFree)}
        {set('real', 'data', answer?.real)}
      </div>
    </div>
  );
}

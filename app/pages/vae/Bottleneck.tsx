/** Figure 1: the plane of an autoencoder beside that of a VAE; what their places decode to, and how many samples are faces. */

import { useMemo } from 'react';
import { TEST_SIZE } from '../../data/faces';
import { pictureOf } from '../../data/faces/ownPicture';
import { useLang, useText } from '../../i18n';
import type { Measurement } from '../../runtime/programs/vae/bottleneck';
import { Button, Choice, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, shares } from '../../shell/layout';
import { OwnFace, ownFace } from '../../shell/own/OwnFace';
import { useAnswer, useLab, useOfModel } from '../../store/lab';
import { bool, defineState, int, oneOf, useFigureState } from '../../store/url';
import { ClassKey } from '../../viz/ClassKey';
import { useSize } from '../../viz/useSize';
import { ATTRIBUTE_KEYS, classesOf, columnOf, onlyField } from './attributes';
import { ColourChoice, StartChoice } from './choices';
import { MapSide, SAMPLES } from './MapSide';
import { HOWS, MeasuredShares } from './MeasuredShares';
import { NetworkBand } from './NetworkBand';
import { text } from './text/maps';
import { crispTiles } from './tiles';

const MEASURED = 80;
export const state = defineState('vae.bottleneck', {
  start: oneOf(['shipped', 'scratch'], 'shipped'),
  by: oneOf(ATTRIBUTE_KEYS, 'skin'),
  how: oneOf(HOWS, 'box'),
  draw: int({ min: 1, max: 999_999, default: 1 }),
  face: int({ min: 0, max: TEST_SIZE - 1, default: 16 }),
  mine: ownFace(),
  through: oneOf(['ae', 'vae'], 'ae'),
  codes: bool(true),
  only: onlyField,
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

export default function Bottleneck() {
  const words = useText(text);
  const t = words.bottleneck;
  const lang = useLang();
  const [s, set, problems] = useFigureState(state);
  const [columnRef, column] = useSize<HTMLDivElement>();
  const [bodyRef, body] = useSize<HTMLDivElement>();
  const { tiles, size } = crispTiles(column.width);
  const config = useMemo(() => ({ start: s.start, tiles }), [s.start, tiles]);
  const lab = useLab('vae.bottleneck', config, { seed: s.seed, onSeed: (seed) => set({ seed }), autoplay: s.start === 'scratch' });
  const only = s.only < 0 ? null : s.only;
  const [measurement, setMeasurement] = useOfModel<Measurement>(lab);
  const { frame } = lab;
  const classes = classesOf(s.by, lang);
  const column10 = useMemo(() => (frame ? columnOf(frame.attributes, s.by) : undefined), [frame, s.by]);
  const samples = useAnswer(lab, 'sample', frame ? { how: s.how, seed: s.draw, n: SAMPLES } : null, { step: true }).value;
  const picture = useMemo(() => pictureOf(s.face, s.mine), [s.face, s.mine]);
  const layers = useAnswer(lab, 'layers', frame ? { which: s.through, picture } : null, { step: true }).value;
  const code = layers ? ([layers[3][0], layers[3][1]] as const) : null;

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice
            label={t.how}
            value={s.how}
            options={HOWS.map((value) => ({ value, label: t.hows[value] }))}
            onChange={(how) => set({ how })}
          />
          <Button onClick={() => set({ draw: s.draw + 1 })}>{words.fresh}</Button>
          <OwnFace own={s.mine} onTake={(mine) => set({ mine })} />
          <ColourChoice
            value={s.by}
            onChange={(by) => {
              set({ by, only: -1 });
            }}
          />
          <Button
            primary
            disabled={!frame || lab.progress !== null}
            onClick={() => void lab.call('measure', { n: MEASURED, seed: s.draw }).then((m) => m && setMeasurement(m))}
          >
            {t.measure}
          </Button>
        </>
      }
      more={
        <>
          <StartChoice value={s.start} onChange={(start) => set({ start })} />
          <Toggle label={words.points} value={s.codes} onChange={(codes) => set({ codes })} />
        </>
      }
    >
      <div className={layout.wide} style={shares(2, 3)} ref={bodyRef}>
        <div className={layout.stack}>
          <NetworkBand
            picture={picture}
            layers={layers}
            which={s.through}
            onWhich={(through) => set({ through })}
            onFace={() => set({ face: (s.face + 1) % TEST_SIZE, mine: '' })}
          />
          <ClassKey label={words.classes} classes={classes} only={only} onOnly={(next) => set({ only: next ?? -1 })} />
        </div>
        <div className={`${layout.columns} ${layout.tall}`}>
          {(['ae', 'vae'] as const).map((which) => (
            <MapSide
              key={`${which} ${lab.model}`}
              which={which}
              measure={which === 'ae' ? columnRef : undefined}
              map={frame?.[which]}
              size={size}
              flat={column.width < body.width / 3}
              classes={column10}
              colours={classes.map((c) => c.colour)}
              only={only}
              dots={s.codes}
              samples={samples?.[which]}
              prior={s.how === 'prior'}
              at={s.through === which ? code : null}
              decode={(z) => lab.call('decode', { which, z })}
            />
          ))}
        </div>
        <p className={layout.hint}>{t.howNote[s.how]}</p>
        {measurement && <MeasuredShares measurement={measurement} />}
      </div>
    </Figure>
  );
}

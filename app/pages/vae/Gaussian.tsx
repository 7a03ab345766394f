/** Figure 2: a VAE with a plane as its latent, trained live; every face an ellipse, a dial for ε, β to drag, the prior to sample. */

import { useMemo, useState } from 'react';
import { TEST_SIZE } from '../../data/faces';
import { ENOUGH, FEWEST } from '../../data/faces/ownSet';
import { useLang, useText } from '../../i18n';
import { Button, Slider, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { OwnFace, ownFace } from '../../shell/own/OwnFace';
import { setWords } from '../../shell/own/setWords';
import { TrainOn } from '../../shell/own/TrainOn';
import { useOwnSet } from '../../shell/own/useOwnSet';
import { useAnswer, useLab } from '../../store/lab';
import { bool, defineState, int, number, oneOf, useFigureState } from '../../store/url';
import { ClassKey } from '../../viz/ClassKey';
import { useSize } from '../../viz/useSize';
import { ATTRIBUTE_KEYS, classesOf, columnOf, onlyField } from './attributes';
import { ColourChoice, StartChoice } from './choices';
import { GaussianReadouts } from './GaussianReadouts';
import { GaussianSide, PRIOR_FACES } from './GaussianSide';
import { LensMap } from './LensMap';
import { text } from './text/maps';
import { crispTiles } from './tiles';

/** Hundredths are as fine as the dial is drawn. */
const epsField = number({ min: -4, max: 4, default: 0 });

export const state = defineState('vae.gaussian', {
  start: oneOf(['scratch', 'shipped'], 'scratch'),
  /** What is trained on: faces, or the pictures that the reader keeps on this device. */
  on: oneOf(['faces', 'own'], 'faces'),
  beta: number({ min: 0.01, max: 1000, default: 7 }),
  by: oneOf(ATTRIBUTE_KEYS, 'skin'),
  ellipses: bool(true),
  codes: bool(false),
  prior: bool(true),
  face: int({ min: 0, max: TEST_SIZE - 1, default: 16 }),
  mine: ownFace(),
  draw: int({ min: 1, max: 999_999, default: 1 }),
  /** The noise under the face's code, as the dial stands. */
  e1: epsField,
  e2: epsField,
  only: onlyField,
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

const hundredths = (v: number): number => Math.max(-4, Math.min(4, Math.round(100 * v) / 100));

/** Faces drawn as ellipses. */
const ELLIPSES = 160;

export default function Gaussian() {
  const words = useText(text);
  const t = words.gaussian;
  const w = useText(setWords);
  const lang = useLang();
  const [s, set, problems] = useFigureState(state);
  const [mapRef, box] = useSize<HTMLDivElement>();
  const { tiles, size } = crispTiles(box.width);
  const { pictures: own, count, listed } = useOwnSet(s.on === 'own');
  const on = own ? 'own' : 'faces';
  const config = useMemo(() => ({ start: own ? 'scratch' : s.start, beta: s.beta, tiles, own }) as const, [s.start, s.beta, tiles, own]);
  // Opened on the reader's own pictures it does not begin with faces before the device has said which those are.
  const [openedOnOwn] = useState(s.on === 'own');
  const autoplay = !openedOnOwn || listed || s.on !== 'own';
  const lab = useLab('vae.gaussian', config, { seed: s.seed, onSeed: (seed) => set({ seed }), autoplay });
  const only = s.only < 0 ? null : s.only;
  const eps = useMemo(() => [s.e1, s.e2] as const, [s.e1, s.e2]);
  /** One of the pictures trained on, where these are the reader's own. */
  const mine = s.mine || (own ? own[s.face % own.length] : '');
  const one = useAnswer(lab, 'one', { face: s.face, mine, eps }, { step: true }).value;
  const fromPrior = useAnswer(lab, 'prior', { seed: s.draw, n: PRIOR_FACES }, { step: true }).value;
  const { frame } = lab;
  const classes = classesOf(s.by, lang);
  const column = useMemo(() => (frame && frame.attributes.length > 0 ? columnOf(frame.attributes, s.by) : undefined), [frame, s.by]);
  const colours = classes.map((c) => c.colour);

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.of[on].claim}
      problems={problems}
      controls={
        <>
          <Slider label={t.beta} value={s.beta} min={0.01} max={1000} log onChange={(beta) => set({ beta })} />
          <TrainOn on={s.on} count={count} onChange={(on) => set({ on })} />
          {s.on === 'faces' && (
            <ColourChoice
              value={s.by}
              onChange={(by) => {
                set({ by, only: -1 });
              }}
            />
          )}
          <Toggle label={words.ellipses} value={s.ellipses} onChange={(ellipses) => set({ ellipses })} />
          <Toggle label={words.points} value={s.codes} onChange={(codes) => set({ codes })} />
          <Button onClick={() => set({ draw: s.draw + 1 })}>{words.fresh}</Button>
          <OwnFace own={s.mine} onTake={(mine) => set({ mine })} />
        </>
      }
      more={
        <>
          {/* What ships has learned from faces. */}
          {!own && <StartChoice value={s.start} onChange={(start) => set({ start })} />}
          <Toggle label={words.prior} value={s.prior} onChange={(prior) => set({ prior })} />
        </>
      }
    >
      <div className={layout.columns}>
        <div className={layout.column} ref={mapRef}>
          {frame && size > 0 && (
            <LensMap
              key={lab.model}
              square={frame.square}
              mosaic={frame.mosaic}
              tiles={frame.tiles}
              size={size}
              label={own ? t.mapOwn(own.length, lab.step) : t.map(ELLIPSES, lab.step)}
              ellipses={s.ellipses ? { mu: frame.mu.subarray(0, 2 * ELLIPSES), sigma: frame.sigma.subarray(0, 2 * ELLIPSES) } : undefined}
              points={s.codes ? frame.z : undefined}
              radius={1.8}
              classes={column}
              colours={colours}
              only={column ? only : null}
              prior={s.prior}
              at={one ? [one.z[0], one.z[1]] : null}
              decode={(at) => lab.call('decode', at)}
              seen={t.of[on].lens}
            />
          )}
          {column && <ClassKey label={words.classes} classes={classes} only={only} onOnly={(next) => set({ only: next ?? -1 })} />}
          {s.on === 'own' && listed && (
            <p className={layout.words}>{own ? t.ownOnly(own.length, own.length < ENOUGH ? w.moved : '') : w.tooFew(count, FEWEST)}</p>
          )}
          <GaussianReadouts frame={frame} />
          {frame && <p className={layout.hint}>{t.ownBeta(frame.now.bestBeta.toFixed(1))}</p>}
        </div>
        {frame && (
          <GaussianSide
            one={one}
            fromPrior={fromPrior}
            frame={frame}
            face={s.face}
            mine={mine}
            on={on}
            another={own ? t.anotherPicture : words.another}
            eps={eps}
            onEps={([e1, e2]) => set({ e1: hundredths(e1), e2: hundredths(e2) })}
            onFace={() => set({ face: (s.face + 1) % TEST_SIZE, mine: '' })}
          />
        )}
      </div>
    </Figure>
  );
}

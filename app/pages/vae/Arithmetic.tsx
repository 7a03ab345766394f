/** Figure: the way from one code to another, and attributes added to and taken from a face, with what that does counted. */

import { useMemo } from 'react';
import { TEST_SIZE } from '../../data/faces';
import { pictureOf } from '../../data/faces/ownPicture';
import { useLang, useText } from '../../i18n';
import type { Beta } from '../../runtime/programs/vae/latents';
import { Button, Choice, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { OwnFace, ownFace } from '../../shell/own/OwnFace';
import { useAnswer, useLab } from '../../store/lab';
import { defineState, int, number, oneOf, useFigureState } from '../../store/url';
import { useSize } from '../../viz/useSize';
import { Between } from './Between';
import { BETAS, BetaChoice } from './choices';
import { Sum } from './Sum';
import { mixes, TERMS, termOf, wordsOf } from './terms';
import { text } from './text/latents';

/** Faces between the two, and how many steps the slider has: all that it can show is decoded before it moves. */
const STEPS = 11;
const MOST = 2;
const STEP = 0.05;
const SLIDER_STEPS = 1 + Math.round(MOST / STEP);
const IDS = ['', ...TERMS.map((term) => term.id)];
export const state = defineState('vae.arithmetic', {
  beta: oneOf(BETAS, '1'),
  a: int({ min: 0, max: TEST_SIZE - 1, default: 16 }),
  /** The reader's own picture in the first face's place. */
  mine: ownFace(),
  b: int({ min: 0, max: TEST_SIZE - 1, default: 11 }),
  plus: oneOf(IDS, 'glasses.2'),
  minus: oneOf(IDS, ''),
  far: number({ min: 0, max: MOST, default: 1 }),
});

export default function Arithmetic() {
  const words = useText(text);
  const t = words.arithmetic;
  const lang = useLang();
  const [s, set, problems] = useFigureState(state);
  const config = useMemo(() => ({ beta: Number(s.beta) as Beta }), [s.beta]);
  const lab = useLab('vae.latents', config);
  const { frame } = lab;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const a = useMemo(() => pictureOf(s.a, s.mine), [s.a, s.mine]);
  const b = useMemo(() => pictureOf(s.b), [s.b]);
  const both = useMemo(() => new Float32Array([...a, ...b]), [a, b]);
  const codes = useAnswer(lab, 'encode', both).value?.mu;

  const directions = frame?.directions;
  const move = useMemo(() => {
    const part = (id: string) => {
      const term = termOf(id);
      return term && directions ? directions.subarray(term.row * 16, (term.row + 1) * 16) : new Float32Array(16);
    };
    const minus = part(s.minus);
    return part(s.plus).map((v, j) => v - minus[j]);
  }, [directions, s.plus, s.minus]);
  const asked = useMemo(() => {
    if (!codes) return null;
    const [from, to] = [codes.slice(0, 16), codes.slice(16)];
    const end = from.map((v, j) => v + MOST * move[j]);
    return new Float32Array([...mixes(from, to, STEPS), ...mixes(from, end, SLIDER_STEPS)]);
  }, [codes, move]);
  const faces = useAnswer(lab, 'decode', asked).value;
  const aims = useMemo(
    () =>
      [
        { term: termOf(s.plus), add: true },
        { term: termOf(s.minus), add: false },
      ].flatMap(({ term, add }) => (term ? [{ k: term.k, value: term.value, add }] : [])),
    [s.plus, s.minus],
  );
  const question = useMemo(
    () => (directions && aims.length > 0 ? { aims, move: move.map((v) => v * s.far) } : null),
    [directions, aims, move, s.far],
  );
  const edited = useAnswer(lab, 'edit', question).value;
  const blended = useMemo(() => mixes(a, b, STEPS), [a, b]);
  const options = [{ value: '', label: t.nothing }, ...TERMS.map((term) => ({ value: term.id, label: t.of(...wordsOf(term, lang)) }))];
  const columns = width < 560 ? 6 : STEPS;
  const stripWidth = Math.min(width - (width < 560 ? 0 : 110), 760);

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice label={t.plus} value={s.plus} options={options} onChange={(plus) => set({ plus })} />
          <Choice label={t.minus} value={s.minus} options={options} onChange={(minus) => set({ minus })} />
          <Slider label={t.strength} value={s.far} min={0} max={MOST} step={STEP} onChange={(far) => set({ far })} />
          <Button onClick={() => set({ a: (s.a + 1) % TEST_SIZE, mine: '' })}>{t.left}</Button>
          <OwnFace own={s.mine} onTake={(mine) => set({ mine })} />
          <Button onClick={() => set({ b: (s.b + 1) % TEST_SIZE })}>{t.right}</Button>
        </>
      }
      more={<BetaChoice value={s.beta} onChange={(beta) => set({ beta })} />}
    >
      <div className={layout.stack} ref={ref}>
        {faces && width > 0 && (
          <>
            <Between
              lab={lab}
              latent={faces.subarray(0, STEPS * 768)}
              pixels={blended}
              count={STEPS}
              columns={columns}
              stripWidth={stripWidth}
            />
            <Sum
              original={a}
              faces={faces.subarray(STEPS * 768)}
              stop={Math.round(s.far / STEP)}
              edited={question ? edited : undefined}
              width={width}
              columns={columns}
              stripWidth={stripWidth}
              onStop={(stop) => set({ far: STEP * stop })}
            />
          </>
        )}
      </div>
    </Figure>
  );
}

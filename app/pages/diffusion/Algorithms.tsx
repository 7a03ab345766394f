/** Algorithms 1 and 2 side by side, line by line, with the source that runs and what each line makes. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { LINES } from '../../runtime/programs/diffusion/algorithmsSettings';
import { Choice, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { defineState, int, oneOf, useFigureState } from '../../store/url';
import { AlgorithmPane } from './AlgorithmPane';
import { PicturesOne, PicturesTwo } from './AlgorithmPictures';
import { placesOfOne, placesOfTwo } from './algorithmLines';
import { AlgorithmOne, AlgorithmTwo } from './Pseudocode';
import { T } from './state';
import { text } from './text/algorithms';

export const state = defineState('diffusion.algorithms', {
  alg: oneOf(['one', 'two'], 'one'),
  steps: int({ min: 10, max: T, default: 25 }),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

export default function Algorithms() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const config = useMemo(() => ({ alg: s.alg, steps: s.steps }), [s.alg, s.steps]);
  const lab = useLab('diffusion.algorithms', config, { autoplay: true, speed: 1, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const [one, two] = [lab.frame?.one, lab.frame?.two];
  const [lineOne, lineTwo] = [one?.line ?? null, two?.line ?? null];
  const [a, b] = [one?.seen ?? null, two?.seen ?? null];
  const knownOne = (line: (typeof LINES.one)[number]) => lineOne !== null && LINES.one.indexOf(lineOne) >= LINES.one.indexOf(line);
  const knownTwo = (line: (typeof LINES.two)[number]) =>
    b !== null && (lineTwo === 'return' || LINES.two.indexOf(lineTwo as typeof line) >= LINES.two.indexOf(line));
  const saidOne = lineOne === null ? t.saidOne.none : lineOne === 't' ? t.saidOne.t(a?.t ?? 0) : t.saidOne[lineOne];
  const saidTwo =
    lineTwo === null
      ? t.saidTwo.none
      : lineTwo === 'for'
        ? t.saidTwo.for(b?.t ?? T, b?.s ?? T)
        : lineTwo === 'next'
          ? t.saidTwo.next((b?.sigma ?? 0).toFixed(3))
          : lineTwo === 'z' && b?.s === 0
            ? t.saidTwo.zNone
            : t.saidTwo[lineTwo];
  const xt = b?.x ?? two?.xT ?? null;

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice
            label={t.which}
            value={s.alg}
            options={[
              { value: 'one' as const, label: t.oneShort },
              { value: 'two' as const, label: t.twoShort },
            ]}
            onChange={(alg) => set({ alg })}
          />
          <Slider
            label={t.steps}
            value={s.steps}
            min={10}
            max={T}
            log
            format={(v) => String(Math.round(v))}
            onChange={(v) => set({ steps: Math.round(v) })}
          />
        </>
      }
    >
      <div className={layout.columns}>
        <AlgorithmPane
          title={t.one}
          remark={t.round(one?.round ?? 0)}
          chosen={s.alg === 'one'}
          lines={<AlgorithmOne line={lineOne} />}
          place={placesOfOne[lineOne ?? 'x0']}
          begun={lineOne !== null}
          said={saidOne}
        >
          <PicturesOne a={a} known={knownOne} />
        </AlgorithmPane>
        <AlgorithmPane
          title={t.two}
          remark={t.stepOf(b ? b.index + 1 : 0, two?.of ?? s.steps)}
          chosen={s.alg === 'two'}
          lines={<AlgorithmTwo line={lineTwo} />}
          place={placesOfTwo[lineTwo ?? 'xT']}
          begun={lineTwo !== null}
          said={saidTwo}
        >
          <PicturesTwo b={b} xt={xt} known={knownTwo} />
        </AlgorithmPane>
      </div>
    </Figure>
  );
}

/** Algorithms 1 and 2 side by side, line by line, with the source that runs and what each line makes. */
import { type ReactNode, useMemo } from 'react';
import { useText } from '../../i18n';
import { LINES } from '../../runtime/programs/diffusion/algorithms';
import { Choice, NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Sized, View } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { defineState, int, oneOf, useFigureState } from '../../store/url';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { HeatMap } from '../../viz/HeatMap';
import { AlgorithmPane } from './AlgorithmPane';
import { placesOfOne, placesOfTwo } from './algorithmLines';
import styles from './algorithms.module.css';
import grid from './diffusion.module.css';
import { AlgorithmOne, AlgorithmTwo } from './Pseudocode';
import { sym } from './parts';
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
          <Pictures>
            {(size) => (
              <>
                <Known name={sym.x0} thing="x0" colour="data" remark={t.names.x0} known={knownOne('x0')}>
                  <FaceCanvas data={(knownOne('x0') && a?.x0) || BLANK} width={size} label={t.alts.x0} />
                </Known>
                <Known name={sym.eps} thing="eps" colour="noise" remark={t.names.eps} known={knownOne('eps')}>
                  <FaceCanvas data={(knownOne('eps') && a?.eps) || BLANK} range={2.5} width={size} label={t.alts.eps} />
                </Known>
                <Known name={sym.xt} thing="xt" remark={t.names.xt(knownOne('t') && a ? String(a.t) : '…')} known={knownOne('xt')}>
                  <FaceCanvas data={(knownOne('xt') && a?.xt) || BLANK} width={size} label={t.alts.xt} />
                </Known>
                <Known name={sym.epsHat} thing="epsHat" colour="network" remark={t.names.epsHat} known={knownOne('predict')}>
                  <FaceCanvas data={(knownOne('predict') && a?.epsHat) || BLANK} range={2.5} width={size} label={t.alts.epsHat} />
                </Known>
                <Known
                  name={
                    <span>
                      ({sym.eps} − {sym.epsHat})²
                    </span>
                  }
                  thing="loss"
                  colour="gradient"
                  remark={t.names.error}
                  known={knownOne('loss')}
                >
                  <HeatMap
                    data={a && knownOne('loss') ? byPixel(a.eps, a.epsHat) : BLANK_ERROR}
                    rows={16}
                    columns={16}
                    width={size}
                    height={size}
                    high="gradient"
                    domain={[0, 1]}
                    label={t.alts.error}
                  />
                </Known>
                <div className={layout.column}>
                  <NumberReadout
                    label={t.errorEps}
                    value={knownOne('loss') ? (a?.errorEps ?? null) : null}
                    formula={{ id: 'simple', fn: 'models/diffusion/faces.ts#noiseErrors' }}
                  />
                  <NumberReadout
                    label={t.errorV}
                    value={knownOne('loss') ? (a?.errorV ?? null) : null}
                    formula={{ fn: 'models/diffusion/faces.ts#opened', note: t.errorVNote }}
                  />
                </div>
              </>
            )}
          </Pictures>
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
          <Pictures>
            {(size) => (
              <>
                <Known name={sym.xt} thing="xt" remark={t.names.xt(String(b?.t ?? T))} known={xt !== null}>
                  <FaceCanvas data={xt ?? BLANK} width={size} label={t.alts.x} />
                </Known>
                <Known name={<i>z</i>} thing="z" colour="noise" remark={t.names.z} known={knownTwo('z')}>
                  <FaceCanvas data={(knownTwo('z') && b?.z) || BLANK} range={2.5} width={size} label={t.alts.z} />
                </Known>
                <Known name={sym.epsHat} thing="epsHat" colour="network" remark={t.names.epsHat} known={knownTwo('predict')}>
                  <FaceCanvas data={(knownTwo('predict') && b?.eps) || BLANK} range={2.5} width={size} label={t.alts.epsHat} />
                </Known>
                <Known name={sym.x0Hat} thing="x0Hat" colour="generated" remark={t.names.x0Hat} known={knownTwo('x0Hat')}>
                  <FaceCanvas data={(knownTwo('x0Hat') && b?.x0) || BLANK} width={size} label={t.alts.x0Hat} />
                </Known>
                <Known name={sym.mean} thing="mu" remark={t.names.mean} known={knownTwo('mean')}>
                  <FaceCanvas data={(knownTwo('mean') && b?.mean) || BLANK} width={size} label={t.alts.mean} />
                </Known>
                <Known name={sym.xs} thing="xt" remark={t.names.next(b ? String(b.s) : '…')} known={knownTwo('next')}>
                  <FaceCanvas data={(knownTwo('next') && b?.next) || BLANK} width={size} label={t.alts.next} />
                </Known>
              </>
            )}
          </Pictures>
        </AlgorithmPane>
      </div>
    </Figure>
  );
}

function Pictures({ children }: { children: (size: number) => ReactNode }) {
  return <Sized>{(width) => <div className={grid.six}>{children(16 * Math.max(4, Math.floor((width - 28) / 48)))}</div>}</Sized>;
}

/** A view of something that a line has made; faint until that line has run. */
function Known({ known, ...view }: Parameters<typeof View>[0] & { known: boolean }) {
  return (
    <div className={known ? undefined : styles.waiting}>
      <View {...view} />
    </div>
  );
}

const byPixel = (a: Float32Array, b: Float32Array): Float32Array =>
  Float32Array.from({ length: 256 }, (_, i) => [0, 1, 2].reduce((sum, c) => sum + (a[3 * i + c] - b[3 * i + c]) ** 2 / 3, 0));

const BLANK = new Float32Array(768);
const BLANK_ERROR = new Float32Array(256);

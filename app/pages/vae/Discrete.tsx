/** Figure: one encoder and decoder twice, with a Gaussian and with a codebook between them; error, noise, collapse and priors of both. */

import { useMemo } from 'react';
import { useText } from '../../i18n';
import type { PriorRow } from '../../runtime/programs/vae/discretePriors';
import { SIDES } from '../../runtime/programs/vae/discreteSettings';
import { Button, Choice, Slider, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, Sized } from '../../shell/layout';
import { useLab, useOfModel } from '../../store/lab';
import { bool, defineState, int, number, oneOf, useFigureState } from '../../store/url';
import { FaceGrid } from '../../viz/FaceGrid';
import { DiscretePriors } from './DiscretePriors';
import { DiscreteReadouts } from './DiscreteReadouts';
import { COLOURS } from './sides';
import { text } from './text/discrete';

const KS = ['16', '64', '256'] as const;
const DIMS = ['2', '4', '8'] as const;
const AXES = ['steps', 'seconds'] as const;
export const state = defineState('vae.discrete', {
  axis: oneOf(AXES, 'steps'),
  k: oneOf(KS, '64'),
  dim: oneOf(DIMS, '4'),
  beta: number({ min: 0.01, max: 100, default: 10 }),
  revive: bool(true),
  lr: number({ min: 1e-4, max: 3e-2, default: 2e-3 }),
  draw: int({ min: 1, max: 999_999, default: 1 }),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});
const SAMPLES = 100;

export default function Discrete() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const config = useMemo(
    () => ({ codes: Number(s.k), dim: Number(s.dim), beta: s.beta, revive: s.revive, lr: s.lr }),
    [s.k, s.dim, s.beta, s.revive, s.lr],
  );
  const lab = useLab('vae.discrete', config, { seed: s.seed, onSeed: (seed) => set({ seed }), autoplay: true });
  const { frame } = lab;
  const [rows, keepRows] = useOfModel<readonly PriorRow[]>(lab);
  const back = useMemo(() => frame && Uint8ClampedArray.from([...frame.originals, ...frame.painted.vae, ...frame.painted.vq]), [frame]);

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice
            label={t.axis}
            value={s.axis}
            options={AXES.map((value) => ({ value, label: t.axes[value] }))}
            onChange={(axis) => set({ axis })}
          />
          <Toggle label={t.revive} value={s.revive} onChange={(revive) => set({ revive })} />
          <Slider label={t.beta} value={s.beta} min={0.01} max={100} log onChange={(beta) => set({ beta })} />
          <Button
            primary
            disabled={!frame || lab.progress !== null}
            onClick={() => void lab.call('priors', { n: SAMPLES, seed: s.draw }).then((answer) => answer && keepRows(answer))}
          >
            {t.fit}
          </Button>
        </>
      }
      more={
        <>
          <Choice label={t.codes} value={s.k} options={KS.map((value) => ({ value, label: value }))} onChange={(k) => set({ k })} />
          <Choice label={t.dim} value={s.dim} options={DIMS.map((value) => ({ value, label: value }))} onChange={(dim) => set({ dim })} />
          <Slider label={t.lr} value={s.lr} min={1e-4} max={3e-2} log onChange={(lr) => set({ lr })} />
        </>
      }
    >
      <div className={layout.stack}>
        {frame && (
          <>
            <div className={layout.columns}>
              <Plot
                title={t.error}
                label={t.errorAlt}
                series={SIDES.map((side) => ({
                  key: side,
                  name: t.sides[side],
                  colour: COLOURS[side],
                  y: frame.error[side],
                  x: s.axis === 'seconds' ? frame.error.step.map((step) => step * frame.seconds[side]) : frame.error.step,
                }))}
                x={[]}
                xName={s.axis === 'seconds' ? t.seconds : t.steps}
                yScale="log"
                height={240}
              />
              <Plot
                title={t.noise}
                label={t.noiseAlt}
                series={SIDES.map((side) => ({ key: side, name: t.sides[side], colour: COLOURS[side], y: frame.noise[side] }))}
                x={frame.noise.step}
                xName={t.steps}
                yScale="log"
                height={240}
              />
            </div>
            <DiscreteReadouts frame={frame} />
            <div>
              <p className={layout.caption}>{t.faces}</p>
              <Sized>{(width) => back && <FaceGrid data={back} count={24} columns={8} width={width} label={t.facesAlt} />}</Sized>
            </div>
          </>
        )}
        {rows && <DiscretePriors rows={rows} />}
        <p className={layout.hint}>{t.fair}</p>
      </div>
    </Figure>
  );
}

/** Figure 3: the Dirac-GAN. Field and trajectory in the (θ, ψ) plane, eigenvalues at the equilibrium, every game side by side. */

import { useMemo } from 'react';
import { useText } from '../../i18n';
import { type DiracConfig, field, METHODS, trajectory, verdict } from '../../models/gan/dirac';
import { Choice, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, shares } from '../../shell/layout';
import { defineState, int, number, oneOf, useFigureState } from '../../store/url';
import { Curves } from '../../viz/Curves';
import { squareDomain } from '../../viz/Plane';
import { useSize } from '../../viz/useSize';
import { VectorField } from '../../viz/VectorField';
import { DiracEigen } from './DiracEigen';
import { DiracTable } from './DiracTable';
import styles from './gan.module.css';
import { text } from './text/dirac';

export const state = defineState('gan.dirac', {
  method: oneOf(METHODS, 'gan'),
  update: oneOf(['simultaneous', 'alternating'], 'simultaneous'),
  h: number({ min: 0.001, max: 5, default: 0.1 }),
  nd: int({ min: 1, max: 10, default: 1 }),
  gamma: number({ min: 0, max: 5, default: 0.5 }),
  sigma: number({ min: 0, max: 3, default: 1 }),
  clip: number({ min: 0.05, max: 5, default: 1 }),
  slope: number({ min: 0, max: 3, default: 0.5 }),
  theta: number({ min: -3, max: 3, default: 1 }),
  psi: number({ min: -3, max: 3, default: 1 }),
  steps: int({ min: 1, max: 5000, default: 400 }),
});

export default function Dirac() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const c: DiracConfig = useMemo(
    () => ({ method: s.method, update: s.update, h: s.h, nd: s.nd, gamma: s.gamma, clip: s.clip, slope: s.slope, sigma: s.sigma }),
    [s],
  );
  const path = useMemo(() => trajectory(s.theta, s.psi, s.steps, c), [s.theta, s.psi, s.steps, c]);
  const distance = useMemo(
    () => Float32Array.from({ length: path.length / 2 }, (_, k) => Math.hypot(path[2 * k], path[2 * k + 1])),
    [path],
  );
  const [heroRef, hero] = useSize<HTMLDivElement>();
  const [sideRef, side] = useSize<HTMLDivElement>();
  const domain = squareDomain(2.4, 1, 1);
  const uses = {
    gamma: ['wganGp', 'consensus', 'r1'].includes(s.method),
    sigma: s.method === 'instanceNoise',
    clip: s.method === 'wgan',
    slope: s.method === 'wganGp',
  };
  return (
    <Figure
      title={t.title}
      claim={t.claim}
      problems={problems}
      applies={(formula) => (formula === 'simultaneous' || formula === 'alternating' ? formula === s.update : true)}
      controls={
        <>
          <Choice
            label={t.method}
            value={s.method}
            options={METHODS.map((value) => ({ value, label: t.methods[value] }))}
            onChange={(method) => set({ method })}
          />
          <Choice
            label={t.update}
            value={s.update}
            options={(['simultaneous', 'alternating'] as const).map((value) => ({ value, label: t.updates[value] }))}
            onChange={(update) => set({ update })}
          />
          <Slider label={t.h} value={s.h} min={0.01} max={5} log onChange={(h) => set({ h })} />
          {uses.gamma && <Slider label={t.gamma} value={s.gamma} min={0} max={2} step={0.05} onChange={(gamma) => set({ gamma })} />}
          {uses.sigma && <Slider label={t.sigma} value={s.sigma} min={0} max={3} step={0.05} onChange={(sigma) => set({ sigma })} />}
          {uses.clip && <Slider label={t.clip} value={s.clip} min={0.05} max={3} step={0.05} onChange={(clip) => set({ clip })} />}
          {uses.slope && <Slider label={t.slope} value={s.slope} min={0} max={2} step={0.05} onChange={(slope) => set({ slope })} />}
          {s.update === 'alternating' && <Slider label={t.nd} value={s.nd} min={1} max={10} step={1} onChange={(nd) => set({ nd })} />}
          <Slider
            label={t.steps}
            value={s.steps}
            min={1}
            max={5000}
            log
            format={(v) => String(Math.round(v))}
            onChange={(steps) => set({ steps: Math.round(steps) })}
          />
        </>
      }
    >
      <div className={layout.columns} style={shares(9, 11)}>
        <div className={styles.hero} ref={heroRef}>
          {hero.width > 0 && (
            <VectorField
              field={(x, y) => field(x, y, c)}
              domain={domain}
              width={hero.width - 2}
              height={hero.width - 2}
              label={t.plot(t.methods[s.method])}
              paths={[{ points: path, colour: 'generated', head: true }]}
              over={[
                {
                  kind: 'points',
                  points: path.subarray(0, 2 * Math.min(path.length / 2, 800)),
                  colour: 'generated',
                  radius: 1.6,
                  opacity: 0.5,
                },
                { kind: 'points', points: [0, 0], colour: 'ink', radius: 6, shape: 'cross', opacity: 1 },
              ]}
              handles={[{ id: 'start', x: s.theta, y: s.psi, label: t.start, colour: 'network' }]}
              onHandle={(_, theta, psi) => set({ theta: round(theta), psi: round(psi) })}
              onSelect={(theta, psi) => set({ theta: round(theta), psi: round(psi) })}
            />
          )}
          <p className={styles.axes}>
            <span className={styles.generated}>{`→ ${t.theta}`}</span>
            <span className={styles.network}>{`↑ ${t.psi}`}</span>
          </p>
        </div>
        <div className={layout.side} ref={sideRef}>
          <p className={styles.verdict} aria-live="polite" data-verdict={verdict(c)}>
            {t.verdicts[verdict(c)]}
          </p>
          {side.width > 0 && <DiracEigen config={c} width={side.width} />}
          {side.width > 0 && (
            <Curves
              title={t.distance}
              label={t.distanceAlt}
              series={[{ key: 'distance', name: '', colour: 'generated', y: distance }]}
              x={Array.from(distance, (_, k) => k)}
              width={side.width}
              height={130}
              room={8}
              yDomain={[0, Math.min(4, Math.max(1.5, ...distance))]}
            />
          )}
        </div>
      </div>
      <DiracTable config={c} onPick={(method) => set({ method })} />
    </Figure>
  );
}

const round = (v: number): number => Math.round(v * 100) / 100;

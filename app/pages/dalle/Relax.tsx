/** Figure 2, DALL·E's own way: a small discrete VAE trained live through the Gumbel-softmax, τ dragged from soft to hard. */
import { useMemo } from 'react';
import { TEST_SIZE } from '../../data/faces';
import { useText } from '../../i18n';
import { Button, NumberReadout, Slider, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { OwnFace, ownFace } from '../../shell/own/OwnFace';
import { useAnswer, useLab } from '../../store/lab';
import { bool, defineState, int, number, useFigureState } from '../../store/url';
import { Curves } from '../../viz/Curves';
import { FaceCanvas } from '../../viz/FaceCanvas';
import { HeatMap } from '../../viz/HeatMap';
import { useSize } from '../../viz/useSize';
import styles from './dalle.module.css';
import { percentOf } from './numbers';
import { text } from './text/codes';

const TAUS = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4];

export const state = defineState('dalle.relax', {
  tau: number({ min: 1 / 16, max: 4, default: 2 }),
  cooling: bool(false),
  beta: number({ min: 0, max: 0.1, default: 0.001 }),
  face: int({ min: 0, max: TEST_SIZE - 1, default: 3 }),
  mine: ownFace(),
  noise: bool(false),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

export default function Relax() {
  const t = useText(text).relax;
  const [s, set, problems] = useFigureState(state);
  const { tau, cooling, beta, face: chosen, mine } = s;
  const config = useMemo(() => ({ tau, cooling, beta, face: chosen, mine }), [tau, cooling, beta, chosen, mine]);
  const lab = useLab('dalle.relax', config, { seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const ready = frame !== null;
  const question = useMemo(() => (s.noise && ready ? { taus: TAUS } : null), [s.noise, ready]);
  const noise = useAnswer(lab, 'noise', question).value;
  const half = width > 760 ? (width - 24) / 2 : width;
  const face = width > 520 ? 144 : 96;

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Slider
            label={t.tau}
            value={s.tau}
            min={1 / 16}
            max={4}
            log
            format={(v) => v.toPrecision(2)}
            disabled={s.cooling}
            onChange={(tau) => set({ tau: Math.max(1 / 16, tau) })}
          />
          <Toggle label={t.cooling} value={s.cooling} onChange={(cooling) => set({ cooling })} />
          <Button onClick={() => set({ face: (s.face + 1) % TEST_SIZE, mine: '' })}>{t.another}</Button>
          <OwnFace own={mine} onTake={(taken) => set({ mine: taken })} />
          <Button pressed={s.noise} onClick={() => set({ noise: !s.noise })}>
            {t.measure}
          </Button>
        </>
      }
      more={<Slider label={t.beta} value={s.beta} min={0} max={0.1} step={0.001} onChange={(beta) => set({ beta })} />}
    >
      <div className={layout.stack} ref={ref}>
        {frame && width > 0 && (
          <>
            <div className={styles.pipeline}>
              {[t.face, t.soft, t.hard].map((name, i) => (
                <div key={name} className={styles.small} data-face={i}>
                  <FaceCanvas data={frame.pictures} index={i} width={face} label={name} />
                  {name}
                </div>
              ))}
            </div>
            <div className={layout.row}>
              <NumberReadout
                label={t.readouts.tau}
                value={frame.tau}
                format={(v) => v.toPrecision(3)}
                formula={{ id: 'gumbel', fn: 'models/dalle/dvae.ts#relaxed' }}
              />
              <NumberReadout
                label={t.readouts.gap}
                value={frame.hard - frame.soft}
                format={(v) => v.toFixed(4)}
                formula={{ id: 'gumbel', fn: 'models/dalle/dvae.ts#drawn' }}
              />
              <NumberReadout
                label={t.readouts.largest}
                value={percentOf(frame.largest)}
                formula={{ id: 'gumbel', fn: 'models/dalle/dvae.ts#relaxed' }}
              />
            </div>
            <div className={layout.columns}>
              <div className={layout.column}>
                <p className={layout.caption}>{t.weights(frame.codes)}</p>
                <HeatMap
                  data={frame.weights}
                  rows={16}
                  columns={frame.codes}
                  width={half}
                  height={176}
                  domain={[0, 1]}
                  high="latent"
                  label={t.weights(frame.codes)}
                />
              </div>
              <div className={layout.column}>
                <Curves
                  title={t.errors}
                  label={t.errorsAlt}
                  x={frame.history.step}
                  xName={t.steps}
                  yScale="log"
                  series={[
                    { key: 'soft', name: t.ends.soft, colour: 'latent', y: frame.history.soft },
                    { key: 'hard', name: t.ends.hard, colour: 'generated', y: frame.history.hard },
                  ]}
                  width={half}
                  height={190}
                />
                {s.noise && noise && (
                  <Curves
                    title={t.noise}
                    label={t.noiseAlt}
                    x={TAUS.map(Math.log2)}
                    xName="log₂ τ"
                    yScale="log"
                    series={[{ key: 'noise', name: '', colour: 'gradient', y: noise }]}
                    cursor={Math.log2(frame.tau)}
                    width={half}
                    height={140}
                  />
                )}
              </div>
            </div>
          </>
        )}
      </div>
    </Figure>
  );
}

/** Figure 7: the birthday test, run on three GANs and on real faces as the control. */
import { useMemo } from 'react';
import { asPrinted, caption, faceAt } from '../../data/faces';
import { createRng } from '../../data/rng';
import { useLang, useText } from '../../i18n';
import { draws50 } from '../../models/gan/birthday';
import { Button, Choice, NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, Sized, View } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { defineState, int, number, oneOf, useFigureState } from '../../store/url';
import { FaceGrid } from '../../viz/FaceGrid';
import type { ColourName } from '../../viz/palette';
import styles from './gan.module.css';
import { text } from './text/collapse';

export const state = defineState('gan.collapse', {
  wishes: oneOf(['held', 'free'], 'held'),
  wish: int({ min: 0, max: 8191, default: 8 }),
  same: number({ min: 0.001, max: 0.05, default: 0.01 }),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

const KINDS = ['real', 'gan-latent', 'gan', 'gan-collapsed'] as const;
const COLOURS: Readonly<Record<(typeof KINDS)[number], ColourName>> = {
  real: 'data',
  'gan-latent': 'latent',
  gan: 'generated',
  'gan-collapsed': 'gradient',
};

const whole = (v: number): string => (v < 1000 ? String(Math.round(v)) : Number(v.toPrecision(2)).toLocaleString('en'));

export default function Collapse() {
  const t = useText(text);
  const lang = useLang();
  const [s, set, problems] = useFigureState(state);
  const held = s.wishes === 'held';
  const config = useMemo(() => ({ wish: held ? s.wish : -1, same: s.same }), [held, s.wish, s.same]);
  const lab = useLab('gan.collapse', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const words = useMemo(() => asPrinted(caption(faceAt('test', s.wish), lang, createRng(`caption ${s.wish}`)), lang), [s.wish, lang]);

  const about = ({ estimate, low, high }: { estimate: number | null; low: number; high: number | null }) => {
    if (estimate === null) return t.atLeast(whole(low));
    return high === null ? t.rangeOpen(whole(estimate), whole(low)) : t.range(whole(estimate), whole(low), whole(high));
  };
  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice
            label={t.wishes}
            value={s.wishes}
            options={[
              { value: 'held', label: t.held },
              { value: 'free', label: t.free },
            ]}
            onChange={(wishes) => set({ wishes })}
          />
          {held && <Button onClick={() => set({ wish: (s.wish + 1) % 8192 })}>{t.nextWish}</Button>}
          <Slider
            label={t.same}
            value={s.same}
            min={0.001}
            max={0.05}
            step={0.001}
            format={(v) => v.toFixed(3)}
            onChange={(same) => set({ same: Number(same.toFixed(3)) })}
          />
        </>
      }
    >
      <div className={layout.stack}>
        {held && (
          <p className={layout.words}>
            <span>{t.wish}</span>
            <span>{words}</span>
          </p>
        )}
        <div className={styles.four}>
          {KINDS.map((kind) => {
            const found = frame?.kinds[kind];
            return (
              <View key={kind} name={t.kinds[kind]} colour={COLOURS[kind]}>
                <Sized max={232}>
                  {(width) =>
                    found?.nearest ? (
                      <FaceGrid
                        data={found.nearest}
                        count={2}
                        columns={2}
                        width={width}
                        label={t.nearestAlt(t.kinds[kind], found.distance.toFixed(4))}
                      />
                    ) : (
                      <div style={{ height: width / 2 }} />
                    )
                  }
                </Sized>
                <span className={layout.hint}>{t.nearest}</span>
                <NumberReadout
                  label={t.first}
                  value={found && frame ? (found.first ?? t.never(frame.n)) : null}
                  formula={{ note: t.firstSays, fn: 'runtime/programs/gan/collapse.ts#Draws' }}
                />
                <NumberReadout label={t.pairs} value={found ? whole(found.pairs) : null} formula={{ fn: 'models/gan/birthday.ts#apart' }} />
                <NumberReadout
                  label={t.support}
                  value={found ? about(found.support) : null}
                  formula={{ id: 'support', note: t.supportNote }}
                />
                <NumberReadout
                  label={t.even}
                  value={found?.support.estimate ? draws50(found.support.estimate) : null}
                  formula={{ id: 'birthday', note: t.firstNote, fn: 'models/gan/birthday.ts#draws50' }}
                />
                <Sized max={232}>
                  {(width) =>
                    found && found.newest.length > 0 ? (
                      <FaceGrid data={found.newest} count={8} columns={4} width={width} label={t.newestAlt(t.kinds[kind])} />
                    ) : (
                      <div style={{ height: width / 2 }} />
                    )
                  }
                </Sized>
              </View>
            );
          })}
        </div>
        {frame && frame.n > 0 && (
          <Plot
            title={`${t.curve} · ${t.drawn(frame.n, frame.of)}`}
            label={t.curveAlt}
            height={200}
            x={frame.history.n}
            xName={t.draws}
            yScale="log"
            yDomain={[0.8, Math.max(10, ...KINDS.map((kind) => frame.kinds[kind].pairs))]}
            series={KINDS.map((kind) => ({
              key: kind,
              name: t.kinds[kind],
              colour: COLOURS[kind],
              y: frame.history[kind].map((pairs) => pairs || Number.NaN),
              width: kind === 'real' ? 2.5 : 2,
            }))}
          />
        )}
      </div>
    </Figure>
  );
}

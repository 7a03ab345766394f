/** The birthday test where the truth is known: how many points are there, told from how soon draws repeat themselves. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { MOST, REACH, SOURCES, TESTS } from '../../runtime/programs/gan/birthdaySettings';
import { Choice, NumberReadout, Slider } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, Sized, shares, View } from '../../shell/layout';
import { useAnswer, useLab } from '../../store/lab';
import { defineState, int, number, oneOf, useFigureState } from '../../store/url';
import { Histogram } from '../../viz/Histogram';
import { type Layer, Plane } from '../../viz/Plane';
import { text } from './text/birthday';

export const state = defineState('gan.birthday', {
  source: oneOf(SOURCES, 'even'),
  side: int({ min: 2, max: 64, default: 50 }),
  same: number({ min: 0, max: 0.3, default: 0 }),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

const whole = (v: number): string => Math.round(v).toLocaleString('en');

export default function Birthday() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const { source, side, same } = s;
  const config = useMemo(() => ({ source, side, same }), [source, side, same]);
  const lab = useLab('gan.birthday', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const over = frame && frame.n >= MOST;
  const many = useAnswer(lab, 'repeat', over ? REPEATED : null).value;
  const layers: Layer[] = frame
    ? [
        { kind: 'points', points: frame.points, colour: source === 'G' ? 'generated' : 'ink3', radius: 1.4, opacity: 0.6, shape: 'dot' },
        { kind: 'points', points: frame.drawn, colour: 'data', radius: 2.6, opacity: 0.9 },
        { kind: 'points', points: frame.again, colour: 'gradient', radius: 6, shape: 'ring', opacity: 1 },
      ]
    : [];
  const { estimate, low, high } = frame?.support ?? { estimate: null, low: 0, high: null };
  const found = estimate === null ? t.atLeast(whole(low)) : t.range(whole(estimate), whole(low), high === null ? null : whole(high));
  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice
            label={t.source}
            value={source}
            options={SOURCES.map((value) => ({ value, label: t.sources[value] }))}
            onChange={(value) => set({ source: value })}
          />
          <Slider
            label={t.side}
            value={side}
            min={2}
            max={64}
            step={1}
            format={(v) => `${v} × ${v}`}
            onChange={(value) => set({ side: value })}
          />
          <Slider label={t.same} value={same} min={0} max={0.3} step={0.005} onChange={(value) => set({ same: value })} />
        </>
      }
    >
      <div className={layout.columns} style={shares(2, 3)}>
        <View name={t.plane} colour="data" remark={t.planeRemark}>
          <Sized max={460}>
            {(width) => (
              <Plane
                layers={layers}
                domain={DOMAIN}
                width={width}
                height={width}
                label={t.planeAlt(frame?.n ?? 0, side * side, frame?.pairs ?? 0)}
              />
            )}
          </Sized>
        </View>
        <div className={layout.side}>
          <div className={layout.readouts}>
            <NumberReadout
              label={t.truth}
              value={frame ? whole(frame.truth) : null}
              formula={{ id: 'support', note: t.truthNote, fn: 'models/gan/birthday.ts#chanceOfSame' }}
            />
            <NumberReadout
              label={t.estimate}
              value={frame && frame.n > 1 ? found : null}
              formula={{ id: 'support', note: t.estimateNote }}
            />
            <NumberReadout label={t.pairs} value={frame?.pairs ?? null} formula={{ fn: 'models/gan/birthday.ts#near' }} />
            <NumberReadout label={t.first} value={frame ? (frame.first ?? '–') : null} formula={{ id: 'birthday', note: t.firstNote }} />
            <NumberReadout
              label={t.seen}
              value={frame ? whole(frame.seen) : null}
              formula={{ note: t.seenNote, fn: 'runtime/programs/gan/birthday.ts#differentOnes' }}
            />
          </div>
          {frame && (
            <Plot
              title={t.curve}
              label={t.curveAlt}
              height={230}
              x={frame.history.step}
              xName={t.draws}
              xDomain={[0, MOST]}
              yScale="log"
              yDomain={[Math.max(0.5, frame.truth / 30), frame.truth * 30]}
              series={[
                { key: 'high', name: '', colour: 'generated', y: frame.history.high, dashed: true },
                { key: 'low', name: '', colour: 'generated', y: frame.history.low, dashed: true },
                { key: 'estimate', name: t.found, colour: 'generated', y: frame.history.estimate, width: 2.5 },
              ]}
              marks={[{ y: frame.truth, name: t.really, colour: 'data' }]}
            />
          )}
          <View
            name={t.many(TESTS, MOST)}
            colour="generated"
            aside={
              <NumberReadout
                label={t.held}
                value={many ? Math.round(100 * many.held) : null}
                unit="%"
                formula={{ note: t.heldNote, fn: 'models/gan/birthday.ts#support' }}
              />
            }
          >
            <Sized>
              {(width) =>
                many ? (
                  <Histogram data={many.ratios} width={width} height={110} domain={RATIOS} bins={48} colour="generated" label={t.manyAlt} />
                ) : (
                  <div style={{ height: 110 }} className={layout.hint}>
                    {t.later}
                  </div>
                )
              }
            </Sized>
          </View>
        </div>
      </div>
    </Figure>
  );
}

const DOMAIN = { x: [-1.1 * REACH, 1.1 * REACH], y: [-1.1 * REACH, 1.1 * REACH] } as const;
const RATIOS = [0, 3] as const;
const REPEATED = { n: MOST };

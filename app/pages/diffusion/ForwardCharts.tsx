/** Beside the drowning face: the schedules with t on them, the factors of the jump, and the pixels of many faces against N(0, 1). */

import { useMemo } from 'react';
import { useText } from '../../i18n';
import { type Schedule, type ScheduleKind, snr } from '../../models/diffusion/schedule';
import { NumberReadout } from '../../shell/controls';
import { layout, Sized, View } from '../../shell/layout';
import { Histogram } from '../../viz/Histogram';
import { ScheduleChart } from '../../viz/ScheduleChart';
import { crowdOf, standardNormal } from './noising';
import { sym } from './parts';
import { text } from './text/forward';

export const SCHEDULES: readonly ScheduleKind[] = ['linear', 'cosine', 'drawn'];

interface Props {
  readonly t: number;
  readonly schedules: Readonly<Record<ScheduleKind, Schedule>>;
  readonly chosen: ScheduleKind;
  readonly knots: readonly number[];
  readonly onKnots: (knots: number[]) => void;
}

export function ForwardCharts({ t: now, schedules, chosen, knots, onKnots }: Props) {
  const t = useText(text);
  const schedule = schedules[chosen];
  const alphaBar = schedule.alphaBar[now];
  const curves = useMemo(
    () => SCHEDULES.map((key) => ({ key, name: t.schedules[key], alphaBar: schedules[key].alphaBar, chosen: key === chosen })),
    [schedules, chosen, t],
  );
  return (
    <div className={layout.side}>
      <Sized>
        {(width) => (
          <View name={sym.alphaBar} thing="alphaBar" remark={t.chart}>
            <ScheduleChart
              width={width}
              height={190}
              t={now}
              label={t.chartLabel}
              curves={curves}
              knots={chosen === 'drawn' ? knots : undefined}
              knotLabel={t.knot}
              onKnot={(k, value) => onKnots(knots.map((old, i) => (i === k ? value : old)))}
            />
          </View>
        )}
      </Sized>
      <Sized>
        {(width) => (
          <View name="SNR" remark={t.snr}>
            <ScheduleChart width={width} height={150} t={now} label={t.snrLabel} curves={curves} snr />
          </View>
        )}
      </Sized>
      <div className={layout.tops}>
        <NumberReadout label={<span>√{sym.alphaBar}</span>} value={Math.sqrt(alphaBar)} formula={{ id: 'jump' }} />
        <NumberReadout label={<span>√(1 − {sym.alphaBar})</span>} value={Math.sqrt(1 - alphaBar)} formula={{ id: 'jump' }} />
        <NumberReadout
          label="SNR"
          value={now === 0 ? '∞' : snr(schedule, now)}
          formula={{
            id: 'snr',
            filled: `\\frac{${alphaBar.toPrecision(3)}}{${(1 - alphaBar).toPrecision(3)}}`,
            fn: 'models/diffusion/schedule.ts#snr',
          }}
        />
      </div>
    </div>
  );
}

/** Faces behind the histogram. */
const CROWD = 48;
const RANGE = [-3.5, 3.5] as const;

export function PixelHistogram({ t: now, seed, schedule }: { t: number; seed: number; schedule: Schedule }) {
  const t = useText(text);
  const crowd = useMemo(() => crowdOf(CROWD, seed), [seed]);
  const pixels = useMemo(() => crowd(schedule, now), [schedule, crowd, now]);
  return (
    <Sized>
      {(width) => (
        <View name={t.histogram} remark={t.histogramNote(CROWD)}>
          <Histogram
            data={pixels}
            domain={RANGE}
            bins={56}
            top={0.7}
            width={width}
            height={140}
            curve={standardNormal}
            curveName="N(0, 1)"
            label={t.histogramLabel(now)}
          />
        </View>
      )}
    </Sized>
  );
}

/** The bound step by step, measured: two errors by t, what the bound and the simple loss pay for one of them, and who spends its sum where. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { weightOf } from '../../models/diffusion/bound';
import { faceSchedule } from '../../models/diffusion/schedule';
import { Choice, NumberReadout } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { defineState, int, oneOf, useFigureState } from '../../store/url';
import { halfOf, middles, sharesOf, sumOf } from './boundShares';
import { T } from './state';
import { text } from './text/bound';

export const state = defineState('diffusion.bound', {
  sigma: oneOf(['posterior', 'beta'], 'posterior'),
  t: int({ min: 1, max: T, default: 10 }),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

const bits = (nats: number): string => (nats / Math.LN2).toPrecision(2);
const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)}%`;

export default function Bound() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const lab = useLab('diffusion.bound', NOTHING, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const seen = useMemo(() => {
    if (!frame) return null;
    const terms = frame[s.sigma];
    const [bound, simple] = [sharesOf(terms, frame.from), sharesOf(frame.noise, frame.from)];
    return { terms, bound, simple, all: sumOf(terms, frame.from), at: middles(frame), half: halfOf(bound), halfSimple: halfOf(simple) };
  }, [frame, s.sigma]);
  const weights = useMemo(() => WEIGHED.map((at) => weightOf(faceSchedule, at, s.sigma)), [s.sigma]);
  const first = seen ? seen.terms.mean[0] : Number.NaN;

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <Choice
          label={t.sigma}
          value={s.sigma}
          options={(['posterior', 'beta'] as const).map((value) => ({ value, label: t.sigmas[value] }))}
          onChange={(sigma) => set({ sigma })}
        />
      }
    >
      <div className={layout.stack}>
        <div className={layout.columns}>
          <Plot
            title={t.errors}
            height={230}
            x={seen?.at ?? NONE}
            xName="t"
            xScale="log"
            xDomain={[1, T]}
            yScale="log"
            yDomain={[1e-5, 2]}
            label={t.errorsLabel(frame?.noise.mean[0].toFixed(2) ?? '–', frame?.picture.mean[0].toExponential(0) ?? '–')}
            series={[
              { key: 'noise', name: t.ofNoise, colour: 'noise', y: frame?.noise.mean ?? NONE, width: 2.5 },
              { key: 'picture', name: t.ofPicture, colour: 'generated', y: frame?.picture.mean ?? NONE, width: 2.5 },
            ]}
            cursor={s.t}
          />
          <Plot
            title={t.weights}
            height={230}
            x={WEIGHED}
            xName="t"
            xScale="log"
            xDomain={[1, T]}
            yScale="log"
            yDomain={[5e-4, 10]}
            label={t.weightsLabel}
            series={[
              { key: 'bound', name: t.inBound, colour: 'latent', y: weights, width: 2.5 },
              { key: 'simple', name: t.inSimple, colour: 'gradient', y: ONES, width: 2.5 },
            ]}
            cursor={s.t}
          />
        </div>
        <p className={layout.words} aria-live="off">
          {seen ? t.upTo(s.t, percent(seen.bound[s.t - 1]), percent(seen.simple[s.t - 1])) : ''}
        </p>
        <Plot
          title={t.shares}
          height={240}
          x={ALL}
          xName="t"
          xScale="log"
          xDomain={[1, T]}
          yDomain={[0, 1]}
          label={t.sharesLabel(seen?.half ?? 0, seen?.halfSimple ?? 0)}
          series={[
            { key: 'bound', name: t.inBound, colour: 'latent', y: seen?.bound ?? NONE, width: 2.5, fill: true },
            { key: 'simple', name: t.inSimple, colour: 'gradient', y: seen?.simple ?? NONE, width: 2.5, fill: true },
          ]}
          cursor={s.t}
          onCursor={(at) => set({ t: Math.max(1, Math.min(T, nextStep(s.t, at))) })}
        />
        <div className={layout.tops}>
          <NumberReadout
            label={t.total}
            value={seen && frame ? (seen.all.sum + frame.end) / Math.LN2 : null}
            unit={t.totalUnit}
            formula={{
              id: 'elbo',
              fn: 'models/diffusion/bound.ts#termOf',
              note: seen
                ? t.totalNote({
                    first: bits(first),
                    rest: bits(seen.all.sum - first),
                    end: bits(frame?.end ?? 0),
                    error: bits(seen.all.error),
                  })
                : '',
            }}
          />
          <NumberReadout label={t.half} value={seen ? `${t.t} ${seen.half}` : null} formula={{ id: 'weighted', note: t.halfNote }} />
          <NumberReadout
            label={t.halfSimple}
            value={seen ? `${t.t} ${seen.halfSimple}` : null}
            formula={{ id: 'simple', note: t.halfSimpleNote }}
          />
          <NumberReadout
            label={t.seen}
            value={frame?.seen ?? 0}
            format={String}
            formula={{ note: t.seenNote((frame?.from.length ?? 26) - 1) }}
          />
        </div>
      </div>
    </Figure>
  );
}

/** A place on the axis as a step; an arrow key moves by one step at least, where steps lie far apart. */
const nextStep = (now: number, to: number): number => (Math.round(to) === now ? now + Math.sign(to - now) : Math.round(to));

const NOTHING = {};
const NONE = new Float32Array(0);
const ALL = Array.from({ length: T }, (_, i) => i + 1);
/** The bound weighs errors of the noise from t = 2 on: L_0 is a decoder's likelihood. */
const WEIGHED = ALL.slice(1);
const ONES = WEIGHED.map(() => 1);

/** The same game in codes and in pixels, side by side from nothing, each given the same processor time. */
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { FIDELITY_THRESHOLD } from '../../models/metrics';
import { SHOWN } from '../../runtime/programs/gan/draws';
import { SPACES, type Space } from '../../runtime/programs/gan/spacesSettings';
import { Choice, NumberReadout, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout, Plot, Sized, View } from '../../shell/layout';
import { ms } from '../../shell/numbers';
import { useLab } from '../../store/lab';
import { bool, defineState, int, oneOf, useFigureState } from '../../store/url';
import { FaceGrid } from '../../viz/FaceGrid';
import { text } from './text/spaces';

const WIDTHS = ['128', '256', '512'] as const;
const SHOW = ['training', 'finished'] as const;

export const state = defineState('gan.spaces', {
  show: oneOf(SHOW, 'training'),
  wide: oneOf(WIDTHS, '256'),
  averaged: bool(true),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

/** Every line has an x of its own. */
const NO_X: readonly number[] = [];
const COLOURS = { codes: 'latent', pixels: 'generated' } as const;

export default function Spaces() {
  const t = useText(text);
  const [s, set, problems] = useFigureState(state);
  const finished = s.show === 'finished';
  const config = useMemo(() => ({ wide: Number(s.wide), averaged: s.averaged, finished }), [s.wide, s.averaged, finished]);
  const lab = useLab('gan.spaces', config, { autoplay: true, seed: s.seed, onSeed: (seed) => set({ seed }) });
  const { frame } = lab;
  const series = (which: 'Frechet' | 'Distance') =>
    SPACES.map((space) => ({
      key: space,
      name: t.names[space],
      colour: COLOURS[space],
      x: frame?.history[`${space}Seconds`] ?? [],
      y: frame?.history[`${space}${which}`] ?? [],
      width: 2.5,
    }));
  const one = (space: Space) => {
    const stands = frame?.[space];
    return (
      <View
        key={space}
        name={t.spaces[space]}
        colour={COLOURS[space]}
        remark={stands && (finished ? t.trained : t.played(stands.seconds.toFixed(1), stands.images.toLocaleString('en')))}
      >
        <Sized max={406}>
          {(width) =>
            stands ? (
              <FaceGrid data={stands.faces} count={SHOWN} columns={4} width={width} label={t.facesAlt(t.spaces[space])} />
            ) : (
              <div style={{ height: width }} />
            )
          }
        </Sized>
        <div className={layout.readouts}>
          <NumberReadout
            label={t.frechet}
            value={stands ? stands.frechet.toFixed(0) : null}
            formula={{ id: 'frechet', note: t.frechetNote(frame?.floor.toFixed(0) ?? '–') }}
          />
          <NumberReadout
            label={t.clean}
            value={stands ? Math.round(100 * stands.clean) : null}
            unit="%"
            formula={{ note: t.cleanNote, fn: 'models/metrics/index.ts#judge' }}
          />
          <NumberReadout
            label={t.cost}
            value={stands ? ms(1000 * stands.cost) : null}
            unit="ms"
            formula={{ note: t.costNote, fn: 'models/gan/faceRound.ts#playRound' }}
          />
        </div>
      </View>
    );
  };
  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <Choice
          label={t.show}
          value={s.show}
          options={SHOW.map((value) => ({ value, label: t.shows[value] }))}
          onChange={(show) => set({ show })}
        />
      }
      more={
        <>
          <Choice
            label={t.wide}
            value={s.wide}
            options={WIDTHS.map((value) => ({ value, label: value }))}
            onChange={(wide) => set({ wide })}
          />
          <Toggle label={t.averaged} value={s.averaged} onChange={(averaged) => set({ averaged })} />
          <p className={layout.hint}>{t.fair}</p>
        </>
      }
    >
      <div className={layout.stack}>
        <div className={layout.columns}>{SPACES.map(one)}</div>
        {frame && (
          <div className={layout.columns}>
            <Plot
              title={t.frechetOver}
              label={t.frechetAlt}
              height={190}
              x={NO_X}
              xName={t.seconds}
              xDomain={[0, Math.max(10, frame.codes.seconds, frame.pixels.seconds)]}
              yScale="log"
              yDomain={[Math.max(1, 0.6 * frame.floor), 1.2 * Math.max(100, ...frame.history.codesFrechet, ...frame.history.pixelsFrechet)]}
              series={series('Frechet')}
              marks={[{ y: frame.floor, name: t.floor, colour: 'data' }]}
            />
            <Plot
              title={t.distanceOver}
              label={t.distanceAlt}
              height={190}
              x={NO_X}
              xName={t.seconds}
              xDomain={[0, Math.max(10, frame.codes.seconds, frame.pixels.seconds)]}
              yScale="log"
              yDomain={[0.005, 0.6]}
              series={series('Distance')}
              marks={[{ y: FIDELITY_THRESHOLD, name: t.passes, colour: 'data' }]}
            />
          </div>
        )}
      </div>
    </Figure>
  );
}

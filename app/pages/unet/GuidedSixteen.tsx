/** Sixteen faces sampled with and without guidance from the same noises, the film of the one that is watched, and what the judge counts. */
import { memo } from 'react';
import { useText } from '../../i18n';
import type { GuidedConfig, Sixteen } from '../../runtime/programs/unet/guided';
import { NumberReadout } from '../../shell/controls';
import { layout, Sized, View } from '../../shell/layout';
import { FaceGrid } from '../../viz/FaceGrid';
import { FilmStrip } from '../../viz/FilmStrip';
import type { Guiding } from './Guided';
import { GuidedGrid } from './GuidedGrid';
import { text } from './text/guidance';

interface Props extends Pick<Guiding, 'lab' | 'of'> {
  readonly watched: number;
  readonly set: (changed: { readonly watched: number }) => void;
  readonly kind: GuidedConfig['kind'];
}

/** Not drawn anew while the reader drags over the step above it. */
export const SixteenFaces = memo(function SixteenFaces({ lab, of, watched, set, kind }: Props) {
  const t = useText(text);
  const { frame } = lab;
  if (!frame) return null;
  const side = (key: 'plain' | 'guided') => (
    <View name={t.sixteen[key]} colour={key === 'guided' ? 'condition' : 'generated'}>
      <Sized max={406}>
        {(width) => (
          <FaceGrid
            data={frame[key].faces}
            count={16}
            columns={4}
            width={width}
            label={`${t.sixteen.alt}, ${t.sixteen[key]}`}
            name={(i) => t.sixteen.face(i + 1)}
            selected={watched}
            onSelect={(face) => set({ watched: face })}
          />
        )}
      </Sized>
      <Counts sixteen={frame[key]} />
    </View>
  );
  return (
    <div className={layout.stack}>
      <div className={layout.columns}>
        {side('plain')}
        {side('guided')}
      </div>
      {frame.film.length > 0 && (
        <Sized>
          {(width) => (
            <FilmStrip
              scale={Math.max(3, Math.min(6, Math.floor((width - 80) / (9 * 17))))}
              ticks={frame.film.map((at) => `t = ${at}`)}
              selected={null}
              onSelect={() => {}}
              rows={[
                {
                  key: 'plain',
                  name: t.film.plain,
                  label: `${t.film.label}, ${t.film.plain}`,
                  colour: 'generated',
                  data: frame.plain.film,
                },
                {
                  key: 'guided',
                  name: t.film.guided,
                  label: `${t.film.label}, ${t.film.guided}`,
                  colour: 'condition',
                  data: frame.guided.film,
                },
              ]}
            />
          )}
        </Sized>
      )}
      <div className={layout.row}>
        <NumberReadout label={t.steps} value={`${frame.done} / ${frame.of}`} formula={{ fn: 'models/diffusion/sampler.ts#sample' }} />
        <NumberReadout
          label={t.readouts.ms}
          value={frame.msPerStep}
          unit="ms"
          format={(v) => v.toFixed(0)}
          formula={{ note: t.readouts.msNote }}
        />
      </div>
      <GuidedGrid lab={lab} kind={kind} of={of} />
    </div>
  );
});

function Counts({ sixteen }: { sixteen: Sixteen }) {
  const t = useText(text).readouts;
  const count = (list: readonly boolean[] | null) => list && t.of(list.filter(Boolean).length, list.length);
  return (
    <div className={layout.row}>
      <NumberReadout
        label={t.obeys}
        value={count(sixteen.obeys)}
        formula={{ note: t.obeysNote, fn: 'models/metrics/attributeClassifier.ts#read' }}
      />
      <NumberReadout label={t.clean} value={count(sixteen.clean)} formula={{ note: t.cleanNote, fn: 'models/metrics/index.ts#passes' }} />
    </div>
  );
}

/** One guided step opened up: the noisy face, what the networks say of it, what guidance adds, and the clean faces that follow. */
import { memo } from 'react';
import { useText } from '../../i18n';
import type { GuidedConfig } from '../../runtime/programs/unet/guided';
import { layout, Sized } from '../../shell/layout';
import { TimeAxis } from '../../shell/TimeAxis';
import type { Guiding } from './Guided';
import { Pictures, sym } from './parts';
import { text } from './text/guidance';

interface Props {
  /** The noise level that it is at. */
  readonly at: number;
  readonly set: (changed: { readonly t: number }) => void;
  readonly peek: Guiding['peek'];
  readonly kind: GuidedConfig['kind'];
}

export const OpenStep = memo(function OpenStep({ at, set, peek: p, kind }: Props) {
  const t = useText(text);
  const free = kind === 'free';
  return (
    <div className={layout.stack}>
      <Sized>
        {(width) => (
          <Pictures
            width={width}
            pictures={[
              { key: 'xt', name: sym.xt, thing: 'xt', remark: t.names.xt(at), data: p?.xt, label: t.alts.xt },
              {
                key: 'without',
                name: free ? sym.epsNull : sym.epsHat,
                thing: 'epsHat',
                colour: 'noise',
                remark: t.names.without,
                data: p?.without,
                range: 2.5,
                label: t.alts.without,
              },
              free
                ? {
                    key: 'withY',
                    name: sym.epsY,
                    colour: 'condition' as const,
                    remark: t.names.withY,
                    data: p?.withY,
                    range: 2.5,
                    label: t.alts.withY,
                  }
                : {
                    key: 'gradient',
                    name: '∇',
                    thing: 'grad',
                    colour: 'gradient' as const,
                    remark: t.names.gradient,
                    data: p?.gradient && scaled(p.gradient),
                    label: t.alts.gradient,
                  },
              {
                key: 'push',
                name: (
                  <>
                    {sym.epsTilde} − {free ? sym.epsNull : sym.epsHat}
                  </>
                ),
                colour: 'gradient',
                remark: t.names.push,
                data: p?.push,
                range: 1,
                label: t.alts.push,
              },
              { key: 'x0Plain', name: sym.x0Hat, colour: 'generated', remark: t.names.x0Plain, data: p?.x0Plain, label: t.alts.x0Plain },
              {
                key: 'x0Guided',
                name: sym.x0Hat,
                colour: 'generated',
                remark: t.names.x0Guided,
                data: p?.x0Guided,
                label: t.alts.x0Guided,
              },
            ]}
          />
        )}
      </Sized>
      <TimeAxis t={at} from={1} label={t.timeline} onChange={(to) => set({ t: Math.round(to) })} />
    </div>
  );
});

/** A gradient's scale means nothing by itself: shown so that its largest entries are full black and white. */
function scaled(gradient: Float32Array): Float32Array {
  const most = gradient.reduce((m, v) => Math.max(m, Math.abs(v)), 1e-9);
  return gradient.map((v) => v / most);
}

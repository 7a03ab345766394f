/** Where the two ways from one place end, against what is exactly known of x₀ there. */
import { useText } from '../../i18n';
import { PATHS } from '../../runtime/programs/diffusion/reverseSettings';
import { NumberReadout } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { text } from './text/reverse';

type Place = readonly [number, number];
interface Props {
  readonly ends: { readonly sde: { readonly mean: Place; readonly spread: number }; readonly ode: Float32Array } | null;
  readonly exact: { readonly mean: Place; readonly spread: number };
}

export function ReverseNumbers({ ends, exact }: Props) {
  const t = useText(text);
  return (
    <div className={layout.tops}>
      <NumberReadout label={t.spreadSde} value={ends?.sde.spread ?? null} formula={{ note: t.spreadNote(PATHS) }} />
      <NumberReadout label={t.spreadExact} value={exact.spread} formula={{ fn: 'models/diffusion/given.ts#given', note: t.exactNote }} />
      <NumberReadout
        label={t.apart}
        value={ends ? apart(ends.sde.mean, exact.mean) : null}
        formula={{ id: 'tweedie', note: t.apartNote(PATHS) }}
      />
      <NumberReadout
        label={t.apartOde}
        value={ends ? apart([ends.ode[0], ends.ode[1]], exact.mean) : null}
        formula={{ id: 'ode', note: t.apartOdeNote }}
      />
    </div>
  );
}

const apart = (a: Place, b: Place): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

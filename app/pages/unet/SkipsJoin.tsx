/** Concatenating channels and adding two convolutions, side by side: one channel of the finest meeting in the running network, computed both ways. */
import { useText } from '../../i18n';
import type { Joined } from '../../runtime/programs/unet/skips';
import { NumberReadout } from '../../shell/controls';
import { layout, View } from '../../shell/layout';
import { HeatMap } from '../../viz/HeatMap';
import { text } from './text/inside';

const SIZE = 112;

export function SkipsJoin({ joined, channel }: { joined: Joined; channel: number }) {
  const t = useText(text).skips.join;
  const limit = Math.max(...joined.sum.map(Math.abs), ...joined.up.map(Math.abs), ...joined.skip.map(Math.abs));
  const map = (key: 'up' | 'skip' | 'sum' | 'joined') => (
    <View name={t.names[key]}>
      <HeatMap
        data={joined[key]}
        rows={16}
        columns={16}
        width={SIZE}
        height={SIZE}
        domain={[-limit, limit]}
        high="network"
        low="gradient"
        label={t.alts[key]}
      />
    </View>
  );
  return (
    <View name={t.title(channel + 1)} remark={t.note}>
      <div className={layout.row} data-join>
        {map('up')} <span aria-hidden="true">+</span> {map('skip')} <span aria-hidden="true">=</span> {map('sum')}
        <span aria-hidden="true">=</span> {map('joined')}
        <NumberReadout
          label={t.apart}
          value={joined.apart}
          format={(v) => v.toExponential(1).replace('-', '−')}
          formula={{ id: 'concatSum', note: t.apartNote }}
        />
      </div>
    </View>
  );
}

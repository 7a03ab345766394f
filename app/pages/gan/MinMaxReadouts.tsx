/** The four numbers of the first figure, each with where it comes from. */

import { useText } from '../../i18n';
import type { MinMaxFrame } from '../../runtime/programs/gan/minmax';
import { NumberReadout } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { onReadings } from './onReadings';
import { text } from './text/minmax';

export const MinMaxReadouts = onReadings(function MinMaxReadouts({ frame }: { readonly frame: MinMaxFrame | null }) {
  const { readouts: t, swdNote: note } = useText(text);
  const now = frame?.now;
  const times = frame ? frame.now.swd / frame.floor.swd : null;
  const filled = frame ? String.raw`\mathrm{SW}/\text{floor}=${frame.now.swd.toFixed(3)}/${frame.floor.swd.toFixed(3)}` : undefined;
  return (
    <div className={layout.readouts}>
      <NumberReadout label={t.value} value={now?.value ?? null} formula="value" />
      <NumberReadout label={t.accuracy} value={now ? 100 * now.accuracy : null} unit="%" formula="accuracy" />
      <NumberReadout label={t.js} value={now?.js ?? null} formula="js" />
      <NumberReadout label={t.swd} value={times} unit="×" formula={{ id: 'swd', filled, note }} />
    </div>
  );
});

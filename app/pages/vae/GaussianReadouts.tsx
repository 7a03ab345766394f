/** The numbers under the map: the two terms, the error, and of pictures of the reader's own how near samples come to them. */
import { useText } from '../../i18n';
import type { GaussianFrame } from '../../runtime/programs/vae/gaussian';
import { NumberReadout } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { NearReadouts } from '../../shell/own/TrainOn';
import { text } from './text/maps';

export function GaussianReadouts({ frame }: { readonly frame: GaussianFrame | null }) {
  const t = useText(text).gaussian;
  const near = frame?.near;
  return (
    <div className={layout.readouts}>
      <NumberReadout
        label={t.readouts.rec}
        value={frame?.now.reconstruction ?? null}
        unit={t.nats}
        formula={{ id: 'elbo', fn: 'models/vae/vae.ts#terms' }}
      />
      <NumberReadout label={t.readouts.kl} value={frame?.now.kl ?? null} unit={t.nats} formula="kl" />
      <NumberReadout label={t.readouts.mse} value={frame?.now.mse ?? null} formula={{ fn: 'runtime/programs/vae/faces.ts#meanSquare' }} />
      {near && <NearReadouts near={near} of={16} />}
    </div>
  );
}

/** What is read off the two trainings now: error, noise, time, nats, and what of the code is dead. A line a side. */

import { useText } from '../../i18n';
import type { DiscreteFrame } from '../../runtime/programs/vae/discrete';
import { SIDES } from '../../runtime/programs/vae/discreteSettings';
import { NumberReadout } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { cssVar } from '../../viz/palette';
import { COLOURS } from './sides';
import { text } from './text/discrete';

const last = (list: Float32Array) => (list.length ? list[list.length - 1] : Number.NaN);

export function DiscreteReadouts({ frame }: { readonly frame: DiscreteFrame }) {
  const t = useText(text);
  const r = t.readouts;
  return (
    <div className={layout.columns}>
      {SIDES.map((side) => {
        const noise = last(frame.noise[side]);
        return (
          <div key={side} data-side={side}>
            <p className={layout.caption} style={{ color: cssVar(COLOURS[side]) }}>
              {t.sides[side]}
            </p>
            <div className={layout.readouts}>
              <NumberReadout
                label={r.error}
                value={last(frame.error[side])}
                formula={{ id: side === 'vae' ? 'reparameterise' : 'lookup', fn: 'runtime/programs/vae/faces.ts#meanSquare' }}
              />
              <NumberReadout
                label={r.noise}
                value={Number.isFinite(noise) ? noise.toPrecision(2) : null}
                formula={{ id: 'noise', fn: 'models/nn/noiseScale.ts#noiseAndSignal' }}
              />
              <NumberReadout
                label={r.nats}
                value={side === 'vq' ? t.upTo(frame.nats.vq.toFixed(0)) : frame.nats.vae.toFixed(1)}
                formula={{ id: side === 'vae' ? 'kl' : 'lookup' }}
              />
              <NumberReadout
                label={r.dead}
                value={t.dead(frame.dead[side], frame.of[side])}
                formula={side === 'vae' ? { id: 'kl', fn: 'models/vae/vae.ts#kl' } : { id: 'lookup', fn: 'models/vae/vqvae.ts#usedCodes' }}
              />
              <NumberReadout label={r.time} value={(1000 * frame.seconds[side]).toPrecision(2)} unit={t.ms} />
            </div>
          </div>
        );
      })}
    </div>
  );
}

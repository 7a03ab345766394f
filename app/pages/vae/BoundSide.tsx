/** Under and beside the bound: how far the weights spread, and in a plane the true posterior with q on it. */

import { useMemo } from 'react';
import { useText } from '../../i18n';
import type { BoundFrame, Exact } from '../../runtime/programs/vae/bound';
import { layout, Sized } from '../../shell/layout';
import { Histogram } from '../../viz/Histogram';
import { Plane } from '../../viz/Plane';
import { boundLayers, windowOf } from './boundLayers';
import { pairOf } from './latents';
import { text } from './text/bounds';

/** p(z|x), once it is there, and q. */
export function BoundPlane({ frame, exact }: { readonly frame: BoundFrame; readonly exact: Exact | null }) {
  const t = useText(text).bound;
  return (
    <div>
      <p className={layout.caption}>{t.plane}</p>
      <Sized max={340}>
        {(size) => (
          <div style={{ minHeight: size }}>
            {exact && (
              <Plane
                layers={boundLayers(frame, exact)}
                domain={windowOf(exact)}
                width={size}
                height={size}
                label={t.planeAlt(pairOf(exact.mean, 3), pairOf([frame.mu[0], frame.mu[1]], 3))}
              />
            )}
          </div>
        )}
      </Sized>
      <p className={layout.hint}>{t.planeNote}</p>
    </div>
  );
}

/** log w of the latest draws. */
export function BoundWeights({ values }: { readonly values: Float32Array }) {
  const t = useText(text).bound;
  const domain = useMemo(() => rangeOf(values), [values]);
  return (
    <div>
      <p className={layout.caption}>{t.weights}</p>
      <Sized>
        {(width) => <Histogram data={values} width={width} height={110} domain={domain} bins={48} colour="network" label={t.weightsAlt} />}
      </Sized>
      <p className={layout.hint}>{t.weightsNote}</p>
    </div>
  );
}

/** From the lowest hundredth to the highest value, a little wider, so that no number stands at the edge. */
function rangeOf(values: Float32Array): [number, number] {
  const sorted = values.slice().sort();
  const low = sorted[Math.floor(sorted.length / 100)] ?? 0;
  const high = sorted[sorted.length - 1] ?? 1;
  return [Math.floor(low) - 0.6, Math.ceil(high) + 0.6];
}

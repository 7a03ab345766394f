/** Beside the plane: how many codes are in use, how near they are to their encodings, and what comes back of some faces. */

import { useText } from '../../i18n';
import type { ClustersFrame } from '../../runtime/programs/vae/clusters';
import { NumberReadout } from '../../shell/controls';
import { layout } from '../../shell/layout';
import { Curves } from '../../viz/Curves';
import { FaceGrid } from '../../viz/FaceGrid';
import { useSize } from '../../viz/useSize';
import { text } from './text/tokens';

const last = (list: Float32Array) => (list.length ? list[list.length - 1] : null);

export function ClustersSide({ frame, codes }: { readonly frame: ClustersFrame; readonly codes: number }) {
  const t = useText(text).clusters;
  const [sideRef, side] = useSize<HTMLDivElement>();
  return (
    <div className={layout.stack} ref={sideRef}>
      <div className={layout.readouts}>
        <NumberReadout label={t.readouts.perplexity} value={last(frame.history.perplexity)} formula="perplexity" />
        <NumberReadout label={t.readouts.dead} value={frame.dead} formula={{ fn: 'models/vae/vqvae.ts#usedCodes' }} />
        <NumberReadout label={t.readouts.revived} value={frame.revived} formula={{ fn: 'models/vae/vqvae.ts#revive' }} />
      </div>
      {side.width > 0 && (
        <>
          <Curves
            title={t.curves.perplexity}
            label={`${t.curves.perplexity}, ${t.curves.alt}`}
            series={[{ key: 'perplexity', name: '', colour: 'latent', y: frame.history.perplexity }]}
            x={frame.history.step}
            yDomain={[0, codes * 1.05]}
            marks={[{ y: codes, name: t.curves.all }]}
            width={side.width}
            height={104}
          />
          <Curves
            title={t.curves.distortion}
            label={`${t.curves.distortion}, ${t.curves.alt}`}
            series={[
              { key: 'codes', name: t.curves.code, colour: 'network', y: frame.history.distortion },
              { key: 'kmeans', name: t.curves.kmeans, colour: 'ink2', y: frame.history.kmeans, dashed: true },
            ]}
            x={frame.history.step}
            yScale="log"
            width={side.width}
            height={104}
          />
          <Curves
            title={t.curves.error}
            label={`${t.curves.error}, ${t.curves.alt}`}
            series={[{ key: 'error', name: '', colour: 'data', y: frame.history.error }]}
            x={frame.history.step}
            xName={t.curves.steps}
            yScale="log"
            width={side.width}
            height={118}
          />
          <div>
            <p className={layout.caption}>{t.painted}</p>
            <FaceGrid data={pairs(frame.originals, frame.painted)} count={16} columns={8} width={side.width} label={t.paintedAlt} />
          </div>
        </>
      )}
    </div>
  );
}

/** Originals in the first row, what comes back in the second. */
function pairs(originals: Uint8ClampedArray, painted: Uint8ClampedArray): Uint8ClampedArray {
  const out = new Uint8ClampedArray(originals.length + painted.length);
  out.set(originals);
  out.set(painted, originals.length);
  return out;
}

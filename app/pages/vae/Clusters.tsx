/** Figure: a VQ-VAE trained live; its codes among the encodings, k-means beside them, the gradient that is handed straight through. */

import { useMemo } from 'react';
import { useText } from '../../i18n';
import { Choice, Slider, Toggle } from '../../shell/controls';
import { Figure } from '../../shell/Figure';
import { layout } from '../../shell/layout';
import { useLab } from '../../store/lab';
import { bool, defineState, int, number, oneOf, useFigureState } from '../../store/url';
import { written } from '../../viz/Label';
import { useSize } from '../../viz/useSize';
import { VoronoiPlane } from '../../viz/VoronoiPlane';
import { ClustersSide } from './ClustersSide';
import { text } from './text/tokens';

const KS = ['8', '16', '32', '64'] as const;
export const state = defineState('vae.clusters', {
  k: oneOf(KS, '32'),
  grid: oneOf(['4', '8'], '4'),
  dim: oneOf(['2', '16'], '2'),
  revive: bool(true),
  gamma: number({ min: 0.5, max: 0.999, default: 0.97 }),
  kmeans: bool(true),
  through: bool(true),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

export default function Clusters() {
  const t = useText(text).clusters;
  const [s, set, problems] = useFigureState(state);
  const config = useMemo(
    () => ({ codes: Number(s.k), grid: Number(s.grid) as 4 | 8, dim: Number(s.dim), revive: s.revive, gamma: s.gamma }),
    [s.k, s.grid, s.dim, s.revive, s.gamma],
  );
  const lab = useLab('vae.clusters', config, { seed: s.seed, onSeed: (seed) => set({ seed }), autoplay: true });
  const [planeRef, plane] = useSize<HTMLDivElement>();
  const { frame } = lab;

  return (
    <Figure
      lab={lab}
      title={t.title}
      claim={t.claim}
      problems={problems}
      controls={
        <>
          <Choice label={t.k} value={s.k} options={KS.map((value) => ({ value, label: value }))} onChange={(k) => set({ k })} />
          <Choice
            label={t.grid}
            value={s.grid}
            options={[
              { value: '4', label: '4×4' },
              { value: '8', label: '8×8' },
            ]}
            onChange={(grid) => set({ grid })}
          />
          <Toggle label={t.revive} value={s.revive} onChange={(revive) => set({ revive })} />
          <Toggle label={t.show.kmeans} value={s.kmeans} onChange={(kmeans) => set({ kmeans })} />
          <Toggle label={t.show.through} value={s.through} onChange={(through) => set({ through })} />
        </>
      }
      more={
        <>
          <Choice
            label={t.dim}
            value={s.dim}
            options={[
              { value: '2', label: '2' },
              { value: '16', label: '16' },
            ]}
            onChange={(dim) => set({ dim })}
          />
          <Slider label={t.gamma} value={s.gamma} min={0.5} max={0.999} step={0.001} onChange={(gamma) => set({ gamma })} />
        </>
      }
    >
      <div className={layout.columns}>
        <div className={layout.column} ref={planeRef}>
          {frame && plane.width > 0 && (
            <VoronoiPlane
              codes={frame.points}
              encodings={frame.encodings}
              counts={frame.counts}
              tokens={frame.tokens}
              width={plane.width}
              height={Math.min(500, plane.width)}
              label={t.plane(frame.counts.length, frame.dead)}
              centres={s.kmeans ? frame.centres : undefined}
              through={s.through ? frame.through : undefined}
            />
          )}
          {s.kmeans && <p className={layout.hint}>{t.kmeansNote}</p>}
          {s.through && (
            <p className={layout.hint} data-thing="grad">
              {written(t.throughNote)}
            </p>
          )}
          {frame && s.dim !== '2' && <p className={layout.hint}>{t.seen(`${(100 * frame.seen).toFixed(0)}%`)}</p>}
        </div>
        {frame && <ClustersSide frame={frame} codes={config.codes} />}
      </div>
    </Figure>
  );
}

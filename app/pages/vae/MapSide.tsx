/** One of the two maps, where its codes lie, and the samples drawn from it. */

import { useText } from '../../i18n';
import type { MapFrame, Sampled, Which } from '../../runtime/programs/vae/bottleneck';
import { layout } from '../../shell/layout';
import { FaceGrid } from '../../viz/FaceGrid';
import type { PictureData } from '../../viz/facePixels';
import { LensMap } from './LensMap';
import { pairOf } from './latents';
import { text } from './text/maps';

interface Props {
  readonly which: Which;
  /** Goes on the column, to tell how wide it is. */
  readonly measure?: (element: HTMLDivElement | null) => void;
  readonly map: MapFrame | undefined;
  readonly size: number;
  /** Lays its samples out in two rows however narrow it is: there is more room across than down. */
  readonly flat: boolean;
  readonly classes: Uint8Array | undefined;
  readonly colours: readonly string[];
  readonly only: number | null;
  readonly dots: boolean;
  readonly samples: Sampled | undefined;
  /** Draws the circles of N(0, I). */
  readonly prior: boolean;
  readonly at: readonly [number, number] | null;
  readonly decode: (z: Float32Array) => Promise<PictureData | undefined>;
}

export const SAMPLES = 12;

export function MapSide({ which, measure, map, size, flat, classes, colours, only, dots, samples, prior, at, decode }: Props) {
  const t = useText(text).bottleneck;
  return (
    <div className={layout.column} ref={measure} data-map={which}>
      <p className={layout.caption}>
        <span data-thing="z">{t[which]}</span>
        {map && <small translate="no">{`${t.mse} ${map.mse.toFixed(3)}`}</small>}
      </p>
      {map && size > 0 && (
        <LensMap
          square={map.square}
          mosaic={map.mosaic}
          tiles={map.tiles}
          size={size}
          label={t.map(t[which], (classes ?? []).length)}
          points={dots ? map.codes : undefined}
          classes={classes}
          radius={1.7}
          colours={colours}
          only={only}
          samples={samples?.z}
          prior={prior}
          at={at}
          decode={decode}
        />
      )}
      {map && <p className={layout.hint}>{t.lies(pairOf(map.mean, 1), pairOf(map.spread, 2))}</p>}
      {samples && size > 0 && (
        <FaceGrid data={samples.pictures} count={SAMPLES} columns={flat || size > 400 ? 6 : 4} width={size} label={t.samples(t[which])} />
      )}
    </div>
  );
}

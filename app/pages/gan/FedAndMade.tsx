/** Side by side: the noise fed to G, and what G makes of it over the data. */
import { useMemo } from 'react';
import { samplePoints } from '../../data/points';
import { createRng } from '../../data/rng';
import { useText } from '../../i18n';
import type { ModeSet, VarietyFrame } from '../../runtime/programs/gan/variety';
import { type Layer, Plane } from '../../viz/Plane';
import styles from './gan.module.css';
import { text } from './text/variety';

interface Props {
  readonly frame: VarietyFrame | null;
  readonly data: ModeSet;
  readonly size: number;
  readonly dim: number;
  readonly noise: string;
}

export function FedAndMade({ frame, data, size, dim, noise }: Props) {
  const t = useText(text);
  const first = useMemo(() => samplePoints(data, 1200, createRng('first look')), [data]);
  const fed = frame?.z ?? new Float32Array(0);
  const z = dim === 1 ? Float32Array.from({ length: 2 * fed.length }, (_, i) => (i % 2 ? 0 : fed[i >> 1])) : fed;
  const layers: Layer[] = [{ kind: 'points', points: frame?.real ?? first, colour: 'data', radius: 2.2, opacity: 0.35 }];
  if (frame) {
    layers.push({ kind: 'mesh', points: frame.mesh, nx: frame.nx, ny: frame.ny, colour: 'generated', opacity: 0.3 });
    layers.push({ kind: 'points', points: frame.fake, colour: 'generated', radius: 2.4, opacity: 0.85, halo: true });
  }
  return (
    <>
      <div>
        <p className={styles.caption}>{t.z}</p>
        <Plane
          layers={[{ kind: 'points', points: z, colour: 'noise', radius: 2.4, opacity: 0.7 }]}
          domain={{ x: [-4, 4], y: [-4, 4] }}
          width={size}
          height={size}
          gridLines
          label={t.zAlt(noise)}
        />
      </div>
      <div>
        <p className={styles.caption}>{t.out}</p>
        <Plane
          layers={layers}
          domain={{ x: [-2.4, 2.4], y: [-2.4, 2.4] }}
          width={size}
          height={size}
          label={t.outAlt(frame?.covered ?? 0, frame?.modes ?? 0)}
        />
      </div>
    </>
  );
}

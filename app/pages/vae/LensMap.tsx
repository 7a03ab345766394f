/** A map whose pointer carries a lens: the face decoded at that very place. */
import { useState } from 'react';
import { useText } from '../../i18n';
import { FaceCanvas } from '../../viz/FaceCanvas';
import type { PictureData } from '../../viz/facePixels';
import { LatentMap, type LatentMapProps } from '../../viz/LatentMap';
import { text } from './text/maps';
import styles from './vae.module.css';

interface Props extends Omit<LatentMapProps, 'onHover' | 'children'> {
  readonly decode: (z: Float32Array) => Promise<PictureData | undefined>;
  /** What the lens shows, for screen readers; by default the face decoded there. */
  readonly seen?: string;
}

const LENS = 96;

export function LensMap({ decode, seen, onSelect, ...map }: Props) {
  const t = useText(text);
  const [at, setAt] = useState<readonly [number, number] | null>(null);
  const [face, setFace] = useState<PictureData | null>(null);
  const look = (place: readonly [number, number] | null) => {
    setAt(place);
    if (place) void decode(Float32Array.from(place)).then((picture) => picture && setFace(picture));
  };
  const { square, size } = map;
  const px = at && ((at[0] - square.x + square.r) / (2 * square.r)) * size;
  const py = at && ((square.y + square.r - at[1]) / (2 * square.r)) * size;
  return (
    <LatentMap
      {...map}
      onHover={look}
      onSelect={(x, y) => {
        look([x, y]);
        onSelect?.(x, y);
      }}
    >
      {face && px !== null && py !== null && (
        <div
          className={styles.lens}
          style={{ left: px > size / 2 ? px - LENS - 24 : px + 18, top: Math.max(0, Math.min(size - LENS - 6, py - LENS / 2)) }}
        >
          <FaceCanvas data={face} width={LENS} label={seen ?? t.lens} />
        </div>
      )}
    </LatentMap>
  );
}

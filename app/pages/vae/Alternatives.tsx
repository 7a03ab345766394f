/** The nearest codes for one cell, each shown as the face it would make; choosing one writes it there. */
import { useEffect, useMemo, useState } from 'react';
import { useText } from '../../i18n';
import { FaceGrid } from '../../viz/FaceGrid';
import type { PictureData } from '../../viz/facePixels';
import { text } from './text/tokens';
import styles from './vae.module.css';

interface Props {
  readonly tokens: Int32Array;
  readonly cell: number;
  readonly grid: number;
  /** Squared distance of the cell to every code. */
  readonly distances: Float32Array;
  readonly width: number;
  readonly decode: (rows: Int32Array) => Promise<PictureData | undefined>;
  readonly onChoose: (code: number) => void;
}

const SHOWN = 12;

export function Alternatives({ tokens, cell, distances, width, decode, onChoose }: Props) {
  const t = useText(text).codebook;
  const [faces, setFaces] = useState<PictureData | null>(null);
  const codes = useMemo(
    () =>
      Array.from(distances.keys())
        .sort((a, b) => distances[a] - distances[b])
        .slice(0, SHOWN),
    [distances],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `decode` is made anew by every render
  useEffect(() => {
    const rows = new Int32Array(SHOWN * tokens.length);
    codes.forEach((code, i) => {
      rows.set(tokens, i * tokens.length);
      rows[i * tokens.length + cell] = code;
    });
    let current = true;
    const timer = setTimeout(() => void decode(rows).then((answer) => answer && current && setFaces(answer)), 60);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [tokens, cell, codes]);
  return (
    <div>
      <p className={styles.caption}>{t.alternatives}</p>
      {faces && (
        <FaceGrid
          data={faces}
          count={SHOWN}
          columns={width > 420 ? 6 : 4}
          width={width}
          label={t.alternatives}
          name={(i) => t.alternative(codes[i])}
          selected={codes.indexOf(tokens[cell])}
          onSelect={(i) => onChoose(codes[i])}
        />
      )}
    </div>
  );
}

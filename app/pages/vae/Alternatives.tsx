/** The nearest codes for one cell, each shown as the face it would make; choosing one writes it there. */
import { useText } from '../../i18n';
import { FaceGrid } from '../../viz/FaceGrid';
import type { PictureData } from '../../viz/facePixels';
import { text } from './text/tokens';
import styles from './vae.module.css';

interface Props {
  /** The codes on offer, and the face with each of them. */
  readonly codes: Int32Array;
  readonly faces: PictureData;
  /** The code that stands there now. */
  readonly now: number;
  readonly width: number;
  readonly onChoose: (code: number) => void;
}

export function Alternatives({ codes, faces, now, width, onChoose }: Props) {
  const t = useText(text).codebook;
  const at = codes.indexOf(now);
  return (
    <div>
      <p className={styles.caption}>{t.alternatives}</p>
      <FaceGrid
        data={faces}
        count={codes.length}
        columns={width > 420 ? 6 : 4}
        width={width}
        label={t.alternatives}
        name={(i) => t.alternative(codes[i])}
        selected={at < 0 ? null : at}
        onSelect={(i) => onChoose(codes[i])}
      />
    </div>
  );
}

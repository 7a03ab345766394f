/** Face, tokens, decoded face, in a row: the same cell is framed in all three; a painting in place of the face where the reader paints. */
import { useText } from '../../i18n';
import { FaceCanvas } from '../../viz/FaceCanvas';
import type { PictureData } from '../../viz/facePixels';
import { TokenGrid } from '../../viz/TokenGrid';
import { Painting } from './Painting';
import { text } from './text/tokens';
import styles from './vae.module.css';

interface Props {
  readonly picture: Float32Array;
  /** Called with the new picture while the reader paints; null: the face is looked at. */
  readonly onPaint: ((pixels: readonly number[], colour: number) => void) | null;
  readonly onClear: () => void;
  readonly restore: () => void;
  readonly tokens: Int32Array | null;
  readonly codes: number;
  readonly grid: number;
  readonly cell: number;
  readonly written: (cell: number) => boolean;
  readonly decoded: PictureData | undefined;
  readonly onCell: (cell: number) => void;
  readonly onHover: (cell: number | null) => void;
}

const SIZE = 192;

export function Pipeline({ picture, onPaint, onClear, restore, tokens, codes, grid, cell, written, decoded, onCell, onHover }: Props) {
  const t = useText(text).codebook;
  const cells = { tokens: tokens ?? [], grid, size: SIZE, selected: cell, onSelect: onCell, onHover };
  return (
    <div className={styles.pipeline}>
      <div className={styles.small}>
        {onPaint ? (
          <Painting data={picture} onPaint={onPaint} onClear={onClear} restore={restore} />
        ) : (
          <TokenGrid {...cells} numbers={false} label={t.cell}>
            <FaceCanvas data={picture} width={SIZE} label={t.face} />
          </TokenGrid>
        )}
        <span>{t.face}</span>
      </div>
      <span className={styles.arrow}>
        {t.encode} <i>→</i>
      </span>
      <div className={styles.small} data-tokens>
        <TokenGrid {...cells} label={t.tokens} marked={written} />
        <span data-thing="token">{t.tokensHead(codes)}</span>
      </div>
      <span className={styles.arrow}>
        {t.decode} <i>→</i>
      </span>
      <div className={styles.small}>
        <TokenGrid {...cells} numbers={false} label={t.decodedCell}>
          {decoded && <FaceCanvas data={decoded} width={SIZE} label={t.decoded} />}
        </TokenGrid>
        <span>{t.decoded}</span>
      </div>
    </div>
  );
}

/** Which face: one of the first few, another, or a picture of the reader's own. */
import { compose, FACE_BYTES, faceAt } from '../../data/faces';
import { nextSeed } from '../../data/rng';
import { useText } from '../../i18n';
import { Button } from '../../shell/controls';
import { OwnFace } from '../../shell/own/OwnFace';
import { FaceGrid } from '../../viz/FaceGrid';
import styles from './diffusion.module.css';
import { text } from './text/parts';

/** Test faces there are to choose from, and how many of them are shown. */
const FACES = 1_000;
const SHOWN = 6;

let shown: Uint8Array | null = null;
function shownFaces(): Uint8Array {
  if (!shown) {
    shown = new Uint8Array(SHOWN * FACE_BYTES);
    for (let i = 0; i < SHOWN; i++) compose(faceAt('test', i), shown, i * FACE_BYTES);
  }
  return shown;
}

interface Props {
  readonly value: number;
  /** The reader's own picture, as the address has it; '' where a face is shown. */
  readonly mine: string;
  readonly onChange: (changed: { face?: number; mine: string }) => void;
}

export function FaceControl({ value, mine, onChange }: Props) {
  const t = useText(text);
  return (
    <span className={styles.labelled}>
      <span className={styles.label}>{t.face}</span>
      <span className={styles.tools}>
        <FaceGrid
          data={shownFaces()}
          count={SHOWN}
          columns={SHOWN}
          width={2 * SHOWN * 17}
          label={t.faces}
          name={(i) => t.faceName(i + 1)}
          selected={value < SHOWN && !mine ? value : null}
          onSelect={(face) => onChange({ face, mine: '' })}
        />
        <Button onClick={() => onChange({ face: nextSeed(value) % FACES, mine: '' })}>{t.randomFace}</Button>
        <OwnFace own={mine} onTake={(taken) => onChange({ mine: taken })} />
      </span>
    </span>
  );
}

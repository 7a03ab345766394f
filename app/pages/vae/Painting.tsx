/** The reader paints: sixteen by sixteen pixels, in the colours faces are made of. */
import { useState } from 'react';
import { BACKGROUND, PALETTE, rgbOf } from '../../data/faces';
import { useText } from '../../i18n';
import { Button } from '../../shell/controls';
import { painted } from '../../viz/brush';
import { PixelEditor } from '../../viz/PixelEditor';
import type { Pairs } from './pairs';
import { text } from './text/tokens';
import styles from './vae.module.css';

/** What the reader paints with; the address knows them by their place. */
export const COLOURS = [...PALETTE.skin, ...PALETTE.hair, PALETTE.mouth[0], ...PALETTE.clothing.slice(0, 2), 'ffffff', BACKGROUND];

interface Props {
  readonly data: Float32Array;
  /** Pixels painted over, with one of COLOURS. */
  readonly onPaint: (pixels: readonly number[], colour: number) => void;
  readonly onClear: () => void;
  /** Puts back what is painted now. */
  readonly restore: () => void;
}

export function Painting({ data, onPaint, onClear, restore }: Props) {
  const t = useText(text).codebook;
  const [colour, setColour] = useState(4);
  return (
    <>
      <PixelEditor data={data} scale={12} label={t.painting} onStroke={(pixels) => onPaint(pixels, colour)} restore={restore} />
      <div className={styles.swatches} role="group" aria-label={t.colours}>
        {COLOURS.map((c, i) => (
          <button
            key={c}
            type="button"
            aria-label={`#${c}`}
            aria-pressed={i === colour}
            style={{ background: `#${c}` }}
            onClick={() => setColour(i)}
          />
        ))}
      </div>
      <Button onClick={onClear}>{t.clear}</Button>
    </>
  );
}

/** A picture [768] with pixels painted over. */
export function withPaint(picture: Float32Array, paint: Pairs): Float32Array {
  let out = picture;
  for (const [pixel, colour] of paint) {
    const [r, g, b] = rgbOf(COLOURS[colour]);
    out = painted(out, [pixel], [r / 127.5 - 1, g / 127.5 - 1, b / 127.5 - 1]);
  }
  return out;
}

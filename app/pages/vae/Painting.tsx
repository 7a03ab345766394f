/** The reader paints: sixteen by sixteen pixels, in the colours faces are made of. */
import { useState } from 'react';
import { BACKGROUND, PALETTE, rgbOf } from '../../data/faces';
import { useText } from '../../i18n';
import { Button } from '../../shell/controls';
import { PixelEditor, painted } from '../../viz/PixelEditor';
import { text } from './text/tokens';
import styles from './vae.module.css';

const COLOURS = [...PALETTE.skin, ...PALETTE.hair, PALETTE.mouth[0], ...PALETTE.clothing.slice(0, 2), 'ffffff', BACKGROUND];

interface Props {
  readonly data: Float32Array;
  readonly onChange: (data: Float32Array) => void;
  readonly onClear: () => void;
}

export function Painting({ data, onChange, onClear }: Props) {
  const t = useText(text).codebook;
  const [colour, setColour] = useState(COLOURS[4]);
  const [r, g, b] = rgbOf(colour);
  return (
    <>
      <PixelEditor
        data={data}
        scale={12}
        label={t.painting}
        onStroke={(pixels) => pixels.length > 0 && onChange(painted(data, pixels, [r / 127.5 - 1, g / 127.5 - 1, b / 127.5 - 1]))}
      />
      <div className={styles.swatches} role="group" aria-label={t.colours}>
        {COLOURS.map((c) => (
          <button
            key={c}
            type="button"
            aria-label={`#${c}`}
            aria-pressed={c === colour}
            style={{ background: `#${c}` }}
            onClick={() => setColour(c)}
          />
        ))}
      </div>
      <Button onClick={onClear}>{t.clear}</Button>
    </>
  );
}

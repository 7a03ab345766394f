/** Colours to paint a picture with: those of faces, and a few loud ones. */
import { useText } from '../../i18n';
import { Button } from '../../shell/controls';
import styles from './diffusion.module.css';
import { PAINTS } from './painting';
import { text } from './text/parts';

/** `value`: the paint on the brush, 1 for the first. */
export function Paints({ value, onChange, onClear }: { value: number; onChange: (paint: number) => void; onClear?: () => void }) {
  const t = useText(text);
  const names = useText(paintNames);
  return (
    <div className={styles.tools} role="group" aria-label={t.colours}>
      {PAINTS.map(({ hex }, i) => (
        <button
          key={hex}
          type="button"
          className={styles.swatch}
          style={{ background: hex }}
          aria-label={names[i]}
          aria-pressed={value === i + 1}
          onClick={() => onChange(i + 1)}
        />
      ))}
      {onClear && <Button onClick={onClear}>{t.unpaint}</Button>}
    </div>
  );
}

const paintNames = { en: PAINTS.map((c) => c.en), zh: PAINTS.map((c) => c.zh) };

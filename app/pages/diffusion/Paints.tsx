/** Colours to paint a picture with: those of faces, and a few loud ones. */
import { useText } from '../../i18n';
import { Button } from '../../shell/controls';
import styles from './diffusion.module.css';
import { text } from './text';

/** RGB in [−1, 1], as models speak. */
export type Rgb = readonly [number, number, number];

/** Skin, hair, clothes, sky: `#rrggbb` with a name in both languages. */
const COLOURS = [
  { hex: '#000000', en: 'black', zh: '黑' },
  { hex: '#ffffff', en: 'white', zh: '白' },
  { hex: '#f2c29b', en: 'light skin', zh: '浅肤色' },
  { hex: '#8d5524', en: 'dark skin', zh: '深肤色' },
  { hex: '#6a4e35', en: 'brown', zh: '棕' },
  { hex: '#e5c33c', en: 'yellow', zh: '黄' },
  { hex: '#d8472b', en: 'red', zh: '红' },
  { hex: '#2f7fd6', en: 'blue', zh: '蓝' },
  { hex: '#3c9a5f', en: 'green', zh: '绿' },
] as const;

const unit = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 127.5 - 1) as unknown as Rgb;
const same = (a: Rgb, b: Rgb) => a.every((v, i) => Math.abs(v - b[i]) < 1e-3);

export function Paints({ value, onChange, onClear }: { value: Rgb; onChange: (colour: Rgb) => void; onClear?: () => void }) {
  const t = useText(text).parts;
  const names = useText(colourNames);
  return (
    <div className={styles.tools} role="group" aria-label={t.colours}>
      {COLOURS.map(({ hex }, i) => (
        <button
          key={hex}
          type="button"
          className={styles.swatch}
          style={{ background: hex }}
          aria-label={names[i]}
          aria-pressed={same(value, unit(hex))}
          onClick={() => onChange(unit(hex))}
        />
      ))}
      {onClear && <Button onClick={onClear}>{t.unpaint}</Button>}
    </div>
  );
}

const colourNames = { en: COLOURS.map((c) => c.en), zh: COLOURS.map((c) => c.zh) };

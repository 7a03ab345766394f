/** One dimension: how much it carries, its slider, and the faces along it. */
import { memo } from 'react';
import { useText } from '../../i18n';
import { DEAD } from '../../models/vae/disentangle';
import { Slider } from '../../shell/controls';
import { signed } from '../../shell/numbers';
import type { PictureData } from '../../viz/facePixels';
import { FAR, STEP } from './latents';
import { Strip } from './Strip';
import { text } from './text/latents';
import styles from './vae.module.css';

interface Props {
  readonly j: number;
  readonly value: number;
  readonly kl: number;
  readonly most: number;
  /** Of all dimensions, GRID_VALUES.length faces each. */
  readonly strips: PictureData | null;
  readonly chosen: boolean;
  readonly stripWidth: number;
  /** CSS pixels from one row to the next; the heat map beside the rows keeps to it. */
  readonly height: number;
  /** The hand, or the focus, has come to this row. */
  readonly onReach: (j: number) => void;
  readonly onChange: (j: number, value: number) => void;
}

export const DimensionRow = memo(function DimensionRow({
  j,
  value,
  kl,
  most,
  strips,
  chosen,
  stripWidth,
  height,
  onReach,
  onChange,
}: Props) {
  const t = useText(text).dimensions;
  const dead = kl < DEAD;
  return (
    <div
      role="group"
      aria-label={t.dim(j + 1)}
      className={styles.dimension}
      style={{ height }}
      data-dead={dead}
      data-chosen={chosen}
      onPointerEnter={() => onReach(j)}
      onFocus={() => onReach(j)}
    >
      <span className={styles.kl}>
        <i style={{ width: `${(100 * kl) / most}%` }} />
        <b>{dead ? t.dead : kl.toFixed(1)}</b>
      </span>
      <Slider label={t.dim(j + 1)} value={value} min={-FAR} max={FAR} step={STEP} format={signed} onChange={(v) => onChange(j, v)} />
      {strips ? <Strip strips={strips} j={j} width={stripWidth} label={t.strip(j + 1)} /> : <span style={{ width: stripWidth }} />}
    </div>
  );
});

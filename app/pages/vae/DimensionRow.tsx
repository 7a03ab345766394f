/** One dimension: how much it carries, its slider, and the faces along it. */
import { memo } from 'react';
import { useText } from '../../i18n';
import { Slider } from '../../shell/controls';
import { FaceGrid } from '../../viz/FaceGrid';
import type { PictureData } from '../../viz/facePixels';
import { DEAD, PLACES } from './latents';
import { text } from './text/latents';
import styles from './vae.module.css';

/** CSS pixels from one row to the next; the heat map beside the rows keeps to it. */
export const ROW_HEIGHT = 48;

interface Props {
  readonly j: number;
  readonly value: number;
  readonly kl: number;
  readonly most: number;
  readonly strip: PictureData | undefined;
  readonly chosen: boolean;
  readonly stripWidth: number;
  readonly onChange: (j: number, value: number) => void;
}

export const DimensionRow = memo(function DimensionRow({ j, value, kl, most, strip, chosen, stripWidth, onChange }: Props) {
  const t = useText(text).dimensions;
  const dead = kl < DEAD;
  return (
    <div className={styles.dimension} style={{ height: ROW_HEIGHT }} data-dead={dead} data-chosen={chosen}>
      <span className={styles.kl}>
        <i style={{ width: `${(100 * kl) / most}%` }} />
        <b>{dead ? t.dead : kl.toFixed(1)}</b>
      </span>
      <Slider
        label={t.dim(j + 1)}
        value={value}
        min={-3}
        max={3}
        step={0.05}
        format={(v) => v.toFixed(2).replace('-', '−')}
        onChange={(v) => onChange(j, v)}
      />
      {strip ? (
        <FaceGrid data={strip} count={PLACES.length} columns={PLACES.length} width={stripWidth} label={t.strip(j + 1)} />
      ) : (
        <span style={{ width: stripWidth }} />
      )}
    </div>
  );
});

/** All channels of a feature map as small multiples, in rows; one can be pointed at, chosen and reached with the arrow keys. Diverging round zero. */
import type { KeyboardEvent } from 'react';
import { pixels, useCanvas } from './canvas';
import styles from './Face.module.css';
import { mix, type Palette } from './palette';

interface FeaturePicture {
  /** [side, side, channels], channels last. */
  readonly values: Float32Array;
  readonly side: number;
  readonly channels: number;
  /** CSS pixels there are. Every map gets the same whole-number enlargement. */
  readonly width: number;
  /** Value at which colours end. Default: the largest magnitude there is. */
  readonly limit?: number;
}

export interface FeatureMapsProps extends FeaturePicture {
  /** What the maps are; each is named "label, channel 1", … */
  readonly label: string;
  readonly selected?: number | null;
  readonly onSelect?: (channel: number) => void;
}

/** How many stand in a row, and their enlargement: rows twice as long as there are of them, or more. */
export function layoutOf(channels: number, side: number, width: number): { columns: number; scale: number; rows: number } {
  const columns = channels <= 32 ? 8 : 16;
  const scale = Math.max(1, Math.floor(width / (columns * (side + 1))));
  return { columns, scale, rows: Math.ceil(channels / columns) };
}

/** The maps as one bitmap, a pixel a value: negative in the data's colour, positive in the network's, nothing in paper. */
export function drawMaps(ctx: CanvasRenderingContext2D, props: FeaturePicture, palette: Palette): void {
  const { values, side, channels, width } = props;
  const { columns, scale, rows } = layoutOf(channels, side, width);
  const limit =
    props.limit ??
    Math.max(
      1e-9,
      values.reduce((most, v) => Math.max(most, Math.abs(v)), 0),
    );
  const [w, h] = [columns * (side + 1) - 1, rows * (side + 1) - 1];
  const bitmap = pixels(w, h, ({ data }) => {
    for (let c = 0; c < channels; c++) {
      const [left, top] = [(c % columns) * (side + 1), Math.floor(c / columns) * (side + 1)];
      for (let p = 0; p < side * side; p++) {
        const share = Math.max(-1, Math.min(1, values[p * channels + c] / limit));
        const [r, g, b] = mix(palette.rgb.paper2, palette.rgb[share < 0 ? 'gradient' : 'network'], Math.abs(share));
        data.set([r, g, b, 255], ((top + Math.floor(p / side)) * w + left + (p % side)) * 4);
      }
    }
  });
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(bitmap, 0, 0, w * scale, h * scale);
}

export function FeatureMaps(props: FeatureMapsProps) {
  const { values, side, channels, width, limit, label, selected = null, onSelect } = props;
  const { columns, scale, rows } = layoutOf(channels, side, width);
  const [w, h] = [(columns * (side + 1) - 1) * scale, (rows * (side + 1) - 1) * scale];
  const canvas = useCanvas(w, h, { values, side, channels, width, limit }, drawMaps);
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -channels, End: channels }[event.key];
    if (!step || !onSelect) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(channels - 1, (selected ?? 0) + step));
    onSelect(next);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the buttons inside
    <div className={styles.grid} style={{ width: w, height: h }} onKeyDown={keys} {...(onSelect && { role: 'group', 'aria-label': label })}>
      <canvas
        ref={canvas}
        className={styles.face}
        style={{ width: w, height: h }}
        {...(onSelect ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      />
      {onSelect &&
        Array.from({ length: channels }, (_, c) => (
          <button
            key={c}
            type="button"
            className={styles.cell}
            tabIndex={c === (selected ?? 0) ? 0 : -1}
            aria-label={`${label}, ${c + 1}`}
            aria-pressed={c === selected}
            style={{
              left: (c % columns) * (side + 1) * scale,
              top: Math.floor(c / columns) * (side + 1) * scale,
              width: side * scale,
              height: side * scale,
            }}
            onClick={() => onSelect(c)}
          />
        ))}
    </div>
  );
}

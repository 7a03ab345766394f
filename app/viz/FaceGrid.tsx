/** Many pictures on one canvas, in rows; each can be pointed at, chosen and reached with the arrow keys. */
import type { KeyboardEvent } from 'react';
import { usePainted } from './canvas';
import styles from './Face.module.css';
import { blit, type PictureData, wholeScale } from './facePixels';

export interface FaceGridProps {
  /** [count, side, side, 3]. */
  readonly data: PictureData;
  readonly count: number;
  readonly columns: number;
  /** CSS pixels the grid may take; every picture gets the same whole-number enlargement. */
  readonly width: number;
  /** What the grid shows; the pictures are named "label 1", "label 2", … or by `name`. */
  readonly label: string;
  readonly name?: (index: number) => string;
  readonly side?: number;
  readonly range?: number;
  /** Gap between pictures in picture pixels. */
  readonly gap?: number;
  readonly selected?: number | null;
  readonly onSelect?: (index: number) => void;
  readonly onHover?: (index: number | null) => void;
}

export function FaceGrid(props: FaceGridProps) {
  const { data, count, columns, width, label, name, side = 16, range = 1, gap = 1, selected = null, onSelect, onHover } = props;
  const rows = Math.ceil(count / columns);
  const w = columns * (side + gap) - gap;
  const h = rows * (side + gap) - gap;
  const scale = wholeScale(width, w);

  const ref = usePainted({ data, count, columns, side, gap, range, w, h }, paint);

  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -count, End: count }[event.key];
    if (!step || !onSelect) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(count - 1, (selected ?? 0) + step));
    onSelect(next);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the buttons inside
    <div
      className={styles.grid}
      style={{ width: w * scale, height: h * scale }}
      onKeyDown={move}
      {...(onSelect && { role: 'group', 'aria-label': label })}
    >
      <canvas
        ref={ref}
        width={w}
        height={Math.max(1, h)}
        className={styles.face}
        style={{ width: w * scale, height: h * scale }}
        {...(onSelect ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      />
      {onSelect &&
        Array.from({ length: count }, (_, i) => (
          <button
            key={i}
            type="button"
            className={styles.cell}
            tabIndex={i === (selected ?? 0) ? 0 : -1}
            aria-label={name?.(i) ?? `${label} ${i + 1}`}
            aria-pressed={i === selected}
            style={{
              left: (i % columns) * (side + gap) * scale,
              top: Math.floor(i / columns) * (side + gap) * scale,
              width: side * scale,
              height: side * scale,
            }}
            onClick={() => onSelect(i)}
            onPointerEnter={() => onHover?.(i)}
            onPointerLeave={() => onHover?.(null)}
          />
        ))}
    </div>
  );
}

type Shown = Required<Pick<FaceGridProps, 'data' | 'count' | 'columns' | 'side' | 'gap' | 'range'>> & {
  readonly w: number;
  readonly h: number;
};

function paint(ctx: CanvasRenderingContext2D, { data, count, columns, side, gap, range, w, h }: Shown): void {
  if (h <= 0) return;
  const image = ctx.createImageData(w, h);
  const held = Math.min(count, Math.floor(data.length / (side * side * 3)));
  for (let i = 0; i < held; i++) blit(image, data, i, side, (i % columns) * (side + gap), Math.floor(i / columns) * (side + gap), range);
  ctx.putImageData(image, 0, 0);
}

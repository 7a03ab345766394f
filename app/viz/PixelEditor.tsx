/** A 16×16 picture that can be painted, or masked: pointer and touch draw strokes; arrow keys move a cursor, space paints. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { brushPixels } from './brush';
import { useCanvas } from './canvas';
import styles from './Face.module.css';
import { FaceCanvas } from './FaceCanvas';
import type { PictureData } from './facePixels';
import { css } from './palette';
import { useStroke } from './useStroke';

export interface PixelEditorProps {
  /** [side, side, 3]: floats in [−range, range] or bytes. */
  readonly data: PictureData;
  readonly side?: number;
  /** Enlargement of one picture pixel. */
  readonly scale: number;
  /** Text alternative: what is painted and how. */
  readonly label: string;
  readonly range?: number;
  /** Brush side in pixels. */
  readonly brush?: number;
  /** 1 where masked; drawn hatched. [side · side] */
  readonly mask?: Uint8Array | null;
  /** The pixels under the brush, as indices y · side + x. What painting them means is the caller's business. */
  readonly onStroke: (pixels: readonly number[]) => void;
  /** Puts back what is painted in this render: the editor calls the one it was given when a stroke began, if the stroke is taken away. */
  readonly restore: () => void;
}

export function PixelEditor({ data, side = 16, scale, label, range, brush = 1, mask, onStroke, restore }: PixelEditorProps) {
  const [cursor, setCursor] = useState<readonly [number, number]>([side >> 1, side >> 1]);
  const last = useRef<readonly [number, number] | null>(null);
  const before = useRef(restore);
  const size = side * scale;
  const hatch = useCanvas(size, size, mask, (ctx, mask, palette) => {
    if (!mask) return;
    ctx.strokeStyle = css(palette, 'accent');
    ctx.lineWidth = 2;
    ctx.beginPath();
    mask.forEach((on, i) => {
      if (!on) return;
      const x = (i % side) * scale;
      const y = Math.floor(i / side) * scale;
      ctx.moveTo(x, y + scale);
      ctx.lineTo(x + scale, y);
    });
    ctx.stroke();
  });

  const draw = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    const x = Math.max(0, Math.min(side - 1, Math.floor(((event.clientX - box.left) / box.width) * side)));
    const y = Math.max(0, Math.min(side - 1, Math.floor(((event.clientY - box.top) / box.height) * side)));
    const [x0, y0] = last.current ?? [x, y];
    const steps = Math.max(1, Math.abs(x - x0), Math.abs(y - y0));
    const pixels = new Set<number>();
    for (let i = 0; i <= steps; i++) {
      for (const p of brushPixels(Math.round(x0 + ((x - x0) * i) / steps), Math.round(y0 + ((y - y0) * i) / steps), brush, side))
        pixels.add(p);
    }
    onStroke([...pixels]);
    last.current = [x, y];
    setCursor([x, y]);
  };
  const stroke = useStroke<HTMLElement>({
    down: (event) => {
      event.currentTarget.focus({ preventScroll: true });
      last.current = null;
      before.current = restore;
      draw(event);
    },
    move: draw,
    up: () => {},
    cancel: () => before.current(),
  });
  const keys = (event: KeyboardEvent) => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (by) setCursor(([x, y]) => [Math.max(0, Math.min(side - 1, x + by[0])), Math.max(0, Math.min(side - 1, y + by[1]))]);
    else if (event.key === ' ' || event.key === 'Enter') onStroke(brushPixels(cursor[0], cursor[1], brush, side));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      className={styles.editor}
      style={{ width: size, height: size }}
      role="application"
      tabIndex={0}
      aria-label={label}
      {...stroke}
      onKeyDown={keys}
    >
      <FaceCanvas data={data} width={size} side={side} range={range} label="" />
      <canvas ref={hatch} style={{ position: 'absolute', inset: 0, width: size, height: size, pointerEvents: 'none' }} />
      <div className={styles.cursor} style={{ left: cursor[0] * scale, top: cursor[1] * scale, width: scale, height: scale }} />
    </div>
  );
}

/**
 * A plane of layers: clouds, heat field, contours, warped grid, arrows, trajectories. One canvas; handles on top of it can be
 * dragged or moved with the arrow keys, and with `onDraw` the reader draws on it (mouse, touch, keyboard).
 */
import { type ReactNode, type Ref, useImperativeHandle } from 'react';
import { useCanvas } from './canvas';
import styles from './Plane.module.css';
import { type Handle, PlaneHandle } from './PlaneHandle';
import { draw } from './plane/draw';
import { type Domain, frameOf, type Layer } from './plane/layers';
import { usePen } from './usePen';

export type { Handle } from './PlaneHandle';
export type { Domain, Grid, HeatScale, Layer, PlanePoints } from './plane/layers';
export { squareDomain } from './plane/layers';

export interface PlaneProps {
  readonly layers: readonly Layer[];
  readonly domain: Domain;
  readonly width: number;
  readonly height: number;
  /** Text alternative: what is to be seen, in a sentence. */
  readonly label: string;
  readonly gridLines?: boolean;
  readonly handles?: readonly Handle[];
  readonly onHandle?: (id: string, x: number, y: number) => void;
  /** The reader draws: called with the stroke so far (x0, y0, x1, …), `done` once the pen is lifted. Keyboard: arrows move, Enter puts the pen down and lifts it. */
  readonly onDraw?: (stroke: Float32Array, done: boolean) => void;
  /** A click or tap at a place, or Enter at the keyboard cursor (without `onDraw`). */
  readonly onSelect?: (x: number, y: number) => void;
  readonly onHover?: (at: readonly [number, number] | null) => void;
  readonly className?: string;
  /** HTML or SVG laid over the canvas. */
  readonly children?: ReactNode;
  readonly ref?: Ref<HTMLCanvasElement>;
}

export function Plane(props: PlaneProps) {
  const { width, height, domain, layers, gridLines, label, handles, onHandle, onDraw, onSelect, onHover } = props;
  const canvas = useCanvas(width, height, { layers, domain, width, height, gridLines }, (ctx, shown, palette) =>
    draw(ctx, { ...shown, palette }),
  );
  useImperativeHandle(props.ref, () => canvas.current as HTMLCanvasElement);
  const frame = frameOf(domain, width, height);
  const pen = usePen(frame, width, height, { onDraw, onSelect, onHover });
  const interactive = Boolean(onDraw || onSelect);
  return (
    <div className={`${styles.plane} ${props.className ?? ''}`} style={{ width, height }}>
      <canvas
        ref={canvas}
        className={styles.canvas}
        style={{ width, height, touchAction: onDraw ? 'none' : undefined, cursor: onDraw ? 'crosshair' : undefined }}
        role="img"
        aria-label={label}
        tabIndex={interactive ? 0 : undefined}
        {...(interactive || onHover ? pen.events : {})}
      />
      {props.children}
      {pen.cursor && (
        <span className={styles.cursor} data-down={pen.cursor.down} style={{ left: pen.cursor.x, top: pen.cursor.y }} aria-hidden />
      )}
      {handles?.map((handle) => (
        <PlaneHandle key={handle.id} handle={handle} frame={frame} domain={domain} onMove={(x, y) => onHandle?.(handle.id, x, y)} />
      ))}
    </div>
  );
}

/**
 * The board over a frozen figure: its picture, the ink on it, the magnifier. By pointer (a finger, a pen with its pressure and its eraser
 * end, a mouse) and by keys; a lecture's other window shows the same. The picture is shown whole, whatever the room, so that ink lies
 * where it was drawn in a window of any size.
 */
import { type CSSProperties, memo, type PointerEvent, type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useText } from '../../i18n';
import type { LabStatus } from '../../store/lab';
import { useStroke } from '../../viz/useStroke';
import type { FigureLab } from '../types';
import styles from './Board.module.css';
import { boardOf, PENS, type Point, type Stroke, useBoards } from './boards';
import { cancel, commit, draw, erase, glassOf, hold, strokePath, widthOf, zoomBy } from './ink';
import { Tray } from './Tray';
import { text } from './text';
import { useBoardKeys } from './useBoardKeys';

interface Props {
  readonly id: string;
  readonly figure: RefObject<HTMLElement | null>;
  readonly run: () => FigureLab | null;
  readonly status: LabStatus;
}

export default function Board({ id, figure, run, status }: Props) {
  const t = useText(text);
  const board = useBoards((boards) => boards[id]);
  const paper = useRef<SVGSVGElement>(null);
  const scene = useId();
  const [cursor, setCursor] = useState<readonly [number, number] | null>(null);
  const { leave, anew } = useBoardKeys({ id, figure, run, paper, cursor, setCursor });
  const pen = useInk(id, paper);
  const href = useMemo(() => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(board.picture.source)}`, [board.picture.source]);
  useWheel(id, paper);
  // A figure that stands anew under its board (a stage one comes back to) does not begin to play there.
  useEffect(() => {
    if (status === 'running') run()?.pause();
  }, [status, run]);
  const { picture, tool, colour, strokes, live, theirs, lens } = board;
  const { width, height, paper: ground, colours } = picture;
  const size = widthOf(picture);
  const glass = glassOf(picture);
  const said = tool === 'lens' ? t.paper.lens(lens.zoom.toFixed(1)) : t.paper[tool];
  const drawn = strokes.length > 0 ? ` ${t.drawn(strokes.length)}` : '';
  const look = Object.fromEntries(PENS.map((name) => [`--pen-${name}`, colours[name]])) as CSSProperties;
  return (
    <>
      <svg
        ref={paper}
        className={styles.board}
        style={{ ...look, background: ground }}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="xMidYMin meet"
        role="application"
        tabIndex={0}
        aria-label={`${said}${drawn}`}
        data-board={id}
        data-tool={tool}
        data-keys
        onPointerMoveCapture={() => cursor && setCursor(null)}
        {...pen}
      >
        <g id={scene}>
          <image href={href} width={width} height={height} />
          {strokes.map((stroke, i) => (
            <Ink key={i} stroke={stroke} size={size} />
          ))}
          {theirs && <Ink stroke={theirs} size={size} live />}
          {live && <Ink stroke={live} size={size} live />}
        </g>
        {cursor && (
          <circle cx={cursor[0]} cy={cursor[1]} r={2 * size} className={styles.cursor} data-moved style={{ stroke: colours[colour] }} />
        )}
        {tool === 'lens' && (
          <g data-lens={`${lens.x.toFixed(1)} ${lens.y.toFixed(1)} ${lens.zoom.toFixed(2)}`}>
            <clipPath id={`${scene}g`}>
              <circle cx={lens.x} cy={lens.y} r={glass} />
            </clipPath>
            <g clipPath={`url(#${scene}g)`}>
              <rect width={width} height={height} x={0} y={0} fill={ground} />
              <use href={`#${scene}`} transform={`translate(${lens.x} ${lens.y}) scale(${lens.zoom}) translate(${-lens.x} ${-lens.y})`} />
            </g>
            <circle cx={lens.x} cy={lens.y} r={glass} className={styles.glass} data-moved style={{ stroke: colours.ink }} />
          </g>
        )}
      </svg>
      <Tray id={id} figure={figure} leave={leave} anew={anew} />
    </>
  );
}

const Ink = memo(function Ink({ stroke, size, live }: { readonly stroke: Stroke; readonly size: number; readonly live?: boolean }) {
  return <path d={strokePath(stroke, size, !live)} style={{ fill: `var(--pen-${stroke.colour})` }} data-ink={stroke.colour} />;
});

/** Where an event is, in units of the picture. */
function placeOf(
  svg: SVGSVGElement,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): readonly [number, number] {
  const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM()?.inverse());
  return [Math.round(10 * x) / 10, Math.round(10 * y) / 10];
}

/** The pointer's part: what it does depends on the tool, and on which end of a pen touches. */
function useInk(id: string, paper: RefObject<SVGSVGElement | null>) {
  const before = useRef<readonly Stroke[]>([]);
  const rubs = useRef(false);
  const act = (event: PointerEvent<SVGSVGElement>) => {
    const svg = paper.current;
    if (!svg) return;
    const [x, y] = placeOf(svg, event);
    const tool = boardOf(id)?.tool;
    if (tool === 'lens') return hold(id, { x, y });
    if (rubs.current) return erase(id, x, y, before.current);
    const pressed = event.pointerType === 'pen' && event.pressure > 0;
    const moves = event.type === 'pointermove' ? (event.nativeEvent.getCoalescedEvents?.() ?? []) : [];
    const points = (moves.length > 0 ? moves : [event]).map((one): Point => {
      const [px, py] = placeOf(svg, one);
      return [px, py, pressed ? Math.round(100 * one.pressure) / 100 : 0.5];
    });
    draw(id, points, pressed);
  };
  const events = useStroke<SVGSVGElement>({
    down: (event) => {
      before.current = boardOf(id)?.strokes ?? [];
      rubs.current = boardOf(id)?.tool === 'eraser';
      cancel(id);
      act(event);
    },
    move: act,
    up: () => commit(id),
    cancel: () => cancel(id),
  });
  // A pen's other end is an eraser, whatever is chosen.
  const END = 32;
  return {
    ...events,
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      event.currentTarget.focus({ preventScroll: true });
      if (event.buttons & END) before.current = boardOf(id)?.strokes ?? [];
      else events.onPointerDown(event);
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      if (event.buttons & END) return erase(id, ...placeOf(event.currentTarget, event), before.current);
      events.onPointerMove(event);
      // The magnifier follows without being pressed.
      if (boardOf(id)?.tool === 'lens' && event.buttons === 0) act(event);
    },
  };
}

/** The wheel enlarges under the magnifier, and does not scroll the page meanwhile. */
function useWheel(id: string, paper: RefObject<SVGSVGElement | null>): void {
  useEffect(() => {
    const svg = paper.current;
    const onWheel = (event: WheelEvent) => {
      if (boardOf(id)?.tool !== 'lens' || event.deltaY === 0) return;
      event.preventDefault();
      zoomBy(id, event.deltaY < 0 ? 1.15 : 1 / 1.15);
    };
    svg?.addEventListener('wheel', onWheel, { passive: false });
    return () => svg?.removeEventListener('wheel', onWheel);
  }, [id, paper]);
}

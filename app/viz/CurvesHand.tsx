/** What is drawn by hand on a plot: the line itself, and, while it may still be drawn, the paper for pointer and keyboard. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import styles from './Curves.module.css';
import type { Box, Scale } from './CurvesAxes';
import { HAND_PLACES, type Hand, penned } from './hand';
import { useStroke } from './useStroke';

interface Props {
  readonly hand: Hand;
  readonly box: Box;
  readonly sx: Scale;
  readonly sy: Scale;
}

export function CurvesHand({ hand, box, sx, sy }: Props) {
  const { drawn, onDraw } = hand;
  const [at, setAt] = useState(0);
  const last = useRef<readonly [number, number] | null>(null);
  const [from, to] = hand.x.map((v) => sx(v));
  const px = (i: number) => from + ((to - from) * i) / (HAND_PLACES - 1);
  const clampY = (v: number) => Math.max(hand.y[0], Math.min(hand.y[1], v));
  const draw = (a: readonly [number, number], b: readonly [number, number]) => onDraw?.(penned(drawn, a, b));
  const where = (event: PointerEvent<SVGRectElement>): readonly [number, number] => {
    const svg = event.currentTarget.ownerSVGElement as SVGSVGElement;
    const seen = svg.getBoundingClientRect();
    const scale = svg.viewBox.baseVal.width / seen.width;
    const i = (((event.clientX - seen.left) * scale - from) / (to - from)) * (HAND_PLACES - 1);
    return [Math.max(0, Math.min(HAND_PLACES - 1, i)), clampY(sy.invert((event.clientY - seen.top) * scale))];
  };
  const move = (event: PointerEvent<SVGRectElement>) => {
    const now = where(event);
    draw(last.current ?? now, now);
    last.current = now;
    setAt(Math.round(now[0]));
  };
  const pen = useStroke<SVGRectElement>({
    down: (event) => {
      last.current = null;
      event.currentTarget.focus({ preventScroll: true });
      move(event);
    },
    move,
    up: () => {
      last.current = null;
    },
    cancel: () => {
      last.current = null;
    },
  });
  const here = drawn[at];
  const middle = sy.invert((box.top + box.bottom) / 2);
  /** Up and down draw at the pen's place; left and right take the pen on, and the line with it. */
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? 24 : 6;
    const up = { ArrowUp: -step, ArrowDown: step }[event.key];
    const on = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: HAND_PLACES - 1 - at }[event.key];
    if (up === undefined && on === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const height = here ?? middle;
    if (up !== undefined) return draw([at, height], [at, clampY(sy.invert(sy(height) + up))]);
    const next = Math.max(0, Math.min(HAND_PLACES - 1, at + (on ?? 0)));
    // A line that is begun goes on as far as it is not drawn yet.
    if (here !== null && drawn[next] === null) draw([at, height], [next, height]);
    setAt(next);
  };
  const x = sx.invert(px(at));
  const path = drawn.map((v, i) =>
    v === null ? '' : `${i > 0 && drawn[i - 1] !== null ? 'L' : 'M'}${px(i).toFixed(1)},${sy(v).toFixed(1)}`,
  );
  return (
    <>
      <path d={path.join('')} className={styles.hand} data-hand={hand.of} />
      {onDraw && (
        <>
          <circle cx={px(at)} cy={sy(here ?? middle)} r={5} className={styles.pen} />
          <rect
            role="slider"
            tabIndex={0}
            aria-label={hand.label}
            aria-orientation="vertical"
            aria-valuemin={hand.y[0]}
            aria-valuemax={hand.y[1]}
            aria-valuenow={here ?? middle}
            aria-valuetext={hand.say(x, here)}
            className={styles.paper}
            x={box.left}
            y={box.top}
            width={box.right - box.left}
            height={box.bottom - box.top}
            {...pen}
            onKeyDown={onKeyDown}
          />
        </>
      )}
    </>
  );
}

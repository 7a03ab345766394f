/** Time let run by itself, as the reader watches particles. */
import { useEffect, useRef, useState } from 'react';
import { T } from './state';

const FLOW_MS = 4_000;

/** Lets t run from T to 0 in a few seconds; at once where motion is not wanted. */
export function useFlow(setT: (t: number) => void): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(false);
  const move = useRef(setT);
  move.current = setT;
  useEffect(() => {
    if (!on) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const from = performance.now();
    let frame = 0;
    const tick = () => {
      const share = still ? 1 : Math.min(1, (performance.now() - from) / FLOW_MS);
      move.current(Math.round(T * (1 - share)));
      if (share < 1) frame = requestAnimationFrame(tick);
      else setOn(false);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [on]);
  return [on, setOn];
}

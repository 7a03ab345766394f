/**
 * A transport for what is already computed: the figure's lab as the frame sees it, but play, step and reset move the place the reader looks
 * at, and compute nothing.
 */
import { useEffect, useMemo, useState } from 'react';
import type { FigureLab, Speed } from '../../shell/types';

interface Playhead {
  /** The place looked at, 0 … end. */
  readonly at: number;
  readonly end: number;
  readonly seed: number;
  readonly onMove: (at: number) => void;
  readonly onSeed: (seed: number) => void;
}

export function usePlayhead(lab: FigureLab, { at, end, seed, onMove, onSeed }: Playhead): FigureLab {
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(4);
  const alive = lab.status === 'ready';
  const perSecond = speed === 'stage' ? 0.5 : speed === 'max' ? 30 : speed;
  useEffect(() => {
    if (!playing || !alive) return;
    if (at >= end) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => onMove(at + 1), 1000 / perSecond);
    return () => clearTimeout(timer);
  }, [playing, alive, at, end, perSecond, onMove]);
  return useMemo(
    () => ({
      ...lab,
      status: alive ? (playing ? 'running' : at >= end ? 'done' : 'paused') : lab.status,
      canPlay: true,
      step: at,
      stepsPerSecond: playing ? perSecond : 0,
      seed,
      speed,
      play() {
        if (at >= end) onMove(0);
        setPlaying(true);
      },
      pause: () => setPlaying(false),
      stepOnce() {
        setPlaying(false);
        onMove(at >= end ? 0 : at + 1);
      },
      reset() {
        setPlaying(false);
        onMove(0);
      },
      newSeed() {
        setPlaying(false);
        onSeed((seed % 999_999) + 1);
      },
      setSpeed,
    }),
    [lab, alive, playing, at, end, seed, speed, perSecond, onMove, onSeed],
  );
}

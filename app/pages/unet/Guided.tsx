/** What three figures on guidance share: their state, the run of sixteen, the step that is opened up, and the settings rarely touched. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useText } from '../../i18n';
import type { Condition } from '../../models/diffusion/condition';
import type { GuidedConfig } from '../../runtime/programs/unet/guided';
import { Button, Slider } from '../../shell/controls';
import { OwnFace } from '../../shell/own/OwnFace';
import { type Lab, useAnswer, useLab } from '../../store/lab';
import { nextFace, nextNoise, T } from './parts';
import { text } from './text/guidance';

/** What the three have in their addresses. */
export interface GuidedState {
  readonly face: number;
  readonly mine: string;
  readonly noise: number;
  readonly t: number;
  readonly from: number;
  readonly to: number;
  readonly steps: number;
  readonly watched: number;
  readonly seed: number;
}

export interface Guidance {
  readonly kind: GuidedConfig['kind'];
  readonly strength: number;
  readonly condition: Condition;
  readonly prompt: string;
  readonly negative: Condition | null;
}

/** The run of sixteen, begun anew whenever what it samples changes, and the step that is opened up. */
export function useGuided(s: GuidedState, g: Guidance, onSeed: (seed: number) => void) {
  const { kind, strength, condition, prompt, negative } = g;
  const wanted = useMemo<Omit<GuidedConfig, 'watched'>>(
    () => ({ kind, strength, condition, prompt, negative, from: Math.min(s.from, s.to), to: Math.max(s.from, s.to), steps: s.steps }),
    [kind, strength, condition, prompt, negative, s.from, s.to, s.steps],
  );
  const rested = useRested(wanted);
  const config = useMemo<GuidedConfig>(() => ({ ...rested, watched: s.watched }), [rested, s.watched]);
  const lab = useLab('unet.guided', config, { autoplay: true, seed: s.seed, onSeed });
  const moving = wanted !== rested;
  const { pause } = lab;
  useEffect(() => {
    if (moving) pause();
  }, [moving, pause]);
  const asked = useMemo(
    () => ({ face: s.face, mine: s.mine, noise: s.noise, t: s.t, kind, strength: acts(s) ? strength : 0, condition, prompt, negative }),
    [s, kind, strength, condition, prompt, negative],
  );
  const peek = useAnswer(lab, 'peek', asked).value;
  useGoOn(lab, rested);
  const of = JSON.stringify([condition, prompt, negative, s.from, s.to, s.steps, s.seed]);
  return { lab, peek, of };
}

/** Milliseconds without a change after which the reader's hand is at rest. */
const REST_MS = 150;

/** A value once it has come to rest: while the reader drags, the engine answers for the one face that is opened up and samples nothing else. */
function useRested<V>(value: V): V {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    if (value === rested) return;
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value, rested]);
  return rested;
}

const acts = ({ t, from, to }: GuidedState): boolean => t >= Math.min(from, to) && t <= Math.max(from, to);

/**
 * A changed guidance is sampled as soon as it rests: the reader drags, and sixteen faces follow. A run that had ended is not begun anew, which
 * would read every weight again: it takes the configuration, and goes on once it says that there is something left to do.
 */
function useGoOn(lab: Lab<'unet.guided'>, rested: object): void {
  const first = useRef(true);
  /** The run, while it has yet to say so. */
  const awaited = useRef<number | null>(null);
  const { play, status, run } = lab;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the guidance changes, not when the lab does
  useEffect(() => {
    if (first.current) first.current = false;
    else if (status === 'done') awaited.current = run;
    else play();
  }, [rested]);
  useEffect(() => {
    if (awaited.current === null || status === 'done') return;
    const same = awaited.current === run && status === 'paused';
    awaited.current = null;
    if (same) play();
  }, [status, run, play]);
}

export type Guiding = ReturnType<typeof useGuided>;

/** What is rarely set: between which noise levels guidance acts, how many steps the sampler takes, and which face and noise are opened up. */
export function GuidedSettings({ s, set }: { s: GuidedState; set: (changed: Partial<GuidedState>) => void }): ReactNode {
  const t = useText(text);
  return (
    <>
      <Slider label={t.interval[0]} value={s.from} min={0} max={T} step={10} onChange={(from) => set({ from })} />
      <Slider label={t.interval[1]} value={s.to} min={0} max={T} step={10} onChange={(to) => set({ to })} />
      <Slider label={t.steps} value={s.steps} min={5} max={100} step={1} onChange={(steps) => set({ steps })} />
      <Button onClick={() => set({ face: nextFace(s.face), mine: '' })}>{t.face}</Button>
      <OwnFace own={s.mine} onTake={(mine) => set({ mine })} />
      <Button onClick={() => set({ noise: nextNoise(s.noise) })}>{t.noise}</Button>
    </>
  );
}

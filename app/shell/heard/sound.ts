/** One voice for the whole page (Web Audio): a curve played from its beginning to its end, or the newest value held while a run goes on. Starts only when it is told to. */
import { create } from 'zustand';
import { boundsOf, type Line, melody, pitchOf } from './pitch';

/** How long a curve is [s], and of how many pitches it is made. */
export const SECONDS = 5;
const NOTES = 200;
const LOUD = 0.16;
/** Loudness and pitch change over so long [s]: no clicks. */
const SMOOTH = 0.02;
/** A run is listened to so often, and is silent when it has brought nothing new for so long [ms]. */
const LISTEN_MS = 80;
const SILENT_MS = 700;

/** Which curve sounds, and how; null: silence. */
export interface Sounding {
  readonly curve: string;
  readonly how: 'whole' | 'live';
}
export const useSound = create<{ readonly now: Sounding | null }>(() => ({ now: null }));

// The figure that sounds says so, its panel closed too.
useSound.subscribe(({ now }) => {
  for (const figure of document.querySelectorAll<HTMLElement>('[data-figure]'))
    figure.toggleAttribute('data-sounding', now?.curve.startsWith(`${figure.dataset.figure}/`) ?? false);
});

let hush = () => {};
/** Silence. */
export function stop(): void {
  hush();
  hush = () => {};
  useSound.setState({ now: null });
}

/** A new voice, not yet heard. */
function voice(): { context: AudioContext; tone: OscillatorNode; loudness: GainNode } {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const loudness = context.createGain();
  tone.type = 'triangle';
  loudness.gain.value = 0;
  tone.connect(loudness).connect(context.destination);
  tone.start();
  hush = () => {
    tone.onended = null;
    void context.close();
  };
  return { context, tone, loudness };
}

/** Plays a curve once, from left to right. */
export function play(curve: string, line: Line): void {
  stop();
  const { context, tone, loudness } = voice();
  const from = context.currentTime + 0.05;
  melody(line, NOTES).forEach((hz, n) => {
    const when = from + (SECONDS * n) / (NOTES - 1);
    if (hz !== null) tone.frequency.setTargetAtTime(hz, when, n === 0 ? 0.001 : SMOOTH);
    loudness.gain.setTargetAtTime(hz === null ? 0 : LOUD, when, SMOOTH);
  });
  loudness.gain.setTargetAtTime(0, from + SECONDS, SMOOTH);
  tone.onended = stop;
  tone.stop(from + SECONDS + 10 * SMOOTH);
  useSound.setState({ now: { curve, how: 'whole' } });
}

/** Holds the newest value's pitch, within the bounds of the curve so far. `read` gives the curve as it is now; null when it is gone. */
export function listen(curve: string, read: () => Line | null): void {
  stop();
  const { context, tone, loudness } = voice();
  let last: number | null = null;
  let since = Number.NEGATIVE_INFINITY;
  const timer = setInterval(() => {
    const line = read();
    if (!line) return stop();
    const n = Math.min(line.x.length, line.y.length) - 1;
    const bounds = boundsOf(line.y, line.yLog);
    const hz = bounds && pitchOf(line.y[n], bounds, line.yLog);
    const now = performance.now();
    const newest = line.x[n] ?? -1;
    if (last !== null && newest !== last) since = now;
    last = newest;
    const silent = hz == null || now - since > SILENT_MS;
    if (hz != null) tone.frequency.setTargetAtTime(hz, context.currentTime, SMOOTH);
    loudness.gain.setTargetAtTime(silent ? 0 : LOUD, context.currentTime, SMOOTH);
  }, LISTEN_MS);
  const end = hush;
  hush = () => {
    clearInterval(timer);
    end();
  };
  useSound.setState({ now: { curve, how: 'live' } });
}

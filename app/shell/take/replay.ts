/** A run brought to a step again: from its beginning, with its seed, as many steps as it had taken. */
import type { FigureLab } from '../types';
import { frame, until } from './film';

/** Steps asked for at once; between two lots one can stop. */
const LOT = 32;
/** How long a configuration stays as it is until it is taken for the last [ms], and how many drawings. */
const REST_MS = 400;
const REST_FRAMES = 6;

/**
 * @param to the step
 * @param tell how many steps it has taken
 * Returns the step it came to, fewer where the run ended before. Throws where it stops, and what the signal was aborted with.
 */
export async function replay(run: () => FigureLab | null, to: number, tell: (step: number) => void, signal: AbortSignal): Promise<number> {
  const lab = (): FigureLab => {
    const now = run();
    if (!now || now.status === 'error') throw new Error('the run stopped');
    return now;
  };
  // What has been set reaches the run with the next drawing, or when the figure takes it for the reader's last word; it may then play.
  for (
    let [since, still, config] = [performance.now(), 0, lab().config];
    performance.now() < since + REST_MS || still < REST_FRAMES;
    still++
  ) {
    await frame();
    signal.throwIfAborted();
    if (lab().config === config) continue;
    [since, still, config] = [performance.now(), 0, lab().config];
  }
  const { speed } = lab();
  lab().pause();
  lab().setSpeed('max');
  try {
    lab().reset();
    await frame();
    await until(() => lab().status !== 'loading' && (lab().step === 0 || lab().status === 'done'), signal);
    lab().pause();
    while (lab().step < to && lab().status !== 'done') {
      const { step } = lab();
      const lot = Math.min(LOT, to - step);
      for (let i = 0; i < lot; i++) lab().stepOnce();
      await until(() => lab().step >= step + lot || lab().status === 'done', signal);
      tell(lab().step);
    }
    return lab().step;
  } finally {
    run()?.setSpeed(speed);
  }
}

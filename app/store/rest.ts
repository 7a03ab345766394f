/** Bringing a lab to rest: apart from the lab, which comes with the page. */
import { REST } from '../runtime/protocol';
import type { AnyLab } from './lab';
import type { LabState } from './labState';

/** How long is waited for [ms]: a run may be in the middle of a long answer. */
const PATIENCE_MS = 5_000;

/**
 * Pauses a lab and waits until the picture of where it stopped has come: a pause is known here at once, while the run still makes the step it is at
 * and its pictures are under way. What the lab shows afterwards stays.
 */
export async function rest(lab: AnyLab): Promise<void> {
  if (lab.status === 'running') lab.pause();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((done) => {
    timer = setTimeout(done, PATIENCE_MS);
  });
  await Promise.race([(lab as unknown as LabState).call(REST, null, { queue: true }), late]);
  clearTimeout(timer);
}

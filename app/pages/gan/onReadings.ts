/** The points of the first figure move with every frame, its readings a few times a second: what shows readings is drawn again only with those. */
import { type FunctionComponent, memo } from 'react';
import type { MinMaxFrame } from '../../runtime/programs/gan/minmax';

interface Props {
  readonly frame: MinMaxFrame | null;
}

/** In slow motion every frame counts. */
function sameReadings(a: MinMaxFrame | null, b: MinMaxFrame | null): boolean {
  if (a === b) return true;
  if (!a || !b || a.trace || b.trace) return false;
  return a.now.value === b.now.value && a.now.swd === b.now.swd && a.history.step.length === b.history.step.length;
}

export function onReadings<P extends Props>(component: FunctionComponent<P>) {
  const same = (a: Readonly<P>, b: Readonly<P>): boolean =>
    (Object.keys(b) as (keyof P)[]).every((key) => (key === 'frame' ? sameReadings(a.frame, b.frame) : Object.is(a[key], b[key])));
  return memo(component, same);
}

/** The pictures kept on this device as data to train on. */
import { useEffect, useMemo } from 'react';
import { FEWEST, MOST } from '../../data/faces/ownSet';
import { isPicture } from '../../data/faces/pictureText';
import { list, useKept } from './kept';

export interface OwnSet {
  /** As the address has them, in the order in which they were added; null where they are too few, or not asked for. */
  readonly pictures: readonly string[] | null;
  /** How many there are. */
  readonly count: number;
  /** Whether the device has said so yet. */
  readonly listed: boolean;
}

/** @param wanted whether the reader trains on them: until then the device is not asked */
export function useOwnSet(wanted: boolean): OwnSet {
  const { things, listed } = useKept();
  useEffect(() => {
    if (wanted) void list();
  }, [wanted]);
  return useMemo(() => {
    const kept = things.filter(({ kind, value }) => kind === 'face' && isPicture(value)).map(({ value }) => value);
    const newest = kept.slice(0, MOST).reverse();
    return { pictures: wanted && newest.length >= FEWEST ? newest : null, count: kept.length, listed };
  }, [wanted, things, listed]);
}

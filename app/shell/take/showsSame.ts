/** Whether a run shows the numbers that a file has. */
import { asJson } from '../figureData';
import type { FigureLab } from '../types';

/** Root mean square of a difference that is none, as a share of that of the numbers: the arithmetic of two machines. */
const SAME = 1e-3;

/**
 * Whether a run shows the lists of numbers that a file has (`data` of its JSON), each up to rounding. Single numbers are not looked at: some are
 * times of a clock; nor is a history, which has a number for each time that one looked. Goes by what the run shows: what else a file holds, however deep, is not entered.
 */
export function showsSame(lab: Pick<FigureLab, 'frame' | 'config' | 'seed' | 'step'>, data: unknown): boolean {
  const same = (ours: unknown, theirs: unknown): boolean => {
    if (typeof ours !== 'object' || ours === null) return true;
    if (typeof theirs !== 'object' || theirs === null) return false;
    if (Array.isArray(ours) && ours.every((v) => typeof v === 'number' || v === null)) return Array.isArray(theirs) && near(ours, theirs);
    return Object.entries(ours).every(
      ([key, inner]) => key === 'history' || same(inner, Object.getOwnPropertyDescriptor(theirs, key)?.value),
    );
  };
  return same(JSON.parse(asJson('', '', lab)).data, data);
}

function near(ours: readonly (number | null)[], theirs: readonly unknown[]): boolean {
  if (ours.length !== theirs.length) return false;
  let [difference, size] = [0, 0];
  for (const [i, v] of ours.entries()) {
    const w = theirs[i];
    if (v === null || typeof w !== 'number') {
      if (v !== w) return false;
      continue;
    }
    difference += (v - w) ** 2;
    size += v ** 2;
  }
  return difference <= SAME ** 2 * size;
}

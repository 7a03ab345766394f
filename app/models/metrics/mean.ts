/** The arithmetic mean of a list; NaN of an empty one. */
export function mean(list: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += list[i];
  return sum / list.length;
}

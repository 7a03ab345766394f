/**
 * How large the smallest letters of a picture have to be. Beside a text each view has its own size; a lecture's stage, which stands around
 * the figure, asks for more: a hall reads the numbers of an axis from its last row.
 */
import { createContext, useContext } from 'react';

/** CSS pixels asked for; 0 where nothing is. */
export const LetterSizeContext = createContext(0);

/**
 * How much a view is enlarged whose smallest letters are of this size [px]: it is laid out in a room so much smaller, and no smaller than
 * `least` wide, or letters would be all there is.
 */
export const useEnlarged = (letters: number, width: number, least = 215): number =>
  Math.max(1, Math.min(useContext(LetterSizeContext) / letters, width / least));

/** The room such a view is laid out in: [width, height] of the `viewBox` of a picture that is as large as `of`. */
export function useRoom(letters: number, of: { readonly width: number; readonly height: number }): readonly [number, number] {
  const enlarged = useEnlarged(letters, of.width);
  return [of.width / enlarged, of.height / enlarged];
}

/**
 * The colours faces are sampled with: one clear colour a named class.
 *
 * The package's own list has six near-identical browns for hair, dull eyes and mouths the colour of skin. What is sampled here is chosen so that
 * every named class differs in the picture: no two hair colours, and no hair (or its lighter beard) and skin, come close in RGB.
 */
export const BACKGROUND = 'e6edf3';

export const PALETTE = {
  skin: ['ffdbac', 'e0b081', 'b68655', '7f4a20'],
  hair: ['16141a', '5c3414', 'efc11a', 'bd1700', '009bbd', '91cb15'],
  eyes: ['5c3317', '2d6cdf', '1f9d55'],
  mouth: ['a51c30', 'd0263c'],
  glasses: ['323232', '43677d', 'a04b5d'],
  hat: ['2663a3', '8a8b83', 'cc6192', '614f8a'],
  clothing: ['428bca', '00b159', 'd11141', 'ffc425', '7d4bb5'],
  accessories: ['daa520', 'a9a9a9'],
} as const;

/** `rrggbb` to three bytes. */
export function rgbOf(hex: string): [number, number, number] {
  const value = Number.parseInt(hex, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

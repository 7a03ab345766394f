/** How many decoded faces fit along a map of this width with every pixel twice (or three times) as large; and the map's side then. */
export function crispTiles(width: number): { tiles: number; size: number } {
  if (width <= 0) return { tiles: 12, size: 0 };
  const scale = width >= 620 ? 3 : 2;
  const tiles = Math.max(6, Math.min(16, Math.floor(width / (16 * scale))));
  return { tiles, size: tiles * 16 * scale };
}

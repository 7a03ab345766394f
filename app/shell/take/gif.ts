/** Pictures to a GIF that plays for ever: each has a palette of its own, and says only what has changed since the one before. */
import { applyPalette, GIFEncoder, quantize } from 'gifenc';

const STAY = 1; // what is not said anew stays
const COLOURS = 255; // and one index for "as before"

export class Gif {
  private readonly encoder = GIFEncoder();
  private before: Uint32Array | null = null;

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {}

  /** @param rgba [height · width · 4] @param ms how long it is shown */
  add(rgba: Uint8ClampedArray, ms: number): void {
    const { before } = this;
    const now = new Uint32Array(rgba.slice().buffer);
    const changed = before ? now.filter((colour, i) => colour !== before[i]) : now;
    const palette = changed.length > 0 ? quantize(new Uint8Array(changed.buffer, changed.byteOffset, changed.byteLength), COLOURS) : [];
    const index = palette.length > 0 ? applyPalette(rgba, palette) : new Uint8Array(now.length);
    const same = palette.length;
    if (before) for (let i = 0; i < now.length; i++) if (now[i] === before[i]) index[i] = same;
    const transparency = before ? { transparent: true, transparentIndex: same } : {};
    this.encoder.writeFrame(index, this.width, this.height, {
      palette: [...palette, [0, 0, 0]],
      delay: ms,
      repeat: 0,
      dispose: STAY,
      ...transparency,
    });
    this.before = now;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    this.encoder.finish();
    return this.encoder.bytes();
  }
}

/** The reader's own pictures in a program that trains on them: what training draws, and how near to them something painted comes. */
import { drawn, type Near, nearestOf, variants } from '../../data/faces/ownSet';
import { decodePicture } from '../../data/faces/pictureText';
import type { Rng } from '../../data/rng';
import { knownFaces } from './vae/faces';

export interface OwnPictures {
  /** n pictures as training draws them [n · 768]. */
  draw(rng: Rng, n: number): Float32Array;
  /** Of pictures [n · 768]. */
  near(painted: Float32Array): Near;
}

const PICTURE = 16 * 16 * 3;
const mean = (list: Float32Array): number => list.reduce((sum, v) => sum + v, 0) / list.length;

/** @param texts as the address writes pictures; null where it is trained on faces */
export function ownPictures(texts: readonly string[] | null | undefined): OwnPictures | null {
  if (!texts || texts.length === 0) return null;
  const all = variants(texts.map(decodePicture));
  let faces: Float32Array[] | null = null;
  const others = () => {
    const { pictures } = knownFaces('test', all.length);
    return Array.from(all, (_, i) => pictures.subarray(i * PICTURE, (i + 1) * PICTURE));
  };
  return {
    draw: (rng, n) => drawn(all, rng, n),
    near(painted) {
      faces ??= others();
      return { own: mean(nearestOf(painted, all)), faces: mean(nearestOf(painted, faces)), n: all.length };
    },
  };
}

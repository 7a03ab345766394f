/** How faces vary: the spectrum of their green channel, beforehand and in pieces, for a page that works a quarter of a second answers nobody. */
import { compose, faceAt } from '../../data/faces';
import { covariance, eigenvalues } from '../../models/diffusion/spectrum';
import { breath } from '../../shell/afterFirstPaint';

/** So many test faces, the first. */
export const FACES = 600;
/** Faces painted in a piece. */
const PIECE = 150;

let known: Float64Array | null = null;

/** Eigenvalues of the covariance of 16 × 16 = 256 numbers, largest first. Yields where the page may answer in between. */
function* work(): Generator<void, Float64Array> {
  const values = new Float32Array(FACES * 256);
  const pixels = new Uint8Array(768);
  for (let i = 0; i < FACES; i++) {
    compose(faceAt('test', i), pixels);
    for (let k = 0; k < 256; k++) values[i * 256 + k] = pixels[3 * k + 1] / 127.5 - 1;
    if ((i + 1) % PIECE === 0) yield;
  }
  const cov = covariance(values, FACES, 256);
  yield;
  return eigenvalues(cov, 256);
}

export async function prepare(): Promise<void> {
  const pieces = work();
  let piece = pieces.next();
  for (; !piece.done; piece = pieces.next()) await breath();
  known = piece.value;
}

/** What was prepared; at once where nothing was. */
export function facesSpectrum(): Float64Array {
  if (!known) {
    const pieces = work();
    let piece = pieces.next();
    while (!piece.done) piece = pieces.next();
    known = piece.value;
  }
  return known;
}

/** Prints how many faces a second are sampled, composed and looked up on one core: `npx tsx tests/bench/faces.bench.ts`. */
import { attributesOf, compose, composeMany, FACE_BYTES, faceAt, partMask, sampleFace, toUnit, visible } from '../../app/data/faces';
import { createRng } from '../../app/data/rng';

const N = 20_000;
const rng = createRng('bench');
const faces = Array.from({ length: N }, () => sampleFace(rng));
const pixels = new Uint8Array(N * FACE_BYTES);
const one = new Uint8Array(FACE_BYTES);

function measure(what: string, run: () => void): void {
  run(); // warm-up
  const start = performance.now();
  run();
  console.log(
    `${what.padEnd(28)}${Math.round((N / (performance.now() - start)) * 1000)
      .toLocaleString('en')
      .padStart(12)} faces/s`,
  );
}

measure('composed', () => composeMany(faces, pixels));
measure('sampled', () => {
  for (let i = 0; i < N; i++) sampleFace(rng);
});
measure('sampled and composed', () => {
  for (let i = 0; i < N; i++) compose(sampleFace(rng), one);
});
measure('faceAt(train) and composed', () => {
  for (let i = 0; i < N; i++) compose(faceAt('train', i), one);
});
measure('to −1…1', () => {
  toUnit(pixels);
});
measure('attributes', () => {
  for (const face of faces) attributesOf(face);
});
measure('part masks', () => {
  for (const face of faces) partMask(face);
});
measure('visible', () => {
  for (const face of faces) visible(face);
});

/** The captions that byte pairs are learned from: of training faces, in both languages. The same on every machine. */
import { createRng } from '../rng';
import { caption } from './captions';
import { faceAt } from './sample';

/** Two captions a face, English and 中文: [2 · faces]. */
export function captionCorpus(faces = 4000): string[] {
  const rng = createRng('captions');
  return Array.from({ length: faces }, (_, i) => faceAt('train', i)).flatMap((face) => [
    caption(face, 'en', rng),
    caption(face, 'zh', rng),
  ]);
}

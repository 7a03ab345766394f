/** The first page: each kind of generator paints from one seed and, where it can be asked, to one wish. The samplers are those that the cards were measured with. */
import { type AttributeChoice, composeMany, sampleFace } from '../../../data/faces';
import { createRng } from '../../../data/rng';
import { defineProgram, type ProgramContext } from '../../program';
import { REAL } from '../models/modelRegistry';
import { drawSamples } from '../models/samplers';
import { toBytes } from '../vae/faces';

interface Args {
  /** A shipped generator, or `real`. */
  readonly key: string;
  readonly seed: number;
  readonly n: number;
  readonly wish: AttributeChoice;
}

export interface Painted {
  /** [n, 16, 16, 3] bytes. */
  readonly pictures: Uint8ClampedArray;
  /** Seconds a face, without the loading of weights; null for real ones. */
  readonly seconds: number | null;
}

type Methods = { paint(args: Args, ctx: ProgramContext): Promise<Painted> };

export default defineProgram<Record<string, never>, null, Methods>({
  start: () => ({
    methods: {
      async paint({ key, seed, n, wish }, ctx) {
        const rng = createRng(`home/${seed}`);
        const subject = () => sampleFace(rng, wish);
        if (key === REAL) return { pictures: Uint8ClampedArray.from(composeMany(Array.from({ length: n }, subject))), seconds: null };
        const { pictures, seconds } = await drawSamples(key, n, rng, ctx, { subject });
        return { pictures: toBytes(pictures), seconds };
      },
    },
    dispose: () => {},
  }),
});

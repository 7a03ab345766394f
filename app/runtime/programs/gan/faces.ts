/** The GAN in codes asked where its variety comes from: faces for any noise and wish, and both inputs held and freed, measured. */
import { ATTRIBUTES, attributesOf, composeMany, FACE_BYTES, faceAt, toUnit } from '../../../data/faces';
import { createRng } from '../../../data/rng';
import { marginalDistances, meanApart } from '../../../models/gan/sources';
import { directions } from '../../../models/gan/walks';
import { passes } from '../../../models/metrics';
import { defineProgram, type ProgramContext } from '../../program';
import { DIRECTIONS, EACH_WIDTH, LATENT, MEASURED, noisesOf, SHOWN, SHOWN_OF_WIDTH, tiled, WIDTHS, wishOf } from './draws';
import { type CleanUp, classesIn, drawFace, drawWishes, loadInCodes, repeated } from './faceGenerators';

export interface FacesFrame {
  /** The directions in z that G's first layer listens to most [DIRECTIONS · LATENT]. */
  readonly directions: Float32Array;
}

/** What is drawn: a seed, how wide the noise is (1: as trained), which face's attributes are held as the wish, of how many noises the best. */
export interface Drawn extends CleanUp {
  readonly seed: number;
  readonly width: number;
  readonly wish: number;
  readonly best: number;
}

/** Faces of one set and what they score. */
export interface Measured {
  /** The first SHOWN of them. */
  readonly faces: Float32Array;
  /** Mean squared distance of two of them. */
  readonly apart: number;
  /** Jensen–Shannon distance of their attributes to the data's: of each attribute, and the mean. */
  readonly each: Float32Array;
  readonly marginals: number;
}

export interface Sources {
  readonly zFree: Measured;
  readonly yFree: Measured;
  readonly bothFree: Measured;
  /** As many real faces: of the held wish, and of any. */
  readonly realOfWish: Measured;
  readonly real: Measured;
  readonly n: number;
}

export interface Widths {
  /** [WIDTHS · SHOWN_OF_WIDTH · 768]: the first of each. */
  readonly faces: Float32Array;
  /** Share that passes for a face; mean squared distance of two. */
  readonly clean: Float32Array;
  readonly apart: Float32Array;
}

export interface Asked extends CleanUp {
  readonly z: Float32Array;
  readonly wish: Uint8Array;
}

export type FacesMethods = {
  /** One noise [64] and wish [10] → its face [768], as fast as can be. */
  face(args: Asked, call: ProgramContext): Promise<Float32Array>;
  /** Noises [n · 64] for one wish → faces [n · 768]. */
  faces(args: Asked, call: ProgramContext): Promise<Float32Array>;
  /** Both inputs held and freed. */
  sources(args: Drawn, call: ProgramContext): Promise<Sources | undefined>;
  /** The held wish, noises of all widths. */
  widths(args: Omit<Drawn, 'width'>, call: ProgramContext): Promise<Widths | undefined>;
};

export default defineProgram<Record<never, never>, FacesFrame, FacesMethods>({
  async start(_, ctx) {
    const [painter, oracle] = await Promise.all([loadInCodes(ctx), ctx.weights('oracle')]);
    const axes = directions(painter.noiseWeights, LATENT, DIRECTIONS);
    const known = new Uint8Array(DATA * ATTRIBUTES.length);
    for (let i = 0; i < DATA; i++) attributesOf(faceAt('test', i), known, i * ATTRIBUTES.length);

    async function measured(faces: Float32Array): Promise<Measured> {
      const { each, mean } = marginalDistances(await classesIn(oracle.params, faces), known);
      return { faces: faces.slice(0, SHOWN * FACE_BYTES), apart: meanApart(faces, FACE_BYTES), each, marginals: mean };
    }

    const painted = async ({ z, wish, ...how }: Asked, call: ProgramContext) =>
      (await painter.cleaned([z], repeated(wish, z.length / LATENT), how, call)) ?? new Float32Array(0);

    return {
      frame: () => ({ directions: axes.slice() }),
      methods: {
        face: painted,
        faces: painted,
        async sources({ seed, width, wish, best, ...how }, call) {
          const rng = createRng(`gan.faces/${seed}`);
          const n = MEASURED;
          const noises = (label: string) => Array.from({ length: best }, (_, k) => noisesOf(`${seed}/${label}/${k}`, n, width));
          const [held, wishes] = [wishOf(wish), drawWishes(rng.fork('wishes'), n)];
          const sets = {
            zFree: [noises('z'), repeated(held, n)],
            yFree: [noises('held').map((z) => tiled(z.subarray(0, LATENT), n)), wishes],
            bothFree: [noises('both'), wishes],
          } as const;
          const out: Record<string, Measured> = {};
          let done = 0;
          for (const [key, [zs, y]] of Object.entries(sets)) {
            const faces = await painter.cleaned(zs, y, how, call);
            if (!faces) return undefined;
            out[key] = await measured(faces);
            call.progress(++done / 3, { zh: '分别固定 z 与 y，各画 256 张', en: 'Painting 256 faces each, z and y held in turn' });
            await call.breathe();
          }
          const real = (label: string, given?: Uint8Array) => {
            const from = rng.fork(label);
            return measured(toUnit(composeMany(Array.from({ length: n }, () => drawFace(from, given)))));
          };
          const { zFree, yFree, bothFree } = out;
          return { zFree, yFree, bothFree, realOfWish: await real('of wish', held), real: await real('real'), n };
        },
        async widths({ seed, wish, best, ...how }, call) {
          const clean = new Float32Array(WIDTHS.length);
          const apart = new Float32Array(WIDTHS.length);
          const shown = new Float32Array(WIDTHS.length * SHOWN_OF_WIDTH * FACE_BYTES);
          const held = repeated(wishOf(wish), EACH_WIDTH);
          for (const [i, width] of WIDTHS.entries()) {
            const zs = Array.from({ length: best }, (_, k) => noisesOf(`${seed}/z/${k}`, EACH_WIDTH, width));
            const faces = await painter.cleaned(zs, held, how, call);
            if (!faces) return undefined;
            const classes = await classesIn(oracle.params, faces);
            for (let f = 0; f < EACH_WIDTH; f++) {
              const row = (list: Float32Array | Uint8Array, size: number) => list.subarray(f * size, (f + 1) * size);
              if (passes(row(faces, FACE_BYTES) as Float32Array, row(classes, ATTRIBUTES.length))) clean[i] += 1 / EACH_WIDTH;
            }
            apart[i] = meanApart(faces, FACE_BYTES);
            shown.set(faces.subarray(0, SHOWN_OF_WIDTH * FACE_BYTES), i * SHOWN_OF_WIDTH * FACE_BYTES);
            call.progress((i + 1) / WIDTHS.length, { zh: '画不同宽度的噪声', en: 'Painting noises of all widths' });
            await call.breathe();
          }
          return { faces: shown, clean, apart };
        },
      },
      dispose() {
        painter.dispose();
        for (const tensor of Object.values(oracle.params)) tensor.dispose();
      },
    };
  },
});

/** Test faces whose attributes stand for the data. */
const DATA = 4096;

/** The same few noises under guidance at several strengths: what each row shows, and what that costs. */
import type { Condition } from '../../../models/diffusion/condition';
import type { Step } from '../../../models/diffusion/sampler';
import { meanSquaredDistance } from '../../../models/metrics/diversity';
import type { Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { walked } from '../../drain';
import type { ProgramContext } from '../../program';
import { PIXELS } from '../diffusion/faces';
import { type Clip, realSpread, SHAPE } from './networks';
import { judged } from './verdict';

/** Faces from the same noises at several strengths. */
export interface Grid {
  readonly strengths: readonly number[];
  /** [strengths · GRID · 768] */
  readonly faces: Float32Array;
  /** By strength: faces that show all that is asked, that pass for faces; their variety against that of real faces with the wish. */
  readonly obeys: readonly number[];
  readonly clean: readonly number[];
  readonly variety: readonly number[];
  /** CLIP's mean cosine of the finished faces; null where CLIP does not steer. */
  readonly cosine: readonly number[] | null;
}

export const GRID = 8;
/** None, then ever more. */
export const STRENGTHS = {
  classifier: [0, 1, 2, 4, 8, 16],
  clip: [0, 1, 2, 4, 8, 16],
  free: [-1, 0, 1, 2, 4, 8],
} as const;

/** What a run lends: what is asked, its networks, and ways of GRID faces at a strength, which are ended when they have been walked. */
interface Steered {
  readonly kind: keyof typeof STRENGTHS;
  readonly condition: Condition;
  readonly clip: Clip | null;
  readonly text: tf.Tensor2D | undefined;
  readonly judgeNet: Params;
  way(strength: number, steered: boolean): { readonly steps: Generator<Step, void>; end(): void };
}

export async function grid({ kind, condition, clip, text, judgeNet, way }: Steered, call: ProgramContext): Promise<Grid | null> {
  const strengths: readonly number[] = STRENGTHS[kind];
  const faces = new Float32Array(strengths.length * GRID * PIXELS);
  const rows: { obeys: number; clean: number; variety: number; cosine: number }[] = [];
  const real = realSpread(condition);
  const count = (list: readonly boolean[]) => list.filter(Boolean).length;
  for (const [i, strength] of strengths.entries()) {
    call.progress(i / strengths.length, { zh: `强度 ${strength}`, en: `Strength ${strength}` });
    const { steps, end } = way(strength, i > 0);
    const made = await walked(steps, ({ x0 }) => x0, call).finally(end);
    if (!made) return null;
    faces.set(made, i * made.length);
    const verdict = await judged(judgeNet, made, condition);
    rows.push({
      obeys: count(verdict.obeys),
      clean: count(verdict.clean),
      variety: meanSquaredDistance(made, PIXELS) / real,
      cosine: await meanCosine(clip, text, made),
    });
  }
  call.progress(1, '');
  const column = (key: keyof (typeof rows)[number]) => rows.map((row) => row[key]);
  return {
    strengths,
    faces,
    obeys: column('obeys'),
    clean: column('clean'),
    variety: column('variety'),
    cosine: clip ? column('cosine') : null,
  };
}

/** CLIP's cosine of finished faces (t = 0) with the prompt, on the average. */
async function meanCosine(clip: Clip | null, text: tf.Tensor2D | undefined, faces: Float32Array): Promise<number> {
  if (!clip || !text) return 0;
  const n = faces.length / PIXELS;
  const [of, at] = [clip, text];
  const mean = tf.tidy(() => tf.mean(of.cosine(tf.tensor4d(faces, SHAPE(n)), new Float32Array(n), at)));
  const [value] = await mean.data();
  mean.dispose();
  return value;
}

/**
 * Two decoders from 4×4 to 16×16, alike but for how they double: transposed convolution, or nearest neighbours and then a convolution.
 *
 * Both learn to paint a face from its 4×4 means (plus nothing else), live, with equal parameters, the same faces and the same steps. What a
 * 4×4 picture cannot say, they average; what is watched is the checkerboard (Odena et al. 2016, "Deconvolution and Checkerboard Artifacts").
 */
import { compose, FACE_BYTES, faceAt, TRAIN_SIZE, toUnit } from '../../../data/faces';
import type { Rng } from '../../../data/rng';
import { convInit } from '../../../models/nn/init';
import { conv2d, silu, upsample2 } from '../../../models/nn/layers';
import type { ParamInit, Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { checkerboard } from '../../../models/unet/resample';
import { defineProgram } from '../../program';
import { type Checkpoint, Trainer } from '../../trainer';
import { PIXELS } from '../diffusion/faces';
import { seedOf } from '../diffusion/plane';

export const WAYS = ['transposed', 'resize'] as const;
export type WayUp = (typeof WAYS)[number];

export interface UpsamplingConfig {
  readonly lr: number;
}

export interface Painted {
  /** SHOWN test faces as this decoder paints them [SHOWN · 768]. */
  readonly faces: Float32Array;
  /** Share of the error's variance that repeats every two pixels, mean over faces and colours. */
  readonly checkerboard: number;
}

export interface UpsamplingFrame {
  readonly truth: Float32Array;
  readonly small: Float32Array;
  readonly transposed: Painted;
  readonly resize: Painted;
  readonly history: { readonly step: Float32Array; readonly transposed: Float32Array; readonly resize: Float32Array };
  /** The checkerboard over training. */
  readonly boards: { readonly transposed: Float32Array; readonly resize: Float32Array };
}

export const SHOWN = 6;
const BATCH = 16;
const WIDTH = 24;

/** Weights of either: equal in number, drawn alike. */
export function init(rng: Rng): ParamInit {
  return {
    ...convInit(rng, 'in', 3, 3, WIDTH),
    ...convInit(rng, 'up1', 3, WIDTH, WIDTH),
    ...convInit(rng, 'up2', 3, WIDTH, WIDTH),
    ...convInit(rng, 'out', 1, WIDTH, 3),
  };
}

/** A transposed convolution with a 3×3 kernel and stride 2: zeros between the pixels, then a plain convolution. [B, H, W, C] → [B, 2H, 2W, O] */
export function transposed(x: tf.Tensor4D, w: tf.Tensor, b: tf.Tensor): tf.Tensor4D {
  const [n, h, width, c] = x.shape;
  const zeros = tf.zerosLike(x);
  const wide = tf.reshape(tf.concat([x, zeros], 3), [n, h, 2 * width * c]); // a zero to the right of every pixel
  const spread = tf.reshape(tf.concat([wide, tf.zerosLike(wide)], 2), [n, 2 * h, 2 * width, c]); // and a row of them below
  return conv2d(spread, w, b);
}

/** 4×4 means [B, 4, 4, 3] → faces [B, 16, 16, 3]. */
export function decode(p: Params, small: tf.Tensor4D, way: WayUp): tf.Tensor4D {
  const up = (h: tf.Tensor4D, name: string) =>
    way === 'transposed' ? transposed(h, p[`${name}.w`], p[`${name}.b`]) : conv2d(upsample2(h), p[`${name}.w`], p[`${name}.b`]);
  let h = silu(conv2d(small, p['in.w'], p['in.b'])); //  [B, 4, 4, W]
  h = silu(up(h, 'up1')); //                             [B, 8, 8, W]
  h = silu(up(h, 'up2')); //                             [B, 16, 16, W]
  return conv2d(h, p['out.w'], p['out.b']); //           [B, 16, 16, 3]
}

/** Means over 4×4 blocks. [n · 768] → [n · 48] */
export function shrink(faces: Float32Array): Float32Array {
  const n = faces.length / PIXELS;
  const out = new Float32Array(n * 48);
  for (let f = 0; f < n; f++)
    for (let i = 0; i < 16; i++)
      for (let j = 0; j < 16; j++)
        for (let c = 0; c < 3; c++) out[f * 48 + ((i >> 2) * 4 + (j >> 2)) * 3 + c] += faces[f * PIXELS + (i * 16 + j) * 3 + c] / 16;
  return out;
}

export default defineProgram<UpsamplingConfig, UpsamplingFrame, Record<never, never>>({
  async start(config, ctx, saved) {
    const truth = facesOf(Array.from({ length: SHOWN }, (_, i) => faceAt('test', i)));
    const small = shrink(truth);
    const optimizer = { lr: config.lr, ema: 0 };
    const trainer = new Trainer<WayUp, WayUp>(
      {
        seed: seedOf(ctx.rng('train')),
        nets: { transposed: { init, optimizer }, resize: { init, optimizer } },
        update: (nets, rng) => {
          const faces = facesOf(Array.from({ length: BATCH }, () => faceAt('train', rng.int(TRAIN_SIZE))));
          const [x, y] = [tf.tensor4d(shrink(faces), [BATCH, 4, 4, 3]), tf.tensor4d(faces, [BATCH, 16, 16, 3])];
          const lossOf = (way: WayUp) => (p: Params) => tf.mean(tf.square(tf.sub(decode(p, x, way), y))) as tf.Scalar;
          return { transposed: nets.transposed.descend(lossOf('transposed')), resize: nets.resize.descend(lossOf('resize')) };
        },
      },
      saved as Checkpoint<WayUp> | undefined,
    );
    const history: { step: number; loss: Record<WayUp, number>; board: Record<WayUp, number> }[] = [];

    async function painted(way: WayUp): Promise<Painted> {
      const made = tf.tidy(() => decode(trainer.nets[way].params(), tf.tensor4d(small, [SHOWN, 4, 4, 3]), way));
      const faces = Float32Array.from(await made.data());
      made.dispose();
      return { faces, checkerboard: boardOf(faces, truth) };
    }

    return {
      step: () => trainer.step(),
      async frame() {
        const losses = await trainer.losses();
        const shown = { transposed: await painted('transposed'), resize: await painted('resize') };
        const board = { transposed: shown.transposed.checkerboard, resize: shown.resize.checkerboard };
        if (losses && history.at(-1)?.step !== trainer.steps)
          history.push({ step: trainer.steps, loss: losses as Record<WayUp, number>, board });
        const column = (f: (h: (typeof history)[number]) => number) => Float32Array.from(history, f);
        return {
          truth: truth.slice(),
          small: small.slice(),
          ...shown,
          history: { step: column((h) => h.step), transposed: column((h) => h.loss.transposed), resize: column((h) => h.loss.resize) },
          boards: { transposed: column((h) => h.board.transposed), resize: column((h) => h.board.resize) },
        };
      },
      methods: {},
      save: () => trainer.checkpoint(),
      dispose: () => trainer.dispose(),
    };
  },
});

function facesOf(faces: readonly Parameters<typeof compose>[0][]): Float32Array {
  const pixels = new Uint8Array(faces.length * FACE_BYTES);
  faces.forEach((face, i) => {
    compose(face, pixels, i * FACE_BYTES);
  });
  return toUnit(pixels);
}

/** The checkerboard of the error, so that what faces themselves repeat does not count; mean over pictures and colours. */
function boardOf(faces: Float32Array, truth: Float32Array): number {
  let sum = 0;
  for (let f = 0; f < SHOWN; f++)
    for (let c = 0; c < 3; c++) {
      const values = Float32Array.from({ length: 256 }, (_, i) => faces[f * PIXELS + 3 * i + c] - truth[f * PIXELS + 3 * i + c]);
      sum += checkerboard({ h: 16, w: 16, values });
    }
  return sum / (SHOWN * 3);
}

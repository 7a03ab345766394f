/** What the face figures share: the shipped U-Net, and faces as numbers. */
import { FACE_BYTES } from '../../../data/faces';
import { createRng } from '../../../data/rng';
import { faceConfig } from '../../../models/diffusion/faces';
import { faceSchedule } from '../../../models/diffusion/schedule';
import { type Config, init } from '../../../models/diffusion/unet';
import type { ParamInit, Params } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import type { ProgramContext } from '../../program';
import { inOrderOf, pretrained } from '../vae/pretrained';

export { readAll } from '../readAll';

export const T = faceSchedule.T;

/** The shipped network. The caller disposes the parameters. */
export async function loadNet(ctx: ProgramContext): Promise<{ params: Params; config: Config }> {
  const { params } = await ctx.weights('ddpm');
  return { params, config: faceConfig };
}

export const PIXELS = FACE_BYTES;

export const disposeNet = (net: { params: Params }): void => tf.dispose(Object.values(net.params));

/** The shipped weights as initial values of a training, in the order of `init`, whatever the order in the file. */
export async function shippedInit(ctx: ProgramContext): Promise<ParamInit> {
  return inOrderOf(init(createRng(0), faceConfig), await pretrained(ctx, 'ddpm'));
}

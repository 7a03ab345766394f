/** What the pages train and sample live, one step at a time, for benchmarks: each model at the size that its page runs. */
import { createRng } from '../../../app/data/rng';
import { encodeImage } from '../../../app/models/dalle/clip';
import { CONDITION_DIM, type Condition, conditionRows, nullCondition } from '../../../app/models/diffusion/condition';
import { faceConfig, loss, sampleFaces } from '../../../app/models/diffusion/faces';
import type { Step } from '../../../app/models/diffusion/sampler';
import { faceSchedule, scheduleOf, subsequence } from '../../../app/models/diffusion/schedule';
import { init as initUnet } from '../../../app/models/diffusion/unet';
import type { Params } from '../../../app/models/nn/params';
import * as tf from '../../../app/models/tf';
import { prior4Config } from '../../../app/models/vae/prior';
import { vqvaeConfig } from '../../../app/models/vae/vqvae';
import type { ProgramContext } from '../../../app/runtime/program';
import trainGpt from '../../../app/runtime/programs/dalle/train';
import { PlaneNets } from '../../../app/runtime/programs/diffusion/plane';
import { PARTICLES, scoreNet } from '../../../app/runtime/programs/diffusion/score';
import { minMaxDefaults } from '../../../app/runtime/programs/gan/config';
import { LATENT, wishOf } from '../../../app/runtime/programs/gan/draws';
import { loadInCodes, loadInPixels, type Painter, repeated } from '../../../app/runtime/programs/gan/faceGenerators';
import trainFaces from '../../../app/runtime/programs/gan/facesTraining';
import minmax from '../../../app/runtime/programs/gan/minmax';
import { dataOf } from '../../../app/runtime/programs/planeData';
import { Coder } from '../../../app/runtime/programs/vae/coder';
import { asTensor, drawFaces, knownFaces } from '../../../app/runtime/programs/vae/faces';
import { LiveVq } from '../../../app/runtime/programs/vae/liveVq';
import { learner } from '../../../app/runtime/programs/vae/tokenPrior';
import { Trainer } from '../../../app/runtime/trainer';
import { loadWeights } from '../../../app/runtime/weights';

/** One step: synchronous tensor work, as in the engine; what it makes it disposes, or keeps till the next. */
type LiveStep = () => void;

const UNET_BATCH = 64;

/** Weights are served beside the benchmarks' page. */
const read = async (path: string) => new Uint8Array(await (await fetch(new URL(`/weights/${path}`, self.location.origin))).arrayBuffer());
const shipped = async (model: string, file?: string) => loadWeights(model, file, read);

const context = (): ProgramContext => ({
  rng: (label) => createRng('bench').fork(label),
  weights: shipped,
  progress: () => {},
  redraw: () => {},
  signal: new AbortController().signal,
  breathe: () => Promise.resolve(),
});

/** A step of a sampler that begins anew when it has come to its end. */
function again(begin: () => Iterator<Step, void>): LiveStep {
  let way = begin();
  return () => {
    if (way.next().done) way = begin();
  };
}

function planeNets(): PlaneNets<'net'> {
  const schedule = scheduleOf('linear', 1_000);
  return new PlaneNets({ net: scoreNet(schedule) }, schedule, dataOf({ data: 'gaussians8', strokes: [] }), 'bench');
}

function unetTraining(): LiveStep {
  const trainer = new Trainer({
    seed: 'bench',
    nets: { unet: { init: (rng) => initUnet(rng, faceConfig), optimizer: { lr: 1e-3, clipNorm: 1, ema: 0.998 } } },
    update({ unet }, rng) {
      const t = Float32Array.from({ length: UNET_BATCH }, () => 1 + rng.int(faceSchedule.T));
      const bars = Float32Array.from(t, (step) => faceSchedule.alphaBar[step]);
      const conditions: Condition[] = Array.from({ length: UNET_BATCH }, () => nullCondition);
      const eps = tf.tensor4d(rng.fillNormal(new Float32Array(UNET_BATCH * 768)), [UNET_BATCH, 16, 16, 3]);
      const y = tf.tensor2d(conditionRows(conditions), [UNET_BATCH, CONDITION_DIM]);
      const batch = { x0: drawFaces(rng, UNET_BATCH), t, alphaBar: tf.tensor4d(bars, [UNET_BATCH, 1, 1, 1]), y };
      return { loss: unet.descend((p) => loss(p, batch, eps)) };
    },
  });
  return () => trainer.step();
}

async function painting(load: (ctx: ProgramContext) => Promise<Pick<Painter, 'paint'>>, n: number): Promise<LiveStep> {
  const painter = await load(context());
  const z = createRng('bench').fillNormal(new Float32Array(n * LATENT));
  const wishes = repeated(wishOf(7), n);
  return () => painter.paint(z, wishes).dispose();
}

function faceSampling(params: Params, n: number, w: number): LiveStep {
  const xT = tf.tensor4d(createRng('bench').fillNormal(new Float32Array(n * 768)), [n, 16, 16, 3]);
  const conditions: Condition[] = Array.from({ length: n }, () => nullCondition);
  return again(() => sampleFaces(params, xT, subsequence(1_000, 50), () => null, { conditions, w, eta: 0 }));
}

/** By name, with what a step is of: `[examples a step, how it starts]`. */
export const live: Readonly<Record<string, readonly [examples: number, start: () => Promise<LiveStep>]>> = {
  'plane GAN, training': [
    minMaxDefaults.batch,
    async () => {
      const run = await minmax.start(minMaxDefaults, context());
      return () => void run.step?.();
    },
  ],
  'plane diffusion, training': [
    256,
    async () => {
      const nets = planeNets();
      return () => nets.step();
    },
  ],
  'plane diffusion, a step of 700 points': [
    PARTICLES,
    async () => {
      const start = createRng('bench').fillNormal(new Float32Array(2 * PARTICLES));
      const nets = planeNets();
      return again(() => nets.flow('net', start, subsequence(1_000, 50), createRng('back'), { eta: 0 }));
    },
  ],
  'VAE of faces, training': [
    64,
    async () => {
      const coder = new Coder({ kind: 'vae', latent: 16, seed: 1, lr: 2e-3, from: null });
      return () => coder.step();
    },
  ],
  'VQ-VAE, training': [
    64,
    async () => {
      const net = new LiveVq(vqvaeConfig(4, 256), createRng('bench'));
      const rng = createRng('faces');
      return () => {
        const x = drawFaces(rng, 64);
        net.train(x, 0.99);
        x.dispose();
      };
    },
  ],
  'prior of codes, training': [
    32,
    async () => {
      const rng = createRng('codes');
      const tokens = Int32Array.from({ length: 512 * 16 }, () => rng.int(256));
      const trainer = learner(tokens, prior4Config, 1, 2e-3);
      return () => trainer.step();
    },
  ],
  'GAN in codes, training': [
    128,
    async () => {
      const config = { from: 'fresh', paired: true, penalty: true, lead: 1, spread: true, watched: 0, averaged: true, wish: 7 } as const;
      const run = await trainFaces.start(config, context());
      return () => void run.step?.();
    },
  ],
  'GAN in codes, 16 faces': [16, () => painting(loadInCodes, 16)],
  'GAN in pixels, 16 faces': [16, () => painting((ctx) => loadInPixels(ctx, 'gan'), 16)],
  'U-Net, training': [UNET_BATCH, async () => unetTraining()],
  'U-Net, a guided step of 1 face': [1, async () => faceSampling((await shipped('ddpm')).params, 1, 2)],
  'U-Net, a guided step of 16 faces': [16, async () => faceSampling((await shipped('ddpm')).params, 16, 2)],
  'U-Net, a guided step of 64 faces': [64, async () => faceSampling((await shipped('ddpm')).params, 64, 2)],
  'GPT small, training': [16, () => gptTraining('scratch')],
  'GPT shipped, training': [8, () => gptTraining('shipped')],
  'CLIP, reading 64 pictures': [
    64,
    async () => {
      const { params } = await shipped('clip');
      const faces = asTensor(knownFaces('test', 64).pictures);
      return () => tf.tidy(() => void encodeImage(params, faces, new Float32Array(64)));
    },
  ],
};

async function gptTraining(start: 'scratch' | 'shipped'): Promise<LiveStep> {
  const run = await trainGpt.start({ start, prompts: ['a smiling person'], block: 0, head: 0 }, context());
  return () => void run.step?.();
}

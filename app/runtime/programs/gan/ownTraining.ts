/**
 * A GAN trained in the page on pictures of the reader's own: the one in pixels, from nothing, for the codes of the other are those of faces.
 * There are no wishes, and no pictures that D has not seen. What is shown is what is shown of the GAN of faces (facesTraining.ts).
 */
import { type FacePlay, PENALTY_EVERY, playRound } from '../../../models/gan/faceRound';
import * as pixelGan from '../../../models/gan/pixelGan';
import { meanApart } from '../../../models/gan/sources';
import { Adam, type SavedOptimizer } from '../../../models/nn/adam';
import { flatten, layoutOf, type Params, unflatten } from '../../../models/nn/params';
import * as tf from '../../../models/tf';
import { NonFiniteError, type ProgramContext } from '../../program';
import { savedOptimizer } from '../../trainer';
import type { OwnPictures } from '../ownPictures';
import { readAll } from '../readAll';
import { LATENT, SHOWN } from './draws';
import type { FacesTrainingConfig, FacesTrainingFrame } from './facesTrainingSettings';
import { History } from './history';

const BATCH = 32;
/** Pictures that D is asked about, of each kind; pictures that are compared for variety. */
const TESTED = 96;
const COMPARED = 24;
const LR = 1e-3;
/** Weight of the penalties: heavier than with faces, for D has the few pictures by heart soon. */
const GAMMA = 0.3;
/** Pictures after which half of G's moving average is new. */
const HALF_LIFE = 1_500;
/** How far a picture is pushed along D's gradient, as a vector of its 768 numbers. */
const PUSH = 6;
/** Rounds between two looks. */
const LOOK_EVERY = 8;
const PICTURE = 16 * 16 * 3;

interface Saved {
  readonly g: SavedOptimizer;
  readonly d: SavedOptimizer;
  readonly rounds: number;
}

export function ownTraining(own: OwnPictures, initial: FacesTrainingConfig, ctx: ProgramContext, saved: unknown) {
  let asked = initial;
  const config = pixelGan.defaults;
  const before = saved as Saved | undefined;
  const train = ctx.rng('train');
  const [initG, initD] = [pixelGan.initG(ctx.rng('g'), config), pixelGan.initD(ctx.rng('d'), config)];
  const layout = { g: layoutOf(initG), d: layoutOf(initD) };
  const start = flatten(initG);
  const ema = 0.5 ** (BATCH / HALF_LIFE);
  const g = new Adam(start, { lr: LR, beta1: 0, beta2: 0.99, ema }, before?.g);
  const d = new Adam(flatten(initD), { lr: LR, beta1: 0, beta2: 0.99 }, before?.d);
  let rounds = before?.rounds ?? 0;

  const shown = ctx.rng('shown');
  const z = shown.fillNormal(new Float32Array(TESTED * LATENT));
  const real = own.draw(shown, TESTED);
  const realApart = meanApart(own.draw(shown, 128), PICTURE);

  /** Nothing is wished for. */
  const nothing = (n: number) => tf.zeros([n, config.condition]) as tf.Tensor2D;
  const pictures = (list: Float32Array) => tf.tensor4d(list, [list.length / PICTURE, 16, 16, 3]);
  const noises = (list: Float32Array) => tf.tensor2d(list, [list.length / LATENT, LATENT]);
  /** G's parameters as they paint what is shown: now, or averaged, without the share that its beginning still has in the average. */
  const painter = (): Params => {
    if (!asked.averaged || g.steps === 0) return unflatten(g.theta(), layout.g);
    const share = ema ** g.steps;
    return unflatten(tf.div(tf.sub(g.ema(), tf.mul(share, tf.tensor1d(start))), 1 - share) as tf.Tensor1D, layout.g);
  };
  const game = (): FacePlay => ({
    g,
    d,
    layout,
    paint: (p, noise, y) => pixelGan.generate(p, noise, y, config),
    discriminator: (p, y) => (x) => pixelGan.discriminate(p, x as tf.Tensor4D, y, config),
    rules: { ...config, paired: asked.paired, gamma: asked.penalty ? GAMMA : 0 },
  });

  const history = new History(['apart', 'clean', 'gap'] as const);
  let looked: { readonly at: number; readonly asked: FacesTrainingConfig; readonly frame: FacesTrainingFrame } | null = null;

  async function look(): Promise<FacesTrainingFrame> {
    const made = tf.tidy(() => {
      const p = painter();
      const judged = unflatten(d.theta(), layout.d);
      const judge = (x: tf.Tensor4D) => pixelGan.discriminate(judged, x, nothing(x.shape[0]), config);
      const painted = pixelGan.generate(p, noises(z), nothing(TESTED), config);
      const now = asked.averaged ? pixelGan.generate(unflatten(g.theta(), layout.g), noises(z), nothing(TESTED), config) : painted;
      const watched = tf.slice(painted, [asked.watched, 0, 0, 0], [1, -1, -1, -1]);
      const slope = tf.grad((v: tf.Tensor) => tf.sum(judge(v as tf.Tensor4D)))(watched);
      const pushed = tf.clipByValue(tf.add(watched, tf.mul(slope, tf.div(PUSH, tf.add(tf.norm(slope), 1e-12)))), -1, 1);
      return { painted, onReal: judge(pictures(real)), onPainted: judge(now), watched, pushed };
    });
    const { painted, onReal, onPainted, watched, pushed } = await readAll(made);
    tf.dispose(made);
    if (![...painted.subarray(0, PICTURE), ...onReal].every(Number.isFinite)) throw new NonFiniteError();
    const apart = meanApart(painted.subarray(0, COMPARED * PICTURE), PICTURE);
    const mean = (list: Float32Array) => list.reduce((sum, v) => sum + v, 0) / list.length;
    history.add(rounds, { apart, clean: 0, gap: mean(onReal) - mean(onPainted) });
    const faces = painted.slice(0, SHOWN * PICTURE);
    return {
      faces,
      clean: 0,
      near: own.near(faces),
      onReal,
      onPainted,
      watched,
      pushed,
      difference: pushed.map((v, i) => v - watched[i]),
      apart,
      realApart,
      step: rounds,
      images: rounds * BATCH,
      waiting: false,
      history: history.snapshot(),
    };
  }

  return {
    step() {
      tf.tidy(() => {
        const batch = pictures(own.draw(train, BATCH));
        const along =
          asked.penalty && rounds % PENALTY_EVERY === 0
            ? [0, 1].map(() => pictures(train.fillNormal(new Float32Array(BATCH * PICTURE))))
            : [];
        const noise = noises(train.fillNormal(new Float32Array(BATCH * LATENT)));
        playRound(game(), { real: batch, y: nothing(BATCH), z: noise, along, lr: { g: LR * asked.lead, d: LR } });
      });
      rounds++;
    },
    async frame() {
      const due = !looked || looked.asked !== asked || rounds >= looked.at + LOOK_EVERY || rounds < looked.at;
      if (due) looked = { at: rounds, asked, frame: await look() };
      return structuredClone((looked as NonNullable<typeof looked>).frame);
    },
    methods: {},
    configure(next: FacesTrainingConfig) {
      if (JSON.stringify(next.own ?? null) !== JSON.stringify(asked.own ?? null)) return false;
      asked = next;
      return true;
    },
    async save() {
      return { g: await savedOptimizer(g, layout.g), d: await savedOptimizer(d, layout.d), rounds } satisfies Saved;
    },
    dispose() {
      g.dispose();
      d.dispose();
    },
  };
}

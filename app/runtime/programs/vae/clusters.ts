/** A VQ-VAE trained live: its codes move to the middles of their clusters while the encodings move too; k-means runs beside it. */
import type { Rng } from '../../../data/rng';
import * as tf from '../../../models/tf';
import { distortion, lloyd } from '../../../models/vae/kmeans';
import { principalPlane, project } from '../../../models/vae/projection';
import * as vq from '../../../models/vae/vqvae';
import { defineProgram, NonFiniteError } from '../../program';
import { History } from '../gan/history';
import { asTensor, drawFaces, knownFaces, meanSquare, toBytes } from './faces';
import { LiveVq, type SavedVq } from './liveVq';

export interface ClustersConfig {
  /** Number of codes, cells along a side, and length of a code (2: the plane shows all there is). */
  readonly codes: number;
  readonly grid: 4 | 8;
  readonly dim: number;
  /** Put dead codes where encodings are. */
  readonly revive: boolean;
  /** Decay of the codebook's moving averages. */
  readonly gamma: number;
}

const COLUMNS = ['error', 'perplexity', 'distortion', 'kmeans'] as const;

export interface ClustersFrame {
  readonly grid: number;
  /** In the plane [· 2]: codes, k-means' centres, encodings of test faces. */
  readonly points: Float32Array;
  readonly centres: Float32Array;
  readonly encodings: Float32Array;
  readonly tokens: Int32Array;
  readonly seen: number;
  /** How many of the encodings shown use each code [K]; those that none uses are dead now. */
  readonly counts: Float32Array;
  readonly dead: number;
  /** Codes revived so far. */
  readonly revived: number;
  /** One face's cells: encodings, their codes, and −∂L/∂z_q, which the encoder receives unchanged. [g² · 2] each. */
  readonly through: { readonly ze: Float32Array; readonly zq: Float32Array; readonly pull: Float32Array };
  /** Test faces and what comes back, [n, 768] bytes each. */
  readonly originals: Uint8ClampedArray;
  readonly painted: Uint8ClampedArray;
  readonly history: Readonly<Record<(typeof COLUMNS)[number] | 'step', Float32Array>>;
}

const BATCH = 32;
const LOOKED_AT = 96;
/** Encodings on which k-means runs and the codes are counted. */
const SHOWN = 1024;
const PAINTED = 8;

export default defineProgram<ClustersConfig, ClustersFrame, Record<never, never>>({
  async start(initial, ctx, saved) {
    let config = initial;
    const { codes: K, dim: D, grid } = config;
    const model: vq.Config = { grid, codes: K, dim: D, width: grid === 4 ? 64 : 32, mix: grid === 4 ? 1 : 3, hidden: 0 };
    const live = new LiveVq(model, ctx.rng('init'), saved as SavedVq | undefined);

    const faces = knownFaces('test', LOOKED_AT);
    const x = tf.keep(asTensor(faces.pictures));
    const history = new History(COLUMNS);
    const looking = ctx.rng('look');
    let centres: Float32Array | null = null;
    let readStep = -1;

    return {
      step() {
        const batch = drawFaces(ctx.rng(`batch/${live.step}`), BATCH);
        live.train(batch, config.gamma);
        batch.dispose();
      },
      async frame() {
        if (config.revive) await live.revive(looking.fork(live.step));
        const { step, codebook } = live;
        const [zeT, tokensT, paintedT, gradT] = tf.tidy(() => {
          const p = live.params();
          const z = vq.encode(p, x, model); // [N, g, g, D]
          const tokens = vq.quantize(z, codebook); // [N, g, g]
          const zq = vq.lookup(codebook, tf.cast(tokens, 'int32')); // [N, g, g, D]
          const one = (t: tf.Tensor) => tf.slice(t, 0, 1);
          const pull = tf.grad((q: tf.Tensor) => tf.mean(tf.square(tf.sub(one(x), vq.decode(p, q)))))(one(zq)); // [1, g, g, D]
          return [z, tf.cast(tokens, 'float32'), vq.decode(p, zq), tf.neg(pull)];
        });
        const [ze, tokens, painted, pull, codes] = (
          await Promise.all([zeT.data(), tokensT.data(), paintedT.data(), gradT.data(), codebook.data()])
        ).map((v) => Float32Array.from(v as Float32Array));
        tf.dispose([zeT, tokensT, paintedT, gradT]);
        if (!ze.every(Number.isFinite)) throw new NonFiniteError();
        const cells = grid * grid;
        const every = Math.max(1, Math.floor((LOOKED_AT * cells) / SHOWN));
        const picks = Array.from({ length: Math.floor((LOOKED_AT * cells) / every) }, (_, i) => i * every + ((i * 7) % every));
        const shown = new Float32Array(picks.length * D);
        picks.forEach((from, i) => {
          shown.set(ze.subarray(from * D, (from + 1) * D), i * D);
        });
        const shownTokens = Int32Array.from(picks, (from) => tokens[from]);
        const counts = new Float32Array(K);
        for (const token of shownTokens) counts[token]++;
        centres ??= startCentres(shown, K, D, ctx.rng('kmeans'));
        for (let round = 0; round < 2; round++) centres = Float32Array.from(lloyd(shown, centres, D));
        const plane = principalPlane(shown, D);
        if (step !== readStep)
          history.add(step, {
            error: meanSquare(faces.pictures, painted),
            perplexity: vq.perplexity(counts),
            distortion: distortion(shown, codes, D),
            kmeans: distortion(shown, centres, D),
          });
        readStep = step;
        const own = new Float32Array(cells * D);
        for (let c = 0; c < cells; c++) own.set(codes.subarray(tokens[c] * D, (tokens[c] + 1) * D), c * D);
        return {
          grid,
          points: project(plane, codes),
          centres: project(plane, centres),
          encodings: project(plane, shown),
          tokens: shownTokens,
          seen: plane.share,
          counts,
          dead: counts.length - vq.usedCodes(counts),
          revived: live.revived,
          through: { ze: project(plane, ze.subarray(0, cells * D)), zq: project(plane, own), pull: project(plane, pull, true) },
          originals: toBytes(faces.pictures.subarray(0, PAINTED * 768)),
          painted: toBytes(painted.subarray(0, PAINTED * 768)),
          history: history.snapshot(),
        };
      },
      configure(next) {
        const same = next.codes === config.codes && next.grid === config.grid && next.dim === config.dim;
        if (same) config = next;
        return same;
      },
      methods: {},
      save: () => live.save(),
      dispose() {
        live.dispose();
        x.dispose();
      },
    };
  },
});

/** k-means begins at random encodings. */
function startCentres(vectors: Float32Array, k: number, dim: number, rng: Rng): Float32Array {
  const out = new Float32Array(k * dim);
  for (let c = 0; c < k; c++) {
    const from = rng.int(vectors.length / dim) * dim;
    out.set(vectors.subarray(from, from + dim), c * dim);
  }
  return out;
}

/** The birthday test run on three shipped GANs and on real faces: draw after draw, until two of one kind are nearly equal, and on. */
import { compose, FACE_BYTES, toUnit } from '../../../data/faces';
import type { Rng } from '../../../data/rng';
import { apart, support } from '../../../models/gan/birthday';
import * as tf from '../../../models/tf';
import { valuesOf } from '../../drain';
import { defineProgram, type ProgramContext } from '../../program';
import { LATENT, wishOf } from './draws';
import { drawFace, drawWishes, loadInCodes, loadInPixels, repeated } from './faceGenerators';

export const KINDS = ['real', 'gan-latent', 'gan', 'gan-collapsed'] as const;
export type Kind = (typeof KINDS)[number];

export interface CollapseConfig {
  /** The test face whose attributes every draw is asked for; −1: wishes as the data has them. */
  readonly wish: number;
  /** Two pictures this near (mean squared difference, pixels in [−1, 1]) count as one. */
  readonly same: number;
}

export interface Tested {
  /** The newest draws, the last first, at most SHOWN_NEWEST [· 768]. */
  readonly newest: Float32Array;
  /** The nearest two so far [2 · 768], and how far apart they are; null before there are two. */
  readonly nearest: Float32Array | null;
  readonly distance: number;
  /** At which draw two were the same for the first time; null: not yet. */
  readonly first: number | null;
  /** Pairs that are the same, among all pairs. */
  readonly pairs: number;
  readonly support: ReturnType<typeof support>;
}

export interface CollapseFrame {
  readonly n: number;
  readonly of: number;
  readonly kinds: Readonly<Record<Kind, Tested>>;
  /** Pairs that are the same after every DRAWS draws, one row a kind. */
  readonly history: { readonly n: Float32Array } & Readonly<Record<Kind, Float32Array>>;
}

/** Draws of a step, of each kind; and of a whole test. */
export const DRAWS = 16;
export const MOST = 768;
export const SHOWN_NEWEST = 8;

/** All draws of one kind, and what the test has found among them. Distances are kept so that another limit needs no new draws. */
export class Draws {
  n = 0;
  private readonly pictures = new Float32Array(MOST * FACE_BYTES);
  /** For pairs nearer than FAR: how far apart, and the number of the later one. */
  private readonly near: { readonly distance: number; readonly at: number; readonly other: number }[] = [];

  /** Pictures [k · 768] to the rest. */
  add(pictures: Float32Array): void {
    this.pictures.set(pictures, this.n * FACE_BYTES);
    const to = this.n + pictures.length / FACE_BYTES;
    for (let at = this.n; at < to; at++)
      for (let other = 0; other < at; other++) {
        const distance = apart(this.pictures, at, other, FACE_BYTES, FAR);
        if (distance <= FAR) this.near.push({ distance, at, other });
      }
    this.n = to;
  }

  tested(same: number): Tested {
    const equal = this.near.filter(({ distance }) => distance <= same);
    const closest = this.near.reduce<(typeof this.near)[number] | null>(
      (best, p) => (best && best.distance <= p.distance ? best : p),
      null,
    );
    const picture = (i: number) => this.pictures.subarray(i * FACE_BYTES, (i + 1) * FACE_BYTES);
    const shown = Math.min(SHOWN_NEWEST, this.n);
    const newest = new Float32Array(shown * FACE_BYTES);
    for (let i = 0; i < shown; i++) newest.set(picture(this.n - 1 - i), i * FACE_BYTES);
    const nearest = closest && Float32Array.from([...picture(closest.other), ...picture(closest.at)]);
    return {
      newest,
      nearest,
      distance: closest?.distance ?? Number.NaN,
      first: equal.length > 0 ? equal.reduce((least, { at }) => Math.min(least, at + 1), MOST) : null,
      pairs: equal.length,
      support: support(this.n, equal.length),
    };
  }

  /** Pairs that are the same among the first n draws, for each of ns. */
  counted(same: number, ns: ArrayLike<number>): Float32Array {
    return Float32Array.from(ns, (n) => this.near.reduce((sum, { distance, at }) => sum + (distance <= same && at < n ? 1 : 0), 0));
  }
}

/** Pairs further apart than this are never counted as one: the largest limit a reader can choose. */
export const FAR = 0.05;

export default defineProgram<CollapseConfig, CollapseFrame, Record<never, never>>({
  async start(initial, ctx) {
    let config = initial;
    const painters = await loadAll(ctx);
    const rng = Object.fromEntries(KINDS.map((kind) => [kind, ctx.rng(`birthday ${kind}`)])) as Record<Kind, Rng>;
    const draws = Object.fromEntries(KINDS.map((kind) => [kind, new Draws()])) as Record<Kind, Draws>;
    const held = config.wish < 0 ? null : wishOf(config.wish);
    let drawn = 0;
    /** Drawn by steps and not read yet. */
    let waiting: Record<Kind, tf.Tensor | Float32Array>[] = [];

    function draw(kind: Kind): tf.Tensor | Float32Array {
      if (kind === 'real') return realFaces(rng.real, DRAWS, held ?? undefined);
      const wishes = held ? repeated(held, DRAWS) : drawWishes(rng[kind], DRAWS);
      return painters[kind].paint(rng[kind].fillNormal(new Float32Array(DRAWS * LATENT)), wishes);
    }
    async function readWaiting(): Promise<void> {
      const some = waiting;
      waiting = [];
      for (const each of some)
        for (const kind of KINDS) {
          const made = each[kind];
          draws[kind].add(made instanceof Float32Array ? made : await valuesOf(made));
          if (!(made instanceof Float32Array)) made.dispose();
        }
    }

    /** The next draws of every kind. */
    function drawAll(): void {
      waiting.push(Object.fromEntries(KINDS.map((kind) => [kind, draw(kind)])) as Record<Kind, tf.Tensor | Float32Array>);
      drawn += DRAWS;
    }

    return {
      step() {
        drawAll();
        return drawn >= MOST;
      },
      async frame() {
        if (drawn === 0) drawAll(); // a first look, whether or not it plays
        await readWaiting();
        const ns = Float32Array.from({ length: draws.real.n / DRAWS }, (_, i) => (i + 1) * DRAWS);
        const each = <V>(f: (d: Draws) => V) => Object.fromEntries(KINDS.map((kind) => [kind, f(draws[kind])])) as Record<Kind, V>;
        return {
          n: draws.real.n,
          of: MOST,
          kinds: each((d) => d.tested(config.same)),
          history: { n: ns, ...each((d) => d.counted(config.same, ns)) },
        };
      },
      methods: {},
      configure(next) {
        if (next.wish !== config.wish) return false;
        config = next;
        return true;
      },
      dispose() {
        for (const each of waiting) tf.dispose(Object.values(each).filter((made) => !(made instanceof Float32Array)));
        for (const painter of Object.values(painters)) painter.dispose();
      },
    };
  },
});

async function loadAll(ctx: ProgramContext) {
  const [codes, gan, collapsed] = await Promise.all([loadInCodes(ctx), loadInPixels(ctx, 'gan'), loadInPixels(ctx, 'gan-collapsed')]);
  return { 'gan-latent': codes, gan, 'gan-collapsed': collapsed };
}

/** n faces of the data [n · 768], none a test face; `wish` [10] fixes their attributes. */
export function realFaces(rng: Rng, n: number, wish?: ArrayLike<number>): Float32Array {
  const out = new Float32Array(n * FACE_BYTES);
  for (let i = 0; i < n; i++) out.set(toUnit(compose(drawFace(rng, wish))), i * FACE_BYTES);
  return out;
}

/** The steps of a run of sixteen faces that are kept, to be opened and gone on from: every k-th of a long run, and always the newest. */
import { disposeStep, type Step } from '../../../models/diffusion/sampler';
import * as tf from '../../../models/tf';
import { readAll } from './faces';

/** One step from t to s, of all faces that take it. [n, 16, 16, 3] each. */
export interface StepRecord {
  readonly index: number;
  readonly t: number;
  readonly s: number;
  readonly sigma: number;
  readonly x: Float32Array;
  readonly eps: Float32Array;
  readonly x0: Float32Array;
  readonly mean: Float32Array;
  /** x_s = μ + σ z. */
  readonly next: Float32Array;
}

/** Everything that is seen of a step. */
export async function readStep({ index, t, s, sigma, x, eps, x0, mean, next }: Step): Promise<StepRecord> {
  return { index, t, s, sigma: sigma ?? 0, ...(await readAll({ x, eps, x0, mean, next })) };
}

/** Kept steps of one face, side by side: [columns, 16, 16, 3] each. */
export interface Film {
  readonly index: readonly number[];
  readonly t: readonly number[];
  readonly x: Float32Array;
  readonly eps: Float32Array;
  readonly x0: Float32Array;
}

/** Steps kept at most, but for the newest. */
const KEPT = 50;
const COLUMNS = 9;

/** `came`: x_t as the run brought it, before any edit. */
type Kept = Step & { readonly came: tf.Tensor };

export class Records {
  private kept: Kept[] = [];
  private readonly every: number;

  /** @param steps how many the run has */
  constructor(steps: number) {
    this.every = Math.ceil(steps / KEPT);
  }

  get indices(): number[] {
    return this.kept.map((r) => r.index);
  }

  /** Takes copies of a step and of what it began with. */
  add(step: Step, came: tf.Tensor): void {
    const last = this.kept.at(-1);
    if (last && last.index % this.every !== 0) free(this.kept.splice(-1));
    const { x, x0, eps, mean, next } = step;
    this.kept.push({ ...step, x: x.clone(), x0: x0.clone(), eps: eps.clone(), mean: mean.clone(), next: next.clone(), came: came.clone() });
  }

  /** Forgets step `index` and all after it. Returns what it began with, the caller's to dispose; null where it was not kept. */
  backTo(index: number): tf.Tensor | null {
    const at = this.kept.findIndex((r) => r.index === index);
    if (at < 0) return null;
    const later = this.kept.splice(at);
    const came = later[0].came.clone();
    free(later);
    return came;
  }

  /** The step of that index, the newest where it is not kept, null where there is none. */
  async read(index: number): Promise<StepRecord | null> {
    const record = this.kept.find((r) => r.index === index) ?? this.kept.at(-1);
    return record ? readStep(record) : null;
  }

  /** Up to nine of the kept steps, evenly spaced, as they look for one face. */
  async film(face: number): Promise<Film> {
    const n = Math.min(COLUMNS, this.kept.length);
    if (n === 0) return { index: [], t: [], x: new Float32Array(0), eps: new Float32Array(0), x0: new Float32Array(0) };
    const chosen = Array.from({ length: n }, (_, i) => this.kept[n === 1 ? 0 : Math.round((i * (this.kept.length - 1)) / (n - 1))]);
    const cut = (key: 'x' | 'eps' | 'x0') => tf.concat(chosen.map((r) => tf.slice(r[key], [face, 0, 0, 0], [1, 16, 16, 3])));
    const strips = tf.tidy(() => ({ x: cut('x'), eps: cut('eps'), x0: cut('x0') }));
    const values = await readAll(strips);
    tf.dispose(strips);
    return { index: chosen.map((r) => r.index), t: chosen.map((r) => r.t), ...values };
  }

  dispose(): void {
    free(this.kept.splice(0));
  }
}

function free(records: readonly Kept[]): void {
  for (const record of records) {
    disposeStep(record);
    record.came.dispose();
  }
}

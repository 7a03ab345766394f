/**
 * What the worker runs: a *program* is one figure's model being trained or sampled.
 *
 * Programs live in `runtime/programs/`, one file each, and know models, data and weights; they know no DOM, no React, no
 * store. The worker owns their tensors; what leaves is JSON and typed arrays.
 */
import type { Rng } from '../data/rng';
import type { Params } from '../models/nn/params';
import type { Bilingual } from './protocol';

/** Weights as loaded from `public/weights/<model>/`. Tensors belong to the caller, who disposes them. */
export interface LoadedWeights {
  readonly params: Params;
  readonly card: Readonly<Record<string, unknown>>;
}

export interface ProgramContext {
  /** A random stream of this run: the same seed and label give the same numbers. */
  rng(label: string): Rng;
  /** Shipped weights, size and hash checked. Rejects with one clear sentence. */
  weights(model: string, file?: string): Promise<LoadedWeights>;
  /** Reports long work as a share of 1, with what is being done. */
  progress(share: number, what: Bilingual | string): void;
  /** Asks for a fresh frame, for methods that changed what the views draw. */
  redraw(): void;
  /** Aborted when the reader stops the call or closes the run: look at it between slices. */
  readonly signal: AbortSignal;
  /** Lets messages and other runs in; await it between slices of long work (every ~30 ms). */
  breathe(): Promise<void>;
}

/** One running program. `step` is synchronous tensor work; reading values back happens in `frame` and methods, asynchronously. */
export type Instance<Config, Frame, Methods> = Running<Config, Methods> & (Frame extends null ? { readonly frame?: never } : Drawn<Frame>);

interface Drawn<Frame> {
  /** What the views draw now. Typed arrays in it are transferred, so hand out copies. A program that only answers (`Frame` is null) has none. */
  frame(): Frame | Promise<Frame>;
}

interface Running<Config, Methods> {
  /** One optimisation or sampling step. Returns true when nothing is left to do (a sampler at t = 0). Absent: nothing to play. */
  step?(): boolean | void;
  /** One stage of a step (e.g. 'sample z'), for slow motion; returns the name of the stage just done and whether it ended the step. */
  stage?(): { stage: string; stepDone: boolean };
  /** Takes a changed configuration as it runs; returns false, changing nothing, if only a new run (same seed) will do. Absent: always a new run. */
  configure?(config: Config): boolean;
  /** Steps that what is shown now has had, where a changed configuration begins it anew. Absent: all the steps that were made. */
  at?(): number;
  /** Whether nothing is left to do, asked after `configure`. Absent: a run that had ended stays ended. */
  ended?(): boolean;
  /** Answers the page's questions ("decode this z"), outside the step loop. */
  readonly methods: Methods;
  /** All that must survive a lost device: parameters, optimizer state, step count. Taken now and then; `start` gets it back. */
  save?(): Promise<unknown>;
  /** False where what is saved holds no network in training (points that are moved, a normal that is fitted), so that there is none to take away. */
  readonly network?: boolean;
  dispose(): void;
}

// biome-ignore lint/suspicious/noExplicitAny: argument and result types are recovered by inference
export type AnyMethods = Record<string, (args: any, ctx: ProgramContext) => any>;

export interface Program<Config = unknown, Frame = unknown, Methods extends AnyMethods = AnyMethods> {
  start(config: Config, ctx: ProgramContext, saved?: unknown): Instance<Config, Frame, Methods> | Promise<Instance<Config, Frame, Methods>>;
}

/** Identity, for inference: `export default defineProgram<Config, Frame, Methods>({ start(…) {…} })`. */
export function defineProgram<Config, Frame, Methods extends AnyMethods>(
  program: Program<Config, Frame, Methods>,
): Program<Config, Frame, Methods> {
  return program;
}

/** A failure the reader can be told about in one sentence; the figure shows it as it stands. */
export class FigureError extends Error {
  readonly text: Bilingual;
  constructor(text: Bilingual) {
    super(text.en);
    this.name = 'FigureError';
    this.text = text;
  }
}

/** A loss, gradient or picture that is not a finite number. Thrown by `step`, `stage`, `frame` or a method; the run stops and can be resumed. */
export class NonFiniteError extends FigureError {
  constructor(
    text: Bilingual = {
      zh: '损失不再是有限的数，训练停在了最后一组正常的参数上；多半是学习率太大。',
      en: 'The loss is no longer a finite number, so training stopped at its last good parameters; most often the learning rate is too high.',
    },
  ) {
    super(text);
    this.name = 'NonFiniteError';
  }
}

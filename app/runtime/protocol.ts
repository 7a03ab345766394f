/**
 * What the page and the engine's worker say to each other. Everything here is JSON and typed arrays; tensors never leave the worker.
 *
 * A *run* is one program being trained or sampled. Its id is never used twice, so an event of a run that was closed or
 * replaced is recognised as stale and dropped.
 */

/** A sentence in both languages of the notes. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

/** One stage of a step at a time, so many steps a second, or as many as the machine gives. */
export type Speed = 'stage' | number | 'max';

/** What became of one backend while the ladder was climbed down. */
export interface Tried {
  readonly backend: BackendName;
  /** Whether it works here (a backend that works may still not be the one in use). */
  readonly ok: boolean;
  readonly reason: Bilingual;
}

/** Milliseconds of one training step of two small models on one backend. */
export interface Timing {
  readonly backend: BackendName;
  /** Plane GAN's discriminator, 2-8-8-1, batch 150: bound by launches. */
  readonly dense: number;
  /** Two convolutions of 32 channels on 16×16 pictures, batch 8: bound by arithmetic. */
  readonly conv: number;
}

export interface Calibration {
  readonly timings: readonly Timing[];
  readonly chosen: BackendName;
  /** Measured on an earlier visit with the same adapter and version. */
  readonly cached: boolean;
}

export interface EngineInfo {
  readonly status: 'idle' | 'starting' | 'ready' | 'failed';
  /** What is being loaded or measured while it starts. */
  readonly doing: Bilingual | null;
  readonly backend: BackendName | null;
  /** Name of the graphics adapter or of the instruction set in use, as the browser gives it. */
  readonly adapter: string;
  /** The backend the reader or the address asked for, whether or not it could be had. */
  readonly forced: BackendName | null;
  readonly tried: readonly Tried[];
  /** Mean duration of a training or sampling step of late, over all runs. */
  readonly msPerStep: number | null;
  readonly memory: { readonly numTensors: number; readonly bytes: number } | null;
  readonly calibration: Calibration | null;
  /** Why the engine could not start, or what made it move to another backend. */
  readonly notice: Bilingual | null;
}

/** Why a run stopped. */
export type FaultKind = 'non-finite' | 'memory' | 'device-lost' | 'crash' | 'program';
export interface Fault {
  readonly kind: FaultKind;
  readonly message: Bilingual;
}

/** A run's last good state, as `Instance.save` gave it. */
export interface Saved {
  readonly state: unknown;
  readonly step: number;
  /** The configuration it was taken under: another one may not fit it. */
  readonly config: unknown;
}

/** Faults a test or a curious developer may cause; each takes the very path the real one takes. */
export type InjectedFault = 'lose-device' | 'crash' | 'out-of-memory';

/** What any run that keeps a state is asked beside its own methods: its model as a file, and to go on from one. */
export const MODEL_OUT = 'model out';
export const MODEL_IN = 'model in';
/** What any run is asked that is to stand still: answered once the picture of where it stands has been sent. */
export const REST = 'rest';
/** No file of a reader's is read beyond this. */
export const MODEL_BYTES = 64_000_000;
export type ModelOut = { readonly file: Uint8Array<ArrayBuffer> } | { readonly refused: Bilingual };
export type ModelIn = { readonly step: number } | { readonly refused: Bilingual };

export type ToWorker =
  | {
      readonly type: 'init';
      readonly force: BackendName | null;
      /** Backends to pass over this time, and why (a device that was just lost). */
      readonly avoid: readonly { readonly backend: BackendName; readonly reason: Bilingual }[];
      /** Calibration kept from an earlier visit; used only if its key fits. */
      readonly kept: KeptCalibration | null;
    }
  | {
      readonly type: 'open';
      readonly run: number;
      readonly program: string;
      readonly config: unknown;
      readonly seed: number;
      readonly speed: Speed;
      readonly playing: boolean;
      readonly visible: boolean;
      readonly saved: Saved | null;
    }
  | { readonly type: 'configure'; readonly run: number; readonly config: unknown }
  | { readonly type: 'play'; readonly run: number; readonly playing: boolean }
  | { readonly type: 'visible'; readonly run: number; readonly visible: boolean }
  | { readonly type: 'speed'; readonly run: number; readonly speed: Speed }
  | { readonly type: 'once'; readonly run: number }
  | {
      readonly type: 'call';
      readonly run: number;
      readonly call: number;
      readonly method: string;
      readonly args: unknown;
      readonly queue: boolean;
    }
  | { readonly type: 'cancel'; readonly run: number; readonly call: number }
  | { readonly type: 'ack'; readonly run: number }
  | { readonly type: 'close'; readonly run: number }
  | { readonly type: 'saveAll' }
  | { readonly type: 'ping' }
  | { readonly type: 'injectFault'; readonly kind: InjectedFault };

export type FromWorker =
  | { readonly type: 'starting'; readonly doing: Bilingual }
  | { readonly type: 'ready'; readonly info: Pick<EngineInfo, 'backend' | 'adapter' | 'tried' | 'calibration'> }
  | { readonly type: 'calibrated'; readonly kept: KeptCalibration }
  | { readonly type: 'unavailable'; readonly tried: readonly Tried[] }
  | ({ readonly type: 'opened'; readonly run: number } & Abilities)
  | ({ readonly type: 'frame'; readonly run: number } & FrameUpdate)
  | { readonly type: 'progress'; readonly run: number; readonly share: number; readonly what: Bilingual }
  /** `dropped`: a newer call took its place, the reader stopped it, or the run ended. */
  | { readonly type: 'answer'; readonly run: number; readonly call: number; readonly outcome: 'done' | 'dropped'; readonly value?: unknown }
  | { readonly type: 'saved'; readonly run: number; readonly saved: Saved }
  | { readonly type: 'savedAll' }
  /** What was saved does not fit the configuration, so the run began anew: it is of no more use. */
  | { readonly type: 'restarted'; readonly run: number }
  /** It goes on from a file, with the seed that the file's model was drawn with. */
  | { readonly type: 'taken'; readonly run: number; readonly seed: number }
  /** The new configuration is another model's: only a new run can take it. This one goes on as it was until it is closed. */
  | { readonly type: 'refused'; readonly run: number }
  /** The run stopped and its tensors are gone; only a new `open` brings it back. */
  | { readonly type: 'fault'; readonly run: number; readonly fault: Fault }
  | { readonly type: 'lost'; readonly backend: BackendName; readonly reason: string }
  /** `work`: of the last second. */
  | {
      readonly type: 'stats';
      readonly work: { readonly ms: number; readonly steps: number };
      readonly memory: { readonly numTensors: number; readonly bytes: number };
    }
  | { readonly type: 'pong' };

/** What a run can do. */
export interface Abilities {
  readonly canPlay: boolean;
  readonly canStage: boolean;
  /** Whether it may take a changed configuration; if not, every change needs a new run. */
  readonly canConfigure: boolean;
  /** Whether a network is in training in it, that can be taken out as a file and back in. */
  readonly canSave: boolean;
}

/** One picture of a run. */
export interface FrameUpdate {
  readonly frame: unknown;
  readonly step: number;
  readonly stepsPerSecond: number;
  /** The stage just done, in slow motion. */
  readonly stage: string | null;
  /** Nothing is left to do. */
  readonly done: boolean;
}

/** A calibration as the page keeps it between visits. `key` names adapter and version. */
export interface KeptCalibration {
  readonly key: string;
  readonly timings: readonly Timing[];
}

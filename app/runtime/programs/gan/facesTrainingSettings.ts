/** What a GAN that is trained in the page is asked for, and what it shows: of faces, or of pictures of the reader's own. */
import type { Near } from '../../../data/faces/ownSet';

export const STARTS = ['fresh', 'at-01', 'at-10', 'at-35', 'model'] as const;

export interface FacesTrainingConfig {
  readonly from: (typeof STARTS)[number];
  /** Painted faces are judged beside real ones; D's slope is held down; G's step length, times what it was in training. */
  readonly paired: boolean;
  readonly penalty: boolean;
  readonly lead: number;
  /** D, which begins anew in any case, is told how much a batch varies. */
  readonly spread: boolean;
  /** Which of the shown faces D is asked about; whether G's moving average paints them. */
  readonly watched: number;
  readonly averaged: boolean;
  /** The test face whose attributes all faces that are compared for variety have. */
  readonly wish: number;
  /** Pictures of the reader's own, as text, to train on in place of faces. */
  readonly own?: readonly string[] | null;
}

export interface FacesTrainingFrame {
  /** SHOWN faces: noises and wishes stay the same. */
  readonly faces: Float32Array;
  /** Which of them pass for faces. */
  readonly clean: number;
  /** Of pictures of the reader's own: how near the painted ones are to them. */
  readonly near: Near | null;
  /** D's logits of TESTED real faces it has not seen and of as many painted ones with the same wishes. */
  readonly onReal: Float32Array;
  readonly onPainted: Float32Array;
  /** The watched face, the one its vectors give when pushed along D's gradient, and the difference. [768] each. */
  readonly watched: Float32Array;
  readonly pushed: Float32Array;
  readonly difference: Float32Array;
  /** How far two faces of one wish are apart: painted now, and real. */
  readonly apart: number;
  readonly realApart: number;
  readonly step: number;
  readonly images: number;
  /** G waits while a new D learns. */
  readonly waiting: boolean;
  readonly history: Readonly<Record<'step' | 'apart' | 'clean' | 'gap', Float32Array>>;
}

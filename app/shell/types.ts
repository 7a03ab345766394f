/** What pages hand to the frame. Types only. */
import type { ReactNode } from 'react';

/** The seven roles, one colour each on every page. */
export type Role = 'data' | 'generated' | 'noise' | 'latent' | 'network' | 'gradient' | 'condition';

/**
 * A formula of a page: `tex` may use `\thing{z}{…}` (lights up with the thing) and `\role{noise}{…}` (its colour).
 * `fn` names the function that computes it: 'models/gan.ts#valueFunction'. `html` is filled in by the build.
 */
export interface Formula {
  readonly tex: string;
  readonly fn?: string;
  readonly html?: string;
}
export type Formulas = Readonly<Record<string, Formula>>;

/** Where a number comes from: a formula of the page by id, the same with values filled in (TeX), the function. */
export interface Origins {
  readonly id?: string;
  readonly filled?: string;
  readonly fn?: string;
  readonly note?: ReactNode;
}

/** What the frame needs of a lab. */
export type { AnyLab as FigureLab, Speed } from '../store/lab';

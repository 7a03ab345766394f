/** What pages hand to the frame. Types only. */
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

/** What the frame needs of a lab. */
export type { AnyLab as FigureLab, Speed } from '../store/lab';

/** Figures of this page, each loaded when first shown. */
import type { Figures } from '../../shell/types';

export const figures: Figures = {};

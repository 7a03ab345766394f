/** The estimators that are compared, for page and program. */

export const ESTIMATORS = ['score', 'baseline', 'path'] as const;

export type Estimator = (typeof ESTIMATORS)[number];

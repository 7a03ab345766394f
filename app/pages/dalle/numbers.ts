/** How this page writes numbers. */

/** A share of 1: "37%", small ones with a digit more. */
export const percentOf = (p: number): string => (p >= 0.0995 ? `${Math.round(100 * p)}%` : p >= 0.0005 ? `${(100 * p).toFixed(1)}%` : '0%');

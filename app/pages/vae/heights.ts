/** Heights of this note's figures once they live, in rem (shell/prose.tsx). Written by tools/heights.ts; not by hand. */
export const heights = {
  bottleneck: [88, 168, 153],
  gaussian: [61, 124, 107],
  bound: [57, 93, 108],
  estimators: [51, 82, 97],
  arithmetic: [51, 56, 80],
  dimensions: [84, 121, 132],
  codebook: [64, 131, 141],
  clusters: [55, 101, 93],
  segmentation: [61, 87, 96],
  prior: [55, 158, 141],
  discrete: [71, 92, 93],
} as const;

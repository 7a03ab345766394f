/** Heights of this note's figures once they live, in rem (shell/prose.tsx). Written by tools/heights.ts; not by hand. */
export const heights = {
  bottleneck: [87, 167, 152],
  gaussian: [61, 123, 111],
  bound: [56, 94, 104],
  estimators: [51, 81, 94],
  arithmetic: [51, 56, 80],
  dimensions: [84, 123, 132],
  codebook: [62, 119, 140],
  clusters: [55, 101, 92],
  segmentation: [62, 86, 95],
  prior: [57, 158, 139],
  discrete: [70, 90, 90],
} as const;

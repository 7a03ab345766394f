/** Heights of this note's figures once they live, in rem (shell/prose.tsx). Written by tools/heights.ts; not by hand. */
export const heights = {
  forward: [64, 97, 128],
  isotropic: [51, 80, 78],
  backward: [56, 103, 89],
  bound: [57, 77, 85],
  predictNoise: [69, 94, 113],
  lastStep: [54, 65, 81],
  algorithms: [78, 158, 135],
  targets: [52, 85, 66],
  variance: [59, 105, 89],
  timeEmbedding: [69, 102, 110],
  timeless: [44, 65, 57],
  ranges: [74, 126, 124],
  score: [63, 112, 103],
  reverse: [76, 141, 108],
  straight: [70, 124, 96],
} as const;

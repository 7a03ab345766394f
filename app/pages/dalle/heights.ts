/** Heights of this note's figures once they live, in rem (shell/prose.tsx). Written by tools/heights.ts; not by hand. */
export const heights = {
  say: [39, 43, 53],
  words: [58, 82, 94],
  codes: [47, 69, 104],
  relax: [49, 70, 83],
  stream: [65, 105, 157],
  unseen: [59, 83, 115],
  rerank: [95, 103, 172],
  train: [59, 82, 96],
} as const;

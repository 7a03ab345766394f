/** Heights of this note's figures once they live, in rem (shell/prose.tsx). Written by tools/heights.ts; not by hand. */
export const heights = {
  inside: [114, 121, 131],
  resample: [68, 93, 149],
  skips: [70, 75, 118],
  classifier: [78, 116, 121],
  clip: [77, 111, 121],
  free: [75, 113, 119],
  sharpened: [57, 99, 82],
  compare: [71, 102, 110],
} as const;

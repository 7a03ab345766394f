/** Heights of this note's figures once they live, in rem (shell/prose.tsx). Written by tools/heights.ts; not by hand. */
export const heights = {
  inside: [115, 124, 134],
  resample: [68, 94, 149],
  skips: [71, 77, 121],
  classifier: [79, 117, 124],
  clip: [78, 112, 122],
  free: [76, 114, 121],
  sharpened: [58, 100, 83],
  compare: [74, 103, 110],
} as const;

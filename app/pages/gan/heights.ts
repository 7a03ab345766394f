/** Heights of this note's figures once they live, in rem (shell/prose.tsx). Written by tools/heights.ts; not by hand. */
export const heights = {
  minmax: [58, 117, 116],
  optimal: [42, 69, 70],
  distances: [49, 74, 84],
  fit: [52, 74, 131],
  dirac: [54, 101, 86],
  variety: [43, 70, 68],
  faces: [75, 117, 135],
  facesTraining: [62, 91, 107],
  spaces: [62, 112, 107],
  density: [54, 76, 135],
  birthday: [47, 87, 94],
  collapse: [64, 96, 98],
} as const;

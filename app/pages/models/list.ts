/** The models that ship, in the order of the notes, and which of them make faces. */
export const GENERATORS = ['gan', 'gan-collapsed', 'vae2', 'vae16-b0.25', 'vae16-b1', 'vae16-b4', 'prior4', 'ddpm'] as const;
export type GeneratorKey = (typeof GENERATORS)[number];

export const MODELS = [
  'gan',
  'gan-collapsed',
  'ae2',
  'ae16',
  'vae2',
  'vae16-b0.25',
  'vae16-b1',
  'vae16-b4',
  'vqvae4',
  'vqvae8',
  'prior4',
  'gpt',
  'clip',
  'ddpm',
  'ddpm-noskip',
  'ddpm-notime',
  'classifier',
  'oracle',
] as const;

/** Bytes of all files of other models that a generator cannot do without. */
export const NEEDS: Partial<Record<GeneratorKey, readonly string[]>> = { prior4: ['vqvae4'] };

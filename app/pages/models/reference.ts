/**
 * Taking a model home: the PyTorch files that load its very weights. They lie under `reference/` of the built site, as training/reference has
 * them; tests/unit/reference.test.ts compares what they compute with what runs here.
 */
const FILES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^gan/, ['gan.py', 'vqvae.py', 'unet.py', 'common.py']],
  [/^(ae|vae)/, ['vae.py', 'common.py']],
  [/^vqvae/, ['vqvae.py', 'common.py']],
  [/^prior/, ['prior.py', 'common.py']],
  [/^gpt$/, ['gpt.py', 'common.py']],
  [/^clip$/, ['clip.py', 'common.py']],
  [/^ddpm/, ['unet.py', 'common.py']],
  [/^(classifier|oracle)$/, ['classifiers.py', 'unet.py', 'common.py']],
];

/** The files that a model needs, its own first. */
export const referenceOf = (model: string): readonly string[] => FILES.find(([name]) => name.test(model))?.[1] ?? [];

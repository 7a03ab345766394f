/** The models there can be, in the order of the notes: which of them make faces, what they cannot do so without, and how GPT and the DDPM are asked. */
import type { Card } from '../../weights';

interface Registered {
  readonly makesFaces?: true;
  /** Other models whose weights it takes. */
  readonly needs?: readonly string[];
}

const MODEL_REGISTRY: Readonly<Record<string, Registered>> = {
  gan: { makesFaces: true },
  'gan-collapsed': { makesFaces: true },
  'gan-latent': { makesFaces: true, needs: ['vqvae4'] },
  ae2: {},
  ae16: {},
  vae2: { makesFaces: true },
  'vae16-b0.25': { makesFaces: true },
  'vae16-b1': { makesFaces: true },
  'vae16-b4': { makesFaces: true },
  vqvae4: {},
  vqvae8: {},
  prior4: { makesFaces: true, needs: ['vqvae4'] },
  gpt: { makesFaces: true, needs: ['vqvae4'] },
  clip: {},
  ddpm: { makesFaces: true },
  'ddpm-short': { makesFaces: true },
  'ddpm-noskip': { makesFaces: true },
  'ddpm-notime': { makesFaces: true },
  classifier: {},
  oracle: {},
};

/** What stands among the generators and is none: fresh real faces, whose numbers are the floor. */
export const REAL = 'real';

/** The given models in the order of the notes; those the notes do not know come last. */
export function ordered(models: readonly string[]): string[] {
  const names = Object.keys(MODEL_REGISTRY);
  return [...names.filter((name) => models.includes(name)), ...models.filter((name) => !names.includes(name))];
}

export const needsOf = (name: string): readonly string[] => MODEL_REGISTRY[name]?.needs ?? [];

/** Those of the models that make faces, and have what they need among the rest. */
export const generatorsAmong = (models: readonly string[]): string[] =>
  models.filter((name) => MODEL_REGISTRY[name]?.makesFaces && needsOf(name).every((need) => models.includes(need)));

/** The guidance weight whose samples the card's main numbers are of: among those compared the one with the cleanest faces. */
export function bestGuidance({ metrics }: Card): number {
  const compared = Object.entries(metrics).flatMap(([key, { value }]) => {
    const w = /^fidelity\.w(\d+(?:\.\d+)?)$/.exec(key)?.[1];
    return w === undefined ? [] : [{ w: Number(w), value }];
  });
  return compared.reduce((best, one) => (one.value > best.value ? one : best), { w: 0, value: -1 }).w;
}

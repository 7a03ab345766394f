/** What the figure of variety remembers in the address, and the configuration of its lab. */
import { minMaxDefaults } from '../../runtime/programs/gan/config';
import type { VarietyConfig } from '../../runtime/programs/gan/variety';
import { defineState, int, number, oneOf, type Values } from '../../store/url';

export const SETS = ['gaussians8', 'gaussians2', 'blobs', 'grid'] as const;
export const NOISES = ['gaussian', 'uniform', 'discrete', 'constant'] as const;
export const PLAYS = ['fair', 'greedy', 'turns'] as const;

export const varietyState = defineState('gan.variety', {
  data: oneOf(SETS, 'gaussians8'),
  noise: oneOf(NOISES, 'gaussian'),
  dim: int({ min: 1, max: 2, default: 2 }),
  values: int({ min: 1, max: 8, default: 2 }),
  feed: number({ min: 0, max: 4, default: 1 }),
  play: oneOf(PLAYS, 'fair'),
  seed: int({ min: 1, max: 999_999, default: 1 }),
});

/** Ways to play: evenly matched; G with twenty times D's learning rate; the same with five turns of D for one of G. */
const GAMES: Readonly<Record<(typeof PLAYS)[number], Partial<VarietyConfig['game']>>> = {
  fair: {},
  greedy: { lrG: 0.02, lrD: 0.001, dSteps: 1 },
  turns: { lrG: 0.02, lrD: 0.001, dSteps: 5 },
};

export function configOf(s: Values<typeof varietyState.fields>): VarietyConfig {
  const { data: _data, strokes: _strokes, noise: _noise, noiseDim: _dim, ...game } = minMaxDefaults;
  return {
    data: s.data,
    noise: { kind: s.noise, dim: s.dim === 1 ? 1 : 2, scale: 1, values: s.values },
    feed: s.feed,
    game: { ...game, widthG: 16, widthD: 16, ...GAMES[s.play] },
  };
}

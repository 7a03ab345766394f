/** How a generator makes a face, in a few words. */

import type { Lang } from '../../i18n';
import { GPT_DRAWING } from '../../models/dalle/drawing';
import { DDIM_STEPS } from '../../models/diffusion/schedule';
import { bestGuidance } from '../../runtime/programs/models/modelRegistry';
import type { Card } from '../../runtime/weights';
import { text } from './text';

/** `card` is null for real faces. */
export function howOf(name: string, card: Card | null, lang: Lang): string {
  const { how } = text[lang].figure;
  if (card && name.startsWith('ddpm')) return how.ddpm(DDIM_STEPS, bestGuidance(card));
  if (name === 'gpt') return how.gpt(GPT_DRAWING.w);
  if (name.startsWith('vae')) return how.vae;
  return how[name as 'real' | 'gan' | 'gan-latent' | 'gan-collapsed' | 'prior4'];
}

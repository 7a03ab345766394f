/** Choices that several figures of this page offer. */
import { useLang, useText } from '../../i18n';
import type { VqName } from '../../runtime/programs/vae/tokens';
import { Choice } from '../../shell/controls';
import { type AttributeKey, attributeOptions } from './attributes';
import { text as latentsText } from './text/latents';
import { text as mapsText } from './text/maps';
import { text as tokensText } from './text/tokens';

interface Of<V> {
  readonly value: V;
  readonly onChange: (value: V) => void;
}

/** The attribute by which dots and ellipses are coloured. */
export function ColourChoice({ value, onChange }: Of<AttributeKey>) {
  return <Choice label={useText(mapsText).colour} value={value} options={attributeOptions(useLang())} onChange={onChange} />;
}

/** Trained weights, or random ones that the reader trains. */
export function StartChoice({ value, onChange }: Of<'shipped' | 'scratch'>) {
  const t = useText(mapsText);
  const options = (['shipped', 'scratch'] as const).map((start) => ({ value: start, label: t.starts[start] }));
  return <Choice label={t.start} value={value} options={options} onChange={onChange} />;
}

/** β of the shipped VAEs of 16 dimensions, as the address writes it. */
export const BETAS = ['0.25', '1', '4'] as const;

export function BetaChoice({ value, onChange }: Of<(typeof BETAS)[number]>) {
  const options = BETAS.map((beta) => ({ value: beta, label: beta }));
  return <Choice label={useText(latentsText).model} value={value} options={options} onChange={onChange} />;
}

/** The shipped VQ-VAEs. */
export const VQ_MODELS = ['vqvae4', 'vqvae8'] as const;

export function VqChoice({ value, onChange }: Of<VqName>) {
  const t = useText(tokensText);
  const options = VQ_MODELS.map((model) => ({ value: model, label: t.models[model] }));
  return <Choice label={t.model} value={value} options={options} onChange={onChange} />;
}

/** Every trained model by the name it ships under. One line a model; a file is loaded only when its model is asked for. */
import type { TrainedModel } from '../model';
import { Refusal } from '../refusal';

export const models: Readonly<Record<string, () => Promise<TrainedModel>>> = {
  oracle: () => import('./attributeClassifier').then((m) => m.oracle),
  ae2: () => import('./vae').then((m) => m.autoencoder(2)),
  ae16: () => import('./vae').then((m) => m.autoencoder(16)),
  vae2: () => import('./vae').then((m) => m.vae(2, 0.5)),
  'vae16-b0.25': () => import('./vae').then((m) => m.vae(16, 0.25)),
  'vae16-b1': () => import('./vae').then((m) => m.vae(16, 1)),
  'vae16-b4': () => import('./vae').then((m) => m.vae(16, 4)),
  vqvae4: () => import('./vqvae').then((m) => m.vqvae(4, 256)),
  vqvae8: () => import('./vqvae').then((m) => m.vqvae(8, 64)),
  prior4: () => import('./prior').then((m) => m.prior4),
  ddpm: () => import('./ddpm').then((m) => m.ddpm('ddpm')),
  'ddpm-short': () => import('./ddpm').then((m) => m.ddpm('ddpm-short')),
  'ddpm-noskip': () => import('./ddpm').then((m) => m.ddpm('ddpm-noskip')),
  'ddpm-notime': () => import('./ddpm').then((m) => m.ddpm('ddpm-notime')),
  classifier: () => import('./classifier').then((m) => m.classifier),
  gan: () => import('./gan').then((m) => m.gan('gan')),
  'gan-collapsed': () => import('./gan').then((m) => m.gan('gan-collapsed')),
  'gan-latent': () => import('./gan').then((m) => m.ganLatent),
  clip: () => import('./clip').then((m) => m.clip),
  gpt: () => import('./gpt').then((m) => m.gpt),
};

/** The model of that name, or an error that lists the names there are. */
export async function modelNamed(name: string): Promise<TrainedModel> {
  const load = models[name];
  if (!load) throw new Refusal(`No model is called "${name}". There are: ${Object.keys(models).join(', ')}.`);
  return load();
}

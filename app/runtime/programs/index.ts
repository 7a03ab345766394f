/** Every program the worker can run, loaded when first asked for. The page thread imports only the types. */
import type { Program } from '../program';
import { dallePrograms } from './dalle';
import { diffusionPrograms } from './diffusion';
import { ganPrograms } from './gan';
import { homePrograms } from './home';
import { modelsPrograms } from './models';
import { runtimePrograms } from './runtime';
import { unetPrograms } from './unet';
import { vaePrograms } from './vae';

/** Each entry: `'page.figure': () => import('./page/figure')` with the program as default export. */
export const programs = {
  ...ganPrograms,
  ...vaePrograms,
  ...dallePrograms,
  ...diffusionPrograms,
  ...unetPrograms,
  ...modelsPrograms,
  ...homePrograms,
  ...runtimePrograms,
};

export type ProgramName = keyof typeof programs;
type ProgramOf<K extends ProgramName> = (typeof programs)[K] extends () => Promise<{ default: infer P }> ? P : never;
export type ConfigOf<K extends ProgramName> = ProgramOf<K> extends Program<infer C, infer _F, infer _M> ? C : never;
export type FrameOf<K extends ProgramName> = ProgramOf<K> extends Program<infer _C, infer F, infer _M> ? F : never;
export type MethodsOf<K extends ProgramName> = ProgramOf<K> extends Program<infer _C, infer _F, infer M> ? M : never;

/** Models whose weights the first figures of pages begin with: they come while the backend starts and the program arrives. */
export const weightsAhead: { readonly [K in ProgramName]?: (config: ConfigOf<K>) => readonly string[] } = {
  'vae.bottleneck': ({ start }) => (start === 'shipped' ? ['ae2', 'vae2'] : []),
  'dalle.stream': () => ['gpt', 'vqvae4', 'oracle'],
  'unet.inside': () => ['ddpm'],
};

/**
 * What each page can make a reader download: of every model that the page's programs name, the weights, at most 4 MB, packed as the build
 * packs them. Read off the sources: the programs of a page and what they import among the programs. The page about the models shows them all, one by one as they come into view.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { filesOf, modelsOf, named, PROGRAMS, reached, SNAPSHOTS } from '../../tools/pageWeights';

const WEIGHTS = new URL('../../public/weights/', import.meta.url);
/** In MB, where a page is to ask for less than 4. */
const MOST: Readonly<Record<string, number>> = { dalle: 2.5 };
const bytesOf = (model: string, page: string): number =>
  filesOf(model, page).reduce((sum, file) => sum + gzipSync(readFileSync(new URL(`${model}/${file}`, WEIGHTS)), { level: 9 }).length, 0);

it('finds the names of models in a source', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the source of a program
  const source = "load('oracle'); load(`vae16-b${beta}`); import './vae/oracles'; const gang = 'gan-no';";
  expect(named(source, ['oracle', 'gan', 'vae2', 'vae16-b1', 'vae16-b4'])).toEqual(['oracle', 'vae16-b1', 'vae16-b4']);
  expect(modelsOf('vae')).toEqual(expect.arrayContaining(['ae2', 'vae2', 'vae16-b4', 'vqvae4', 'prior4', 'oracle']));
  expect(modelsOf('diffusion')).toContain('ddpm');
});

describe.each(['gan', 'vae', 'dalle', 'diffusion', 'unet'])('%s', (page) => {
  it(`asks for at most ${MOST[page] ?? 4} MB`, () => {
    const share = Object.fromEntries(modelsOf(page).map((model) => [model, bytesOf(model, page)]));
    expect(
      Object.values(share).reduce((a, b) => a + b, 0),
      JSON.stringify(share),
    ).toBeLessThan((MOST[page] ?? 4) * 1e6);
  });

  it('asks for no snapshot but those counted', () => {
    const counted = (SNAPSHOTS[page] ?? []).map((model) => `.weights('${model}',`);
    for (const [file, source] of reached(new URL(`${page}.ts`, PROGRAMS)))
      expect(
        counted.reduce((rest, call) => rest.replaceAll(call, ''), source),
        file,
      ).not.toMatch(/\.weights\([^()]*(\([^()]*\)[^()]*)*,/);
  });
});

/**
 * The composer against the package it was made from: faces drawn by @dicebear/pixel-art as SVG, rasterised by Chromium at 16×16, byte for byte.
 *
 * The one deviation: the package paints a beard through a *luminance* mask filled with the hair colour, so beards vanish on dark hair. The composer
 * reads that mask as alpha; here the same word is changed in the SVG. The last test shows that nothing but beards depends on it.
 */
import { createAvatar } from '@dicebear/core';
import * as pixelArt from '@dicebear/pixel-art';
import { expect, type Page, test } from '@playwright/test';
import { atlas, BACKGROUND, colorOf, compose, FACE_BYTES, type Face, PALETTE, SLOTS, sampleFace } from '../../app/data/faces';
import { createRng } from '../../app/data/rng';

/** The package's own drawing of a face. */
function packageSvg(face: Face): string {
  const options: Record<string, unknown> = { seed: 'any', backgroundColor: [BACKGROUND], skinColor: [PALETTE.skin[face.skin]] };
  for (const slot of SLOTS) {
    options[slot] = face[slot] < 0 ? [] : [atlas.parts[slot][face[slot]].name];
    options[`${slot}Probability`] = face[slot] < 0 ? 0 : 100;
    options[slot === 'beard' ? 'hairColor' : `${slot}Color`] = [PALETTE[slot === 'beard' ? 'hair' : slot][colorOf(face, slot)]];
  }
  return createAvatar(pixelArt, options as never).toString();
}

const beardMaskAsAlpha = (svg: string): string => svg.replaceAll('mask-type:luminance', 'mask-type:alpha');

/** Rasterises many SVGs at 16×16 in the page: RGB bytes, 768 a picture. */
async function rasterise(page: Page, svgs: string[]): Promise<number[]> {
  return page.evaluate(async (list) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 16, height: 16 });
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no 2-D canvas');
    const bytes: number[] = [];
    for (const svg of list) {
      const image = new Image();
      image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
      await image.decode();
      context.clearRect(0, 0, 16, 16);
      context.drawImage(image, 0, 0, 16, 16);
      context.getImageData(0, 0, 16, 16).data.forEach((byte, i) => {
        if (i % 4 < 3) bytes.push(byte);
      });
    }
    return bytes;
  }, svgs);
}

/** Every variant and colour of every part comes up, also those that are never sampled, in ever new company. */
function anyFace(i: number): Face {
  const rng = createRng(`any face ${i}`);
  const face = sampleFace(rng);
  for (const slot of SLOTS) {
    const count = atlas.parts[slot].length;
    face[slot] =
      i < 200 || slot === 'hair' || slot === 'eyes' || slot === 'mouth' || slot === 'clothing' ? i % count : rng.int(count + 1) - 1;
  }
  for (const slot of ['accessories', 'clothing', 'eyes', 'glasses', 'mouth', 'hair', 'hat'] as const)
    face[`${slot}Color`] = rng.int(PALETTE[slot].length);
  return face;
}

const faces = [
  ...Array.from({ length: 500 }, (_, i) => anyFace(i)),
  ...Array.from({ length: 250 }, (_, i) => sampleFace(createRng(`sampled ${i}`))),
];

/** Places where two pictures differ, per face, as `face: pixel` (at most 20). */
function differences(drawn: number[], list: Face[]): string[] {
  const out: string[] = [];
  list.forEach((face, i) => {
    const ours = compose(face);
    for (let b = 0; b < FACE_BYTES && out.length < 20; b++) {
      const theirs = drawn[i * FACE_BYTES + b];
      if (ours[b] !== theirs)
        out.push(`face ${i}, pixel ${Math.floor(b / 3)}, channel ${b % 3}: ${ours[b]} instead of ${theirs} ${JSON.stringify(face)}`);
    }
  });
  return out;
}

test('750 faces equal the SVG of the package to the byte', async ({ page }) => {
  await page.goto('about:blank');
  for (const slot of SLOTS) expect(new Set(faces.map((face) => face[slot])).size).toBeGreaterThanOrEqual(atlas.parts[slot].length);
  const drawn = await rasterise(
    page,
    faces.map((face) => beardMaskAsAlpha(packageSvg(face))),
  );
  expect(drawn.length).toBe(faces.length * FACE_BYTES);
  expect(differences(drawn, faces)).toEqual([]);
});

test('without a beard nothing in the SVG has to be changed', async ({ page }) => {
  await page.goto('about:blank');
  const shaved = faces.slice(0, 100).map((face) => ({ ...face, beard: -1 }));
  expect(differences(await rasterise(page, shaved.map(packageSvg)), shaved)).toEqual([]);
});

test('the comparison notices a single wrong colour', async ({ page }) => {
  await page.goto('about:blank');
  const [face] = faces;
  const drawn = await rasterise(page, [packageSvg({ ...face, beard: -1 })]);
  const other = { ...face, beard: -1, eyesColor: (face.eyesColor + 1) % PALETTE.eyes.length };
  expect(differences(drawn, [other]).length).toBeGreaterThan(0);
});

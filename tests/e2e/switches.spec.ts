/**
 * Switches between models and sizes. A model chosen by hand shows what the same model shows by its link: no answer of the one before
 * stands under its name, however quickly the choice is changed while answers are under way.
 */
import type { Locator, Page } from '@playwright/test';
import { choose, expect, test } from './fixtures';

interface Switch {
  readonly figure: string;
  /** Name of the control that is pressed, and what the address says then. */
  readonly press: string;
  readonly back: string;
  readonly query: string;
  readonly behindMore?: boolean;
}

const SWITCHES: readonly Switch[] = [
  { figure: 'vae/arithmetic', press: '4', back: '1', query: 'arithmetic.beta=4', behindMore: true },
  { figure: 'vae/dimensions', press: '4', back: '1', query: 'dimensions.beta=4' },
  { figure: 'vae/segmentation', press: '8×8 tokens', back: '4×4 tokens', query: 'segmentation.model=vqvae8' },
  { figure: 'vae/codebook', press: '8×8 tokens', back: '4×4 tokens', query: 'codebook.model=vqvae8' },
  { figure: 'vae/bottleneck', press: 'random weights', back: 'trained weights', query: 'bottleneck.start=scratch', behindMore: true },
  { figure: 'diffusion/predictNoise', press: 'from scratch', back: 'as shipped', query: 'predictNoise.from=scratch' },
];

/** What the figure's body says and paints. */
const seen = (figure: Locator) =>
  figure.evaluate((element) => {
    const body = element.querySelector('[data-body]') as HTMLElement;
    const painted = [...body.querySelectorAll('canvas')].map((canvas) => {
      const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, canvas.width, canvas.height);
      return `${canvas.width}×${canvas.height} ${data.reduce((hash, byte) => (Math.imul(hash, 31) + byte) | 0, 7)}`;
    });
    const leaves = [...body.querySelectorAll('*')].filter((leaf) => leaf.children.length === 0);
    return { words: leaves.map((leaf) => leaf.textContent).filter(Boolean), painted };
  });

/** Opens a figure and waits until nothing in it changes any more. */
async function open(page: Page, figure: string, query = ''): Promise<Locator> {
  await page.goto(`embed/${figure}/?lang=en${query && `&${query}`}`);
  const element = page.locator('[data-figure]');
  await expect(element).toHaveAttribute('data-status', /ready|paused/, { timeout: 60_000 });
  return element;
}

async function settled(figure: Locator) {
  await expect(figure).toHaveAttribute('data-status', /ready|paused/, { timeout: 60_000 });
  let last = '';
  let still = 0;
  await expect
    .poll(
      async () => {
        const now = JSON.stringify(await seen(figure));
        still = now === last ? still + 1 : 0;
        last = now;
        return still;
      },
      { timeout: 60_000, intervals: [400] },
    )
    .toBeGreaterThan(2);
  return seen(figure);
}

for (const { figure, press, back, query, behindMore } of SWITCHES) {
  test(`${figure}: “${press}” by hand shows what it shows by link`, async ({ page }) => {
    const linked = await settled(await open(page, figure, query));
    const element = await open(page, figure);
    const first = await settled(element);
    expect(first).not.toEqual(linked);
    if (behindMore) await element.getByRole('button', { name: 'More', exact: true }).click();
    const pressed = (name: string) => choose(element.getByRole('radio', { name, exact: true }).first());
    await pressed(press);
    expect(await settled(element)).toEqual(linked);
    // And quickly to and fro, while answers are under way.
    for (let i = 0; i < 5; i++) {
      await pressed(back);
      await pressed(press);
    }
    expect(await settled(element)).toEqual(linked);
    await expect(element.getByRole('alert')).toHaveCount(0);
  });
}

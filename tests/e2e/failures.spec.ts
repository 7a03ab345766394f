/** What goes wrong in a reader's browser ends in one sentence, in the reader's language, in the figure it concerns; the rest of the page works. */
import { type Page, test as plain } from '@playwright/test';
import { crash } from './engine';
import { expect, stepsOf, test } from './fixtures';

plain.describe.configure({ timeout: 240_000 });

/** Weights of the VQ-VAE arrive with one byte changed, as long as the result is true. */
async function spoil(page: Page, spoilt: () => boolean = () => true): Promise<void> {
  await page.route('**/weights/vqvae4/model.safetensors', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    if (spoilt()) body[body.length >> 1] ^= 0x55;
    await route.fulfill({ response, body });
  });
}

for (const [lang, sentence] of [
  ['en', /checksum of the weights file vqvae4\/model\.safetensors is wrong/],
  ['zh', /权重文件 vqvae4\/model\.safetensors 的校验和不对/],
] as const)
  plain(`a weights file with a wrong byte is refused in a sentence (${lang}), and the other figures work`, async ({ page }) => {
    await spoil(page);
    await page.goto(`vae/?lang=${lang}&backend=wasm#codebook`);
    const broken = page.locator('[data-figure="vae.codebook"]');
    await broken.scrollIntoViewIfNeeded();
    await expect(broken.getByRole('alert')).toContainText(sentence, { timeout: 90_000 });
    await expect(broken).toHaveAttribute('data-status', 'error');
    const other = page.locator('[data-figure="vae.gaussian"]');
    await other.scrollIntoViewIfNeeded();
    await expect(other).toHaveAttribute('data-status', /ready|running|paused/, { timeout: 90_000 });
    await expect(other.getByRole('alert')).toHaveCount(0);
  });

plain('a download that went wrong once is tried again with one click', async ({ page }) => {
  let spoilt = true;
  await spoil(page, () => spoilt);
  await page.goto('embed/vae/codebook?lang=en&backend=wasm');
  const figure = page.locator('[data-figure="vae.codebook"]');
  await expect(figure.getByRole('alert')).toContainText('checksum', { timeout: 90_000 });
  spoilt = false;
  await figure.getByRole('button', { name: 'Go on' }).click();
  await expect(figure).toHaveAttribute('data-status', /ready|running|paused|done/, { timeout: 90_000 });
  await expect(figure.getByRole('alert')).toHaveCount(0);
});

plain('a worker that crashes: the figure says so, one click goes on from the last saved step', async ({ page }) => {
  await page.goto('embed/gan/minmax?lang=en&backend=wasm&debug');
  const figure = page.locator('[data-figure="gan.minmax"]');
  const saved = await crash(page, figure, 'crashWorker');
  await expect(figure.getByRole('alert')).toContainText('The compute engine stopped unexpectedly');
  await figure.getByRole('button', { name: 'Go on' }).click();
  await expect(figure).toHaveAttribute('data-status', 'running', { timeout: 60_000 });
  expect(await stepsOf(figure)).toBeGreaterThanOrEqual(saved);
  await expect(figure.getByRole('alert')).toHaveCount(0);
});

plain('an engine that cannot be loaded: the figure says so, the note can be read', async ({ page }) => {
  await page.route('**/assets/worker-*.js', (route) => route.abort());
  await page.goto('gan/?lang=en#minmax');
  const figure = page.locator('[data-figure="gan.minmax"]');
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.getByRole('alert')).toContainText('the notes can still be read', { timeout: 90_000 });
  await expect(page.getByRole('main').locator('p').first()).toBeVisible();
});

for (const [what, script] of [
  [
    'forbidden',
    () =>
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('denied', 'SecurityError');
        },
      }),
  ],
  [
    'full',
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    },
  ],
  ['of someone else', () => localStorage.setItem('playable-notes.calibration', '{"adapter":7,"timings":"none"}')],
] as const)
  test(`storage ${what}: nothing breaks, the GAN trains`, async ({ page }) => {
    await page.addInitScript(script);
    await page.goto('gan/?lang=en#minmax');
    const figure = page.locator('[data-figure="gan.minmax"]');
    await figure.scrollIntoViewIfNeeded();
    await expect(figure).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 120_000 });
    await figure.getByRole('button', { name: 'Step', exact: false }).first().click();
    await expect.poll(() => stepsOf(figure), { timeout: 60_000 }).toBeGreaterThan(0);
    await expect(figure.getByRole('alert')).toHaveCount(0);
  });

/** What all figures share, tried on one: transport, address, saved picture, lit symbols, engine badge. Every figure's own turn is in links.spec.ts. */
import { readFileSync } from 'node:fs';
import { expect, stepsOf, test } from './fixtures';

test('the transport plays, pauses, steps and resets, by button and by key', async ({ page }) => {
  test.slow();
  await page.goto('embed/gan/minmax/?lang=en&backend=wasm');
  const figure = page.locator('[data-figure="gan.minmax"]');
  await expect(figure).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 60_000 });
  if ((await figure.getAttribute('data-status')) === 'running') await figure.getByRole('button', { name: 'Pause' }).click();
  const steps = () => stepsOf(figure);
  await figure.getByRole('button', { name: 'Reset, same seed' }).click();
  await expect.poll(steps).toBe(0);
  await figure.getByRole('button', { name: 'Play' }).click();
  await expect(figure).toHaveAttribute('data-status', 'running');
  await expect.poll(steps, { timeout: 30_000 }).toBeGreaterThan(20);
  await figure.focus();
  await page.keyboard.press(' ');
  await expect(figure).toHaveAttribute('data-status', 'paused');
  const still = await steps();
  await page.keyboard.press('.');
  await expect.poll(steps).toBeGreaterThan(still);
  await page.keyboard.press('r');
  await expect.poll(steps).toBe(0);
});

test('the state of a figure is in its address, and comes back from it', async ({ page }) => {
  await page.goto('embed/gan/minmax/?lang=en&backend=wasm&minmax.data=moons');
  const data = page.getByLabel('Data', { exact: true });
  await expect(data).toHaveValue('moons');
  await data.selectOption('ring');
  await expect(page).not.toHaveURL(/minmax\.data=moons/);
  await data.selectOption('moons');
  await expect(page).toHaveURL(/minmax\.data=moons/);
  await page.reload();
  await expect(data).toHaveValue('moons');
});

test('a value the figure cannot use is named, and its default taken', async ({ page }) => {
  await page.goto('embed/gan/minmax/?lang=en&backend=wasm&minmax.data=elephants');
  await expect(page.locator('[data-figure="gan.minmax"]').getByRole('status').filter({ hasText: 'elephants' })).toBeVisible();
  await expect(page.getByLabel('Data', { exact: true })).not.toHaveValue('elephants');
});

test('a picture of a figure can be saved, as PNG and as SVG', async ({ page }) => {
  await page.goto('embed/gan/dirac/?lang=en&backend=wasm');
  const figure = page.locator('[data-figure="gan.dirac"]');
  await expect(figure).toHaveAttribute('data-status', /ready|running|paused/, { timeout: 60_000 });
  for (const [kind, start] of [
    ['PNG', '\x89PNG'],
    ['SVG', '<svg'],
  ]) {
    await figure.getByRole('button', { name: 'Save picture' }).click();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `As ${kind}` }).click()]);
    expect(file.suggestedFilename()).toBe(`gan-dirac.${kind.toLowerCase()}`);
    expect(
      readFileSync(await file.path())
        .toString('latin1')
        .startsWith(start),
    ).toBe(true);
  }
});

test('pointing at a word lights its symbol', async ({ page }) => {
  await page.goto('gan/?lang=en');
  const word = page.locator('main p [data-thing=G]').first();
  await word.hover();
  await expect(page.locator('[data-formula] [data-thing=G]').first()).toHaveAttribute('data-lit', '');
  await page.locator('h1').hover();
  await expect(page.locator('[data-lit]')).toHaveCount(0);
});

test('the engine badge says what computes, and switches', async ({ page }) => {
  test.slow();
  await page.goto('embed/gan/minmax/?lang=en&backend=wasm');
  await expect(page.locator('[data-figure="gan.minmax"]')).toHaveAttribute('data-status', /ready|running|paused/, { timeout: 60_000 });
  await page.goto('gan/?lang=en&backend=wasm');
  const badge = page.locator('header [data-engine]');
  await expect(badge).toHaveAttribute('data-engine', 'wasm', { timeout: 60_000 });
  await badge.click();
  const panel = page.getByRole('dialog', { name: 'Engine' });
  await expect(panel).toContainText('WASM');
  await panel.getByRole('button', { name: 'CPU' }).click();
  await expect(badge).toHaveAttribute('data-engine', 'cpu', { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(badge).toBeFocused();
});

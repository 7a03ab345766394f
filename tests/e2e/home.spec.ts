/** The first page: every kind of generator paints from one seed and one wish, live; a map of ideas whose nodes lead to figures. */
import { expect, LANGS, picture, test } from './fixtures';

test('painters: the light ones at once, all when told; another seed, a wish, and the address brings it back', async ({ page }) => {
  test.setTimeout(300_000);
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  await page.goto('?lang=en&backend=wasm');
  await page.locator('#painters').scrollIntoViewIfNeeded();
  const row = (name: string) => page.locator(`[data-painter="${name}"]`);
  const done = (name: string) => expect(row(name).locator('[data-done]')).toBeVisible({ timeout: 120_000 });
  for (const name of ['real', 'gan', 'vae16-b1']) await done(name);
  expect(
    fetched.some((url) => /weights\/(ddpm|gpt|prior4)/.test(url)),
    'nothing large is fetched unasked',
  ).toBe(false);
  await page.getByRole('button', { name: 'Let all of them paint' }).click();
  for (const name of ['prior4', 'gpt', 'ddpm']) await done(name);
  await expect(page.locator('[data-painters]')).toContainText(/ms a face/);
  const bytes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .reduce((sum, e) => sum + (e.name.includes('safetensors') ? (e as PerformanceResourceTiming).decodedBodySize : 0), 0),
  );
  expect(bytes).toBeLessThanOrEqual(4_000_000);

  const names = ['real', 'gan', 'vae16-b1', 'prior4', 'gpt', 'ddpm'];
  const pictures = () => Promise.all(names.map((name) => picture(row(name).locator('canvas'))));
  const first = await pictures();
  expect(new Set(first).size).toBe(names.length);
  await page.getByRole('button', { name: 'Another seed' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('painters.seed')).not.toBeNull();
  for (const name of names) await done(name);
  const second = await pictures();
  for (const [i, name] of names.entries()) expect(second[i], name).not.toBe(first[i]);
  await page.getByLabel('hair colour').selectOption({ label: 'blue' });
  for (const name of names) await done(name);
  const wished = await pictures();
  // What can be asked paints something else now; what cannot paints what it painted.
  for (const [i, name] of names.entries())
    if (name === 'vae16-b1' || name === 'prior4') expect(wished[i], name).toBe(second[i]);
    else expect(wished[i], name).not.toBe(second[i]);

  await page.goto(page.url());
  await page.locator('#painters').scrollIntoViewIfNeeded();
  for (const name of names) await done(name);
  expect(await pictures()).toEqual(wished);
});

for (const lang of LANGS)
  test(`every idea leads to its figure or section (${lang})`, async ({ page }) => {
    test.slow();
    await page.goto(`?lang=${lang}`);
    const links = page.locator('section[aria-labelledby=ideas] a');
    await expect.poll(() => links.count()).toBeGreaterThanOrEqual(12);
    const targets = await links.evaluateAll((list) => list.map((a) => (a as HTMLAnchorElement).href));
    for (const target of targets) {
      const { pathname, hash } = new URL(target);
      await page.goto(`${pathname.replace(/^\//, '').replace(/\/?$/, '/')}?lang=${lang}&backend=cpu`);
      await expect(page.locator(`main ${hash}, main [data-fig="${hash.slice(1)}"]`).first(), target).toBeAttached();
    }
  });

/** A slow line, and a reader who leaves in a hurry. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { choose, expect, test } from './fixtures';

/** The product through a line on which weights come at so many bytes a second. */
async function slowLine(origin: string, rate: number) {
  const server = createServer(async (request, response) => {
    const answer = await fetch(new URL(request.url ?? '/', origin));
    const bytes = Buffer.from(await answer.arrayBuffer());
    const slow = request.url?.endsWith('.safetensors');
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    for (let at = 0; slow && at < bytes.length; at += rate / 10) {
      response.write(bytes.subarray(at, at + rate / 10));
      await new Promise((done) => setTimeout(done, 100));
    }
    response.end(slow ? undefined : bytes);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

test.describe('weights on a slow line', () => {
  for (const [lang, words] of [
    ['en', /Downloading the weights of .+: \d\.\d of \d\.\d MB/],
    ['zh', /正在下载.+的权重：\d\.\d \/ \d\.\d MB/],
  ] as const)
    test(`the figure says what is loading and how much of it (${lang})`, async ({ page, baseURL, faults }) => {
      const line = await slowLine(baseURL as string, 100_000);
      await page.goto(`${line.url}embed/vae/dimensions/?lang=${lang}`);
      const figure = page.locator('[data-figure]');
      await expect(figure.locator('[data-body]').getByRole('status')).toContainText(words, { timeout: 30_000 });
      const share = () => figure.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.value);
      const before = await share();
      await expect.poll(share).toBeGreaterThan(before);
      await expect(figure).toHaveAttribute('data-status', 'ready', { timeout: 60_000 });
      await page.goto('about:blank');
      line.close();
      faults.splice(0, faults.length, ...faults.filter((fault) => !fault.startsWith('request to http://127.0.0.1'))); // the slow line itself
    });

  test('another model, chosen and played with before its weights are there, is no error', async ({ page, baseURL, faults }) => {
    const line = await slowLine(baseURL as string, 400_000);
    await page.goto(`${line.url}embed/vae/codebook/?lang=en`);
    const figure = page.locator('[data-figure]');
    await expect(figure).toHaveAttribute('data-status', 'ready', { timeout: 60_000 });
    await choose(figure.getByRole('radio', { name: '8×8 tokens' }));
    await expect(figure).toHaveAttribute('data-status', 'loading');
    await figure.locator('[data-body]').click({ position: { x: 300, y: 120 } }); // where codes were
    await figure.getByRole('button', { name: 'Another face' }).click();
    await expect(figure).toHaveAttribute('data-status', 'ready', { timeout: 60_000 });
    await expect(figure.getByRole('alert')).toHaveCount(0);
    await page.goto('about:blank');
    line.close();
    faults.splice(0, faults.length, ...faults.filter((fault) => !fault.startsWith('request to http://127.0.0.1')));
  });
});

test('what was changed just before leaving is in the address that one comes back to', async ({ page }) => {
  const face = () => new URL(page.url()).searchParams.get('segmentation.face');
  await page.goto('embed/vae/segmentation/?lang=en');
  const next = page.locator('[data-figure]').getByRole('button', { name: 'Another face' });
  await next.click();
  await expect.poll(face).toBe('4');
  await next.evaluate(async (button: HTMLButtonElement) => {
    for (let i = 0; i < 2; i++) {
      button.click();
      await new Promise(requestAnimationFrame);
    }
  });
  await page.goto('about:blank'); // away at once
  await page.goBack();
  expect(face()).toBe('6');
});

test('and in the address before that, when one goes back within the notes', async ({ page }) => {
  const face = () => new URL(page.url()).searchParams.get('segmentation.face');
  await page.goto('gan/?lang=en');
  await page.locator('header a[href*="vae"]').first().click();
  await page.waitForURL(/\/vae\b/);
  const figure = page.locator('[data-figure="vae.segmentation"]');
  await page.locator('[data-fig=segmentation]').scrollIntoViewIfNeeded();
  const next = figure.getByRole('button', { name: 'Another face' });
  await next.press('Enter');
  await expect.poll(face).toBe('4');
  for (let i = 0; i < 2; i++) await next.press('Enter');
  await page.goBack(); // at once, and no page is hidden by it
  await page.waitForURL(/\/gan\b/);
  await page.goForward();
  await expect.poll(face).toBe('6');
});

test('and so it is when a link within the notes is taken', async ({ page }) => {
  const face = () => new URL(page.url()).searchParams.get('segmentation.face');
  await page.goto('vae/?lang=en#segmentation');
  const figure = page.locator('[data-figure="vae.segmentation"]');
  await figure.scrollIntoViewIfNeeded();
  const next = figure.getByRole('button', { name: 'Another face' });
  await next.click();
  await expect.poll(face).toBe('4');
  await next.evaluate(async (button: HTMLButtonElement) => {
    for (let i = 0; i < 2; i++) {
      button.click();
      await new Promise(requestAnimationFrame);
    }
    document.querySelector<HTMLAnchorElement>('header a[href*="gan"]')?.click();
  });
  await page.waitForURL(/\/gan\b/);
  await page.goBack();
  await expect.poll(face).toBe('6');
});

test('a slider that is tapped writes the address at the pace, and what it came to', async ({ page }) => {
  await page.goto('embed/unet/resample/?lang=en');
  const slider = page.getByRole('slider', { name: 'Kernel' });
  await page.locator('[data-figure]').getByRole('button', { name: 'More' }).click();
  await slider.focus();
  const written = await slider.evaluate((thumb) => {
    let writes = 0;
    const original = history.replaceState.bind(history);
    history.replaceState = (...args) => {
      writes++;
      original(...args);
    };
    for (let i = 0; i < 6; i++)
      for (const type of ['keydown', 'keyup'])
        thumb.dispatchEvent(new KeyboardEvent(type, { key: i < 4 ? 'ArrowRight' : 'ArrowLeft', bubbles: true, cancelable: true }));
    return writes;
  });
  expect(written).toBeLessThanOrEqual(1);
  const value = await slider.getAttribute('aria-valuenow');
  await expect(page).toHaveURL(new RegExp(`resample\\.[a-z]+=${value}`));
});

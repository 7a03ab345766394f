/**
 * A fault of tfjs 4.22 on WebGPU, in a browser of its own, which it may bring down. When an update of tfjs mends it this test fails,
 * and the rule of `no-sync-reads.test.ts` is only about not stopping the worker.
 */
import { chromium, expect, test } from '@playwright/test';
import { withCanary } from './canaryPage';

test('synchronous reads of a few thousand numbers are wrong, or cost the device → nothing in the product reads so', async () => {
  test.setTimeout(180_000);
  const browser = await chromium.launch(test.info().project.use.launchOptions);
  const answer = await withCanary(await browser.newPage(), true, ({ ask }) => ask('syncRead', 5000));
  await browser.close();
  expect(answer, 'WebGPU itself works here').toMatchObject({ before: true });
  expect(answer).not.toMatchObject({ wrong: 0, alive: true });
});

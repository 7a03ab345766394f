/** The built product in every engine that is here: Chromium, Firefox, WebKit. What is not installed is left out, and said so. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, findFirefox, launchChromium, launchFirefox } from './puppeteer';
import { type Site, site } from './site';
import { type Driver, Tab } from './tab';
import { findWebkit, launchWebkit } from './webkit';

const chromium = findChromium();
const firefox = findFirefox();
const webkit = findWebkit();
const ENGINES: Record<string, (() => Promise<Driver>) | null> = {
  Chromium: chromium ? () => launchChromium(chromium) : null,
  Firefox: firefox ? () => launchFirefox(firefox) : null,
  WebKit: webkit ? () => launchWebkit(webkit) : null,
};
const PAGES = ['', 'gan/', 'vae/', 'dalle/', 'diffusion/', 'unet/', 'models/'];

let served: Site;
beforeAll(async () => {
  served = await site();
});
afterAll(() => served?.close());

for (const [name, launch] of Object.entries(ENGINES)) {
  describe.skipIf(!launch)(name, () => {
    let tab: Tab;
    beforeAll(async () => {
      tab = new Tab(await (launch as () => Promise<Driver>)(), served);
      console.log(`${name}: ${tab.driver.name}`);
    });
    afterAll(() => tab?.driver.close());

    it('opens every page in both languages', async () => {
      for (const page of PAGES)
        for (const lang of ['en', 'zh']) {
          await tab.open(`${page}?lang=${lang}`);
          const title = await tab.until(`the heading of /${page}`, 20_000, () => document.querySelector('h1')?.textContent ?? '');
          expect(/[一-鿿]/.test(title) || title === 'DALL·E', `${title} in ${lang}`).toBe(lang === 'zh' || title === 'DALL·E');
          expect(await tab.evaluate(() => document.documentElement.lang)).toBe(lang === 'zh' ? 'zh-CN' : 'en');
        }
      expect(await tab.faults()).toEqual([]);
    });
  });
}

/** The built product in every engine that is here: Chromium, Firefox, WebKit. What is not installed is left out, and said so. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { manifests } from '../../app/figures';
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
/** Pages with figures. */
const NOTES = Object.entries(manifests).flatMap(([page, figures]) => (Object.keys(figures).length ? [page] : []));
const FIGURE = '[data-figure]';

/** Pixels and shapes of the first picture of a figure, as one string that changes when the picture does. */
const picture = () =>
  [...document.querySelectorAll('[data-figure] [data-body] :is(canvas, svg)')]
    .map((e) => (e instanceof HTMLCanvasElement ? e.toDataURL() : e.innerHTML))
    .join('\n');
/** The first sentence of trouble that the page shows, or null. */
const trouble = () => document.querySelector('[role=alert]')?.textContent ?? null;

/** Opens a figure alone and waits until it can be used. */
async function alone(tab: Tab, figure: string, query = ''): Promise<void> {
  await tab.open(`embed/${figure}/?lang=en${query}`);
  await tab.until(`${figure} to be ready`, 60_000, () =>
    /ready|running|paused|done/.test(document.querySelector<HTMLElement>('[data-figure]')?.dataset.status ?? ''),
  );
  expect(await tab.evaluate(trouble)).toBeNull();
}

let served: Site;
beforeAll(async () => {
  served = await site();
});
afterAll(() => served?.close());

for (const [name, launch] of Object.entries(ENGINES)) {
  describe.skipIf(!launch)(name, () => {
    let tab: Tab;
    const begin = async () => {
      tab = new Tab(await (launch as () => Promise<Driver>)(), served);
    };
    beforeAll(async () => {
      await begin();
      console.log(`${name}: ${tab.driver.name}`);
    });
    afterAll(() => tab?.driver.close());
    afterEach(async ({ task }) => {
      if (task.result?.state !== 'fail') return expect(await tab.faults()).toEqual([]);
      // What hangs or has died takes no other test with it.
      await tab.driver.close();
      await begin();
    });

    it('opens every page in both languages', async () => {
      for (const page of PAGES)
        for (const lang of ['en', 'zh']) {
          await tab.open(`${lang === 'zh' ? 'zh/' : ''}${page}?backend=wasm${lang === 'en' ? '&lang=en' : ''}`);
          const title = await tab.until(`the heading of /${page}`, 20_000, () => document.querySelector('h1')?.textContent ?? '');
          if (title !== 'DALL·E') expect(/[\u4e00-\u9fff]/.test(title), `${title} in ${lang}`).toBe(lang === 'zh');
          expect(await tab.evaluate(() => document.documentElement.lang)).toBe(lang === 'zh' ? 'zh-CN' : 'en');
          // Left in the middle of its start, a worker would complain.
          await tab.until(`the engine on /${page}`, 60_000, () => {
            const engine = document.querySelector<HTMLElement>('header [data-engine]')?.dataset.engine;
            return engine === 'wasm' || (engine === 'idle' && !document.querySelector('[data-fig], [data-figure]'));
          });
        }
    });

    it.each(NOTES)('settles every figure of %s', async (page) => {
      await tab.open(`${page}/?lang=en&backend=wasm`);
      await tab.until(`the figures of ${page}`, 20_000, () => document.querySelector('[data-fig], [data-figure]') !== null);
      await tab.until(`every figure of ${page} to settle`, 150_000, () => {
        // The next that has not settled is brought into view, as a reader would.
        const open = [...document.querySelectorAll<HTMLElement>('[data-fig], [data-figure]')].find((place) => {
          const figure = place.matches('[data-figure]') ? place : place.querySelector<HTMLElement>('[data-figure]');
          return !/ready|running|paused|done/.test(figure?.dataset.status ?? '');
        });
        open?.scrollIntoView({ block: 'center', behavior: 'instant' });
        return !open;
      });
      expect(await tab.evaluate(trouble)).toBeNull();
    });

    it('underlines numbers and draws list boxes as the style sheet says', async () => {
      await alone(tab, 'gan/minmax', '&backend=wasm');
      const drawn = await tab.evaluate(() => {
        const [value, list] = [document.querySelector('[aria-haspopup=dialog] [translate=no]'), document.querySelector('figure select')];
        if (!value || !list) return null;
        const [line, box] = [getComputedStyle(value), getComputedStyle(list)];
        return {
          line: line.textDecorationLine,
          style: line.textDecorationStyle,
          own: line.textDecorationColor !== line.color,
          box: box.appearance,
          arrow: box.backgroundImage.includes('gradient'),
        };
      });
      expect(drawn).toEqual({ line: 'underline', style: 'dotted', own: true, box: 'none', arrow: true });
    });

    it('moves the picture with a slider', async () => {
      await alone(tab, 'diffusion/forward', '&backend=wasm');
      const before = await tab.evaluate(picture);
      await tab.press(`${FIGURE} [role=slider]`, 'End');
      await tab.until(
        'another picture',
        20_000,
        (old: string) => {
          const now = [...document.querySelectorAll('[data-figure] [data-body] :is(canvas, svg)')]
            .map((e) => (e instanceof HTMLCanvasElement ? e.toDataURL() : e.innerHTML))
            .join('\n');
          return now !== old;
        },
        before,
      );
    });

    it('runs, on what it chose itself, and says how fast', async () => {
      await alone(tab, 'gan/minmax');
      // It plays by itself.
      await tab.until('steps and their rate', 60_000, () => {
        const figure = document.querySelector('[data-figure]');
        const steps = Number(figure?.querySelector('[data-steps]')?.textContent?.replaceAll(',', ''));
        return steps > 20 && /[\d.]+ steps\/s/.test(figure?.textContent ?? '');
      });
      await tab.click(`${FIGURE} button[class*="play"]`);
      await tab.until('the run to pause', 10_000, () => document.querySelector<HTMLElement>('[data-figure]')?.dataset.status === 'paused');
    });

    it('walks all the way back from noise', async () => {
      await alone(tab, 'diffusion/backward', '&backend=wasm&backward.steps=4&backward.seed=5');
      // It plays by itself.
      await tab.until(
        'the end of the way back',
        60_000,
        () => document.querySelector<HTMLElement>('[data-figure]')?.dataset.status === 'done',
      );
    });

    it('saves a picture, and gives a link to what is seen', async () => {
      await alone(tab, 'gan/dirac', '&backend=wasm');
      await tab.evaluate(() => {
        // Where a file goes to is the browser's business; what it is, is ours.
        const kept = window as unknown as { file?: { name: string; start: string; size: number } };
        const address = URL.createObjectURL;
        let last: Blob | undefined;
        URL.createObjectURL = (blob: Blob) => {
          last = blob;
          return address.call(URL, blob);
        };
        HTMLAnchorElement.prototype.click = function () {
          const [name, blob] = [this.download, last];
          void blob?.text().then((text) => {
            kept.file = { name, start: text.slice(0, 4), size: blob.size };
          });
        };
      });
      for (const [at, kind, start] of [
        [1, 'png', 'PNG'],
        [2, 'svg', '<svg'],
      ] as const) {
        await tab.click(`${FIGURE} button[aria-label="Save picture"]`);
        await tab.until('the menu', 10_000, () => document.querySelectorAll('[role=dialog] button').length >= 2);
        await tab.click(`[role=dialog] button:nth-of-type(${at})`);
        const file = await tab.until(
          `a picture as ${kind}`,
          20_000,
          (ending: string) => {
            const { file } = window as unknown as { file?: { name: string; start: string; size: number } };
            return file?.name.endsWith(ending) ? file : null;
          },
          kind,
        );
        expect(file.name).toBe(`gan-dirac.${kind}`);
        expect(file.start).toContain(start);
        expect(file.size).toBeGreaterThan(2_000);
      }
      await tab.click(`${FIGURE} button[aria-label="Copy a link to this state"]`);
      const said = await tab.until('what became of the link', 10_000, () => {
        const words = [...document.querySelectorAll('[data-figure] [role=status]')].map((e) => e.textContent ?? '').join(' ');
        return /Link copied|gan\/.*#dirac/.exec(words)?.[0] ?? '';
      });
      expect(said).not.toBe('');
    });

    it('makes a film of a training, and takes its network out and back in', async () => {
      await alone(tab, 'gan/minmax', '&backend=wasm&paused=1');
      await tab.evaluate(() => {
        const kept = window as unknown as { blob?: Blob };
        const address = URL.createObjectURL;
        URL.createObjectURL = (blob: Blob) => {
          kept.blob = blob;
          return address.call(URL, blob);
        };
        HTMLAnchorElement.prototype.click = () => {};
      });
      await tab.click(`${FIGURE} button[aria-label="Save picture"]`);
      await tab.until('the film’s part of the menu', 10_000, () => document.querySelector('[data-take=film] button') !== null);
      await tab.evaluate(() => {
        const input = document.querySelector<HTMLInputElement>('[data-take=film] input[type=number]') as HTMLInputElement;
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, '3');
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.dispatchEvent(new FocusEvent('focusout', { bubbles: true })); // the hand goes on to the button: the number counts from then on
      });
      await tab.click('[data-take=film] button');
      const said = await tab.until('the film', 90_000, () => document.querySelector('[data-take=film] [role=status]')?.textContent ?? '');
      expect(said).toMatch(/^3 pictures, /);
      const film = await tab.evaluate(async () => {
        const blob = (window as unknown as { blob: Blob }).blob;
        const bytes = new Uint8Array(await blob.arrayBuffer());
        const image = await createImageBitmap(blob); // the engine itself can read it
        // Block by block, as GIF89a has them.
        const table = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
        const blocks = (from: number) => {
          let at = from;
          while (bytes[at]) at += bytes[at] + 1;
          return at + 1;
        };
        let at = 13 + table(bytes[10]);
        let pictures = 0;
        while (bytes[at] !== 0x3b && at < bytes.length)
          if (bytes[at] === 0x21) at = blocks(at + 2);
          else {
            pictures++;
            at = blocks(at + 11 + table(bytes[at + 9]));
          }
        return { start: new TextDecoder().decode(bytes.slice(0, 6)), width: image.width, pictures, whole: at === bytes.length - 1 };
      });
      expect(film).toEqual({ start: 'GIF89a', width: 900, pictures: 3, whole: true });

      const steps = () => document.querySelector('[data-steps]')?.textContent;
      expect(await tab.evaluate(steps)).toBe('2');
      await tab.click('[data-take=model] button');
      await tab.until('the file', 20_000, () => (window as unknown as { blob: Blob }).blob.type === 'application/octet-stream');
      const bring = (tail: number) =>
        tab.evaluate(async (cut) => {
          const { blob } = window as unknown as { blob: Blob };
          const files = new DataTransfer();
          files.items.add(new File([blob.slice(0, blob.size - cut)], 'model.safetensors'));
          const input = document.querySelector<HTMLInputElement>('[data-take=model] input[type=file]') as HTMLInputElement;
          input.files = files.files;
          input.dispatchEvent(new Event('change', { bubbles: true }));
        }, tail);
      const answer = (words: string) => document.querySelector('[data-take=model] [role=status]')?.textContent?.includes(words);
      await bring(4);
      await tab.until('a sentence', 20_000, answer, 'it is cut short.');
      await bring(0);
      await tab.until('the network', 20_000, answer, 'It goes on from step 2.');
    });
  });
}

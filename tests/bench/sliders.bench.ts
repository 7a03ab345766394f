/**
 * Every slider and handle of the notes that asks a model, under a dragging hand, in Chromium on WASM, on the built product: the whole note in a
 * window as a reader's, figures at rest; a pointer (sent to the browser as a mouse's own) goes there and back in 60 moves, 60 a second. Once alone,
 * once while two other figures of the page train, which are held in view behind the text. A line a slider (of many of one kind the first):
 * - work: the processor's own time that a move costs (p50/p95), alone: of the page's main thread until the next, and of the engine's worker for
 *   the answer that follows; whatever else the machine does;
 * - from the move to the picture painted, frames and new pictures a second, and the main thread's tasks over 50 ms, by the clock.
 * Before that the note is read to its end: tasks over 50 ms while its figures come, by figure.
 * Run: npm run bench -- sliders (PAGE=gan: that note alone; FIGURE=fit: that figure's alone; MOUNT=0: without the reading)
 */
import { type Browser, type CDPSession, chromium, type Locator, type Page } from '@playwright/test';
import { serve } from '../../tools/serve.mjs';
import { installedBrowser, ROOT } from '../../tools/setup.mjs';
import { pageArgs, pageBackend } from '../gpuFlags';
import { CATEGORIES, NOTES, type Noted, readTrace } from './underHand';

const MOVES = Number(process.env.MOVES ?? 60);
const EVERY_MS = 1000 / 60;
const LONG_MS = 50;
/** A note, who trains in it (the first two that are not under the hand), and what its address says besides. */
const PAGES = {
  gan: [['minmax', 'optimal', 'variety'], ''],
  vae: [['bottleneck', 'gaussian', 'bound'], '&bottleneck.start=scratch&gaussian.start=scratch'],
  dalle: [['train', 'relax', 'unseen'], ''],
  diffusion: [['predictNoise', 'timeless', 'variance'], '&predictNoise.from=scratch'],
  unet: [['resample', 'free', 'clip'], ''],
} as const;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const at = (list: readonly number[], share: number) => list.toSorted((a, b) => a - b)[Math.floor(share * (list.length - 1))] ?? Number.NaN;
const both = (list: readonly number[]) => `${at(list, 0.5).toFixed(0)}/${at(list, 0.95).toFixed(0)}`;

const server = await serve(process.env.NOTES_DIST ?? `${ROOT}/dist`);
const browser: Browser = await chromium.launch({ executablePath: installedBrowser() ?? undefined, args: pageArgs });

async function open(path: string, query: string): Promise<{ page: Page; cdp: CDPSession }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.log(`${path}: ${error}`));
  await page.addInitScript(NOTES);
  await page.goto(`${server.url}${path}/?lang=en&paused=1&workers=1&backend=${pageBackend}${query}`);
  return { page, cdp: await context.newCDPSession(page) };
}

const traced = async <T>(page: Page, run: () => Promise<T>) => {
  await browser.startTracing(page, { categories: CATEGORIES });
  const result = await run();
  return { result, ...readTrace((await browser.stopTracing()).toString()) };
};

/** In the page: when each figure came, began to live or changed, by the page's clock. */
const WATCH = `(() => {
  const came = (window.__came = []);
  performance.mark('hand:reading');
  const zero = performance.now();
  new MutationObserver((all) => {
    const names = new Set();
    for (const { target, addedNodes } of all) {
      const figure = target.closest?.('[data-figure]');
      if (figure) names.add(figure.dataset.figure);
      for (const node of addedNodes) for (const one of node.querySelectorAll?.('[data-figure]') ?? []) names.add(one.dataset.figure);
    }
    const now = performance.now() - zero;
    for (const name of names) came.push([now, name]);
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-status'] });
})()`;

/** The note is read to its end: tasks over 50 ms, with the figures that came or changed in them. */
async function read(page: Page, path: string): Promise<void> {
  await page.mouse.move(720, 450);
  const { tasks, marks, result } = await traced(page, async () => {
    await page.evaluate(WATCH);
    for (let still = 0; still < 3; ) {
      const before = await page.evaluate('scrollY');
      await page.mouse.wheel(0, 300);
      await pause(100);
      still = (await page.evaluate('scrollY')) === before ? still + 1 : 0;
    }
    await pause(1_000);
    return page.evaluate<[number, string][]>('window.__came');
  });
  const zero = marks.get('reading') ?? 0;
  const after = tasks.filter(({ at: from }) => from > zero);
  const long = after.filter(({ processor }) => processor > LONG_MS);
  const names = long.map(({ at: from, clock, processor }) => {
    const inside = new Set(result.flatMap(([when, name]) => (when + zero >= from && when + zero <= from + clock + 1 ? [name] : [])));
    return `${[...inside].map((name) => name.split('.')[1]).join(' + ') || 'the page'} ${processor.toFixed(0)}`;
  });
  const byClock = after.filter(({ clock }) => clock > LONG_MS).length;
  console.log(
    `${path}, read to its end, tasks over 50 ms: ${names.length} of the processor${names.length ? ` (${names.join(', ')})` : ''}, ${byClock} by the clock`,
  );
}

/** Brings a figure's own to rest. */
async function calm(page: Page): Promise<void> {
  await page
    .waitForFunction(
      () => {
        const { open: waits, heard } = (window as unknown as { __hand: { open: number; heard: number } }).__hand;
        return waits <= 0 && performance.now() - heard > 250;
      },
      undefined,
      { timeout: 8_000 },
    )
    .catch(() => {});
}

interface Track {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** Where it is taken hold of. */
  readonly from: readonly [number, number];
}

/** Where a hand takes hold of it and how far it goes: along the slider's track, or a little to and fro in a plane. */
const trackOf = (slider: Locator): Promise<Track> =>
  slider.evaluate((thumb) => {
    const box = thumb.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const rail = thumb.closest('[data-orientation]')?.getBoundingClientRect() ?? (box.width > 150 ? box : null);
    if (rail)
      return {
        x: [rail.x + 0.15 * rail.width, rail.x + 0.85 * rail.width],
        y: [y, y],
        from: [rail === box ? rail.x + rail.width / 2 : x, y],
      };
    return { x: [x - 40, x + 40], y: [y - 25, y + 25], from: [x, y] };
  }) as Promise<Track>;

async function drag(cdp: CDPSession, { x, y, from }: Track, moves: number): Promise<void> {
  const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', px: number, py: number) =>
    cdp.send('Input.dispatchMouseEvent', { type, x: px, y: py, button: 'left', buttons: type === 'mouseReleased' ? 0 : 1, clickCount: 1 });
  const sent: Promise<unknown>[] = [send('mousePressed', ...from)];
  const begun = performance.now();
  for (let i = 1; i <= moves; i++) {
    const share = (1 - Math.cos((2 * Math.PI * i) / moves)) / 2; // there and back
    sent.push(send('mouseMoved', x[0] + share * (x[1] - x[0]), y[0] + share * (y[1] - y[0])));
    await pause(begun + EVERY_MS * i - performance.now());
  }
  await Promise.all(sent);
  await send('mouseReleased', ...from);
}

interface Slider {
  readonly name: string;
  readonly figure: string;
  readonly locator: Locator;
}

async function slidersOf(page: Page, path: string): Promise<Slider[]> {
  const found = await page.evaluate(() => {
    for (const more of document.querySelectorAll<HTMLElement>('[data-dock] button[aria-expanded=false]')) more.click();
    return new Promise<{ figure: string; label: string; nth: number }[]>((done) =>
      setTimeout(() => {
        const all = [...document.querySelectorAll<HTMLElement>('[data-figure]')].flatMap((figure) =>
          [...figure.querySelectorAll('[role=slider]')].map((slider, nth) => {
            const by = slider.getAttribute('aria-labelledby');
            const label = slider.getAttribute('aria-label') ?? (by && document.getElementById(by)?.textContent) ?? '';
            return { figure: figure.dataset.figure ?? '', label: slider.hasAttribute('data-disabled') ? '' : label, nth };
          }),
        );
        done(all.filter(({ label }) => label));
      }, 500),
    );
  });
  const kinds = new Set<string>();
  return found.flatMap(({ figure, label, nth }) => {
    const name = figure.slice(path.length + 1);
    const kind = `${name} ${label.replace(/\d+/g, '')}`;
    if (kinds.has(kind) || (process.env.FIGURE && process.env.FIGURE !== name)) return [];
    kinds.add(kind);
    return [{ name: `${figure}, ${label}`, figure: name, locator: page.locator(`[data-figure="${figure}"] [role=slider]`).nth(nth) }];
  });
}

const begin = (page: Page, name: string) =>
  page.evaluate((n) => (window as unknown as { __hand: { begin(n: string): void } }).__hand.begin(n), name);
const end = (page: Page) => page.evaluate(() => (window as unknown as { __hand: { end(): Noted } }).__hand.end());

/** Drags it once, and waits until it has been answered. */
async function under(page: Page, cdp: CDPSession, { name, locator }: Slider, moves = MOVES): Promise<Noted> {
  await locator.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await pause(100);
  await calm(page);
  const track = await trackOf(locator);
  await begin(page, name);
  await drag(cdp, track, moves);
  await pause(50);
  return end(page);
}

/** Frames a second under a hand that changes nothing, on a bar before the page: what this machine gives at most. */
async function onNothing(page: Page, cdp: CDPSession): Promise<string> {
  const bar = await page.evaluateHandle(() => {
    const made = document.body.appendChild(document.createElement('div'));
    made.id = 'nothing';
    made.style.cssText = 'position: fixed; left: 720px; top: 450px; width: 400px; height: 24px; touch-action: none; user-select: none';
    return made;
  });
  const { frames, seconds } = await under(page, cdp, { name: 'nothing', figure: '', locator: page.locator('#nothing') });
  await bar.evaluate((made) => made.remove());
  return (frames / seconds).toFixed(0);
}

/** Behind the text, in view wherever the note stands. */
const HELD = 'position: fixed; left: 0; top: 60px; width: 640px; height: 400px; overflow: hidden; z-index: -1; pointer-events: none';

/** Two figures train, held in view behind the text; whoever has come to its end begins anew. */
async function train(page: Page, path: string, names: readonly string[]): Promise<number> {
  return page.evaluate<number>(`(async (wanted) => {
    const press = (figure, word) => [...figure.querySelectorAll('button')].find((button) => button.textContent === word)?.click();
    const figures = [...document.querySelectorAll('[data-figure]')];
    const mine = figures.filter((figure) => wanted.includes(figure.dataset.figure));
    const all = document.querySelectorAll('[data-status=running]').length;
    if (all === mine.length && mine.every((figure) => figure.dataset.status === 'running' && figure.style.position)) return all;
    for (const figure of figures) {
      figure.style.cssText = mine.includes(figure) ? ${JSON.stringify(HELD)} : '';
      const place = figure.closest('[data-fig]'); // which else would hold it, not the window
      if (place) place.style.contain = mine.includes(figure) ? 'none' : '';
      if (figure.dataset.status === 'running' && !mine.includes(figure)) press(figure, 'Pause');
      if (figure.dataset.status === 'done' && mine.includes(figure)) figure.querySelectorAll('[data-dock] button')[2].click();
    }
    await new Promise((done) => setTimeout(done, 400));
    for (const figure of mine) if (figure.dataset.status !== 'running') press(figure, 'Play');
    await new Promise((done) => setTimeout(done, 300));
    return document.querySelectorAll('[data-status=running]').length;
  })(${JSON.stringify(names.map((name) => `${path}.${name}`))})`);
}

for (const [path, [trainers, query]] of Object.entries(PAGES)) {
  if (process.env.PAGE && process.env.PAGE !== path) continue;
  const { page, cdp } = await open(path, query);
  if (process.env.MOUNT !== '0') await read(page, path);
  const asked: Slider[] = [];
  const silent: string[] = [];
  const nothing: string[] = [];
  const alone = await traced(page, async () => {
    const noted = new Map<string, Noted>();
    for (const slider of await slidersOf(page, path)) {
      const first = await under(page, cdp, slider, 6);
      if (first.answered === 0) silent.push(slider.name.slice(path.length + 1));
      else {
        asked.push(slider);
        noted.set(slider.name, await under(page, cdp, slider));
      }
    }
    nothing.push(await onNothing(page, cdp));
    return noted;
  });
  const beside = await traced(page, async () => {
    const noted = new Map<string, Noted & { running: number }>();
    for (const slider of asked) {
      const running = await train(page, path, trainers.filter((name) => name !== slider.figure).slice(0, 2));
      noted.set(slider.name, { ...(await under(page, cdp, slider)), running });
    }
    const running = await train(page, path, trainers.slice(0, 2));
    nothing.push(`${running} in training: ${await onNothing(page, cdp)}`);
    return noted;
  });
  for (const { name } of asked) {
    const work = alone.drags.get(name);
    const said = [alone, beside].map(({ result, drags }) => {
      const { toPicture, frames, pictures, seconds } = result.get(name) as Noted;
      const long = (drags.get(name)?.tasks ?? []).filter(({ clock }) => clock > LONG_MS).map(({ clock }) => clock);
      return `to the picture ${both(toPicture)} ms, ${(frames / seconds).toFixed(0)} frames and ${(pictures / seconds).toFixed(0)} pictures a second, tasks over 50 ms ${long.length}${long.length ? ` (${Math.max(...long).toFixed(0)})` : ''}`;
    });
    if (work)
      console.log(
        `${name}: work ${both(work.work)} ms (page ${both(work.main)}, engine ${both(work.worker)}); ${said[0]}; ${beside.result.get(name)?.running} in training: ${said[1]}`,
      );
  }
  console.log(`${path}, a hand that changes nothing: frames a second ${nothing.join('; ')}`);
  if (silent.length) console.log(`${path}, ask no model: ${silent.join('; ')}`);
  await page.context().close();
}
await browser.close();
await server.close();

/** A lecture: a page as a deck of stages, driven by keys, in both languages. */
import type { Page } from '@playwright/test';
import type { Stage } from '../../app/shell/stages';
import { expect, LANGS, NOTES, test } from './fixtures';
import { presenterOf, shown } from './twoWindows';

const stageOf = (page: Page) => page.locator('[data-stage]').getAttribute('data-stage');
const query = (page: Page) => new URL(page.url()).searchParams;
const stagesOf = async (page: string) => (await import(`../../app/pages/${page}/stages.ts`)).stages as Stage[];

for (const lang of LANGS)
  test(`by keys alone through all pages (${lang})`, async ({ page }) => {
    test.setTimeout(400_000);
    await page.goto(`gan/?lang=${lang}&backend=wasm`);
    await expect(page.locator('h1')).toBeVisible();
    await page.keyboard.press('p');
    for (const note of NOTES) {
      const stages = await stagesOf(note);
      for (const [i, stage] of stages.entries()) {
        const said = page.locator(`[data-stage="${stage.id}"] h1`);
        if (stage.ask) {
          await expect(said).toHaveText(stage.ask.question[lang]);
          await page.keyboard.press('PageDown'); // where one asks, the answer is seen first
        }
        await expect(said).toHaveText(stage.sentence[lang]);
        await expect(shown(page)).toHaveAttribute('data-figure', `${note}.${stage.figure}`);
        expect(query(page).get('lecture')).toBe(String(i + 1));
        const size = await page.locator('[data-stage] h1').evaluate((e) => Number.parseFloat(getComputedStyle(e).fontSize));
        expect(size).toBeGreaterThanOrEqual(28);
        if (note !== 'unet' || i < stages.length - 1) await page.keyboard.press(i % 2 ? 'ArrowRight' : 'PageDown');
      }
    }
    // The last stage of all stays; back over the border between two pages.
    await page.keyboard.press('PageDown');
    expect(await stageOf(page)).toBe((await stagesOf('unet')).at(-1)?.id);
    await page.goto(`vae/?lang=${lang}&backend=wasm&lecture=1`);
    await expect(page.locator('[data-stage]')).toBeVisible();
    await page.keyboard.press('ArrowLeft');
    await expect(page.locator(`[data-stage="${(await stagesOf('gan')).at(-1)?.id}"]`)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('header nav')).toBeVisible();
    expect(query(page).has('lecture')).toBe(false);
  });

test('what was changed on a stage is there again when one comes back, and can be taken back', async ({ page }) => {
  test.slow();
  await page.goto('gan/?lang=en&backend=wasm&lecture=4');
  await expect(page.locator('[data-stage=circle]')).toBeVisible();
  const figure = shown(page);
  await expect(figure).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 60_000 });
  await figure.getByRole('radio', { name: 'alternating' }).check();
  await expect.poll(() => query(page).get('dirac.update')).toBe('alternating');
  // The same figure, in another state; then another figure.
  await page.keyboard.press('PageDown'); // the answer of the first, which asks
  for (const stage of ['damped', 'no-other-dice']) {
    await page.keyboard.press('PageDown');
    await expect(page.locator(`[data-stage=${stage}]`)).toBeVisible();
  }
  await expect.poll(() => query(page).has('dirac.update')).toBe(true);
  for (const stage of ['damped', 'circle']) {
    await page.keyboard.press('PageUp');
    await expect(page.locator(`[data-stage=${stage}]`)).toBeVisible();
  }
  await expect(shown(page).getByRole('radio', { name: 'alternating' })).toBeChecked();
  await page.getByRole('button', { name: 'As planned' }).click();
  await expect(shown(page).getByRole('radio', { name: 'simultaneous' })).toBeChecked();
  await expect(page.getByRole('button', { name: 'As planned' })).toHaveCount(0);
});

test('an address opens its stage, with the state it says', async ({ page }) => {
  await page.goto('gan/?lang=en&backend=cpu&lecture=3&optimal.sigma=1.5');
  await expect(page.locator('[data-stage=optimal]')).toBeVisible();
  expect(query(page).get('optimal.sigma')).toBe('1.5');
  await expect(page.getByRole('button', { name: 'As planned' })).toBeVisible();
});

test('the keys of the deck: space and the full stop for the figure, o, g, b, and a slider keeps its arrows', async ({ page }) => {
  test.slow();
  await page.goto('gan/?lang=en&backend=wasm&lecture=3');
  const figure = shown(page);
  await expect(figure).toHaveAttribute('data-status', /ready|paused/, { timeout: 60_000 });
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press(' ');
  await expect(figure).toHaveAttribute('data-status', 'running');
  await page.keyboard.press('r');
  await expect(figure).toHaveAttribute('data-status', 'ready');
  await page.keyboard.press('.');
  await expect(figure.locator('[data-steps]')).toHaveText('1');
  await page.keyboard.press('PageDown');
  await expect(page.locator('[data-stage=circle]')).toBeVisible();

  await page.keyboard.press('o');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: /min$/ })).toHaveCount((await stagesOf('gan')).length);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-stage=damped]')).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-stage=optimal]')).toBeVisible();
  await page.keyboard.press('b');
  await expect(page.locator('[data-black]')).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.elementFromPoint(300, 300) as Element).backgroundColor)).toBe('rgb(0, 0, 0)');
  await page.keyboard.press('b');
  await expect(page.locator('[data-black]')).toHaveCount(0);

  const slider = shown(page).getByRole('slider').first();
  const before = await slider.getAttribute('aria-valuenow');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(slider).not.toHaveAttribute('aria-valuenow', before ?? '');
  expect(await stageOf(page)).toBe('optimal');
  await page.keyboard.press('PageDown'); // a clicker works wherever the focus is
  await expect(page.locator('[data-stage=circle]')).toBeVisible();
});

const SCREENS = [
  { name: 'projector', width: 1024, height: 768 },
  { name: 'wide', width: 1920, height: 1080 },
] as const;

/** How far the stage's figure reaches beyond its place, the page beyond the window, and the figure's controls out of sight [px]. */
const measured = (page: Page) =>
  page.locator('[data-stage] [data-area]').evaluate((area) => {
    const dock = [...area.querySelectorAll('[data-dock]')].find((e) => e.getClientRects().length > 0)?.getBoundingClientRect();
    return {
      over: area.scrollHeight - area.clientHeight,
      wide: document.documentElement.scrollWidth - innerWidth,
      hidden: dock ? Math.max(0, dock.top + 30 - area.getBoundingClientRect().bottom) : 0,
    };
  });

test("every stage on a projector and on a wide screen, in the projector's colours: nothing beyond the edge, its controls in view, most of them whole where there is room", async ({
  page,
}) => {
  test.setTimeout(800_000);
  const wrong: string[] = [];
  const scrolls = { projector: [] as string[], wide: [] as string[] };
  let all = 0;
  for (const note of NOTES) {
    await page.setViewportSize(SCREENS[0]);
    await page.goto(`${note}/?lang=en&backend=wasm&lecture=1`);
    for (const stage of await stagesOf(note)) {
      all++;
      await expect(page.locator(`[data-stage="${stage.id}"]`)).toBeVisible();
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'projector');
      await expect(shown(page)).toHaveAttribute('data-status', /ready|paused|running|done/, { timeout: 60_000 });
      for (const { name, width, height } of SCREENS) {
        await page.setViewportSize({ width, height });
        await page.waitForTimeout(400);
        let seen = await measured(page);
        // What the stage's figure loads and computes comes in its own time.
        for (let last = -1, i = 0; last !== seen.over && i < 10; i++) {
          last = seen.over;
          await page.waitForTimeout(300);
          seen = await measured(page);
        }
        if (seen.over > 2) scrolls[name].push(`${note} ${stage.id} by ${seen.over}`);
        if (seen.wide > 0 || seen.hidden > 0) wrong.push(`${note} ${stage.id} ${name}: ${JSON.stringify(seen)}`);
        if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${note}-${stage.id}-${width}.png` });
      }
      if (stage.ask) {
        await page.keyboard.press('PageDown');
        await expect(page.locator('[data-ask=seen]')).toBeVisible();
        if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${note}-${stage.id}-seen.png` });
      }
      await page.keyboard.press('PageDown');
    }
  }
  console.log(`${all} stages, these scroll: ${JSON.stringify(scrolls)}`);
  expect(wrong).toEqual([]);
  // On a small picture a large figure scrolls, its letters as large as before.
  expect(scrolls.wide.length).toBeLessThan(all / 2);
});

/** What the stage's figure says: every number and word outside of its charts (whose axes have more ticks where there is more room), and every control. */
const faceOf = (page: Page) =>
  shown(page).evaluate((figure) => {
    const body = figure.querySelector('[data-body]')?.cloneNode(true) as HTMLElement;
    for (const chart of body.querySelectorAll('svg')) chart.remove();
    return {
      figure: figure.getAttribute('data-figure'),
      status: figure.getAttribute('data-status'),
      steps: figure.querySelector('[data-steps]')?.textContent,
      body: body.textContent,
      pictures: [...figure.querySelectorAll('[role=img]')].map((e) => e.ariaLabel),
      controls: [...figure.querySelectorAll('input:checked, select, [role=slider], [role=switch]')].map(
        (e) => `${(e as HTMLInputElement).value ?? ''}${e.ariaValueNow ?? ''}${e.ariaChecked ?? ''}`,
      ),
    };
  });

test('two windows: the presenter’s and the audience’s figure are equal after each of ten actions, and either may be closed', async ({
  page,
  context,
}) => {
  test.setTimeout(300_000);
  await page.goto('gan/?lang=en&backend=wasm&lecture=2');
  const presenter = await presenterOf(page, context);
  // Only one of the two has an engine.
  expect(page.workers().length).toBe(1);
  expect(presenter.workers().length).toBe(0);

  const equal = async (what: string) => {
    await expect(async () => {
      const [here, there] = [await faceOf(page), await faceOf(presenter)];
      expect(here.status, what).not.toMatch(/loading|running/);
      expect(there, what).toEqual(here);
      expect(new URL(presenter.url()).searchParams.get('lecture'), what).toBe(query(page).get('lecture'));
    }).toPass({ timeout: 60_000 });
    return faceOf(page);
  };
  const press = (window: Page, name: string | RegExp) => shown(window).getByRole('button', { name }).first().click();
  const steps = async () => Number((await faceOf(page)).steps?.replaceAll(',', ''));

  await equal('at the beginning');
  await press(presenter, 'One step');
  await expect.poll(steps).toBe(1);
  await equal('1: a step in the presenter’s window');
  await press(page, 'One step');
  await expect.poll(steps).toBe(2);
  await equal('2: a step in the audience’s');
  await press(presenter, 'Play');
  await expect.poll(steps, { timeout: 60_000 }).toBeGreaterThan(30);
  await press(presenter, 'Pause');
  const trained = await equal('3: played and paused');
  expect(trained.body).toMatch(/\d\.\d/);
  const seed = query(page).get('minmax.seed');
  await press(presenter, /^New seed/);
  await expect.poll(() => query(page).get('minmax.seed')).not.toBe(seed);
  await expect.poll(() => new URL(presenter.url()).searchParams.get('minmax.seed')).toBe(query(page).get('minmax.seed'));
  await equal('4: a new seed');
  await shown(presenter).getByLabel('Data').selectOption('moons');
  await expect.poll(() => query(page).get('minmax.data')).toBe('moons');
  await equal('5: other data');
  await press(page, 'One step');
  await equal('6: a step');
  await presenter.keyboard.press('PageDown'); // the stage asks: first the answer, which is a run
  await expect(page.locator('[data-ask=seen]')).toBeVisible();
  await expect(shown(page)).toHaveAttribute('data-status', 'running');
  await press(page, 'Pause');
  await expect(shown(presenter)).toHaveAttribute('data-status', 'paused');
  await presenter.keyboard.press('PageDown');
  await expect(page.locator('[data-stage=optimal]')).toBeVisible();
  await equal('7: the next stage');
  const slider = shown(page).getByRole('slider').first();
  await slider.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await equal('8: a slider, in the audience’s window');
  await page.keyboard.press('PageUp');
  await expect(presenter.locator('[data-stage=value]')).toBeVisible();
  expect((await equal('9: back again, where it was')).controls.join()).toContain('moons');
  await presenter.keyboard.press('b');
  await expect(page.locator('[data-black]')).toBeVisible();
  await presenter.keyboard.press('b');
  await press(presenter, 'Reset, same seed');
  await expect.poll(steps).toBe(0);
  await equal('10: black and back, and reset');

  // A presenter's window that is loaded anew catches up.
  await press(page, 'One step');
  await presenter.reload();
  await expect(shown(presenter)).toHaveAttribute('data-status', 'paused', { timeout: 60_000 });
  expect((await equal('after the presenter’s reload')).steps).toBe('1');
  // The audience's is closed: the presenter's computes, and whoever comes back follows it.
  const state = query(page).get('minmax.data');
  const address = page.url();
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  await page.goto('about:blank');
  await expect(shown(presenter)).toHaveAttribute('data-status', /ready|paused/, { timeout: 120_000 });
  await press(presenter, 'One step');
  await expect(shown(presenter).locator('[data-steps]')).not.toHaveText('0');
  expect(presenter.workers().length).toBe(1);
  await page.goto(address);
  await expect(shown(page)).toHaveAttribute('data-status', /ready|paused/, { timeout: 60_000 });
  await equal('after the audience’s window came back');
  expect(query(page).get('minmax.data')).toBe(state);
  await presenter.close();
  await expect(shown(page)).toHaveAttribute('data-status', /ready|paused/, { timeout: 120_000 });
  await press(page, 'One step');
  await expect(shown(page).locator('[data-steps]')).toHaveText(/^[1-9]/);
});

/** From now on, the stages that are seen in a window, one by one. */
async function stagesPassed(window: Page): Promise<() => Promise<string[]>> {
  await window.evaluate(() => {
    const passed: string[] = [];
    Object.assign(globalThis, { passed });
    const look = () => {
      const id = document.querySelector<HTMLElement>('[data-stage]')?.dataset.stage;
      if (id && passed.at(-1) !== id) passed.push(id);
      requestAnimationFrame(look);
    };
    look();
  });
  return () => window.evaluate(() => (globalThis as unknown as { passed: string[] }).passed);
}

test('two windows that hear each other late come to the same: a slider tapped in one and in both at once, pages turned in both', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  // As on a machine that is busy: what one window says the other hears a third of a second later.
  await context.addInitScript(() => {
    const post = BroadcastChannel.prototype.postMessage;
    BroadcastChannel.prototype.postMessage = function (message) {
      const said = structuredClone(message);
      setTimeout(() => post.call(this, said), 300);
    };
  });
  await page.goto('gan/?lang=en&backend=wasm&lecture=3');
  const presenter = await presenterOf(page, context);
  const read = async (window: Page) => {
    const values = await shown(window)
      .getByRole('slider')
      .evaluateAll((sliders) => sliders.map((slider) => slider.getAttribute('aria-valuenow')));
    return `${await stageOf(window)}: ${values[0] ?? ''}`;
  };
  /** The same in both, and a second later still: a change that goes to and fro between them would have moved on. */
  const settled = async (what: string) => {
    await expect(async () => {
      const said = await read(page);
      expect(await read(presenter), what).toBe(said);
      await page.waitForTimeout(1_000);
      expect([await read(page), await read(presenter)], what).toEqual([said, said]);
    }).toPass({ timeout: 30_000 });
    return read(page);
  };
  const tap = async (window: Page, key: string, times: number) => {
    for (let i = 0; i < times; i++) {
      await shown(window).getByRole('slider').first().press(key);
      await window.waitForTimeout(80);
    }
  };
  const before = Number((await settled('at the beginning')).split(': ')[1]);
  await tap(page, 'ArrowRight', 5);
  const after = Number((await settled('tapped in the audience’s window')).split(': ')[1]);
  expect(after).toBeGreaterThan(before);
  const step = (after - before) / 5;
  await tap(presenter, 'ArrowLeft', 3);
  expect(Number((await settled('in the presenter’s')).split(': ')[1])).toBeCloseTo(after - 3 * step, 6);
  await Promise.all([tap(page, 'ArrowRight', 4), tap(presenter, 'ArrowLeft', 4)]);
  await settled('in both at once');
  await Promise.all([page.keyboard.press('PageUp'), presenter.keyboard.press('PageDown')]);
  await settled('turned both ways at once');
  // Over the border between two pages, and back by the browser's own button.
  await page.keyboard.press('g');
  await page.keyboard.type(String((await stagesOf('gan')).length));
  await page.keyboard.press('Enter');
  const last = await settled('gone to the last stage');
  const [ours, theirs] = [await stagesPassed(page), await stagesPassed(presenter)];
  await presenter.keyboard.press('PageDown');
  await expect(page).toHaveURL(/vae\/?\?/);
  expect(await settled('the next page')).toMatch(/^holes/);
  // No other stage was seen on the way, such as the first of the page that is left.
  for (const passed of [ours, theirs]) expect(new Set(await passed())).toEqual(new Set([last.split(':')[0], 'holes']));
  await page.goBack();
  await expect(page).toHaveURL(/gan\/?\?/);
  expect(await settled('back')).toBe(last);
});

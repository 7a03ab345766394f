/**
 * Every figure of every note: it stands alone under its own address, comes to life, and shows its code and formulas. And a link brings
 * back what was seen: each control is set by hand, the link copied and opened elsewhere; the controls stand where they stood, and every
 * number is the one that was read.
 */
import type { Locator, Page } from '@playwright/test';
import { allFigures } from '../../app/figures';
import type { FigureEntry } from '../../app/shell/manifest';
import { choose, expect, test } from './fixtures';

test.describe.configure({ mode: 'parallel' });

interface Seen {
  readonly controls: Record<string, string>;
  readonly numbers: string[];
}

/** What a reader sees set and reads. Panels of the frame, and how fast it runs, are not the figure's state. */
const look = (figure: Locator): Promise<Seen> =>
  figure.evaluate((element) => {
    const own = (e: Element) => !e.closest('[aria-label="Code"], [aria-label="Formula"]') && !/^Speed/.test(name(e));
    const name = (e: Element): string =>
      (
        e.getAttribute('aria-label') ??
        e
          .getAttribute('aria-labelledby')
          ?.split(' ')
          .map((id) => document.getElementById(id)?.textContent)
          .join(' ') ??
        (e as HTMLInputElement).labels?.[0]?.textContent ??
        ''
      ).trim();
    const controls: Record<string, string> = {};
    // Rows of a table repeat their controls: the second of a name is another.
    const put = (key: string, value: string) => {
      let free = key;
      for (let n = 2; free in controls; n++) free = `${key} #${n}`;
      controls[free] = value;
    };
    for (const e of [...element.querySelectorAll('[role=slider], select, input[type=radio]:checked, [role=switch]')].filter(own)) {
      if (e instanceof HTMLSelectElement) put(name(e), e.value);
      else if (e instanceof HTMLInputElement) {
        const group = e.closest('fieldset');
        put(group ? name(group) : e.name, name(e));
      } else put(name(e), e.getAttribute('aria-valuetext') ?? e.getAttribute('aria-valuenow') ?? e.getAttribute('aria-checked') ?? '');
    }
    // How long something took is another number each time; a dash is none yet.
    const numbers = [...element.querySelectorAll('button[title="Where does this number come from?"]')]
      .map((e) => e.textContent ?? '')
      .filter((words) => !/\d\s*m?s\b|–( m?s)?$/.test(words));
    return { controls, numbers };
  });

const names = async (figure: Locator): Promise<string[]> => Object.keys((await look(figure)).controls);

/** Moves one control, found by its name, to another value. */
async function set(figure: Locator, key: string): Promise<void> {
  const [name, nth = '1'] = key.split(' #');
  const exact = { name, exact: true } as const;
  const n = Number(nth) - 1;
  const slider = figure.getByRole('slider', exact).nth(n);
  if (await slider.count()) {
    const [now, max] = await Promise.all([slider.getAttribute('aria-valuenow'), slider.getAttribute('aria-valuemax')]);
    if ((await slider.getAttribute('data-disabled')) === null)
      for (let i = 0; i < 3; i++) await slider.press(now === max ? 'ArrowLeft' : 'ArrowRight');
    return;
  }
  const list = figure.getByRole('combobox', exact).nth(n);
  if (await list.count()) {
    const [at, count] = await list.evaluate((e) => [(e as HTMLSelectElement).selectedIndex, (e as HTMLSelectElement).options.length]);
    if (await list.isEnabled()) await list.selectOption({ index: (at + 1) % count });
    return;
  }
  const toggle = figure.getByRole('switch', exact).nth(n);
  if (await toggle.count()) {
    if (await toggle.isEnabled()) await toggle.click();
    return;
  }
  const radios = figure.getByRole('group', exact).nth(n).getByRole('radio');
  const count = await radios.count();
  for (let i = 0; i < count; i++)
    if ((await radios.nth(i).isChecked()) && (await radios.nth(i).isEnabled())) return choose(radios.nth((i + 1) % count));
}

async function settled(page: Page, id: string): Promise<Locator> {
  const figure = page.locator(`[data-figure="${id}"]`);
  await expect(figure).toHaveAttribute('data-status', /ready|paused|done/, { timeout: 90_000 });
  await expect(figure.getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 });
  return figure;
}

const openMore = async (figure: Locator): Promise<void> => {
  const more = figure.getByRole('button', { name: 'More', exact: true });
  if ((await more.count()) && (await more.getAttribute('aria-expanded')) === 'false') await more.click();
};

/** Code and formulas beside the picture, and away again. */
async function shows(figure: Locator, { code, formulas }: Pick<FigureEntry, 'code' | 'formulas'>): Promise<void> {
  await expect(figure.getByRole('alert')).toHaveCount(0);
  await expect(figure.locator('h3').first()).not.toBeEmpty();
  // The picture itself, not a symbol on a button.
  await expect(figure.locator('canvas, svg:not(button svg, a svg)')).not.toHaveCount(0);
  await figure.getByRole('button', { name: 'Code', exact: true }).click();
  for (const ref of code) {
    const file = typeof ref === 'string' ? ref : ref.file;
    if (code.length > 1) await figure.getByRole('radio', { name: file }).first().check();
    await expect(figure.getByRole('region', { name: file, exact: true })).toContainText(/export|import/);
  }
  await figure.getByRole('button', { name: 'Code', exact: true }).click();
  if (formulas.length === 0) return;
  await figure.getByRole('button', { name: 'Formula', exact: true }).click();
  const shown = figure.locator('[data-formula]');
  await expect(shown.first()).toBeVisible();
  const ids = await shown.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-formula')));
  expect(formulas).toEqual(expect.arrayContaining(ids));
  await expect(figure.locator('[data-formula] .katex-display')).toHaveCount(ids.length);
  await figure.getByRole('button', { name: 'Formula', exact: true }).click();
}

for (const entry of allFigures) {
  const { id, page: home, name } = entry;
  test(`${id} alone, with code and formulas; a copied link opens the same state`, async ({ page, context }) => {
    test.setTimeout(240_000);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const answer = await page.goto(`embed/${home}/${name}/?lang=en&backend=wasm`);
    expect(answer?.status(), 'a page of its own in the build').toBe(200);
    const figure = await settled(page, id);
    await shows(figure, entry);
    await openMore(figure);
    const before = await look(figure);
    const done = new Set<string>();
    for (let next = (await names(figure))[0]; next !== undefined; next = (await names(figure)).filter((n) => !done.has(n))[0]) {
      done.add(next);
      await set(figure, next);
    }
    await settled(page, id);
    if (done.size > 0) expect((await look(figure)).controls).not.toEqual(before.controls);
    await figure.getByRole('button', { name: 'Copy a link to this state' }).click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(link).hash).toBe(`#${name}`);

    const other = await context.newPage();
    await other.goto(`${link.replace('#', `${new URL(link).search ? '&' : '?'}lang=en&backend=wasm#`)}`);
    const again = await settled(other, id);
    await openMore(again);
    // What is computed after the last change arrives in its own time, here and there: both come to say the same.
    let [here, there]: Seen[] = [before, before];
    let played = false;
    for (let still = 0, i = 0; still < 3 && i < 200; i++) {
      await other.waitForTimeout(300);
      // A run that goes to an end starts by itself, but for readers who want less motion, as here; after a change it follows a moment later.
      const [ended, waits] = [await figure.getAttribute('data-status'), await again.getAttribute('data-status')];
      if (!played && ended === 'done' && waits !== 'done') {
        played = true;
        await again.getByRole('button', { name: 'Play', exact: true }).click();
      }
      const last = JSON.stringify([here, there]);
      [here, there] = await Promise.all([look(figure), look(again)]);
      const same = JSON.stringify(here) === JSON.stringify(there);
      still = same && JSON.stringify([here, there]) === last ? still + 1 : 0;
    }
    expect(there).toEqual(here);
    await expect(again.getByText('The address says')).toHaveCount(0);
  });
}

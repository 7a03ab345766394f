/** A curve heard: off until it is asked for, played in five seconds with the pitch that its values have, or held while the run goes on. */
import type { Page } from '@playwright/test';
import { axe, expect, LANGS, stepsOf, test } from './fixtures';

const WORDS = {
  en: {
    open: 'Hear a curve',
    play: 'Hear it (5 s)',
    live: 'Sound while it runs',
    stop: 'Stop',
    said: /From left \(\S+\) to right \(\S+\)\. The lowest note \(220 Hz\) is (\S+), the highest \(880 Hz\) (\S+)\./,
  },
  zh: {
    open: '听曲线',
    play: '听一遍（5 秒）',
    live: '运行时同步发声',
    stop: '停止',
    said: /从左端（\S+?）到右端（\S+?）。最低音（220 Hz）是 (\S+?)，最高音（880 Hz）是 (\S+?)。/,
  },
} as const;

interface Voice {
  readonly context: AudioContext;
  readonly tone: OscillatorNode;
  /** What an analyser behind the last node hears. */
  readonly ear: AnalyserNode;
  ended: boolean;
}

/** Keeps every voice that is made, with an ear at what goes to the loudspeaker. */
async function withEars(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const voices: Voice[] = [];
    Object.assign(window, { voices });
    const make = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function (this: AudioContext) {
      const tone = make.call(this);
      const ear = this.createAnalyser();
      ear.fftSize = 8192;
      ear.smoothingTimeConstant = 0;
      const voice: Voice = { context: this, tone, ear, ended: false };
      tone.addEventListener('ended', () => {
        voice.ended = true;
      });
      voices.push(voice);
      return tone;
    };
    const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
    AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
      const voice = voices.find(({ context }) => context === this.context);
      if (voice && to === this.context.destination) connect.call(this, voice.ear);
      return connect.call(this, to);
    } as typeof AudioNode.prototype.connect;
  });
}

/** The newest voice: how its context is, the loudest frequency heard now [Hz] and how loud it is [amplitude]. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const { voices } = window as unknown as { voices: Voice[] };
    const voice = voices.at(-1);
    if (!voice) return null;
    const { ear, context, tone, ended } = voice;
    const bins = new Float32Array(ear.frequencyBinCount);
    ear.getFloatFrequencyData(bins);
    const wave = new Float32Array(ear.fftSize);
    ear.getFloatTimeDomainData(wave);
    const best = bins.reduce((at, v, i) => (v > bins[at] ? i : at), 1);
    return {
      voices: voices.length,
      state: context.state,
      at: context.currentTime,
      hz: (best * context.sampleRate) / ear.fftSize,
      loud: Math.max(...wave.map(Math.abs)),
      frequency: tone.frequency.value,
      ended,
    };
  });

for (const lang of LANGS)
  test(`a finished curve is heard from its beginning to its end, by keyboard (${lang})`, async ({ page }) => {
    test.slow();
    const words = WORDS[lang];
    await withEars(page);
    await page.goto(`embed/dalle/train/?lang=${lang}&backend=wasm`);
    const figure = page.locator('[data-figure]');
    await expect(figure).toHaveAttribute('data-status', 'ready', { timeout: 60_000 });
    await figure.focus();
    await page.keyboard.press(' ');
    await expect.poll(() => stepsOf(figure), { timeout: 60_000 }).toBeGreaterThan(30);
    await page.keyboard.press(' ');
    await expect(figure).toHaveAttribute('data-status', 'paused');
    await figure.getByRole('button', { name: words.open }).focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog');
    await expect(panel.getByRole('combobox')).toBeVisible();
    expect(await listen(page)).toBeNull(); // silent until it is asked for
    const [, lo, hi] = words.said.exec((await panel.locator('[data-mapping]').textContent()) ?? '') ?? [];
    expect(Number(lo)).toBeLessThan(Number(hi));
    const { violations } = await axe(page).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/sound-${lang}.png` });

    await panel.getByRole('button', { name: words.play }).focus();
    await page.keyboard.press('Enter');
    await expect(figure).toHaveAttribute('data-sounding', '');
    await expect(panel.getByRole('button', { name: words.stop })).toBeVisible();
    const heard: { at: number; hz: number; loud: number }[] = [];
    await expect
      .poll(
        async () => {
          const now = await listen(page);
          if (now?.state === 'running' && now.loud > 0.05) heard.push(now);
          return now?.state;
        },
        { intervals: [150], timeout: 30_000 },
      )
      .toBe('closed');
    // A loss that falls: from high to low, within the two octaves, for about five seconds.
    expect(heard.length).toBeGreaterThan(5);
    for (const { hz } of heard) {
      expect(hz).toBeGreaterThan(205);
      expect(hz).toBeLessThan(900);
    }
    const third = Math.floor(heard.length / 3);
    const mean = (list: typeof heard) => list.reduce((sum, { hz }) => sum + hz, 0) / list.length;
    expect(mean(heard.slice(0, third))).toBeGreaterThan(1.2 * mean(heard.slice(-third)));
    expect((heard.at(-1)?.at ?? 0) - heard[0].at).toBeGreaterThan(2.5);
    expect((await listen(page))?.ended).toBe(true);
    await expect(figure).not.toHaveAttribute('data-sounding');
    await expect(panel.getByRole('button', { name: words.play })).toBeVisible();
  });

test('while it runs its newest value is held, it is silent when the run rests, and it can be stopped', async ({ page }) => {
  test.slow();
  await withEars(page);
  await page.goto('embed/gan/minmax/?lang=en&backend=wasm');
  const figure = page.locator('[data-figure]');
  await expect(figure).toHaveAttribute('data-status', 'ready', { timeout: 60_000 });
  await figure.getByRole('button', { name: 'Hear a curve' }).click();
  const panel = page.getByRole('dialog');
  const curves = panel.getByRole('combobox');
  await expect(curves).toBeVisible();
  await curves.selectOption({ label: 'Losses · LG' });
  await panel.getByRole('button', { name: 'Sound while it runs' }).click();
  await page.waitForTimeout(800);
  expect((await listen(page))?.loud).toBeLessThan(0.01); // nothing runs yet
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await figure.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(async () => (await listen(page))?.loud, { timeout: 30_000 }).toBeGreaterThan(0.08);
  const now = await listen(page);
  expect(now?.frequency).toBeGreaterThanOrEqual(219);
  expect(now?.frequency).toBeLessThanOrEqual(881);
  await figure.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect.poll(async () => (await listen(page))?.loud, { timeout: 10_000 }).toBeLessThan(0.01);
  expect((await listen(page))?.state).toBe('running');
  // Another is played: one voice at a time.
  await figure.getByRole('button', { name: 'Hear a curve' }).click();
  await panel.getByRole('button', { name: 'Hear it (5 s)' }).click();
  await expect.poll(async () => (await listen(page))?.voices).toBe(2);
  const states = () => page.evaluate(() => (window as unknown as { voices: Voice[] }).voices.map(({ context }) => context.state));
  await expect.poll(states).toEqual(['closed', 'running']);
  await panel.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(states).toEqual(['closed', 'closed']);
});

test('where there is no curve there is nothing to hear', async ({ page }) => {
  await page.goto('embed/vae/arithmetic/?lang=en&backend=wasm');
  await expect(page.locator('[data-figure]')).toHaveAttribute('data-status', /ready|paused|running/, { timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Hear a curve' })).toBeHidden();
  await expect(page.getByRole('button', { name: /Freeze/ })).toBeVisible();
});

test('what one figure’s curve does is not said at another’s', async ({ page }) => {
  test.slow();
  await withEars(page);
  await page.goto('gan/?lang=en&backend=wasm#optimal');
  const panelOf = async (id: string) => {
    const figure = page.locator(`[data-figure="${id}"]`);
    await figure.scrollIntoViewIfNeeded();
    await expect(figure).toHaveAttribute('data-status', /ready|paused/, { timeout: 60_000 });
    await figure.getByRole('button', { name: 'Hear a curve' }).click();
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeVisible();
    return page.getByRole('dialog');
  };
  const first = await panelOf('gan.optimal');
  await first.getByRole('button', { name: 'Sound while it runs' }).click();
  await expect(first.getByRole('button', { name: 'Sound while it runs' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Escape');
  await expect(first).toHaveCount(0);
  const second = await panelOf('gan.dirac');
  for (const name of ['Hear it (5 s)', 'Sound while it runs'])
    await expect(second.getByRole('button', { name })).toHaveAttribute('aria-pressed', 'false');
  await expect(page.locator('[data-figure="gan.optimal"]')).toHaveAttribute('data-sounding', '');
});

/** Chromium (over its own protocol) and Firefox (over WebDriver BiDi), both through puppeteer. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer, { type LaunchOptions } from 'puppeteer-core';
import { installedBrowser } from '../../tools/setup.mjs';
import type { Driver } from './tab';

const SIZE = { width: 1280, height: 900 };

async function launch(options: LaunchOptions): Promise<Driver> {
  const browser = await puppeteer.launch({ headless: true, defaultViewport: SIZE, ...options });
  const page = await browser.newPage();
  let heard: string[] = [];
  page.on('console', (message) => message.type() === 'error' && heard.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => heard.push(`error: ${error instanceof Error ? error.message : error}`));
  const centre = (css: string) => page.$eval(css, (element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  return {
    name: await browser.version(),
    go: async (url) => void (await page.goto(url)),
    evaluate: (run, ...args) => page.evaluate(run as never, ...(args as unknown[] as never[])) as never,
    click: async (css) => {
      await centre(css);
      await page.click(css);
    },
    press: async (css, key) => {
      await centre(css);
      await page.$eval(css, (element) => (element as HTMLElement | SVGElement).focus()); // a slider may be SVG
      await page.keyboard.press(key === ' ' ? 'Space' : key);
    },
    heard: () => {
      const now = heard;
      heard = [];
      return now;
    },
    close: () => browser.close(),
  };
}

export function findFirefox(): string | null {
  if (process.env.FIREFOX_PATH) return process.env.FIREFOX_PATH;
  const places = [
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    join(process.env.PROGRAMFILES ?? 'C:\\', 'Mozilla Firefox', 'firefox.exe'),
    ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => ['firefox', 'firefox-esr'].map((name) => join(folder, name))),
  ];
  return places.find((place) => existsSync(place)) ?? null;
}

/** `prefs`: entries of about:config, such as a coarser clock. */
export const launchFirefox = (executablePath: string, prefs: Record<string, unknown> = {}): Promise<Driver> =>
  launch({ browser: 'firefox', executablePath, extraPrefsFirefox: prefs });

export const findChromium = installedBrowser;

export const launchChromium = (executablePath: string, args: readonly string[] = []): Promise<Driver> =>
  launch({
    executablePath,
    args: [
      ...['--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...args,
    ],
  });

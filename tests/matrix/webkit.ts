/**
 * WebKit, the engine of Safari: WebKitGTK's MiniBrowser over WebDriver, under Xvfb where there is no screen. Linux only (Debian:
 * webkit2gtk-driver, xvfb).
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Builder, By, Capabilities, Key as Keys, type WebDriver } from 'selenium-webdriver';
import { screen } from './screen';
import { type Driver, type Key, pause } from './tab';

const KEYS: Record<Key, string> = {
  ArrowRight: Keys.ARROW_RIGHT,
  ArrowLeft: Keys.ARROW_LEFT,
  Home: Keys.HOME,
  End: Keys.END,
  Enter: Keys.ENTER,
  ' ': Keys.SPACE,
};

const LOAD_MS = 60_000;
/** Longer than anything that a test waits for inside the page: what is slow is for the test to say. */
const SCRIPT_MS = 90_000;
/** A session that is stuck is ended the hard way. */
const QUIT_MS = 5_000;

export interface Webkit {
  readonly driver: string;
  readonly browser: string;
  readonly screen: string;
}

/** Folders in `folder` whose names fit. */
const below = (folder: string, name: RegExp): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((entry) => name.test(entry))
        .map((entry) => join(folder, entry))
    : [];

/** The three programs, or null if one is missing. */
export function findWebkit(): Webkit | null {
  const driver = '/usr/bin/WebKitWebDriver';
  const screen = '/usr/bin/Xvfb';
  const browser = below('/usr/lib', /-linux-/)
    .flatMap((folder) => below(folder, /^webkit2?gtk-/))
    .map((folder) => join(folder, 'MiniBrowser'))
    .filter((path) => existsSync(path))
    .pop();
  return browser && existsSync(driver) && existsSync(screen) ? { driver, browser, screen } : null;
}

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });

async function connect(port: number, browser: string): Promise<WebDriver> {
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] },
  });
  for (let tries = 0; ; tries++) {
    try {
      return await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
    } catch (error) {
      if (tries > 40 || !/ECONNREFUSED/.test(String(error))) throw error;
      await pause(100); // the driver is not listening yet
    }
  }
}

export async function launchWebkit(programs: Webkit): Promise<Driver> {
  const { display, process: xvfb } = await screen(programs.screen);
  const port = await freePort();
  const server = spawn(programs.driver, [`--port=${port}`], {
    stdio: 'ignore',
    detached: true, // a group of its own, so that it ends with the browser that it has started
    // No layers on a graphics card that is not there: Mesa's software rasteriser ends the browser now and then (a fault in its compositor's
    // thread), and a page with many figures takes four times as long.
    env: { ...process.env, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1', GDK_BACKEND: 'x11' },
  });
  const end = () => {
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid);
    xvfb.kill();
  };
  try {
    const web = await connect(port, programs.browser);
    await web.manage().setTimeouts({ script: SCRIPT_MS, pageLoad: LOAD_MS });
    await web.manage().window().setRect({ x: 0, y: 0, width: 1280, height: 1000 });
    const capabilities = await web.getCapabilities();
    const evaluate: Driver['evaluate'] = async (run, ...args) => {
      // The function travels as its source; the answer, or what was thrown, as JSON.
      const body = `const done = arguments[arguments.length - 1]; const args = [...arguments].slice(0, -1);
        Promise.resolve().then(() => (${run})(...args)).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const answer = (await web.executeAsyncScript(body, ...args)) as { value?: unknown; error?: string };
      if (answer.error) throw new Error(answer.error);
      return answer.value as never;
    };
    const centre = (css: string) =>
      evaluate((where: string) => document.querySelector(where)?.scrollIntoView({ block: 'center', behavior: 'instant' }), css);
    return {
      name: `webkitgtk/${capabilities.getBrowserVersion() ?? '?'}`,
      go: async (url) => {
        await evaluate(() => Object.assign(window, { left: true }) && null).catch(() => {});
        await web.get(url);
        // A page that corrects its address while it loads lets the driver answer for the page before.
        const there = () => document.readyState === 'complete' && !('left' in window);
        for (const until = Date.now() + LOAD_MS; !(await evaluate(there).catch(() => false)); await pause(50))
          if (Date.now() > until) throw new Error(`${url} has not come`);
      },
      evaluate,
      click: async (css) => {
        await centre(css);
        await web.findElement(By.css(css)).click();
      },
      press: async (css, key) => {
        await centre(css);
        await evaluate((where: string) => document.querySelector<HTMLElement>(where)?.focus(), css);
        await web.actions().sendKeys(KEYS[key]).perform();
      },
      heard: () => [],
      close: async () => {
        await Promise.race([web.quit().catch(() => {}), pause(QUIT_MS)]);
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

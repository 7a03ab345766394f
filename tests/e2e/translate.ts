/**
 * What a browser's translator does to a page: it takes every text (but code) out of its place and puts two nested font elements there, again and
 * again while the page changes. React goes on writing into the texts it knows; where one of those stands beside elements, it is then no
 * longer in the page: what it says is not seen, and taking it out or putting something before it fails.
 */
import type { Page } from '@playwright/test';

interface Translated {
  /** By the text taken out: what stands in its place, and what it said then. */
  readonly taken: Map<Text, { readonly font: HTMLElement; readonly said: string }>;
  readonly stop: () => void;
}

/** Translates the page as it is now, and whatever comes later, `every` milliseconds. Stops at the next navigation. */
export async function translatePage(page: Page, every = 150): Promise<void> {
  await page.evaluate((ms) => {
    const taken: Translated['taken'] = new Map();
    const pass = () => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text);
      for (const text of texts) {
        const said = text.data;
        if (!said.trim() || text.parentElement?.closest('script, style, noscript, textarea, font, pre')) continue;
        const font = document.createElement('font');
        font.append(document.createElement('font'));
        (font.firstChild as HTMLElement).textContent = said;
        text.replaceWith(font);
        taken.set(text, { font, said });
      }
    };
    pass();
    const timer = setInterval(pass, ms);
    Object.assign(window, { __translated: { taken, stop: () => clearInterval(timer) } satisfies Translated });
  }, every);
}

/** Texts of a translated page that say something else than what is seen: `where: seen → meant`. */
export function staleTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Fiber {
      readonly tag: number;
      readonly memoizedProps: unknown;
      readonly stateNode: unknown;
      readonly child: Fiber | null;
      readonly sibling: Fiber | null;
    }
    const HOST_TEXT = 6;
    const { taken } = (window as unknown as { __translated: Translated }).__translated;
    const container = document.getElementById('root') as unknown as Record<string, { stateNode: { current: Fiber } }>;
    const key = Object.keys(container).find((name) => name.startsWith('__reactContainer$'));
    if (!key) throw new Error('no React root');
    const stale: string[] = [];
    const visit = (fiber: Fiber | null): void => {
      for (let at = fiber; at; at = at.sibling) {
        const entry = at.tag === HOST_TEXT ? taken.get(at.stateNode as Text) : undefined;
        if (entry?.font.isConnected && entry.said !== at.memoizedProps) {
          const path: string[] = [];
          for (let e: Element | null = entry.font.parentElement; e && path.length < 4; e = e.parentElement)
            path.unshift(e.tagName.toLowerCase() + (e.getAttribute('class') ? `.${e.getAttribute('class')}` : ''));
          stale.push(`${path.join(' > ')}: ${entry.said} → ${at.memoizedProps}`);
        }
        visit(at.child);
      }
    };
    visit(container[key].stateNode.current);
    return stale;
  });
}

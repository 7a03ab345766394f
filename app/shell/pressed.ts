/**
 * A button that is pressed while the text of the build stands and no script does yet (a slow line, a slow machine) is pressed again once
 * the app stands: `remember` runs inline in the head (early.ts), `replay` when the app takes that text over (main.tsx).
 */

const nameOf = (button: HTMLElement): string => button.title || button.textContent;

export function remember(): void {
  window.onclick = ({ target }) => {
    const button = (target as Element).closest?.('button');
    if (button) document.documentElement.dataset.pressed = nameOf(button);
  };
}

/** `standing`: the built text where the app replaces it, null where it takes it over. Looks for the same button in its place for five seconds. */
export function replay(standing: Element | null): void {
  const html = document.documentElement;
  const until = performance.now() + 5000;
  // From here on only what is pressed in that text is still to be remembered: the app's own buttons act by themselves.
  const early = window.onclick;
  window.onclick = (event) => {
    if (standing?.contains(event.target as Node)) early?.call(window, event);
  };
  const look = () => {
    if (!standing?.isConnected) {
      window.onclick = null;
      const { pressed } = html.dataset;
      const button = [...document.querySelectorAll('button')].find((b) => nameOf(b) === pressed);
      if (!pressed || button) {
        delete html.dataset.pressed;
        return button?.click();
      }
    }
    if (performance.now() < until) requestAnimationFrame(look);
  };
  look();
}

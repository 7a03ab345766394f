/** A figure in words: the step it is at and its readouts, each with its name, as they stand in the page. */

/** More would not be listened to. */
const MOST = 5;

/** `between` stands between the parts. Readouts without a value yet are left out. */
export function summary(figure: Element, step: string, between: string): string {
  const parts = [step];
  for (const value of figure.querySelectorAll('[data-said=value]')) {
    const number = wordsOf(value);
    const label = value.parentElement?.querySelector('[data-said=label]');
    if (parts.length > MOST) break;
    if (number && !number.startsWith('–')) parts.push(`${label ? wordsOf(label) : ''} ${number}`.trim());
  }
  return parts.join(between);
}

/** Its text; of a formula, what is read aloud and not what is drawn beside it. */
function wordsOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const drawn of copy.querySelectorAll('[aria-hidden=true]')) drawn.remove();
  for (const source of copy.querySelectorAll('annotation')) source.remove();
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

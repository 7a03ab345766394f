/** Two windows that change the same things, and hear of each other's changes as late as you like, come to the same. */
import { afterEach, expect, it, vi } from 'vitest';
import { createRng } from '../../app/data/rng';
import { Order, type Stamp } from '../../app/shell/lecture/order';

afterEach(() => vi.useRealTimers());

/** A window: what it has of each thing, and what it has said that the other has not heard yet, in the order it was said. */
function windowOf(name: string) {
  const order = new Order(name);
  const has = new Map<string, number>();
  const said: { thing: string; value: number; stamp: Stamp }[] = [];
  return {
    has,
    said,
    change: (thing: string, value: number) => {
      has.set(thing, value);
      said.push({ thing, value, stamp: order.mine(thing) });
    },
    hear: ({ thing, value, stamp }: (typeof said)[number]) => order.takes(thing, stamp) && has.set(thing, value),
  };
}

it('come to the same whatever crosses, and to the last change where nothing did', () => {
  vi.useFakeTimers({ now: 1_000 }); // a clock that stands still: only the counting tells earlier from later
  const rng = createRng(7);
  for (let round = 0; round < 200; round++) {
    const [a, b] = [windowOf('a'), windowOf('b')];
    for (let i = 0; i < 30; i++) {
      const [from, to] = rng.uniform() < 0.5 ? [a, b] : [b, a];
      if (rng.uniform() < 0.5) from.change(rng.uniform() < 0.7 ? 'slider' : 'stage', round * 100 + i);
      else if (from.said.length > 0) to.hear(from.said.shift() as (typeof from.said)[number]);
    }
    for (const one of a.said) b.hear(one);
    for (const one of b.said) a.hear(one);
    expect([...a.has].sort(), `round ${round}`).toEqual([...b.has].sort());
    // All has been heard: what is changed now is the last, in both.
    a.said.length = b.said.length = 0;
    b.change('slider', -1);
    for (const one of b.said) a.hear(one);
    expect(a.has.get('slider')).toBe(-1);
  }
});

it('of what neither has changed the older window’s counts; what was changed counts more than what was not', () => {
  const [older, younger] = [new Order('a'), new Order('b')];
  expect(younger.takes('stage', older.of('stage'))).toBe(true);
  expect(older.takes('stage', younger.of('stage'))).toBe(false);
  const changed = younger.mine('slider', 'ink');
  expect(older.takes('slider', changed)).toBe(true);
  expect(older.takes('slider', changed)).toBe(false); // heard twice
  expect(younger.takes('ink', older.of('ink'))).toBe(false);
});

it('a window whose clock is behind still has the last word', () => {
  vi.useFakeTimers({ now: 50_000 });
  const ahead = new Order('a');
  const stamp = ahead.mine('slider');
  vi.setSystemTime(1_000);
  const behind = new Order('b');
  behind.takes('slider', stamp);
  expect(ahead.takes('slider', behind.mine('slider'))).toBe(true);
});

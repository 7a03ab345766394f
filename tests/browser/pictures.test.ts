/** Whose pictures the page takes first while a hand drags. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchHand, whenDrawn } from '../../app/runtime/pictures';

const move = (buttons: number) => window.dispatchEvent(new PointerEvent('pointermove', { buttons }));

describe('the next picture of a run', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'requestAnimationFrame', 'performance'] });
    vi.advanceTimersByTime(10_000); // whatever moved before
    watchHand();
  });
  afterEach(() => vi.useRealTimers());

  /** Frames of a sixtieth of a second until it is taken. */
  const frames = (aside: boolean): number => {
    const taken = vi.fn();
    whenDrawn(taken, aside);
    let n = 0;
    for (; taken.mock.calls.length === 0 && n < 60; n++) vi.advanceTimersByTime(1000 / 60);
    return n;
  };

  it('is taken a frame later while nobody drags', () => {
    expect(frames(true)).toBe(1);
    move(0);
    expect(frames(true)).toBe(1);
    expect(frames(false)).toBe(1);
  });

  it('waits while a hand drags something else, not if the hand may be changing it', () => {
    move(1);
    expect(frames(false)).toBe(1);
    expect(frames(true)).toBe(8);
  });

  it('no longer waits when the hand has rested', () => {
    move(1);
    vi.advanceTimersByTime(1_000);
    expect(frames(true)).toBe(1);
  });
});

/** When views draw: once a frame under a dragging hand, and a canvas only when it shows something else than before. */
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FaceCanvas } from '../../app/viz/FaceCanvas';
import { LatentMap } from '../../app/viz/LatentMap';
import { Plane } from '../../app/viz/Plane';
import { Timeline } from '../../app/viz/Timeline';
import '../../app/shell/theme.css';

let root: ReturnType<typeof createRoot>;
let place: HTMLElement;
beforeEach(() => {
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place);
});
afterEach(() => {
  root.unmount();
  place.remove();
  vi.restoreAllMocks();
  delete document.documentElement.dataset.theme;
});

const show = (view: ReactNode) => flushSync(() => root.render(view));
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

describe('a canvas', () => {
  const plane = (x: number, width = 100) => (
    <Plane
      layers={[{ kind: 'points', points: Float32Array.of(0, 0, x, 0.5), colour: 'data' }]}
      domain={{ x: [-1, 1], y: [-1, 1] }}
      width={width}
      height={100}
      label={`at ${x}`}
    />
  );
  let paints: () => number;
  beforeEach(() => {
    const cleared = vi.spyOn(CanvasRenderingContext2D.prototype, 'clearRect');
    const put = vi.spyOn(CanvasRenderingContext2D.prototype, 'putImageData');
    // The palette reads its colours from a canvas of one pixel.
    const seen = (spy: typeof cleared | typeof put) =>
      (spy.mock.contexts as CanvasRenderingContext2D[]).filter((ctx) => ctx.canvas.isConnected).length;
    paints = () => {
      const count = seen(cleared) + seen(put);
      cleared.mockClear();
      put.mockClear();
      return count;
    };
  });

  it('is painted when its numbers change, not when they come in new objects or its words change', () => {
    show(plane(0.5));
    expect(paints()).toBe(1);
    show(plane(0.5));
    expect(paints()).toBe(0);
    show(plane(0.25));
    expect(paints()).toBe(1);
    show(plane(0.25, 120));
    expect(paints()).toBe(1);
    show(plane(0.5, 120));
    expect(paints()).toBe(1);
  });

  it('is painted when the theme changes', async () => {
    show(plane(0.5));
    paints();
    document.documentElement.dataset.theme = 'dark';
    await vi.waitFor(() => expect(paints()).toBe(1));
  });

  it('is painted again when the browser has lost its picture', () => {
    show(plane(0.5));
    const canvas = place.querySelector('canvas') as HTMLCanvasElement;
    const ctx = canvas.getContext('2d') as CanvasRenderingContext2D;
    const pixels = () => ctx.getImageData(0, 0, canvas.width, canvas.height).data.join();
    const before = pixels();
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    expect(pixels()).not.toBe(before);
    canvas.dispatchEvent(new Event('contextrestored'));
    expect(pixels()).toBe(before);
  });

  it('of a face is painted for another face, and emptied where there is none', () => {
    const face = (grey: number | null) => <FaceCanvas data={grey === null ? null : new Float32Array(768).fill(grey)} width={16} label="" />;
    const alpha = () => place.querySelector('canvas')?.getContext('2d')?.getImageData(3, 3, 1, 1).data[3];
    show(face(0.5));
    show(face(0.5));
    expect(paints()).toBe(1);
    expect(alpha()).toBe(255);
    show(face(null));
    expect(alpha()).toBe(0);
  });

  it('of a plane of codes stays as it is while a place on it moves', () => {
    const map = (x: number) => (
      <LatentMap square={{ x: 0, y: 0, r: 1 }} mosaic={new Float32Array(768)} tiles={1} size={160} at={[x, 0]} label="codes" />
    );
    show(map(0));
    paints();
    show(map(0.5));
    expect(paints()).toBe(0);
    expect(place.querySelector('circle')?.cx.baseVal.value).toBe(120);
  });
});

describe('a dragging hand', () => {
  const slide = async () => {
    for (let i = 0; i < 2; i++) await painted(); // whatever a hand did before
    const change = vi.fn();
    show(<Timeline value={0} min={0} max={100} width={148} onChange={change} label="t" />);
    const axis = place.querySelector('svg') as SVGSVGElement;
    const { left, top } = axis.getBoundingClientRect();
    const point = (type: string, share: number) =>
      axis.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          cancelable: true,
          pointerId: 1,
          buttons: 1,
          clientX: left + 24 + share,
          clientY: top + 20,
        }),
      );
    return { change, axis, point };
  };

  it('changes a figure at once, and once a frame after that, to where it is by then', async () => {
    const { change, point } = await slide();
    for (const share of [10, 20, 30]) point('pointermove', share);
    expect(change.mock.calls).toEqual([[10]]);
    await painted();
    expect(change.mock.calls).toEqual([[10], [30]]);
    point('pointermove', 50); // 30 has yet to be painted
    expect(change).toHaveBeenCalledTimes(2);
    await painted();
    expect(change.mock.calls).toEqual([[10], [30], [50]]);
    await painted();
    expect(change).toHaveBeenCalledTimes(3);
    point('pointermove', 60);
    expect(change).toHaveBeenLastCalledWith(60);
  });

  it('that lets go leaves nothing for later', async () => {
    const { change, point } = await slide();
    for (const share of [40, 70]) point('pointermove', share);
    point('pointerup', 70);
    expect(change.mock.calls).toEqual([[40], [70]]);
    await painted();
    expect(change).toHaveBeenCalledTimes(2);
  });

  it('on the keys is followed at once, and nothing older comes after', async () => {
    const { change, axis, point } = await slide();
    for (const share of [40, 70]) point('pointermove', share);
    axis.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    expect(change.mock.calls).toEqual([[40], [1]]);
    await painted();
    expect(change).toHaveBeenCalledTimes(2);
  });
});

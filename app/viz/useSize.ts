/** The size of an element's content box in CSS pixels, as it changes. */
import { useCallback, useRef, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * `const [ref, { width }] = useSize<HTMLDivElement>()`: put `ref` on the element to be measured.
 * Until it is measured the size is `initial` (0 × 0 unless told), whole pixels after that.
 */
export function useSize<E extends Element>(initial: Size = { width: 0, height: 0 }): [(element: E | null) => void, Size] {
  const [size, setSize] = useState<Size>(initial);
  const observer = useRef<ResizeObserver | null>(null);
  const ref = useCallback((element: E | null) => {
    observer.current?.disconnect();
    observer.current = null;
    if (!element) return;
    observer.current = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry.contentRect.width);
      const height = Math.floor(entry.contentRect.height);
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    });
    observer.current.observe(element);
  }, []);
  return [ref, size];
}

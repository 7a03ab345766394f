/** Whether an element has come into view yet: `const [ref, seen] = useSeen()`. What is below the view need not be made before. */
import { useCallback, useRef, useState } from 'react';

export function useSeen(): [(element: Element | null) => void, boolean] {
  const [seen, setSeen] = useState(false);
  const observer = useRef<IntersectionObserver | null>(null);
  const ref = useCallback((element: Element | null) => {
    observer.current?.disconnect();
    observer.current = null;
    if (!element) return;
    observer.current = new IntersectionObserver((entries, self) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      self.disconnect();
      setSeen(true);
    });
    observer.current.observe(element);
  }, []);
  return [ref, seen];
}

/** Where pop-ups go: into the element shown full screen, if there is one (nothing outside it is visible), else the page. */
import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void) => {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
};
const read = () => document.fullscreenElement as HTMLElement | null;

export const usePortal = (): HTMLElement | undefined => useSyncExternalStore(subscribe, read) ?? undefined;

/** A figure where it is shown: in a note, alone, or on a page of its own. Suspends while its code arrives. */
import type { ReactNode } from 'react';
import { LabPlace } from '../store/place';
import { FigureContext } from './context';
import type { FigureEntry } from './manifest';

/** `children`: the figure itself, where it is at hand already. */
export function ShowFigure({ figure, children }: { readonly figure: FigureEntry; readonly children?: ReactNode }) {
  return (
    <FigureContext value={figure}>
      <LabPlace value={figure.id}>{children ?? <figure.Component />}</LabPlace>
    </FigureContext>
  );
}

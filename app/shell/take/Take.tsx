/** What else a figure can be taken away as: a film of its steps or along its time, and its network in training; and the way back in for what it wrote. Opened from the figure's tools. */
import type { RefObject } from 'react';
import type { FigureLab } from '../types';
import { axisOf } from './film';
import { TakeBack } from './TakeBack';
import { TakeFilm } from './TakeFilm';
import { TakeModel } from './TakeModel';

interface Props {
  readonly id: string;
  readonly figure: RefObject<HTMLElement | null>;
  readonly run: (() => FigureLab | null) | null;
  /** Says something at the figure's tools, where it is read with the menu closed. */
  readonly say: (words: string) => void;
}

export default function Take({ id, figure, run, say }: Props) {
  const lab = run?.();
  const moves = lab?.canPlay ?? false;
  return (
    <>
      {(moves || (figure.current && axisOf(figure.current))) && <TakeFilm id={id} figure={figure} run={moves ? run : null} say={say} />}
      {run && moves && lab?.canSave && <TakeModel id={id} run={run} />}
      <TakeBack id={id} run={run} />
    </>
  );
}

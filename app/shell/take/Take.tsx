/** What else a figure's run can be taken away as: its network. Opened from the figure's tools. */
import type { FigureLab } from '../types';
import { TakeModel } from './TakeModel';

interface Props {
  readonly id: string;
  readonly run: () => FigureLab | null;
}

export default function Take({ id, run }: Props) {
  const lab = run();
  if (!lab?.canPlay) return null;
  return lab.canSave && <TakeModel id={id} run={run} />;
}

/** The axis of t that figures about diffusion hang on: as wide as there is room, with its name at the end. */
import { Timeline, type TimelineProps } from '../viz/Timeline';
import { Sized } from './layout';

/** Steps of the schedule that all pages share. */
const T = 1_000;

interface Props extends Pick<TimelineProps, 'label' | 'onChange' | 'reversed' | 'marks' | 'reached' | 'colour'> {
  readonly t: number;
  /** The first step that makes sense; 0 is the clean picture. */
  readonly from?: 0 | 1;
  /** What the figure calls this time. */
  readonly name?: string;
}

export function TimeAxis({ t, from = 0, name = 't', ...rest }: Props) {
  return (
    <Sized>
      {(width) => <Timeline {...rest} value={t} min={from} max={T} width={width} name={name} valueText={`${name} = ${t}`} ticks={10} />}
    </Sized>
  );
}

/** Of a figure that trains: on faces, or on the pictures that the reader keeps on this device; and how near to these what it paints comes. */
import type { Near } from '../../data/faces/ownSet';
import { useText } from '../../i18n';
import { Choice, NumberReadout } from '../controls';
import { OwnSet } from './OwnSet';
import { setWords } from './setWords';

export type Trained = 'faces' | 'own';

interface Props {
  readonly on: Trained;
  /** How many pictures there are. */
  readonly count: number;
  readonly onChange: (on: Trained) => void;
}

export function TrainOn({ on, count, onChange }: Props) {
  const t = useText(setWords);
  return (
    <>
      <Choice
        label={t.on}
        value={on}
        options={(['faces', 'own'] as const).map((value) => ({ value, label: t.ons[value] }))}
        onChange={onChange}
      />
      {on === 'own' && <OwnSet count={count} />}
    </>
  );
}

/** @param of how many that were painted are looked at */
export function NearReadouts({ near, of }: { readonly near: Near; readonly of: number }) {
  const t = useText(setWords);
  return (['own', 'faces'] as const).map((key) => (
    <NumberReadout
      key={key}
      label={t.near[key]}
      value={near[key]}
      formula={{ note: t.nearNote(of, near.n), fn: 'data/faces/ownSet.ts#nearestOf' }}
    />
  ));
}

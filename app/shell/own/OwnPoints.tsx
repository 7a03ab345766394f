/** The button that opens the way in for points of the reader's own. What reads them comes with the first opening. */
import { Suspense } from 'react';
import { useText } from '../../i18n';
import controls from '../controls.module.css';
import tools from '../FigureTools.module.css';
import { lazy } from '../lazy';
import { Pop } from '../Pop';
import { doors } from './OwnDoors';

const PointsPanel = lazy(() => import('./PointsPanel'));

interface Props {
  /** The drawing now, as the address has it. */
  readonly drawn: string;
  readonly onTake: (drawn: string) => void;
}

export function OwnPoints({ drawn, onTake }: Props) {
  const t = useText(doors);
  return (
    <Pop button={t.fromFile} buttonClass={controls.button} name={t.pointsTitle} className={tools.panel} onNear={PointsPanel.preload}>
      {() => (
        <Suspense fallback={<p>{t.reading}</p>}>
          <PointsPanel drawn={drawn} onTake={onTake} />
        </Suspense>
      )}
    </Pop>
  );
}

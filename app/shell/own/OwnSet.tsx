/** The button that opens the reader's own pictures as a set to train on. What reads them comes with the first opening. */
import { Suspense } from 'react';
import { useText } from '../../i18n';
import controls from '../controls.module.css';
import tools from '../FigureTools.module.css';
import { lazy } from '../lazy';
import { Pop } from '../Pop';
import { doors } from './OwnDoors';

const SetPanel = lazy(() => import('./SetPanel'));

export function OwnSet({ count }: { readonly count: number }) {
  const t = useText(doors);
  return (
    <Pop button={t.pictures(count)} buttonClass={controls.button} name={t.picturesTitle} className={tools.panel} onNear={SetPanel.preload}>
      {() => (
        <Suspense fallback={<p>{t.reading}</p>}>
          <SetPanel />
        </Suspense>
      )}
    </Pop>
  );
}

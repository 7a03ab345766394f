/** A picture of the reader's own in a face's place: the button that opens the way in, the field of the address, and the picture itself. */
import { Suspense } from 'react';
import { isPicture, PICTURE_LETTERS } from '../../data/faces/pictureText';
import { useText } from '../../i18n';
import { text as field } from '../../store/url';
import controls from '../controls.module.css';
import tools from '../FigureTools.module.css';
import { lazy } from '../lazy';
import { Pop } from '../Pop';
import { doors } from './OwnDoors';

const FacePanel = lazy(() => import('./FacePanel'));

/** The address's field for it: empty, or a picture at 64 levels a channel. */
export const ownFace = () => field({ default: '', max: PICTURE_LETTERS, check: (given) => given === '' || isPicture(given) });

interface Props {
  readonly own: string;
  readonly onTake: (own: string) => void;
}

export function OwnFace({ own, onTake }: Props) {
  const t = useText(doors);
  return (
    <Pop button={t.picture} buttonClass={controls.button} name={t.pictureTitle} className={tools.panel} onNear={FacePanel.preload}>
      {() => (
        <Suspense fallback={<p>{t.reading}</p>}>
          <FacePanel own={own} onTake={onTake} />
        </Suspense>
      )}
    </Pop>
  );
}

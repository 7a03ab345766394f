/** The figure of a stage, as large as there is room; those of other stages stand hidden, as they were left. */
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { LabWaits } from '../../store/place';
import { HandContext } from '../../viz/hand';
import { LetterSizeContext } from '../../viz/letterSize';
import { Boundary } from '../Boundary';
import { BoardContext, FREEZING } from '../board/boards';
import { PageContext } from '../context';
import { ShowFigure } from '../ShowFigure';
import { change } from './asks';
import styles from './Lecture.module.css';
import { isPresenter, useSession } from './session';
import { useAnswer, useDrawing } from './useAsk';
import type { Deck } from './useDeck';
import { useFit } from './useFit';

export function StageView({ deck }: { readonly deck: Deck }) {
  const area = useRef<HTMLDivElement>(null);
  const { page, figures, stage, standing } = deck;
  const role = useSession((s) => s.role);
  const [large, setLarge] = useState<HTMLDivElement | null>(null);
  const hand = useDrawing(deck, large);
  const asking = !useAnswer(deck).seen && stage.ask?.play === true;
  const info = useMemo(() => ({ page, embedded: true }), [page]);
  const letters = useSyncExternalStore(onResize, lettersOfHall, () => 0);
  useFit(area, `${page}/${stage.id}`);
  // The figure has the keys, as long as nothing else was given the focus.
  useEffect(() => {
    const figure = area.current?.querySelector<HTMLElement>(`[data-figure="${page}.${stage.figure}"]`);
    if (figure && (document.activeElement === document.body || document.activeElement?.closest('[hidden]')))
      figure.focus({ preventScroll: true });
  }, [page, stage]);
  const lifted = hand?.place != null;
  useEffect(() => {
    if (!lifted) return;
    const figures = area.current;
    const onFreezing = (event: Event) => {
      event.preventDefault();
      change(deck.key, { lifted: false });
    };
    figures?.addEventListener(FREEZING, onFreezing);
    return () => figures?.removeEventListener(FREEZING, onFreezing);
  }, [lifted, deck.key]);
  return (
    <PageContext value={info}>
      <div className={styles.stand}>
        <div className={styles.area} ref={area} data-area>
          <div className={styles.room}>
            {(role ? standing : []).map((name) => (
              // Who computes has been settled before a figure stands; when that changes, it stands anew.
              <div key={`${role} ${name}`} hidden={name !== stage.figure} data-standing={name}>
                <Boundary>
                  <HandContext value={name === stage.figure ? hand : null}>
                    <BoardContext value={name === stage.figure ? deck.key : null}>
                      <LabWaits value={name === stage.figure && asking}>
                        <LetterSizeContext value={letters}>
                          <ShowFigure figure={figures[name]} />
                        </LetterSizeContext>
                      </LabWaits>
                    </BoardContext>
                  </HandContext>
                </Boundary>
              </div>
            ))}
          </div>
        </div>
        {hand && <div className={styles.large} ref={setLarge} hidden={!hand.place} data-large />}
      </div>
    </PageContext>
  );
}

/** Numbers at an axis [px]: 18 in a window 900 px high. The presenter sits before theirs. */
const lettersOfHall = (): number => (isPresenter() ? 0 : Math.round(Math.min(window.innerWidth, window.innerHeight) / 50));

function onResize(changed: () => void): () => void {
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
}

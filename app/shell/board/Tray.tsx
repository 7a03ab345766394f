/** Pens, eraser and magnifier, in the place of the figure's controls, which rest while its picture is frozen. */
import { type RefObject, useLayoutEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useText } from '../../i18n';
import { Line } from '../icons';
import styles from './Board.module.css';
import { PENS, useBoards } from './boards';
import { choosePen, clear, undo, ZOOM, zoomBy } from './ink';
import { text } from './text';
import { swap } from './useBoardKeys';

/** Drawn as the frame's are. */
const ICONS = {
  eraser: 'M8.500 15.500 3.500 10.500l7-7 6 6-6 6zM7 7l6 6M8 15.500h8.500',
  undo: 'M4.500 7.500h7a4 4 0 0 1 0 8H7M7.500 4.500l-3 3 3 3',
  clear: 'M4 6h12M8 6V3.500h4V6M5.500 6l.8 10.500h7.400L14.500 6M8.500 9v5M11.500 9v5',
  lens: 'M8.500 3.500a5 5 0 1 0 .01 0M12.200 12.200l4.300 4.300',
  minus: 'M5 10h10',
  plus: 'M5 10h10M10 5v10',
  camera: 'M3 6.500h3l1.500-2h5l1.500 2h3V16H3zM10 8.200a2.800 2.800 0 1 0 .01 0',
  live: 'M4.500 10a5.500 5.500 0 1 0 1.800-4.100M4.500 3.500v3.400H8M8.500 7.500v5l4-2.500z',
} as const;

interface Props {
  readonly id: string;
  readonly figure: RefObject<HTMLElement | null>;
  readonly leave: () => void;
  readonly anew: () => void;
}

export function Tray({ id, figure, leave, anew }: Props) {
  const t = useText(text);
  const { picture, tool, colour, strokes, past, lens } = useBoards((boards) => boards[id]);
  const [dock, setDock] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => {
    setDock(figure.current?.querySelector<HTMLElement>('[data-dock]') ?? figure.current);
  }, [figure]);
  if (!dock) return null;
  const button = (label: string, icon: keyof typeof ICONS, key: string, act: () => void, pressed?: boolean, off?: boolean) => (
    <button
      type="button"
      className={styles.tool}
      aria-label={label}
      title={`${label} (${key})`}
      aria-pressed={pressed}
      disabled={off}
      onClick={act}
    >
      <Line path={ICONS[icon]} />
    </button>
  );
  const zoom = lens.zoom.toFixed(1);
  return createPortal(
    <div className={styles.tray} role="toolbar" aria-label={t.bar} data-tray>
      <span className={styles.group}>
        {PENS.map((name, i) => (
          <button
            key={name}
            type="button"
            className={styles.pen}
            aria-label={t.pens[name]}
            title={`${t.pens[name]} (${i + 1})`}
            aria-pressed={tool === 'pen' && colour === name}
            onClick={() => choosePen(id, name)}
          >
            <i style={{ background: picture.colours[name] }} />
          </button>
        ))}
        {button(t.eraser, 'eraser', 'e', () => swap(id, 'eraser'), tool === 'eraser')}
        {button(t.undo, 'undo', 'z', () => undo(id), undefined, past.length === 0)}
        {button(t.clear, 'clear', 'c', () => clear(id), undefined, strokes.length === 0)}
      </span>
      <span className={styles.group}>
        {button(t.lens, 'lens', 'm', () => swap(id, 'lens'), tool === 'lens')}
        {tool === 'lens' && (
          <>
            {button(t.less, 'minus', '−', () => zoomBy(id, 1 / 1.25), undefined, lens.zoom <= ZOOM.least)}
            <span className={styles.zoom}>{t.times(zoom)}</span>
            {button(t.more, 'plus', '+', () => zoomBy(id, 1.25), undefined, lens.zoom >= ZOOM.most)}
          </>
        )}
      </span>
      <span className={styles.said} role="status">
        {t.frozen(picture.step === null ? null : picture.step.toLocaleString('en'))}
      </span>
      <span className={styles.group}>
        {button(t.anew, 'camera', 't', anew)}
        <button type="button" className={styles.leave} title={`${t.leave} (Esc)`} onClick={leave}>
          <Line path={ICONS.live} /> <span>{t.leave}</span>
        </button>
      </span>
    </div>,
    dock,
  );
}

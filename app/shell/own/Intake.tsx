/** Where a file of the reader's comes in: chosen, dropped, or pasted anywhere in the panel around it. */
import { type ClipboardEvent, type DragEvent, type ReactNode, useId, useState } from 'react';
import { useText } from '../../i18n';
import panel from '../PresetPanel.module.css';
import styles from './Own.module.css';
import { text } from './text';

interface Props {
  /** As `accept` of a file input. */
  readonly accept: string;
  readonly onFile: (file: File) => void;
  /** Pasted text, where text will do. */
  readonly onText?: (given: string) => void;
  readonly children: ReactNode;
}

export function Intake({ accept, onFile, onText, children }: Props) {
  const t = useText(text);
  const id = useId();
  const [over, setOver] = useState(false);
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };
  const drop = (event: DragEvent) => {
    drag(false)(event);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
    else onText?.(event.dataTransfer.getData('text/plain'));
  };
  const paste = (event: ClipboardEvent) => {
    const [file] = event.clipboardData.files;
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (!file && (typing || !onText)) return;
    event.preventDefault();
    if (file) onFile(file);
    else onText?.(event.clipboardData.getData('text/plain'));
  };
  return (
    <div className={`${panel.preset} ${styles.own}`} onPaste={paste} data-keys>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the input inside is what is reached by keyboard */}
      <div className={styles.drop} data-over={over || undefined} onDragOver={drag(true)} onDragLeave={drag(false)} onDrop={drop}>
        <span>{t.drop}</span>{' '}
        <label htmlFor={id} className={styles.choose}>
          {t.choose}
        </label>
        <input
          id={id}
          type="file"
          accept={accept}
          className="visually-hidden"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = ''; // the same file may be chosen again
            if (file) onFile(file);
          }}
        />
      </div>
      {children}
      <p className={styles.private}>{t.private}</p>
    </div>
  );
}

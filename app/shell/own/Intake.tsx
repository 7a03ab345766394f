/** Where a file of the reader's comes in: chosen, dropped, or pasted anywhere in the panel around it. */
import { type ClipboardEvent, type DragEvent, type ReactNode, useId, useState } from 'react';
import { useText } from '../../i18n';
import panel from '../PresetPanel.module.css';
import styles from './Own.module.css';
import { text } from './text';

interface Props {
  /** As `accept` of a file input. */
  readonly accept: string;
  /** One file, or all that are given at once. */
  readonly onFile?: (file: File) => void;
  readonly onFiles?: (files: readonly File[]) => void;
  readonly multiple?: boolean;
  /** Pasted text, where text will do. */
  readonly onText?: (given: string) => void;
  readonly children: ReactNode;
}

export function Intake({ accept, onFile, onFiles, multiple, onText, children }: Props) {
  const t = useText(text);
  const id = useId();
  const [over, setOver] = useState(false);
  /** Whether there were any. */
  const take = (given: FileList | null): boolean => {
    const files = [...(given ?? [])];
    if (files.length === 0) return false;
    onFile?.(files[0]);
    onFiles?.(files);
    return true;
  };
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };
  const drop = (event: DragEvent) => {
    drag(false)(event);
    if (!take(event.dataTransfer.files)) onText?.(event.dataTransfer.getData('text/plain'));
  };
  const paste = (event: ClipboardEvent) => {
    const file = event.clipboardData.files.length > 0;
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
    if (!file && (typing || !onText)) return;
    event.preventDefault();
    if (!take(event.clipboardData.files)) onText?.(event.clipboardData.getData('text/plain'));
  };
  return (
    <div className={`${panel.preset} ${styles.own}`} onPaste={paste} data-keys>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the input inside is what is reached by keyboard */}
      <div className={styles.drop} data-over={over || undefined} onDragOver={drag(true)} onDragLeave={drag(false)} onDrop={drop}>
        <span>{t.drop}</span>{' '}
        <label htmlFor={id} className={styles.choose}>
          {multiple ? t.chooseMany : t.choose}
        </label>
        <input
          id={id}
          type="file"
          accept={accept}
          multiple={multiple}
          className="visually-hidden"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = ''; // the same file may be chosen again
          }}
        />
      </div>
      {children}
      <p className={styles.private}>{t.private}</p>
    </div>
  );
}

/** Where a lecture begins: the button at the head of a note, and the key `p`. */
import { useEffect } from 'react';
import { useText } from '../../i18n';
import { Icon } from '../icons';
import { text } from '../text';
import styles from './LectureDoor.module.css';
import { setStage } from './lectureState';

export function LectureDoor() {
  const t = useText(text);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== 'p') return;
      if ((event.target as Element).closest?.('input, textarea, select, [contenteditable], [role=dialog]')) return;
      event.preventDefault();
      setStage(1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <button type="button" className={styles.door} onClick={() => setStage(1)}>
      <Icon name="lecture" />
      <span>{t.lecture}</span>
    </button>
  );
}

/** What of one kind is kept on this device: taken up again, renamed, deleted; and a place to keep what is there now. */
import { type ReactNode, useEffect, useState } from 'react';
import { sentenceOf } from '../../data/refused';
import { useLang, useText } from '../../i18n';
import { type Kept, keep, list, MAX_NAME, remove, rename, useKept } from './kept';
import styles from './Own.module.css';
import { text } from './text';

interface Props {
  readonly kind: Kept['kind'];
  /** What would be kept, '' where there is nothing. */
  readonly now: string;
  /** Left out where all of them are in use. */
  readonly onTake?: (thing: Kept) => void;
  readonly preview?: (thing: Kept) => ReactNode;
}

export function KeptList({ kind, now, onTake, preview }: Props) {
  const t = useText(text);
  const lang = useLang();
  const { things, problem } = useKept();
  const [name, setName] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => void list(), []);
  const attempt = async (work: () => Promise<void>, done = '') => {
    try {
      await work();
      setSaid(done);
    } catch (error) {
      setSaid(sentenceOf(error, { en: text.en.failed, zh: text.zh.failed })[lang]);
    }
  };
  const own = things.filter((thing) => thing.kind === kind);
  return (
    <fieldset className={styles.kept} data-kept={kind}>
      <legend>{t.kept}</legend>
      {now !== '' && (
        <form
          className={styles.keep}
          onSubmit={(event) => {
            event.preventDefault();
            void attempt(() => keep({ kind, name, value: now }), t.keptNow(name.trim()));
          }}
        >
          <input
            type="text"
            aria-label={t.name}
            placeholder={t.name}
            maxLength={MAX_NAME}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit">{t.keep}</button>
        </form>
      )}
      {own.length === 0 && !problem && <p className={styles.quiet}>{t.nothingKept}</p>}
      <ul>
        {own.map((thing) => (
          <li key={thing.id}>
            {preview?.(thing)}
            <input
              type="text"
              aria-label={t.rename(thing.name)}
              defaultValue={thing.name}
              maxLength={MAX_NAME}
              onBlur={(event) => event.target.value.trim() !== thing.name && void attempt(() => rename(thing.id, event.target.value))}
            />
            {onTake && (
              <button type="button" onClick={() => onTake(thing)}>
                {t.open}
              </button>
            )}
            <button
              type="button"
              aria-label={t.remove(thing.name)}
              title={t.remove(thing.name)}
              onClick={() => void attempt(() => remove(thing.id))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <p className={styles.said} role="status">
        {said ?? problem?.text[lang]}
      </p>
    </fieldset>
  );
}

/** What the reader wishes for: typed in words, or added and taken away attribute by attribute. */
import { useEffect, useState } from 'react';
import { readCaption } from '../../data/faces';
import { useLang, useText } from '../../i18n';
import { layout } from '../../shell/layout';
import { text } from './text/guidance';
import styles from './unet.module.css';
import { everyClass, readWish, writeWish } from './wish';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (wish: string) => void;
  /** Without the line to type on. */
  readonly short?: boolean;
}

export function Wish({ label, value, onChange, short }: Props) {
  const t = useText(text);
  const lang = useLang();
  const choice = readWish(value) ?? {};
  const [typed, setTyped] = useState('');
  const [composing, setComposing] = useState(false);
  const reading = typed && !composing ? readCaption(typed, lang) : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows what is typed, not what it leads to
  useEffect(() => {
    if (reading && Object.keys(reading.choice).length > 0) onChange(writeWish(reading.choice));
  }, [typed, composing]);

  return (
    <div className={styles.wish} role="group" aria-label={label}>
      <span className={styles.between}>{label}</span>
      {!short && (
        <input
          type="text"
          value={typed}
          maxLength={200}
          placeholder={t.wishHelp}
          aria-label={label}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {everyClass(lang).flatMap(({ key, name, classes }) => {
        const chosen = choice[key];
        if (chosen === undefined) return [];
        const words = `${name}${lang === 'zh' ? '：' : ': '}${classes[chosen].name}`;
        return [
          <button
            key={key}
            type="button"
            className={styles.chip}
            aria-label={t.remove(words)}
            onClick={() => {
              setTyped('');
              onChange(writeWish({ ...choice, [key]: undefined }));
            }}
          >
            <span>{words}</span> <span aria-hidden="true">×</span>
          </button>,
        ];
      })}
      <select
        value=""
        aria-label={`${label}: ${t.add}`}
        onChange={(event) => {
          const [key, k] = event.target.value.split('.');
          setTyped('');
          onChange(writeWish({ ...choice, [key]: Number(k) }));
        }}
      >
        <option value="">{t.add}</option>
        {everyClass(lang).map(({ key, name, classes }) => (
          <optgroup key={key} label={name}>
            {classes.map((c) => (
              <option key={c.value} value={`${key}.${c.value}`}>
                {c.name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {reading && reading.unknown.length > 0 && <span className={layout.words}>{t.unknown(reading.unknown.join(', '))}</span>}
    </div>
  );
}

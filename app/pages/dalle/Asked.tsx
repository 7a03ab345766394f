/** What a prompt names, attribute by attribute, against what the classifier reads in its picture; and what else there is to say of it. */
import { ATTRIBUTE_KEYS, ATTRIBUTES } from '../../data/faces';
import { useLang, useText } from '../../i18n';
import type { StreamFrame } from '../../runtime/programs/dalle/stream';
import styles from './dalle.module.css';
import { checked, remarksOn } from './prompts';
import { text } from './text/stream';

export function Asked({ prompt, frame, index }: { readonly prompt: string; readonly frame: StreamFrame; readonly index: number }) {
  const t = useText(text);
  const lang = useLang();
  const remarks = remarksOn(prompt);
  const list = checked(remarks.choice, frame.classes, index * 10);
  const read = frame.texts[index];
  const name = (key: (typeof ATTRIBUTE_KEYS)[number]) => ATTRIBUTES[ATTRIBUTE_KEYS.indexOf(key)];
  const says = [
    remarks.empty ? t.remarks.empty : list.length === 0 ? t.remarks.nothing : '',
    remarks.unknown.length > 0 ? t.remarks.unknown(remarks.unknown.slice(0, 4).join(lang === 'zh' ? '、' : ', ')) : '',
    ...remarks.contradictions.map((key) => t.remarks.contradiction(name(key)[lang])),
    read.kept < read.tokens.length ? t.remarks.cut(read.kept, read.tokens.length) : '',
    remarks.unseenPairs > 0 ? t.remarks.unseen : '',
  ].filter(Boolean);
  return (
    <div className={styles.asked} data-asked={index}>
      <ul>
        {list.map(({ key, asked, found, kept }) => (
          <li key={key} data-kept={kept}>
            <span aria-hidden="true">{kept ? '✓' : '✗'}</span> <span>{t.asked(name(key)[lang], name(key).classes[asked][lang])}</span>
            {!kept && <small>{` (${t.shows(name(key).classes[found][lang])})`}</small>}
          </li>
        ))}
      </ul>
      {says.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

/**
 * Where the reader types a prompt. What is typed is handed on a moment after the last key, or at once on Enter; while an input method
 * composes, nothing is.
 */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import styles from './dalle.module.css';
import { shortened } from './prompts';

interface Props {
  readonly label: ReactNode;
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (text: string) => void;
}

const PAUSE_MS = 300;

export function PromptField({ label, value, placeholder, onChange }: Props) {
  const id = useId();
  const [draft, setDraft] = useState(value);
  const composing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (!composing.current) setDraft(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const hand = (text: string) => {
    clearTimeout(timer.current);
    onChange(shortened(text));
  };
  const later = (text: string) => {
    clearTimeout(timer.current);
    if (!composing.current) timer.current = setTimeout(() => hand(text), PAUSE_MS);
  };
  return (
    <div className={styles.prompt}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        dir="auto"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="go"
        placeholder={placeholder}
        value={draft}
        onChange={(e) => {
          setDraft(e.target.value);
          later(e.target.value);
        }}
        onCompositionStart={() => {
          composing.current = true;
          clearTimeout(timer.current);
        }}
        onCompositionEnd={(e) => {
          composing.current = false;
          later(e.currentTarget.value);
        }}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && !e.nativeEvent.isComposing) hand(e.currentTarget.value);
        }}
        onBlur={(e) => !composing.current && e.target.value !== value && hand(e.target.value)}
      />
    </div>
  );
}

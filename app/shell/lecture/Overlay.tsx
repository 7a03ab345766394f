/** What may lie over a stage: all stages, go to a number, the keys. */
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useLang, useText } from '../../i18n';
import { Icon } from '../icons';
import { useAnswers } from './asks';
import styles from './Lecture.module.css';
import { text } from './text';
import type { Deck } from './useDeck';

export type OverlayName = 'overview' | 'goto' | 'help';

export function Overlay({ deck, name, close }: { readonly deck: Deck; readonly name: OverlayName; readonly close: () => void }) {
  const t = useText(text);
  const go = (at: number) => {
    close();
    deck.go(at);
  };
  const title = { overview: t.overview, goto: t.goTo, help: t.help }[name];
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.veil} />
        <Dialog.Content
          className={styles.overlay}
          data-wide={name === 'overview' || undefined}
          aria-describedby={undefined}
          onKeyDown={(event) => {
            const letter = { overview: 'o', goto: 'g', help: '?' }[name];
            if (event.key !== letter) return;
            event.preventDefault();
            close();
          }}
        >
          <div className={styles.overlayHead}>
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close className={styles.tool} aria-label={t.close} title={t.close}>
              <Icon name="close" />
            </Dialog.Close>
          </div>
          {name === 'overview' && <Overview deck={deck} go={go} />}
          {name === 'goto' && <GoTo deck={deck} go={go} />}
          {name === 'help' && <Help />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** All stages; the arrow keys go through them. */
function Overview({ deck, go }: { deck: Deck; go: (at: number) => void }): ReactNode {
  const t = useText(text);
  const lang = useLang();
  const answers = useAnswers();
  const list = useRef<HTMLOListElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    buttons[Math.min(buttons.length - 1, Math.max(0, buttons.indexOf(document.activeElement as HTMLButtonElement) + by))]?.focus();
  };
  return (
    <ol className={styles.stages} ref={list} onKeyDown={onKeyDown}>
      {deck.stages.map((stage, i) => (
        <li key={stage.id}>
          <button
            type="button"
            aria-current={i + 1 === deck.at ? 'step' : undefined}
            // biome-ignore lint/a11y/noAutofocus: the dialog opens where the deck is
            autoFocus={i + 1 === deck.at}
            onClick={() => go(i + 1)}
          >
            <b>{i + 1}</b>
            <span>{(answers[`${deck.page}/${stage.id}`]?.seen ? null : stage.ask?.question[lang]) ?? stage.sentence[lang]}</span>
            <small>{t.minutes(stage.minutes)}</small>
          </button>
        </li>
      ))}
    </ol>
  );
}

function GoTo({ deck, go }: { deck: Deck; go: (at: number) => void }) {
  const t = useText(text);
  const [value, setValue] = useState('');
  return (
    <form
      className={styles.goto}
      onSubmit={(event) => {
        event.preventDefault();
        const at = Number(value.normalize('NFKC'));
        if (Number.isInteger(at) && at >= 1 && at <= deck.stages.length) go(at);
      }}
    >
      {/* biome-ignore lint/a11y/noAutofocus: it was asked for by a key, to type into */}
      <input inputMode="numeric" aria-label={t.goTo} value={value} onChange={(event) => setValue(event.target.value)} autoFocus />
      <span translate="no">{`/ ${deck.stages.length}`}</span>
      <button type="submit">{t.go}</button>
    </form>
  );
}

function Help() {
  const t = useText(text);
  return (
    <dl className={styles.help}>
      {t.keys.map(([key, what]) => (
        <div key={key}>
          <dt>
            {key.split(' ').map((one) => (
              <kbd key={one}>{one}</kbd>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Predict, then see: under the question its answers with the hands counted for each, or what is to be drawn; and the button that shows. */
import { useLang, useText } from '../../i18n';
import { undrawn } from '../../viz/hand';
import { Icon } from '../icons';
import type { ChoiceAsk } from '../stages';
import styles from './Ask.module.css';
import { type Answer, change, count, isChoice, sharesOf } from './asks';
import { text } from './text';
import { useAnswer } from './useAsk';
import type { Deck } from './useDeck';

export function AskRow({ deck }: { readonly deck: Deck }) {
  const t = useText(text).ask;
  const { ask } = deck.stage;
  const answer = useAnswer(deck);
  if (!ask) return null;
  const begun = answer.drawn.some((v) => v !== null);
  return (
    <div className={styles.ask} data-ask={answer.seen ? 'seen' : 'asked'}>
      {isChoice(ask) ? (
        <Options ask={ask} id={deck.key} answer={answer} />
      ) : (
        <p className={styles.hint}>{answer.seen ? t.laidOver : t.draw}</p>
      )}
      <span className={styles.tools}>
        {!isChoice(ask) && !answer.seen && begun && (
          <button type="button" onClick={() => change(deck.key, { drawn: undrawn })}>
            {t.clear}
          </button>
        )}
        {!isChoice(ask) && answer.seen && (
          <button type="button" onClick={() => change(deck.key, { lifted: !answer.lifted })}>
            {answer.lifted ? t.back : t.large}
          </button>
        )}
        {answer.seen ? (
          <button type="button" onClick={deck.askAgain}>
            {t.again}
          </button>
        ) : (
          <button type="button" className={styles.see} onClick={deck.see} title={`${t.see} (→)`}>
            {t.see}
          </button>
        )}
      </span>
    </div>
  );
}

function Options({ ask, id, answer }: { ask: ChoiceAsk; id: string; answer: Answer }) {
  const t = useText(text).ask;
  const lang = useLang();
  const { seen, chosen, hands } = answer;
  const shares = sharesOf(hands, ask.options.length);
  return (
    <ol className={styles.options} aria-label={t.options}>
      {ask.options.map((option, i) => (
        <li key={option.en} data-right={(seen && i === ask.right) || undefined} data-other={(seen && i !== ask.right) || undefined}>
          <button
            type="button"
            className={styles.option}
            aria-pressed={chosen === i}
            disabled={seen}
            onClick={() => change(id, { chosen: chosen === i ? null : i })}
          >
            <kbd>{i + 1}</kbd> <span>{option[lang]}</span>
            {seen && i === ask.right && (
              <span className={styles.right}>
                <Icon name="check" /> <span className="visually-hidden">{t.right}</span>
              </span>
            )}
          </button>
          <input
            className={styles.hands}
            inputMode="numeric"
            maxLength={4}
            placeholder="–"
            aria-label={t.hands(option[lang])}
            title={t.hands(option[lang])}
            value={hands[i] ?? ''}
            onChange={(event) => count(id, i, event.target.value)}
          />
          {shares && (
            <span className={styles.share} style={{ inlineSize: `${100 * shares[i]}%` }} data-share={Math.round(100 * shares[i])} />
          )}
        </li>
      ))}
    </ol>
  );
}

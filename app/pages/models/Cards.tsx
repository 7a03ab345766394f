/** Every card, as it ships: what the model is, what it learned from, how it was trained, and all its numbers. */
import { useLang, useText } from '../../i18n';
import type { Card } from '../../runtime/weights';
import { plain } from '../../shell/numbers';
import { MODELS } from './list';
import styles from './models.module.css';
import { text } from './text';
import type { CardsByName } from './useCards';

export function Cards({ cards }: { cards: CardsByName }) {
  const t = useText(text).cards;
  return (
    <section className={styles.cards} aria-labelledby="cards">
      <h2 id="cards">{t.title}</h2>
      {!cards && <p className={styles.waiting}>{t.waiting}</p>}
      {cards &&
        MODELS.map((name) => {
          const card = cards[name];
          return card && <OneCard key={name} card={card} />;
        })}
    </section>
  );
}

function OneCard({ card }: { card: Card }) {
  const t = useText(text).cards;
  const lang = useLang();
  const { training, architecture } = card;
  const facts: [string, string][] = [
    [t.parameters, architecture.parameters.toLocaleString(lang)],
    [t.trained, t.steps(training.steps.toLocaleString(lang), training.batch, plain(training.seconds / 60))],
    [t.command, training.command],
    [t.source, architecture.source.map((file) => `app/${file}`).join(', ')],
    [t.architecture, `${architecture.hash} · ${JSON.stringify(architecture.config)}`],
    [t.data, `${card.data.name} (${card.data.licence}), ${card.data.size.toLocaleString(lang)}`],
    [t.files, card.files.map((f) => `${f.file} ${Math.round(f.bytes / 1024)} KiB`).join(', ')],
  ];
  return (
    <details className={styles.card} id={`card-${card.model}`}>
      <summary>
        <b>{card.title[lang]}</b> <code>{card.model}</code>
      </summary>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.scroll}>
        <table className={styles.metrics}>
          <thead>
            <tr>
              <th scope="col">{t.measured}</th>
              <th scope="col">{t.value}</th>
              <th scope="col">{t.floor}</th>
              <th scope="col">{t.n}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(card.metrics).map(([key, { value, floor, n, note }]) => (
              <tr key={key}>
                <th scope="row">
                  {key}
                  {note && <small lang="en">{note}</small>}
                </th>
                <td>{plain(value)}</td>
                <td>{floor === undefined ? '' : plain(floor)}</td>
                <td>{n?.toLocaleString(lang) ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Every card, as it ships: what the model is, what it learned from, how it was trained, and all its numbers. */
import { type Lang, useLang, useText } from '../../i18n';
import type { Card, CardMetric } from '../../runtime/weights';
import { plain } from '../../shell/numbers';
import { root } from '../../shell/root';
import { howOf } from './how';
import { GENERATORS, MODELS } from './list';
import { metricWords } from './metrics';
import styles from './models.module.css';
import { referenceOf } from './reference';
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

/** Steps, batch, minutes, and on what: one core, unless the card says otherwise. */
function trainedOf({ steps, batch, seconds, where }: Card['training'], lang: Lang): string {
  const t = text[lang].cards;
  const [many, minutes] = [steps.toLocaleString(lang), plain(seconds / 60)];
  if (!where) return t.steps(many, batch, minutes);
  return t.stepsOn(many, Math.round(where.images / steps), minutes, where.on, where.framework, where.images.toLocaleString(lang));
}

function OneCard({ card }: { card: Card }) {
  const t = useText(text).cards;
  const lang = useLang();
  const { training, architecture } = card;
  // As the build packs it.
  const mine = `${card.model}-${card.files.at(-1)?.file ?? 'model.safetensors'}`;
  const facts: [string, string][] = [
    [t.parameters, architecture.parameters.toLocaleString(lang)],
    [t.trained, trainedOf(training, lang)],
    [t.command, [...(training.before ?? []), training].map(({ command }) => command).join(' ; ')],
    [t.source, architecture.source.map((file) => `app/${file}`).join(', ')],
    [t.architecture, `${architecture.hash} · ${JSON.stringify(architecture.config)}`],
    [t.data, `${card.data.name} (${card.data.licence}), ${card.data.size.toLocaleString(lang)}`],
    ...(card.remark ? [[t.remark, card.remark[lang]] as [string, string]] : []),
    ...(GENERATORS.includes(card.model) ? [[t.drawn, howOf(card.model, card, lang)] as [string, string]] : []),
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
        <div>
          <dt>{t.files}</dt>
          <dd>
            {card.files.map((f) => (
              <span key={f.file} className={styles.file}>
                <a href={new URL(`weights/${card.model}/${f.file}`, root).href} download={`${card.model}-${f.file}.gz`} translate="no">
                  {f.file}
                </a>
                <span>
                  {` ${Math.round(f.bytes / 1000).toLocaleString(lang)} kB, ${f.dtype}, ${t.after(f.step.toLocaleString(lang))}, sha256 `}
                </span>
                <code>{`${f.sha256.slice(0, 16)}…`}</code>
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>{t.home}</dt>
          <dd>
            {referenceOf(card.model).map((file) => (
              <a key={file} className={styles.home} href={new URL(`reference/${file}`, root).href} download translate="no">
                {file}
              </a>
            ))}
            <code className={styles.snippet}>
              {`gunzip ${mine}.gz; python3 -c 'from common import load; print({n: tuple(w.shape) for n, w in load("${mine}").items()})'`}
            </code>
          </dd>
        </div>
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
            {Object.entries(card.metrics).map(([key, metric]) => (
              <MetricRow key={key} name={key} metric={metric} />
            ))}
          </tbody>
        </table>
      </div>
      {card.guidance && <Steered guidance={card.guidance} />}
    </details>
  );
}

/** Each kind of guidance at every strength that was measured. */
function Steered({ guidance }: { guidance: NonNullable<Card['guidance']> }) {
  const t = useText(text).cards.guidance;
  const lang = useLang();
  return (
    <div className={styles.scroll}>
      <table className={styles.metrics}>
        <thead>
          <tr>
            {[t.title, ...t.heads].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {guidance.map(({ kind, strength, n, ...measured }) => (
            <tr key={`${kind} ${strength}`}>
              <th scope="row">{kind === 'none' ? t.by.none : `${t.by[kind]}${strength}`}</th>
              {[measured.agreement, measured.fidelity, measured.variety].map((share, i) => (
                <td key={t.heads[i]}>{`${(100 * share).toFixed(1)}%`}</td>
              ))}
              <td>{measured.seconds.toFixed(3)}</td>
              <td>{n.toLocaleString(lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MetricRow({ name, metric: { value, error, floor, n, note } }: { name: string; metric: CardMetric }) {
  const lang = useLang();
  const words = metricWords(name, lang);
  return (
    <tr>
      <th scope="row">
        <span>{words.name}</span>
        {words.meaning ? <small>{words.meaning}</small> : note && <small lang="en">{note}</small>}
      </th>
      <td>{error === undefined ? plain(value) : `${plain(value)} ± ${plain(error)}`}</td>
      <td>{floor === undefined ? '' : plain(floor)}</td>
      <td>{n?.toLocaleString(lang) ?? ''}</td>
    </tr>
  );
}

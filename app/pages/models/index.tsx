/** Every model that ships: all generators side by side with the same noise, drawn and measured in the page; then every card. */
import { useText } from '../../i18n';
import { ShowFigure } from '../../shell/ShowFigure';
import { useLab } from '../../store/lab';
import { Cards } from './Cards';
import { figures } from './figures';
import Generators from './Generators';
import { MODELS } from './list';
import styles from './models.module.css';
import { text } from './text';
import { useCards } from './useCards';

export default function ModelsPage() {
  const t = useText(text);
  const lab = useLab('models.cards', NO_CONFIG);
  const cards = useCards(lab, MODELS);
  return (
    <article className={styles.page}>
      <header>
        <h1>{t.title}</h1>
        <p className={styles.line}>{t.line}</p>
      </header>
      <div className={styles.prose}>
        <h2>{t.measured}</h2>
        <p>{t.intro}</p>
        <dl className={styles.yardstick}>
          {t.yardstick.map(([name, meaning]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <p>{t.floor}</p>
      </div>
      <ShowFigure figure={figures.generators}>
        <Generators />
      </ShowFigure>
      <div ref={lab.ref}>
        <Cards cards={cards} />
      </div>
    </article>
  );
}

const NO_CONFIG = {};

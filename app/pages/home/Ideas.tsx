/** A map of the ideas of these notes through time: a row a page, a column a year, each node where it can be seen to work. */
import { useText } from '../../i18n';
import { PageLink } from '../../shell/Link';
import { PAGES, type PageKey, pageText } from '../../shell/pages';
import styles from './Ideas.module.css';
import { text } from './text';

type IdeaKey = keyof typeof text.en.ideas.names;
/** When an idea was first made public, and the figure or section that has it. */
const IDEAS: readonly { readonly key: IdeaKey; readonly year: number; readonly page: PageKey; readonly at: string }[] = [
  { key: 'gan', year: 2014, page: 'gan', at: 'minmax' },
  { key: 'wgan', year: 2017, page: 'gan', at: 'saturating' },
  { key: 'dirac', year: 2018, page: 'gan', at: 'dirac' },
  { key: 'vae', year: 2013, page: 'vae', at: 'gaussian' },
  { key: 'vqvae', year: 2017, page: 'vae', at: 'codebook' },
  { key: 'dalle', year: 2021, page: 'dalle', at: 'stream' },
  { key: 'clip', year: 2021, page: 'dalle', at: 'rerank' },
  { key: 'thermo', year: 2015, page: 'diffusion', at: 'forward' },
  { key: 'ddpm', year: 2020, page: 'diffusion', at: 'backward' },
  { key: 'ddim', year: 2020, page: 'diffusion', at: 'fewer' },
  { key: 'score', year: 2020, page: 'diffusion', at: 'score' },
  { key: 'unet', year: 2015, page: 'unet', at: 'inside' },
  { key: 'classifier', year: 2021, page: 'unet', at: 'classifier' },
  { key: 'free', year: 2022, page: 'unet', at: 'free' },
];
/** Years in which something happened, in order: each is a column. */
const YEARS = [...new Set(IDEAS.map(({ year }) => year))].sort();

export function Ideas() {
  const t = useText(text).ideas;
  const names = useText(pageText);
  return (
    <div className={styles.map} style={{ gridTemplateColumns: `auto repeat(${YEARS.length}, minmax(0, 1fr))` }}>
      {YEARS.map((year, i) => (
        <b key={year} className={styles.year} style={{ gridColumn: i + 2, gridRow: 1 }} aria-hidden="true">
          {year}
        </b>
      ))}
      {PAGES.map((page, row) => {
        const ideas = IDEAS.filter((idea) => idea.page === page).sort((a, b) => a.year - b.year);
        const columns = [...new Set(ideas.map(({ year }) => YEARS.indexOf(year) + 2))];
        return (
          <section key={page} className={styles.lane} aria-label={names[page].title}>
            <h3 className={styles.page} style={{ gridColumn: 1, gridRow: row + 2 }}>
              {names[page].short}
            </h3>
            <i
              className={styles.line}
              style={{ gridColumn: `${columns[0]} / ${(columns.at(-1) ?? 2) + 1}`, gridRow: row + 2 }}
              aria-hidden="true"
            />
            {columns.map((column) => (
              <ul key={column} className={styles.ideas} style={{ gridColumn: column, gridRow: row + 2 }}>
                {ideas
                  .filter(({ year }) => YEARS.indexOf(year) + 2 === column)
                  .map(({ key, year, at }) => (
                    <li key={key}>
                      <PageLink to={`/${page}#${at}`}>
                        <small>{year}</small> <span>{t.names[key]}</span>
                      </PageLink>
                    </li>
                  ))}
              </ul>
            ))}
          </section>
        );
      })}
    </div>
  );
}

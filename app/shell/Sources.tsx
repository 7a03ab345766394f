/** The sources of a page, at its end. */
import { useText } from '../i18n';
import styles from './NotePage.module.css';
import { references } from './references';
import { text } from './text';

/** `cited`: ids, in the order of the text. */
export default function Sources({ cited }: { readonly cited: readonly string[] }) {
  const t = useText(text).note;
  return (
    <section className={styles.sources} aria-label={t.sources}>
      <h2>{t.sources}</h2>
      <ul>
        {cited
          .filter((id) => id in references)
          .map((id) => {
            const r = references[id];
            return (
              <li key={id} id={`cite-${id}`} lang="en">
                {r.authors}. “{r.title}
                {/[?!]$/.test(r.title) ? '' : '.'}” {r.where}, {r.year}.{' '}
                <a href={r.url} rel="noreferrer">
                  {r.url.replace(/^https:\/\//, '')}
                </a>
              </li>
            );
          })}
      </ul>
    </section>
  );
}

/** The opening: what this is, and the five pages to touch. */
import { useText } from '../../i18n';
import { PageLink } from '../../shell/Link';
import { PAGES, pageText } from '../../shell/pages';
import { text } from '../../shell/text';

export default function HomePage() {
  const t = useText(pageText);
  const s = useText(text);
  return (
    <div>
      <h1>{s.site}</h1>
      {PAGES.map((key) => (
        <p key={key}>
          <PageLink to={`/${key}`}>{t[key].title}</PageLink>
        </p>
      ))}
    </div>
  );
}

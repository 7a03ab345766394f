/** Inside of the "where does this number come from" popover; loaded when first opened. */
import { useText } from '../i18n';
import { written } from '../viz/Label';
import { PageLink } from './Link';
import { useFormulas } from './routes';
import { Tex } from './Tex';
import { text } from './text';
import type { Origins } from './types';

export default function Origin({ page, origins }: { page: string | null; origins: Origins }) {
  const { figure: t, note } = useText(text);
  const formulas = useFormulas(page);
  const formula = origins.id ? formulas[origins.id] : undefined;
  const fn = origins.fn ?? formula?.fn;
  if (!formula && !origins.filled && !fn && !origins.note) return <p>{t.noFormula}</p>;
  return (
    <div>
      {formula && <Tex tex={formula.tex} html={formula.html} display />}
      {origins.filled && <Tex tex={origins.filled} display />}
      {origins.note && <p>{typeof origins.note === 'string' ? written(origins.note) : origins.note}</p>}
      {fn && (
        <p>
          <span>{t.computedBy}</span> <code>{fn.split('#').reverse().join(' — ')}</code>
        </p>
      )}
      {formula && (
        <p>
          <PageLink to={`/${page}#symbols`}>{note.letters}</PageLink>
        </p>
      )}
    </div>
  );
}
